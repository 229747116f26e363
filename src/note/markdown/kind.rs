//! What a block is, told from what it stands in and what it begins with.

use super::{Holds, Walker};
use crate::note::BlockKind;
use crate::note::mask::Piece;
use crate::text::Span;

impl Walker<'_> {
    /// The kind of a block that begins where we stand.
    pub(super) fn kind_here(&self) -> BlockKind {
        for frame in self.frames.iter().rev() {
            match &frame.holds {
                Holds::Quotation { callout: None } => return BlockKind::Quotation,
                Holds::Quotation {
                    callout: Some(kind),
                } => {
                    let kind = kind.clone();
                    return BlockKind::Callout { kind, title: false };
                }
                Holds::Item { block: None } => {
                    let mut lists = self.frames.iter().filter_map(|frame| match frame.holds {
                        Holds::List { list, number, .. } => Some((list, number)),
                        _ => None,
                    });
                    let depth = lists.clone().count().saturating_sub(1);
                    let (list, number) = lists.next_back().unwrap_or_default();
                    let depth = u8::try_from(depth).unwrap_or(u8::MAX);
                    return BlockKind::Item {
                        depth,
                        list,
                        number,
                    };
                }
                Holds::Item { block: Some(_) } => return BlockKind::Paragraph,
                Holds::Text | Holds::List { .. } | Holds::Row { .. } => {}
            }
        }
        BlockKind::Paragraph
    }

    /// The kind of a paragraph that begins at `span`: a callout's, if it begins with
    /// `[!kind]` or stands between the lines of a fake callout.
    pub(super) fn kind_at(&self, span: Span) -> BlockKind {
        let kind = self.kind_here();
        if !matches!(
            kind,
            BlockKind::Paragraph | BlockKind::Quotation | BlockKind::Callout { .. }
        ) {
            return kind;
        }
        if let Some(kind) = self.callout_mark(span) {
            return BlockKind::Callout { kind, title: true };
        }
        let callouts = &self.frame.callouts;
        let last = callouts.partition_point(|callout| callout.span.start <= span.start);
        let inside = callouts[..last].iter().rev().take(4);
        match inside
            .into_iter()
            .find(|callout| span.start < callout.span.end)
        {
            Some(callout) if kind == BlockKind::Paragraph && self.frames.len() == 1 => {
                let kind = callout.kind.clone();
                BlockKind::Callout { kind, title: false }
            }
            _ => kind,
        }
    }

    /// The kind in the `[!kind]` that `span` begins with.
    pub(super) fn callout_mark(&self, span: Span) -> Option<String> {
        let regions = &self.masked.regions;
        let next = regions.partition_point(|region| region.span.start < span.start);
        let region = regions.get(next)?;
        let Piece::CalloutMark { kind } = &region.piece else {
            return None;
        };
        let before = self.source.get(span.start..region.span.start)?;
        let first = before.len() <= 64 && before.trim_matches([' ', '>', '\t']).is_empty();
        first.then(|| kind.clone())
    }
}
