//! Which statement a cue of the note's writer is for.

use crate::note::{Cue, StudyNote};
use crate::statement::Statement;

/// The cues of a note, each with the statement it belongs to: the last one that begins
/// before it. `None` for a cue that stands before any statement.
pub fn cued<'n>(note: &'n StudyNote, statements: &[Statement]) -> Vec<(Option<usize>, &'n Cue)> {
    let mut starts: Vec<(usize, usize)> = statements
        .iter()
        .enumerate()
        .map(|(index, statement)| (statement.span.start, index))
        .collect();
    starts.sort_unstable();
    let place = |cue: &'n Cue| {
        let behind = starts.partition_point(|&(start, _)| start < cue.span.start);
        (behind.checked_sub(1).map(|last| starts[last].1), cue)
    };
    note.cues.iter().map(place).collect()
}
