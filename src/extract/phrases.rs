//! Phrases and words by which a statement is told to be no claim, in lower case.

/// Phrases that mark a plug. Lower case, matched on word boundaries.
pub(super) const PLUGS: &[&str] = &[
    "podcast",
    "episode",
    "newsletter",
    "sponsor",
    "sponsored",
    "subscribe",
    "sign up",
    "check out",
    "book club",
    "available on",
    "available at",
    "can be found",
    "for more information",
    "further reading",
    "his book",
    "her book",
    "their book",
    "the book",
    "new book",
    "author of",
    "co-author",
    "substack",
    "linkedin",
    "twitter",
    "giveaway",
    "discount",
    "promo",
];
/// Phrases that age.
pub(super) const DATED: &[&str] = &[
    "recently",
    "upcoming",
    "is releasing",
    "last year",
    "last month",
    "last week",
    "this year",
    "next year",
    "next month",
    "coming soon",
    "as of this recording",
    "these days",
];
/// Phrases about the note itself.
pub(super) const META: &[&str] = &[
    "this section",
    "this article",
    "this note",
    "this document",
    "the transcript",
    "provided transcript",
    "the video",
    "this video",
    "this discussion",
    "the discussion",
    "the conversation",
    "the interview",
    "the following",
    "listed below",
    "mentioned above",
    "as mentioned",
    "the speaker",
    "live recording",
    "in-depth look",
    "these insights",
    "shares insights",
    "offers insights",
    "key points",
    "the host",
];
/// Headings whose sections hold no claims of their own.
pub(super) const RECAPS: &[&str] = &[
    "conclusion",
    "summary",
    "key takeaways",
    "takeaways",
    "final thoughts",
];
/// Headings whose sections list what to read and hear.
pub(super) const SHELVES: &[&str] = &[
    "resources",
    "recommended",
    "recommendations",
    "further reading",
    "references",
    "lightning round",
    "about the",
    "sponsors",
    "books",
    "where to find",
];

/// Adjectives behind which "it" stands for the clause that follows.
#[rustfmt::skip]
pub(super) const EVALUATIONS: &[&str] = &[
    "advisable", "beneficial", "best", "better", "common", "critical", "crucial", "dangerous",
    "difficult", "easier", "easy", "essential", "hard", "harder", "helpful", "important",
    "imperative", "impossible", "necessary", "possible", "rare", "recommended", "tempting",
    "useful", "valuable", "vital", "wise",
];
/// People and things that "the" names as a kind: "The leader is responsible for …".
#[rustfmt::skip]
pub(super) const KINDS: &[&str] = &[
    "audience", "body", "brain", "business", "buyer", "candidate", "ceo", "company", "customer",
    "employee", "founder", "industry", "internet", "interviewer", "leader", "manager", "market",
    "organization", "pm", "product", "team", "user", "world",
];
