//! Closed word classes: small lists of words with one reading, in lower case.
//!
//! Only words whose class does not depend on the sentence stand here. Each list is sorted,
//! so that looking a word up is a binary search; a test keeps them so.

macro_rules! class {
    ($(#[$doc:meta])* $name:ident, $list:ident: $($word:literal)*) => {
        $(#[$doc])*
        pub fn $name(lower: &str) -> bool {
            $list.binary_search(&lower).is_ok()
        }
        const $list: &[&str] = &[$($word),*];
    };
}

class! {
    /// Words that carry no meaning of their own: they neither give an answer away nor pin one.
    is_function_word, FUNCTION_WORDS:
    "a" "about" "above" "across" "after" "again" "against" "all" "almost" "already" "also"
    "although" "always" "am" "among" "an" "and" "another" "any" "anybody" "anyone" "anything" "are" "aren't" "around" "as"
    "at" "away" "be" "became" "because" "become" "becomes" "been" "before" "being" "below"
    "between" "both" "but" "by" "can" "can't" "cannot" "could" "did" "do" "does" "doesn't"
    "doing" "don't" "done" "down" "during" "each" "either" "else" "even" "ever" "every" "everybody" "everyone" "everything" "for"
    "from" "further" "had" "has" "have" "having" "he" "her" "here" "hers" "herself" "him"
    "himself" "his" "how" "however" "i" "if" "in" "instead" "into" "is" "isn't" "it" "it's"
    "its" "itself" "just" "kind" "less" "let" "lot" "made" "make" "makes" "making" "many"
    "may" "me" "might" "more" "most" "much" "must" "my" "neither" "no" "nobody" "nor" "not" "nothing" "now" "of"
    "off" "often" "on" "once" "one" "one's" "only" "onto" "or" "other" "others" "our" "ours"
    "out" "over" "own" "per" "rather" "s" "same" "she" "should" "simply" "since" "so" "some"
    "somebody" "someone" "something" "sometimes" "still" "such" "t" "than" "that" "that's" "the" "their" "theirs"
    "them" "themselves" "then" "there" "these" "they" "they're" "thing" "things" "this"
    "those" "through" "thus" "to" "together" "too" "toward" "towards" "typically" "under"
    "until" "up" "upon" "us" "usually" "very" "via" "was" "way" "ways" "we" "well" "were"
    "what" "when" "where" "whether" "which" "while" "who" "whom" "whose" "why" "will" "with"
    "within" "without" "won't" "would" "yet" "you" "your" "yours"
}

class! {
    /// Content words too general to single a claim out.
    is_weak_word, WEAK_WORDS:
    "aim" "approach" "area" "aspect" "case" "central" "common" "critical" "crucial" "different"
    "effective" "essential" "example" "factor" "focus" "focused" "focuses" "get" "give"
    "given" "good" "great" "help" "helps" "idea" "important" "include" "includes" "including"
    "involve" "involves" "key" "main" "matter" "matters" "mean" "means" "need" "needs" "new"
    "part" "people" "point" "primary" "process" "provide" "provides" "require" "requires"
    "role" "significant" "specific" "strong" "take" "team" "teams" "time" "use" "used"
    "using" "various" "vital" "work"
}

class! {
    /// Finite auxiliaries and modals: where one stands, a clause stands.
    is_auxiliary, AUXILIARIES:
    "am" "are" "aren't" "can" "can't" "cannot" "could" "couldn't" "did" "didn't" "do" "does"
    "doesn't" "don't" "had" "hadn't" "has" "hasn't" "have" "haven't" "is" "isn't" "it's"
    "may" "might" "must" "shall" "should" "shouldn't" "that's" "there's" "they're" "was"
    "wasn't" "we're" "were" "weren't" "will" "won't" "would" "wouldn't" "you're"
}

class! {
    /// Verbs of the third person that are hardly ever nouns: where one stands outside a
    /// relative clause, a sentence stands and not a noun phrase.
    is_finite_verb, FINITE_VERBS:
    "accelerates" "accounts" "achieves" "allows" "applies" "asks" "avoids" "becomes" "begins"
    "believes" "brings" "broadens" "clarifies" "comes" "consists" "continues" "contributes"
    "conveys" "creates" "deepens" "delivers" "demonstrates" "depends" "describes" "destroys"
    "determines" "develops" "eliminates" "emphasizes" "empowers" "enables" "encourages"
    "enhances" "ensures" "erodes" "establishes" "evolves" "exists" "explains" "exposes"
    "facilitates" "feels" "focuses" "follows" "fosters" "generates" "gets" "gives" "goes"
    "grants" "happens" "helps" "hinders" "identifies" "illustrates" "improves" "includes"
    "indicates" "introduces" "involves" "keeps" "knows" "leads" "leaves" "lets" "maintains"
    "makes" "maximizes" "means" "minimizes" "occurs" "offers" "prevents" "prioritizes"
    "produces" "promotes" "protects" "proves" "provides" "reduces" "reflects" "reinforces"
    "relates" "relies" "remains" "represents" "requires" "reveals" "says" "seeks" "seems"
    "serves" "shifts" "shows" "speaks" "spends" "strengthens" "suggests" "takes" "teaches"
    "tells" "tends" "thinks" "transforms" "tries" "turns" "undermines" "understands" "uses"
    "wants" "weakens" "wins" "writes"
}

class! {
    /// Words that open a clause inside a clause.
    is_clause_opener, CLAUSE_OPENERS:
    "although" "because" "how" "if" "since" "that" "though" "unless" "until" "what" "when"
    "where" "whereas" "whether" "which" "while" "who" "whom" "whose" "why"
}

class! {
    /// Words that point back to something said before when they open a sentence.
    points_back, POINTING:
    "another" "both" "he" "her" "here" "hers" "herself" "him" "himself" "his" "it" "it's"
    "its" "itself" "neither" "one" "other" "others" "she" "such" "that" "that's" "their"
    "theirs" "them" "themselves" "these" "they" "they're" "this" "those"
}

class! {
    /// Words that point back wherever they stand.
    is_demonstrative, DEMONSTRATIVES:
    "aforementioned" "former" "here" "latter" "such" "these" "this" "those"
}

class! {
    /// A person not named: needs the name earlier in the same sentence.
    is_personal_pronoun, PERSONAL_PRONOUNS:
    "he" "her" "hers" "herself" "him" "himself" "his" "she"
}

class! {
    /// The speaker's own voice; a card would put it in the learner's mouth.
    is_first_person, FIRST_PERSON:
    "i" "i'd" "i'll" "i'm" "i've" "me" "mine" "my" "myself" "our" "ours" "ourselves" "us"
    "we" "we'd" "we'll" "we're" "we've"
}

class! {
    /// Words that link a sentence to the one before and can be dropped from its head.
    is_connective, CONNECTIVES:
    "accordingly" "additionally" "also" "alternatively" "consequently" "conversely"
    "crucially" "essentially" "finally" "furthermore" "hence" "however" "importantly"
    "interestingly" "likewise" "meanwhile" "moreover" "nevertheless" "nonetheless" "notably"
    "overall" "similarly" "subsequently" "therefore" "thus" "ultimately"
}

class! {
    /// Words that mark what stands behind them as a sample, not the whole.
    marks_sample, SAMPLE_MARKS:
    "e.g" "especially" "including" "like" "namely" "particularly"
}

class! {
    /// Denials.
    is_negation, NEGATIONS:
    "aren't" "can't" "cannot" "couldn't" "didn't" "doesn't" "don't" "hardly" "isn't" "neither"
    "never" "no" "nobody" "none" "nor" "not" "nothing" "shouldn't" "wasn't" "weren't" "won't"
    "wouldn't"
}

class! {
    /// Prepositions and articles that no answer and no front may end on.
    cannot_end, OPEN_ENDS:
    "a" "about" "after" "an" "and" "are" "as" "at" "because" "before" "but" "by" "for" "from"
    "if" "in" "into" "is" "its" "nor" "of" "on" "or" "our" "so" "than" "that" "the" "their"
    "these" "this" "those" "to" "very" "was" "were" "which" "while" "who" "with" "without"
    "your"
}

/// Whether words in lower case can be one phrase: each finite verb in them has a relative
/// or content clause of its own to stand in.
pub fn is_one_phrase<W: AsRef<str>>(words: &[W]) -> bool {
    let mut clauses = 0_usize;
    words.iter().all(|word| {
        let word = word.as_ref();
        if is_clause_opener(word) {
            clauses += 1;
        } else if is_auxiliary(word) || is_finite_verb(word) {
            let inside = clauses > 0;
            clauses = clauses.saturating_sub(1);
            return inside;
        }
        true
    })
}

/// The number a small number word or its digits stand for, 2 to 10; `None` for all others.
pub fn small_number(lower: &str) -> Option<usize> {
    let words = [
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    match words.iter().position(|&word| word == lower) {
        Some(index) => Some(index + 2),
        None => lower.parse().ok().filter(|n| (2..=10).contains(n)),
    }
}

/// The word for a small number, as a question would say it.
pub fn number_word(n: usize) -> &'static str {
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ]
    .get(n)
    .copied()
    .unwrap_or("many")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_sorted_and_holds_no_word_twice() {
        for list in [
            FUNCTION_WORDS,
            WEAK_WORDS,
            AUXILIARIES,
            FINITE_VERBS,
            CLAUSE_OPENERS,
            POINTING,
            DEMONSTRATIVES,
            PERSONAL_PRONOUNS,
            FIRST_PERSON,
            CONNECTIVES,
            SAMPLE_MARKS,
            NEGATIONS,
            OPEN_ENDS,
        ] {
            for pair in list.windows(2) {
                assert!(pair[0] < pair[1], "{} stands before {}", pair[0], pair[1]);
            }
        }
    }

    #[test]
    fn a_finite_verb_needs_a_clause_of_its_own() {
        let check = |text: &str| is_one_phrase(&text.split(' ').collect::<Vec<_>>());
        assert!(check("a climate in which people can speak"));
        assert!(check("what the other party truly cares about"));
        assert!(!check("the team can speak"));
        assert!(!check(
            "connecting people who can help is a form of networking"
        ));
    }

    #[test]
    fn small_numbers_are_read_as_words_and_as_digits() {
        assert_eq!(small_number("three"), Some(3));
        assert_eq!(small_number("4"), Some(4));
        assert_eq!(small_number("one"), None);
        assert_eq!(small_number("37"), None);
    }
}
