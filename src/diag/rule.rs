//! The rules a diagnostic can be about: their stable codes, how bad each is, what it means.

use serde::{Deserialize, Serialize};

/// How bad a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Something was read differently than it is written, and nothing is lost.
    Info,
    /// Something could not be used; the rest of the note was.
    Warning,
    /// The note could not be used.
    Error,
}

impl Severity {
    /// The word a reader sees.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// What a diagnostic is about. The code is stable: scripts may match on it.
///
/// To add a rule, add a variant here, its row in `row` and its name in
/// [`Rule::ALL`]; the compiler and a test ask for whatever is forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[allow(missing_docs, reason = "every rule explains itself in `Rule::summary`")]
pub enum Rule {
    BinaryFile,
    CalloutUnclosed,
    /// A cue comment is not understood, or no statement stands before it.
    CueUnknown,
    EmptyNote,
    FenceUnwrapped,
    FrontMatterDuplicate,
    FrontMatterMalformed,
    FrontMatterMissing,
    FrontMatterUnclosed,
    FrontMatterValue,
    ImageDropped,
    KeyLookalike,
    LanguageOther,
    NotUtf8,
    SecondFrontMatter,
    TablePadded,
    TimecodeDamaged,
    TimecodeDoubtful,
    TimecodeImpossible,
    TimecodeMismatch,
    TimecodeNone,
    TimecodeShifted,
    TimecodeUnit,
    TitleMissing,
    VideoMalformed,
    VideoMissing,
}

/// All there is to know about a rule.
struct Row {
    code: &'static str,
    severity: Severity,
    summary: &'static str,
    help: Option<&'static str>,
}

const fn row(
    code: &'static str,
    severity: Severity,
    summary: &'static str,
    help: Option<&'static str>,
) -> Row {
    Row {
        code,
        severity,
        summary,
        help,
    }
}

impl Rule {
    /// Every rule, in the order of their codes.
    pub const ALL: &[Rule] = &[
        Rule::BinaryFile,
        Rule::CalloutUnclosed,
        Rule::CueUnknown,
        Rule::EmptyNote,
        Rule::FenceUnwrapped,
        Rule::FrontMatterDuplicate,
        Rule::FrontMatterMalformed,
        Rule::FrontMatterMissing,
        Rule::FrontMatterUnclosed,
        Rule::FrontMatterValue,
        Rule::ImageDropped,
        Rule::KeyLookalike,
        Rule::LanguageOther,
        Rule::NotUtf8,
        Rule::SecondFrontMatter,
        Rule::TablePadded,
        Rule::TimecodeDamaged,
        Rule::TimecodeDoubtful,
        Rule::TimecodeImpossible,
        Rule::TimecodeMismatch,
        Rule::TimecodeNone,
        Rule::TimecodeShifted,
        Rule::TimecodeUnit,
        Rule::TitleMissing,
        Rule::VideoMalformed,
        Rule::VideoMissing,
    ];

    fn row(self) -> Row {
        use Severity::{Error, Info, Warning};
        match self {
            Rule::BinaryFile => row(
                "binary-file",
                Error,
                "the file holds NUL bytes, so it is no text",
                Some("a note is a Markdown file; move this one elsewhere or rename it"),
            ),
            Rule::CalloutUnclosed => row(
                "callout-unclosed",
                Info,
                "a callout is opened and never closed",
                Some("close it, or everything to the end of the note belongs to it"),
            ),
            Rule::CueUnknown => row(
                "cue-unknown",
                Warning,
                "a cue comment is not understood, has no statement before it, or a later one takes its place",
                Some("write `<!-- cue: skip -->` or `<!-- cue: q: … a: … -->` behind a statement"),
            ),
            Rule::EmptyNote => row(
                "empty-note",
                Warning,
                "the note has no text",
                Some("write something below the front matter, or delete the file"),
            ),
            Rule::FenceUnwrapped => row(
                "fence-unwrapped",
                Info,
                "the note's text stands in a code fence and was read as if it did not",
                Some("delete the two fence lines"),
            ),
            Rule::FrontMatterDuplicate => row(
                "front-matter-duplicate",
                Warning,
                "a key stands twice in the front matter",
                Some("keep one of the two; the first one counts until then"),
            ),
            Rule::FrontMatterMalformed => row(
                "front-matter-malformed",
                Error,
                "the front matter is not readable as YAML",
                Some("put quotation marks around values that contain `: `, `#` or brackets"),
            ),
            Rule::FrontMatterMissing => row(
                "front-matter-missing",
                Warning,
                "the note does not begin with front matter",
                Some("begin the file with `---`, a `title:` line, a `videoId:` line and `---`"),
            ),
            Rule::FrontMatterUnclosed => row(
                "front-matter-unclosed",
                Error,
                "the front matter has no closing line",
                Some("put a line of three hyphens after the last key"),
            ),
            Rule::FrontMatterValue => row(
                "front-matter-value",
                Warning,
                "a key of the front matter has a value of the wrong kind",
                Some("write plain text after the colon"),
            ),
            Rule::ImageDropped => row(
                "image-dropped",
                Info,
                "an image or embedded file was left out",
                None,
            ),
            Rule::KeyLookalike => row(
                "key-lookalike",
                Warning,
                "a key of the front matter looks like one that is read, but is not",
                Some("keys are spelled `title`, `videoId`, `guest` and `tags`"),
            ),
            Rule::LanguageOther => row(
                "language-other",
                Info,
                "the note is not in English, so only what needs no grammar becomes a card",
                None,
            ),
            Rule::NotUtf8 => row(
                "not-utf8",
                Error,
                "the file is not UTF-8",
                Some("save it again with the encoding UTF-8"),
            ),
            Rule::SecondFrontMatter => row(
                "second-front-matter",
                Info,
                "a second front matter stands in the text and was skipped",
                Some("delete it"),
            ),
            Rule::TablePadded => row(
                "table-padded",
                Info,
                "a table line is mostly padding",
                Some("shorten the line; what follows such padding is often not meant to be there"),
            ),
            Rule::TimecodeDamaged => row(
                "timecode-damaged",
                Info,
                "the tag around a timecode is damaged but readable",
                Some("write `[00:12:40]`, with or without the tag around it"),
            ),
            Rule::TimecodeDoubtful => row(
                "timecode-doubtful",
                Warning,
                "a timecode lies far behind the last one of the video's other notes",
                Some("listen there once; the recording may be shorter than that"),
            ),
            Rule::TimecodeImpossible => row(
                "timecode-impossible",
                Warning,
                "a timecode cannot be a moment in a recording",
                Some("write it as hours, minutes and seconds, as in `[00:12:40]`"),
            ),
            Rule::TimecodeMismatch => row(
                "timecode-mismatch",
                Info,
                "a timecode's tag and its visible text name different moments",
                None,
            ),
            Rule::TimecodeNone => row(
                "timecode-none",
                Warning,
                "the note has no timecode, so its cards would link nowhere",
                Some("write one after a statement, as in `[00:12:40]`"),
            ),
            Rule::TimecodeShifted => row(
                "timecode-shifted",
                Warning,
                "the note's timecodes are one hour later than the video's other notes say",
                Some("listen to one of them; the hour was taken off"),
            ),
            Rule::TimecodeUnit => row(
                "timecode-unit",
                Info,
                "a timecode is minutes and seconds written as hours and minutes",
                Some("write hours first: eleven minutes are `[00:11:00]`"),
            ),
            Rule::TitleMissing => row(
                "title-missing",
                Warning,
                "the front matter has no title",
                Some("add a `title:` line"),
            ),
            Rule::VideoMalformed => row(
                "video-malformed",
                Warning,
                "`videoId` is not the id of a video, so the note makes no cards",
                Some("an id has eleven letters, digits, `-` or `_`, as in `Z9ftpRhRiJE`"),
            ),
            Rule::VideoMissing => row(
                "video-missing",
                Warning,
                "the note names no video, so it makes no cards",
                Some("add a `videoId:` line to the front matter"),
            ),
        }
    }

    /// The stable code, in kebab case: `not-utf8`.
    pub fn code(self) -> &'static str {
        self.row().code
    }

    /// How bad it is.
    pub fn severity(self) -> Severity {
        self.row().severity
    }

    /// What it means, in one line: a lower-case fragment without a full stop.
    pub fn summary(self) -> &'static str {
        self.row().summary
    }

    /// What usually helps; `None` when nothing needs doing.
    pub fn help(self) -> Option<&'static str> {
        self.row().help
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_listed_once_in_the_order_of_their_codes() {
        let codes: Vec<_> = Rule::ALL.iter().map(|rule| rule.code()).collect();
        assert!(codes.is_sorted_by(|a, b| a < b), "{codes:?}");
    }

    #[test]
    fn a_code_is_its_rule_in_kebab_case() {
        for rule in Rule::ALL {
            let mut kebab = String::new();
            for c in format!("{rule:?}").chars() {
                if c.is_ascii_uppercase() && !kebab.is_empty() {
                    kebab.push('-');
                }
                kebab.push(c.to_ascii_lowercase());
            }
            assert_eq!(kebab, rule.code());
        }
    }
}
