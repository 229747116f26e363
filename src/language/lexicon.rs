//! Closed word classes: small lists of words with one reading, in lower case.
//!
//! Only words whose class does not depend on the sentence stand here. Each list is sorted,
//! which `Class` rests on; a test keeps them so.

use super::class::Class;
use super::verb;

macro_rules! class {
    ($(#[$doc:meta])* $name:ident, $list:ident: $($word:literal)*) => {
        $(#[$doc])*
        pub fn $name(lower: &str) -> bool {
            const CLASS: &Class = &Class::new($list);
            CLASS.has(lower)
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
    "aim" "allow" "allows" "approach" "area" "aspect" "case" "central" "common" "critical"
    "crucial" "different" "effective" "essential" "example" "factor" "focus" "focused" "focuses"
    "get" "give" "given" "good" "great" "help" "helps" "idea" "important" "include" "includes"
    "including" "involve" "involves" "key" "main" "matter" "matters" "mean" "means" "need" "needs"
    "new" "offer" "offers" "part" "people" "point" "powerful" "primary" "process" "provide"
    "provides" "require" "requires" "role" "significant" "specific" "strong" "take" "team" "teams"
    "time" "use" "used" "using" "various" "vital" "work"
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
    "accelerates" "accounts" "achieves" "acknowledges" "adds" "advises" "aligns"
    "alleviates" "allocates" "allows" "amplifies" "applies" "argues" "arises" "asks" "asserts"
    "assesses" "attracts" "avoids" "becomes" "begins" "believes" "belongs" "brings" "broadens"
    "carries" "chooses" "clarifies" "comes" "commits" "communicates" "complicates" "conceals"
    "confuses" "considers" "consists" "constrains" "contains" "continues" "contradicts"
    "contributes" "conveys" "creates" "cultivates" "decides" "deepens" "defines" "degrades"
    "delivers" "demonstrates" "depends" "deprives" "describes" "destroys" "detects" "determines"
    "develops" "diagnoses" "differs" "diminishes" "discourages" "discovers" "disrupts"
    "distorts" "diverts" "elevates" "eliminates" "embodies" "emerges" "emphasizes"
    "empowers" "enables" "encourages" "enhances" "enriches" "ensures" "entails" "erodes"
    "establishes" "evaluates" "evokes" "evolves" "exacerbates" "exists" "expands" "expects"
    "explains" "explores" "exposes" "extends" "facilitates" "fails" "feels" "focuses" "follows"
    "fosters" "generates" "gets" "gives" "goes" "grants" "grows" "happens" "helps"
    "hinders" "hinges" "holds" "identifies" "ignores" "illustrates" "impairs" "impedes"
    "implies" "imposes" "improves" "incentivizes" "includes" "indicates" "inspires" "instills"
    "intensifies" "introduces" "involves" "isolates" "jeopardizes" "justifies" "keeps" "knows"
    "lacks" "leads" "learns" "leaves" "lets" "loses" "magnifies" "maintains"
    "makes" "maximizes" "means" "meets" "minimizes" "mitigates" "motivates"
    "necessitates" "obscures" "occurs" "offers" "operates" "optimizes" "outperforms" "outweighs"
    "pays" "penalizes" "performs" "perpetuates" "postpones" "precludes" "predicts" "prefers"
    "preserves" "presupposes" "prevents" "prioritizes" "produces" "prohibits" "promotes"
    "protects" "proves" "provides" "puts" "receives" "recognizes" "reduces" "refers" "reflects"
    "reinforces" "relates" "relies" "relieves" "remains" "removes" "replaces" "represents"
    "requires" "resembles" "resolves" "restores" "restricts" "retains" "reveals" "says"
    "seeks" "seems" "sees" "sends" "serves" "sets" "sharpens" "shifts" "shortens"
    "shows" "signifies" "simplifies" "sits" "solves" "speaks" "spends" "stays"
    "stifles" "stimulates" "streamlines" "strengthens" "succeeds" "suggests"
    "suppresses" "surpasses" "sustains" "takes" "teaches" "tells" "tends" "thinks" "threatens"
    "thrives" "transforms" "tries" "turns" "undermines" "understands" "unlocks" "uses"
    "validates" "wants" "weakens" "widens" "wins" "worsens" "writes"
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
    "accordingly" "additionally" "also" "alternatively" "consequently" "conversely" "crucially"
    "essentially" "finally" "first" "firstly" "fortunately" "furthermore" "hence" "however"
    "importantly" "indeed" "instead" "interestingly" "lastly" "likewise" "meanwhile" "moreover"
    "nevertheless" "next" "nonetheless" "notably" "overall" "rather" "second" "secondly"
    "similarly" "still" "subsequently" "surprisingly" "then" "therefore" "third" "thirdly"
    "thus" "ultimately" "unfortunately" "yet"
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
    /// Words an answer cannot consist of: they name anything, so nothing.
    is_vague_word, VAGUE_WORDS:
    "abilities" "ability" "achieve" "action" "actions" "activities" "additional" "advancements"
    "advantage" "advantages" "amazing" "approaches" "appropriate" "area" "areas" "asset"
    "attention" "benefit" "benefits" "best" "better" "big" "bigger" "broad" "broader" "build"
    "business" "businesses" "capabilities" "capability" "certain" "challenge"
    "challenges" "change" "changes" "choices" "circumstances" "clear" "company" "competitive"
    "complete" "complex" "concerted" "conditions" "confident" "confusion" "consequences"
    "considerable" "create" "creating" "decision" "decisions" "deliver" "desired" "development"
    "difference" "difficult" "difficulties" "direct" "disproportionate" "drastic" "effectively"
    "effectiveness" "efficiency" "efficiently" "effort" "efforts" "ensure" "ensuring"
    "environment" "environments" "errors" "everyday" "execute" "expectations" "experience"
    "experiences" "extra" "factors" "failure" "failures" "faster" "feature" "features"
    "forward" "full" "further" "future" "gains" "general" "goal" "goals" "greater" "growth"
    "health" "healthy" "high" "higher" "highest" "huge" "hypotheses" "hypothesis" "ideas"
    "immediate" "impact" "impactful" "important" "impression" "improved" "improvement"
    "improvements" "improving" "increased" "informed" "initial" "innovation" "innovations"
    "insights" "interaction" "interactions" "interesting" "issue" "issues" "knowledge" "large"
    "larger" "level" "levels" "life" "long-term" "maintaining" "major" "massive" "meaningful"
    "mistakes" "necessary" "negative" "numerous" "ongoing" "operations" "opportunities"
    "opportunity" "organization" "organizations" "outcome" "outcomes" "overall" "particular"
    "path" "performance" "personal" "positive" "positives" "possibilities" "possibility"
    "potential" "practical" "practice" "practices" "premium" "problem" "problem-solving"
    "problems" "processes" "product" "products" "professional" "progress" "project" "projects"
    "proper" "quality" "questions" "quickly" "real" "reality" "relevant" "response" "responses"
    "responsibilities" "result" "results" "returns" "right" "safety" "sense" "several"
    "significantly" "similar" "simple" "situation" "situations" "skill" "skills" "small"
    "smoother" "solution" "solutions" "solved" "solving" "strategies" "strategy" "substantial"
    "success" "successful" "tackle" "task" "tasks" "tool" "tools" "transformation" "tremendous"
    "true" "understanding" "valuable" "value" "values" "world"
}

class! {
    /// Verbs of saying and thinking: their subject is a person.
    is_reporting_verb, REPORTING_VERBS:
    "acknowledges" "admits" "advised" "advises" "advocates" "agrees" "argued" "argues"
    "asserted" "asserts" "believed" "believes" "cautions" "cites" "claims" "compares"
    "considers" "contends" "credits" "defines" "describes" "discovered" "discusses" "emphasized"
    "emphasizes" "encouraged" "encourages" "explained" "explains" "expresses" "felt" "finds"
    "found" "frames" "highlights" "insists" "joined" "likens" "mentions" "noted" "notes"
    "observed" "observes" "points" "posits" "prefers" "pushed" "realized" "recalls"
    "recommended" "recommends" "recounts" "reflects" "said" "says" "sees" "shared" "shares"
    "spent" "states" "stressed" "stresses" "suggested" "suggests" "thinks" "thought" "told"
    "uses" "views" "wants" "warns" "went" "worked" "wrote"
}

class! {
    /// Initials that need no explanation.
    is_common_acronym, ACRONYMS:
    "ai" "aipm" "aipms" "api" "apis" "arr" "b2b" "b2c" "bbc" "ceo" "ceos" "cfo" "cfos" "cmo"
    "cmos" "coo" "coos" "cpo" "cpos" "crm" "cs" "css" "cto" "ctos" "cv" "diy" "dna" "em" "ems"
    "eq" "eu" "gdp" "gen" "gmail" "gps" "gpt" "gpu" "gpus" "gtm" "hbo" "hr" "html" "ibm" "ic"
    "ics" "ios" "ip" "ipo" "iq" "it" "json" "jtbd" "kpi" "kpis" "llm" "llms" "mba" "mbas" "ml"
    "mri" "mvp" "mvps" "nasa" "nba" "nda" "nfl" "nps" "okr" "okrs" "os" "pc" "pcs" "pdf" "pdfs"
    "phd" "plg" "pm" "pmf" "pms" "pr" "prd" "prds" "q&a" "qa" "r&d" "rfp" "roi" "saas" "sdk"
    "sdks" "sec" "seo" "sla" "slas" "smb" "smbs" "sql" "svp" "tv" "ui" "uk" "url" "urls" "us"
    "usa" "ux" "vc" "vcs" "vp" "vps" "wifi"
}

class! {
    /// Nouns for people.
    names_people, PEOPLE:
    "adolescents" "adopters" "adults" "advisor" "advisors" "advocate" "advocates" "analyst"
    "analysts" "artists" "athletes" "audience" "author" "banker" "bankers" "beginner" "beginners"
    "billionaires" "boss" "bosses" "boys" "buyer" "buyers" "candidate" "candidates" "capitalist"
    "capitalists" "caregiver" "caregivers" "ceo" "ceos" "child" "children" "client" "clients"
    "clinician" "clinicians" "co-founder" "co-founders" "coach" "coaches" "cofounder" "cofounders"
    "colleague" "colleagues" "competitor" "competitors" "consultant" "consultants" "consumer"
    "consumers" "contractor" "contractors" "contributor" "contributors" "couples" "coworker"
    "coworkers" "creator" "creators" "customer" "customers" "designer" "designers" "developer"
    "developers" "director" "directors" "doctor" "doctors" "employee" "employees" "employer"
    "employers" "engineer" "engineers" "entrepreneur" "entrepreneurs" "executive" "executives"
    "expert" "experts" "families" "fathers" "founder" "founders" "freelancer" "freelancers"
    "friend" "friends" "guests" "hire" "hires" "hosts" "immigrants" "individuals" "infants"
    "insider" "insiders" "instructor" "instructors" "investor" "investors" "journalist"
    "journalists" "kids" "lawyer" "lawyers" "leader" "leaders" "learner" "learners" "listener"
    "listeners" "manager" "managers" "marketer" "marketers" "member" "members" "men" "mentor"
    "mentors" "merchant" "merchants" "millionaires" "mother" "mothers" "musicians" "newcomer"
    "newcomers" "nurse" "nurses" "operator" "operators" "others" "outsider" "outsiders" "owner"
    "owners" "parent" "parents" "participants" "partner" "partners" "patient" "patients" "peer"
    "peers" "people" "person" "physician" "physicians" "pms" "politician" "politicians"
    "practitioners" "president" "presidents" "professional" "professionals" "programmer"
    "programmers" "prospects" "prosumer" "psychiatrist" "psychiatrists" "psychologist"
    "psychologists" "pupils" "reader" "readers" "recruiter" "recruiters" "regulator" "regulators"
    "representative" "representatives" "researcher" "researchers" "reviewer" "reviewers" "rider"
    "riders" "salespeople" "salesperson" "scholars" "scientist" "scientists" "seller" "sellers"
    "seniors" "shareholder" "shareholders" "speaker" "speakers" "specialist" "specialists" "spouse"
    "staffer" "stakeholder" "stakeholders" "stars" "student" "students" "subscriber" "subscribers"
    "successor" "successors" "superiors" "supervisor" "supervisors" "supplier" "suppliers"
    "teacher" "teachers" "teammate" "teammates" "teenagers" "teens" "therapist" "therapists"
    "toddlers" "trainer" "trainers" "user" "users" "vendor" "vendors" "viewer" "viewers" "visitors"
    "volunteer" "volunteers" "voter" "voters" "winner" "winners" "women" "worker" "workers"
    "writer" "writers"
}

class! {
    /// Verbs and nouns of a change, behind which *to* names what it leads to.
    names_change, CHANGES:
    "move" "pivot" "shift" "switch" "transition"
}

class! {
    /// Prepositions and articles that no answer and no front may end on.
    cannot_end, OPEN_ENDS:
    "a" "about" "after" "also" "an" "and" "are" "as" "at" "because" "before" "but" "by" "even"
    "for" "from" "if" "in" "into" "is" "its" "nor" "not" "of" "on" "only" "or" "our" "so" "than"
    "that" "the" "their" "then" "these" "this" "those" "to" "very" "was" "were" "which" "while"
    "who" "with" "without" "your"
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

/// Whether words in lower case make a statement: a verb of their own stands outside every
/// relative clause, or they open with a command. `Pulling people from several areas` and
/// `A lead qualified by marketing` do not.
pub fn states_something<W: AsRef<str>>(words: &[W]) -> bool {
    let Some(first) = words.first().map(AsRef::as_ref) else {
        return false;
    };
    if verb::is_plain_verb(first) {
        return true;
    }
    // Behind these, a word in -ed is as likely to be a participle, a plain form a noun.
    let phrase = matches!(
        first,
        "a" | "an"
            | "best"
            | "critical"
            | "crucial"
            | "essential"
            | "how"
            | "ideal"
            | "important"
            | "useful"
    ) || first.len() > 5 && (first.ends_with("ing") || first.ends_with("ed"));
    // "Ensuring teams keep …": what is ensured stands in a clause of its own.
    let content = matches!(
        first,
        "acknowledging"
            | "assuming"
            | "believing"
            | "ensuring"
            | "knowing"
            | "realizing"
            | "recognizing"
            | "thinking"
    );
    let mut clauses = usize::from(is_clause_opener(first) || content);
    // "The ability to plan": a plain form needs a plural before it.
    let mut plural = first != "the";
    let mut opened = clauses > 0;
    let mut before = first;
    for word in words.iter().skip(1).map(AsRef::as_ref) {
        // "often clogs", "rarely sit": what an adverb of time stands before is a verb.
        let behind_adverb = matches!(
            before,
            "always"
                | "frequently"
                | "never"
                | "often"
                | "rarely"
                | "sometimes"
                | "typically"
                | "usually"
        ) && !is_function_word(word)
            && !word.ends_with("ing")
            && !word.ends_with("ed");
        let sure = behind_adverb
            || is_auxiliary(word)
            || is_finite_verb(word)
            || verb::is_irregular_past(word);
        // Inside a relative clause the doubt is on the side of its own verb.
        let guess = (!phrase || clauses > 0)
            && (verb::may_be_past(word) && !matches!(before, "a" | "an" | "the")
                || word.len() > 3
                    && word.ends_with('s')
                    && verb::is_plain_verb(&word[..word.len() - 1])
                || (plural || clauses > 0)
                    && verb::is_plain_verb(word)
                    && !matches!(before, "to" | "a" | "an" | "the" | "of" | "be" | "being"));
        if is_clause_opener(word) {
            clauses += 1;
            opened = true;
        } else if sure || guess {
            // "Words that sound deep but lack sense": the second verb has the same clause.
            let same = phrase && opened && matches!(before, "and" | "but" | "or");
            if clauses == 0 && !same {
                return true;
            }
            clauses = clauses.saturating_sub(1);
        }
        plural |= word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
        before = word;
    }
    false
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
            VAGUE_WORDS,
            REPORTING_VERBS,
            ACRONYMS,
            PEOPLE,
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
    fn a_fragment_states_nothing() {
        let check = |text: &str| states_something(&text.split(' ').collect::<Vec<_>>());
        assert!(check("small teams erode trust"));
        assert!(check("write the memo before the meeting"));
        assert!(check("when teams grow they need new rules"));
        assert!(check("a printing error led to a yellow label"));
        assert!(!check("pulling people from several areas"));
        assert!(!check("a lead qualified by marketing who needs a call"));
        assert!(check("the best leads ask for help"));
        assert!(!check("the ability to plan and dig deeper"));
        assert!(!check("the established process for how a team works"));
        assert!(!check("ensuring the team maintains focus"));
        assert!(!check("engineers and designers to create drafts"));
    }

    #[test]
    fn small_numbers_are_read_as_words_and_as_digits() {
        assert_eq!(small_number("three"), Some(3));
        assert_eq!(small_number("4"), Some(4));
        assert_eq!(small_number("one"), None);
        assert_eq!(small_number("37"), None);
    }
}
