//! Verbs known by their form alone: closed lists, and the endings that mark a form.

use super::class::Class;
use super::lexicon;

/// Whether an object verb, in any form, goes with nearly every object: `providing what?`
/// has a hundred answers, `eroding what?` a few.
pub fn is_generic(lower: &str) -> bool {
    let known = |base: &str| GENERIC.has(base);
    let base = lower.strip_suffix("ing");
    known(lower) || base.is_some_and(|base| known(base) || known(&format!("{base}e")))
}

/// Whether a word that opens a clause is a command. A form that may be a noun needs a
/// function word behind it: `focus on`, but not `focus groups`.
pub fn is_command(lower: &str, next: &str) -> bool {
    COMMANDS.has(lower)
        || is_plain_verb(lower)
            && lexicon::is_function_word(next)
            && !lexicon::is_auxiliary(next)
            && !matches!(
                next,
                "and" | "or" | "that" | "who" | "which" | "of" | "in" | "at"
            )
}

/// Whether a plain form is hardly ever a noun.
pub fn is_never_noun(lower: &str) -> bool {
    COMMANDS.has(lower) || OBJECT_VERBS.has(lower)
}

/// Whether a word can be a verb in its plain form: a command when it opens a sentence.
pub fn is_plain_verb(lower: &str) -> bool {
    PLAIN_VERBS.has(lower) || OBJECT_VERBS.has(lower)
}

/// Whether a word is a past form that is never a participle in front of its noun.
pub fn is_irregular_past(lower: &str) -> bool {
    IRREGULAR_PASTS.has(lower)
}

/// Whether a word is a past form that may be a participle as well: `built`, `decided`.
pub fn may_be_past(lower: &str) -> bool {
    lower.len() > 4 && lower.ends_with("ed") || PARTICIPLES.has(lower)
}

/// Verbs that are nothing but verbs in their forms in -s and -ing, and take an object.
#[rustfmt::skip]
const OBJECT_VERBS: &Class = &Class::new(&[
    "accelerate", "achieve", "alleviate", "allocate", "amplify", "assess", "attract", "avoid",
    "broaden", "clarify", "communicate", "complicate", "conceal", "confuse", "constrain",
    "contain", "contradict", "convey", "create", "cultivate", "deepen", "define", "degrade",
    "deliver", "demonstrate", "deprive", "destroy", "detect", "determine", "develop",
    "diagnose", "diminish", "discourage", "discover", "disrupt", "distort", "divert", "elevate",
    "eliminate", "embody", "encourage", "enhance", "enrich", "ensure", "entail", "erode",
    "establish", "evaluate", "evoke", "exacerbate", "expand", "explore", "expose", "extend",
    "facilitate", "foster", "generate", "hinder", "identify", "ignore", "illustrate", "impair",
    "impede", "imply", "impose", "improve", "incentivize", "indicate", "inspire", "instill",
    "intensify", "introduce", "involve", "isolate", "jeopardize", "justify", "magnify",
    "maintain", "maximize", "minimize", "mitigate", "motivate", "necessitate", "obscure",
    "optimize", "outperform", "outweigh", "penalize", "perpetuate", "postpone", "preclude",
    "predict", "preserve", "presuppose", "prevent", "prioritize", "produce", "prohibit",
    "promote", "protect", "provide", "reduce", "reflect", "reinforce", "relieve", "remove",
    "replace", "represent", "require", "resemble", "resolve", "restore", "restrict", "retain",
    "reveal", "sharpen", "shorten", "signify", "simplify", "stifle", "stimulate", "streamline",
    "strengthen", "suppress", "surpass", "sustain", "threaten", "undermine", "unlock",
    "validate", "weaken", "widen", "worsen",
]);
/// Verbs in their plain form; many are nouns too.
#[rustfmt::skip]
const PLAIN_VERBS: &Class = &Class::new(&[
    "accept", "achieve", "acknowledge", "act", "adapt", "add", "address", "admit", "adopt",
    "agree", "aim", "align", "allow", "analyze", "answer", "anticipate", "appear", "apply",
    "approach", "argue", "ask", "assess", "assign", "assume", "attend", "attract", "avoid",
    "balance", "be", "become", "begin", "believe", "benefit", "bet", "block", 
    "break", "bring", "build", "buy", "call", "capture", "care", "carry", "categorize",
    "celebrate", "challenge", "change", "charge", "check", "choose", "clarify", "cling",
    "close", "collaborate", "collect", "combine", "come", "commit", "communicate", "compare",
    "compete", "complete", "conduct", "connect", "consider", "consist", "contain", "continue",
    "contribute", "control", "convert", "copy", "cost", "cover", "create", "cultivate", "cut",
    "deal", "decide", "define", "delegate", "deliver", "demand", "demonstrate", "deny",
    "depend", "describe", "deserve", "design", "determine", "develop", "die", "differ",
    "disagree", "discover", "discuss", "do", "document", "draw", "drive", "drop", "earn",
    "eliminate", "embrace", "emerge", "emphasize", "employ", "empower", "enable", "encourage",
    "engage", "enhance", "enjoy", "ensure", "enter", "establish", "evaluate", "evolve",
    "examine", "exceed", "execute", "exist", "expand", "expect", "experience", "explain",
    "explore", "express", "face", "fail", "fall", "favor", "fear", "feel", "fight", 
    "fill", "find", "finish", "fit", "fix", "focus", "follow", "force", "form", "foster",
    "found", "frame", "gain", "gather", "generate", "get", "give", "go", "grow", "guide",
    "handle", "happen", "hate", "have", "hear", "help", "hide", "hire", "hold", "identify",
    "ignore", "imagine", "implement", "improve", "include", "increase", "indicate", "influence",
    "inform", "initiate", "innovate", "integrate", "interact", "introduce", "invest", "involve",
    "iterate", "join", "judge", "keep", "know", "lack", "launch", "lead", "learn", "leave",
    "let", "leverage", "limit", "list", "listen", "live", "look", "lose", "love", "maintain",
    "make", "manage", "map", "mark", "master", "match", "maximize", "mean", "measure", "meet",
    "mention", "minimize", "miss", "monitor", "motivate", "move", "need", "notice", "observe",
    "obtain", "offer", "open", "operate", "optimize", "organize", "outweigh", "own",
    "participate", "pass", "pay", "perceive", "perform", "pick", "pitch", "plan",
    "play", "point", "practice", "predict", "prefer", "prepare", "present", "prevent",
    "prioritize", "produce", "promote", "protect", "prove", "provide", "publish", "pull",
    "pursue", "push", "put", "question", "raise", "reach", "react", "read", "realize",
    "receive", "recognize", "recommend", "recruit", "reduce", "reflect", "refuse", "reinforce",
    "reject", "rely", "remain", "remember", "remove", "repeat", "replace", "report",
    "represent", "require", "research", "resist", "resolve", "respect", "respond", "rest",
    "return", "reveal", "review", "reward", "run", "save", "say", "scale", "schedule", "search",
    "see", "seek", "seem", "select", "sell", "send", "separate", "serve", "set", "shape",
    "share", "shift", "ship", "show", "shrink", "signal", "simplify", "sit", "solve",
    "sound", "speak", "spend", "split", "spread", "stand", "start", "state", "stay", "stem",
    "stick", "stop", "strengthen", "struggle", "study", "succeed", "suffer", "suggest",
    "support", "survive", "switch", "take", "talk", "target", "teach", "tell", "tend", "test",
    "think", "thrive", "tie", "track", "transform", "treat", "trigger", "trust", "try", "turn",
    "underestimate", "undermine", "understand", "update", "use", "validate", "value", "vary",
    "visit", "wait", "walk", "want", "watch", "win", "wish", "work", "worry", "write",
]);
/// Object verbs that say next to nothing of their object.
#[rustfmt::skip]
const GENERIC: &Class = &Class::new(&[
    "achieve", "assess", "build", "communicate", "create", "define", "deliver", "demonstrate",
    "determine", "develop", "discover", "embody", "ensure", "establish", "evaluate", "explore",
    "gain", "gauge", "identify", "illustrate", "imply", "indicate", "introduce", "involve",
    "maintain", "provide", "reflect", "represent", "reveal", "shape", "signal", "signify",
    "support",
]);
/// Plain verbs that are hardly ever nouns.
#[rustfmt::skip]
const COMMANDS: &Class = &Class::new(&[
    "accept", "acknowledge", "adapt", "adopt", "align", "allow", "analyze", "apply",
    "articulate", "ask", "assess", "avoid", "be", "become", "begin", "bring", "build", "choose",
    "clarify", "collaborate", "collect", "combine", "communicate", "conduct", "connect",
    "consider", "convert", "create", "define", "delegate", "describe", "determine", "develop",
    "differentiate", "discover", "discuss", "embrace", "emphasize", "employ", "empower",
    "encourage", "engage", "ensure", "establish", "evaluate", "examine", "expect", "explain",
    "explore", "find", "gather", "get", "give", "hire", "identify", "ignore", "implement",
    "include", "invest", "invite", "iterate", "keep", "learn", "let", "listen", "maintain",
    "make", "minimize", "observe", "optimize", "participate", "pay", "pick", "prepare",
    "prioritize", "provide", "pursue", "put", "recognize", "reduce", "refine", "reflect",
    "reframe", "remember", "remove", "replace", "resist", "seek", "select", "send", "solve",
    "speak", "spend", "stay", "take", "teach", "tell", "try", "uncover", "understand",
    "validate", "verify", "write",
]);
/// Past forms of irregular verbs. Not the table of [`super::inflect`]: forms that are also
/// something else are left out, for here a word must be known by itself.
#[rustfmt::skip]
const IRREGULAR_PASTS: &Class = &Class::new(&[
    "arose", "became", "began", "broke", "came", "chose", "drew", "drove", "fell", "felt",
    "fought", "gave", "got", "grew", "hid", "knew", "led", "made", "meant", "met", "overcame",
    "proved", "ran", "rose", "sat", "saw", "shrank", "spoke", "sued", "threw", "took", "tore",
    "understood", "went", "withdrew", "woke", "wrote",
]);
/// Past forms of irregular verbs that are participles too.
#[rustfmt::skip]
const PARTICIPLES: &Class = &Class::new(&[
    "bought", "brought", "built", "found", "heard", "held", "kept", "left", "lost", "paid",
    "said", "sent", "sold", "spent", "stood", "stuck", "taught", "thought", "told", "won",
]);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Tag, inflect};

    #[test]
    fn a_command_that_may_be_a_noun_needs_a_word_behind_it() {
        assert!(is_command("write", "memos"));
        assert!(is_command("focus", "on"));
        assert!(!is_command("focus", "groups"));
        assert!(!is_command("work", "is"));
    }

    #[test]
    fn past_forms_are_those_of_known_verbs() {
        for form in IRREGULAR_PASTS.words().iter().chain(PARTICIPLES.words()) {
            assert_ne!(inflect::base(form, Tag::Vbd), *form);
        }
    }

    #[test]
    fn lists_are_sorted_for_the_search() {
        for list in [
            OBJECT_VERBS,
            PLAIN_VERBS,
            GENERIC,
            COMMANDS,
            IRREGULAR_PASTS,
            PARTICIPLES,
        ] {
            assert!(list.words().is_sorted());
        }
    }
}
