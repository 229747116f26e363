//! A file's bytes → a [`Document`], and all the trouble met on the way.

use std::sync::Arc;

use super::front_matter::FrontMatter;
use super::{BlockKind, ChannelPage, Document, Head, SourceFile, StudyNote};
use super::{Wish, cue, frame, front_matter, markdown, mask, page, stamp};
use crate::diag::{Checked, Diagnostic, Place, Rule};
use crate::language::foreign;
use crate::text::{LineIndex, Span, name_of_sane_length};

/// How many cues of a note are reported one by one. Whoever has more of them wrong has them
/// wrong in one way, and a place costs the length of its line.
pub(crate) const MOST_CUES: usize = 100;

/// Reads a note. `None` when the file is no text, or has none.
///
/// Timecodes are kept as written; what they mean is decided by
/// [`super::timing::settle`], which sees all notes of a video.
pub fn parse(file: &SourceFile) -> Checked<Option<Document>> {
    let path = file.path.as_str();
    let mut problems = Vec::new();
    let value = match text_of(file) {
        Ok(text) if is_blank(text) => {
            problems.push(Diagnostic::new(Rule::EmptyNote, path, "the file is empty"));
            None
        }
        Ok(text) => Some(read(file, text, &mut problems)),
        Err(problem) => {
            problems.push(*problem);
            None
        }
    };
    let by_place = |problem: &Diagnostic| {
        let place = problem.place.as_ref();
        place.map(|place| (place.line, place.column))
    };
    problems.sort_by_key(by_place);
    Checked { value, problems }
}

fn is_blank(text: &str) -> bool {
    text.trim_matches(['\u{feff}', ' ', '\n', '\r', '\t'])
        .is_empty()
}

/// The file as text, if it is text.
fn text_of(file: &SourceFile) -> Result<&str, Box<Diagnostic>> {
    let path = file.path.as_str();
    // Asked first: most of what is no text is not UTF-8 either, and "binary" says more.
    if memchr::memchr(0, &file.bytes).is_some() {
        let message = "the file is binary: it holds NUL bytes";
        return Err(Box::new(Diagnostic::new(Rule::BinaryFile, path, message)));
    }
    str::from_utf8(&file.bytes).map_err(|error| {
        let good = &file.bytes[..error.valid_up_to()];
        let line = memchr::memchr_iter(b'\n', good).count() + 1;
        let message = format!("the file is not UTF-8; line {line} holds the first wrong byte");
        Box::new(Diagnostic::new(Rule::NotUtf8, path, message))
    })
}

/// Reads no more of a note than it takes to know which others it has to be read with.
pub fn head(file: &SourceFile) -> Head {
    let text = match text_of(file) {
        Ok(text) if !is_blank(text) => text,
        _ => return Head::Unread,
    };
    match opened(file, text, &mut Vec::new()) {
        Ok(matter) => Head::Note(matter.video),
        Err(page) => Head::ChannelPage(page),
    }
}

/// The front matter of a note; a file that lists episodes instead is the page of a channel.
fn opened(
    file: &SourceFile,
    text: &str,
    problems: &mut Vec<Diagnostic>,
) -> Result<FrontMatter, ChannelPage> {
    let matter = front_matter::read(text, file.path.as_str(), problems);
    if matter.names_video {
        return Ok(matter);
    }
    let episodes = page::episodes_in(&text[matter.body..]);
    match episodes.is_empty() {
        true => Ok(matter),
        false => Err(ChannelPage {
            path: file.path.clone(),
            episodes,
        }),
    }
}

fn read(file: &SourceFile, text: &str, problems: &mut Vec<Diagnostic>) -> Document {
    let path = file.path.as_str();
    let matter = match opened(file, text, problems) {
        Ok(matter) => matter,
        Err(page) => return Document::ChannelPage(page),
    };
    let frame = frame::read(text, matter.body);
    let mut code = frame.code.clone();
    code.extend(frame::code_spans(text, matter.body, &frame.code));
    code.sort();
    let stamps = stamp::find(text, matter.body, &code);
    let masked = mask::mask(text, matter.body, &frame, &code, &stamps);
    let body = markdown::read(text, &masked, &frame, &stamps);

    let lines = LineIndex::new(text);
    let mut report = |rule: Rule, message: String, span: Option<Span>| {
        let mut problem = Diagnostic::new(rule, path, message);
        problem.place = span.map(|span| Place::new(text, &lines, span));
        problems.push(problem);
    };
    let top = Span::new(matter.body, matter.body);
    if !matter.names_video {
        report(
            Rule::VideoMissing,
            Rule::VideoMissing.summary().to_owned(),
            None,
        );
    }
    let title = matter.title.unwrap_or_else(|| {
        let heading = body
            .sections
            .iter()
            .find(|section| !section.heading.text.is_empty());
        let title = heading.map_or_else(|| name_of(path), |first| first.heading.text.clone());
        let title = name_of_sane_length(title);
        report(
            Rule::TitleMissing,
            format!("the note has no title; `{title}` stands in"),
            None,
        );
        title
    });
    let findings = [
        (Rule::FenceUnwrapped, frame.unwrapped),
        (Rule::SecondFrontMatter, frame.second_front_matter),
        (Rule::TablePadded, frame.padded),
        (Rule::CalloutUnclosed, frame.unclosed_callout),
    ];
    for (rule, span) in findings {
        if span.is_some() {
            report(rule, rule.summary().to_owned(), span);
        }
    }
    if let Some(&first) = body.images.first() {
        let message = match body.images.len() {
            1 => "an image or embedded file was left out".to_owned(),
            n => format!("{n} images or embedded files were left out, the first one here"),
        };
        report(Rule::ImageDropped, message, Some(first));
    }
    let damaged: Vec<_> = stamps.iter().filter(|stamp| stamp.damaged).collect();
    if let Some(first) = damaged.first() {
        let message = match damaged.len() {
            1 => "the tag around this timecode is damaged but readable".to_owned(),
            n => format!("the tags around {n} timecodes are damaged but readable, first here"),
        };
        report(Rule::TimecodeDamaged, message, Some(first.span));
    }
    if body.blocks.is_empty() && body.sections.len() == 1 {
        report(
            Rule::EmptyNote,
            "the note has no text".to_owned(),
            Some(top),
        );
    } else if stamps.is_empty() && matter.names_video {
        report(
            Rule::TimecodeNone,
            Rule::TimecodeNone.summary().to_owned(),
            None,
        );
    }
    let texts = body.blocks.iter().filter(|block| is_prose(&block.kind));
    let language = foreign(texts.map(|block| block.body.text.as_str()));
    if let Some(language) = language {
        let message = format!("the note is in {language}, so few of its statements make cards");
        report(Rule::LanguageOther, message, None);
    }
    let mut cues = cue::cues_in(text);
    // Shown as an example, not meant.
    cues.retain(|cue| {
        !code
            .iter()
            .any(|code| code.start <= cue.span.start && cue.span.end <= code.end)
    });
    let unknown = cues.iter().filter_map(|cue| match &cue.wish {
        Wish::Unknown(written) => Some((written, cue.span)),
        _ => None,
    });
    for (written, span) in unknown.take(MOST_CUES) {
        let message = format!(
            "the cue `{written}` is not understood{}",
            cue::meant(written)
        );
        report(Rule::CueUnknown, message, Some(span));
    }
    Document::Note(Box::new(StudyNote {
        path: file.path.clone(),
        title: title.into(),
        video: matter.video,
        guest: matter.guest.map(Into::into),
        episode: None,
        language,
        channel: frame.channel.map(Into::into),
        tags: matter.tags.into(),
        extra: matter.extra,
        sections: body.sections,
        blocks: body.blocks,
        cues,
        source: Arc::from(text),
    }))
}

/// Whether a block is written in the words of a language.
fn is_prose(kind: &BlockKind) -> bool {
    !matches!(kind, BlockKind::Code | BlockKind::Formula)
}

/// A file's name as a title: without its ending, underscores made spaces.
fn name_of(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.replace('_', " ")
}
