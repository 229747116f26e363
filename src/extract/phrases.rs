//! Phrases and words by which a statement is told to be no claim, in lower case.

use std::borrow::Cow;

/// Phrases that are looked for in whole words.
pub(super) struct Phrases {
    all: &'static [&'static str],
    /// The lengths of the first words by their first letter, a bit each: nearly no word of a
    /// statement opens a phrase, and this tells so without a comparison.
    openings: [u32; 26],
}

impl Phrases {
    const fn new(all: &'static [&'static str]) -> Self {
        let mut openings = [0; 26];
        let mut at = 0;
        while at < all.len() {
            let phrase = all[at].as_bytes();
            let mut length = 0;
            while length < phrase.len() && phrase[length] != b' ' {
                length += 1;
            }
            openings[(phrase[0] - b'a') as usize] |= 1 << length;
            at += 1;
        }
        Self { all, openings }
    }

    /// Whether one of them stands in a text. Takes its words in lower case.
    pub fn is_in(&self, lower: &[Cow<'_, str>]) -> bool {
        let stands_at = |at: usize| {
            let first = &lower[at];
            let letter = first.bytes().next().unwrap_or(0).wrapping_sub(b'a');
            let lengths = self.openings.get(usize::from(letter)).copied().unwrap_or(0);
            first.len() < 32
                && lengths >> first.len() & 1 == 1
                && self.all.iter().any(|phrase| {
                    // The first letter and the end of the first word tell most apart.
                    let letters = phrase.as_bytes();
                    let ends = matches!(letters.get(first.len()), None | Some(b' '));
                    if !ends || letters.first() != first.as_bytes().first() {
                        return false;
                    }
                    opens_with(&lower[at..], phrase)
                })
        };
        (0..lower.len()).any(stands_at)
    }
}

/// Whether words begin with those of a phrase.
fn opens_with(words: &[Cow<'_, str>], phrase: &str) -> bool {
    let mut words = words.iter();
    let mut rest = Some(phrase);
    // What is left of the phrase begins with a space until there is nothing left.
    while let Some(part) = rest {
        let behind = words.next().and_then(|word| part.strip_prefix(&**word));
        match behind {
            Some("") => return true,
            behind => rest = behind.and_then(|behind| behind.strip_prefix(' ')),
        }
    }
    false
}

/// Phrases that mark a plug.
pub(super) const PLUGS: &Phrases = &Phrases::new(&[
    "podcast",
    "podcast's",
    "premium channel",
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
]);
/// Phrases that age.
pub(super) const DATED: &Phrases = &Phrases::new(&[
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
]);
/// Phrases about the note itself.
pub(super) const META: &Phrases = &Phrases::new(&[
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
    "the hosts",
    "year in review",
]);
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
    "acceptable", "advisable", "advised", "beneficial", "best", "better", "challenging", "common",
    "critical", "crucial", "dangerous", "difficult", "easier", "easy", "effective", "essential",
    "futile", "hard", "harder", "harmful", "helpful", "imperative", "important", "impossible",
    "natural", "necessary", "normal", "pointless", "possible", "preferable", "rare", "recommended",
    "risky", "simpler", "tempting", "tough", "useful", "valuable", "vital", "wise", "worthwhile",
];
/// People and things that "the" names as a kind: "The leader is responsible for …".
#[rustfmt::skip]
pub(super) const KINDS: &[&str] = &[
    "audience", "body", "brain", "business", "buyer", "candidate", "ceo", "company", "customer",
    "employee", "founder", "industry", "internet", "interviewer", "leader", "manager", "market",
    "organization", "pm", "product", "team", "user", "world",
];
/// Things of which everybody has one, or of which there is one, and the words that begin their
/// names: "The amygdala …", "The prefrontal cortex …".
#[rustfmt::skip]
pub(super) const ONLY_ONES: &[&str] = &[
    "adrenal", "amygdala", "autonomic", "basal", "bladder", "blood-brain", "bloodstream",
    "brainstem", "cardiovascular", "cerebellum", "cerebral", "circadian", "circulatory",
    "cochlea", "colon", "cornea", "cortex", "diaphragm", "digestive", "dorsal", "earth",
    "endocrine", "enteric", "esophagus", "frontal", "gut", "heart", "hippocampus",
    "hypothalamus", "immune", "insula", "intestine", "jaw", "kidneys", "limbic", "liver",
    "lungs", "lymphatic", "microbiome", "midbrain", "mind", "mitochondria", "moon", "motor",
    "mouth", "neocortex", "nervous", "nose", "pancreas", "parasympathetic", "peripheral",
    "pineal", "pituitary", "placenta", "prefrontal", "retina", "sensory", "skin", "skull",
    "spinal", "spine", "spleen", "stomach", "striatum", "subconscious", "sun", "sympathetic",
    "thalamus", "thymus", "thyroid", "tongue", "unconscious", "uterus", "vagus", "ventral",
    "vestibular", "visual",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        for list in [EVALUATIONS, KINDS, ONLY_ONES] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }
}
