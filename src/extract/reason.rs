//! Why a statement got no card.

use serde::{Deserialize, Serialize};

/// The reason a statement has no card. Codes are stable; [`Reason::code`] prints them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The note names no video, so a card could link nowhere.
    NoVideo,
    /// It only introduces what follows.
    LeadIn,
    /// A label with nothing behind it.
    LabelOnly,
    /// It asks instead of stating.
    Question,
    /// The title line of a callout.
    CalloutTitle,
    /// A row of a table: its meaning stands in the header.
    TableRow,
    /// A formula on its own.
    Formula,
    /// Fewer than four words.
    TooShort,
    /// Damaged: half a quotation, half a bracket, a broken timecode.
    Debris,
    /// It praises or sells something: a book, a course, the show.
    Plug,
    /// True only around the day it was said.
    Dated,
    /// About the note or the recording, not about its subject.
    Meta,
    /// It stands in a section that repeats the others.
    Recap,
    /// An example; the claim is what it is an example of.
    Example,
    /// It leans on something said before (this, it, the + noun).
    Dangling,
    /// It speaks of somebody by pronoun only.
    UnnamedPerson,
    /// It speaks in the first person.
    FirstPerson,
    /// No question shape fits.
    NoShape,
    /// The answer would stand on the front, in the headings or in the title.
    Leak,
    /// The front would hold too little that only this claim says.
    NoPin,
    /// Front and answer together would hold too little that only this claim says.
    Thin,
    /// The front would ask twice: "what the team can do what?".
    Unreadable,
    /// The answer would be too general to learn: `Success`, `More value`.
    VagueAnswer,
    /// The answer would be long, or more than one thing.
    AnswerTooLong,
    /// The front would be too long to read at a glance.
    FrontTooLong,
    /// The question would turn a denial or a sample into a fact.
    Untrue,
    /// Another card of the same video says the same.
    Duplicate,
    /// Another card asks the same with another answer.
    AmbiguousFront,
    /// The recipe leaves this kind of card out.
    KindOff,
    /// The recipe's limit was reached.
    OverLimit,
    /// The owner skipped it, in the note or in the overrides file.
    Rejected,
}

impl Reason {
    /// Every reason, in the order in which a statement meets them.
    pub const ALL: &[Reason] = &[
        Reason::NoVideo,
        Reason::LeadIn,
        Reason::LabelOnly,
        Reason::Question,
        Reason::CalloutTitle,
        Reason::TableRow,
        Reason::Formula,
        Reason::TooShort,
        Reason::Debris,
        Reason::Plug,
        Reason::Dated,
        Reason::Meta,
        Reason::Recap,
        Reason::Example,
        Reason::Dangling,
        Reason::UnnamedPerson,
        Reason::FirstPerson,
        Reason::NoShape,
        Reason::Leak,
        Reason::NoPin,
        Reason::Thin,
        Reason::Unreadable,
        Reason::VagueAnswer,
        Reason::AnswerTooLong,
        Reason::FrontTooLong,
        Reason::Untrue,
        Reason::Duplicate,
        Reason::AmbiguousFront,
        Reason::KindOff,
        Reason::OverLimit,
        Reason::Rejected,
    ];

    /// The stable code, in kebab case.
    pub fn code(self) -> &'static str {
        match self {
            Reason::NoVideo => "no-video",
            Reason::LeadIn => "lead-in",
            Reason::LabelOnly => "label-only",
            Reason::Question => "question",
            Reason::CalloutTitle => "callout-title",
            Reason::TableRow => "table-row",
            Reason::Formula => "formula",
            Reason::TooShort => "too-short",
            Reason::Debris => "debris",
            Reason::Plug => "plug",
            Reason::Dated => "dated",
            Reason::Meta => "meta",
            Reason::Recap => "recap",
            Reason::Example => "example",
            Reason::Dangling => "dangling",
            Reason::UnnamedPerson => "unnamed-person",
            Reason::FirstPerson => "first-person",
            Reason::NoShape => "no-shape",
            Reason::Leak => "leak",
            Reason::NoPin => "no-pin",
            Reason::Thin => "thin",
            Reason::Unreadable => "unreadable",
            Reason::VagueAnswer => "vague-answer",
            Reason::AnswerTooLong => "answer-too-long",
            Reason::FrontTooLong => "front-too-long",
            Reason::Untrue => "untrue",
            Reason::Duplicate => "duplicate",
            Reason::AmbiguousFront => "ambiguous-front",
            Reason::KindOff => "kind-off",
            Reason::OverLimit => "over-limit",
            Reason::Rejected => "rejected",
        }
    }

    /// What it means, in a sentence for the owner of the notes.
    pub fn summary(self) -> &'static str {
        match self {
            Reason::NoVideo => "The note names no video, so a card could link nowhere.",
            Reason::LeadIn => "It only introduces what follows.",
            Reason::LabelOnly => "A label with nothing behind it.",
            Reason::Question => "It asks instead of stating.",
            Reason::CalloutTitle => "The title line of a callout.",
            Reason::TableRow => "A row of a table: its meaning stands in the header.",
            Reason::Formula => "A formula on its own.",
            Reason::TooShort => "Fewer than four words.",
            Reason::Debris => "Damaged: half a quotation, half a bracket, a broken timecode.",
            Reason::Plug => "It praises or sells something: a book, a course, the show.",
            Reason::Dated => "True only around the day it was said.",
            Reason::Meta => "About the note or the recording, not about its subject.",
            Reason::Recap => "It stands in a section that repeats the others.",
            Reason::Example => "An example; the claim is what it is an example of.",
            Reason::Dangling => "It leans on something said before (this, it, the + noun).",
            Reason::UnnamedPerson => "It speaks of somebody by pronoun only.",
            Reason::FirstPerson => "It speaks in the first person.",
            Reason::NoShape => "No question shape fits.",
            Reason::Leak => "The answer would stand on the front, in the headings or in the title.",
            Reason::NoPin => "The front would hold too little that only this claim says.",
            Reason::Thin => {
                "Front and answer together would hold too little that only this claim says."
            }
            Reason::Unreadable => r#"The front would ask twice: "what the team can do what?"."#,
            Reason::VagueAnswer => {
                "The answer would be too general to learn: `Success`, `More value`."
            }
            Reason::AnswerTooLong => "The answer would be long, or more than one thing.",
            Reason::FrontTooLong => "The front would be too long to read at a glance.",
            Reason::Untrue => "The question would turn a denial or a sample into a fact.",
            Reason::Duplicate => "Another card of the same video says the same.",
            Reason::AmbiguousFront => "Another card asks the same with another answer.",
            Reason::KindOff => "The recipe leaves this kind of card out.",
            Reason::OverLimit => "The recipe's limit was reached.",
            Reason::Rejected => "The owner skipped it, in the note or in the overrides file.",
        }
    }
}
