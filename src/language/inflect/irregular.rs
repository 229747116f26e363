//! Forms that no rule makes.

/// The forms of a verb that no rule makes: the base, the past, the participle.
///
/// `be` and the modals stand apart. Sorted by the base.
#[rustfmt::skip]
pub(super) const VERBS: &[(&str, &str, &str)] = &[
    ("arise", "arose", "arisen"), ("awake", "awoke", "awoken"), ("bear", "bore", "borne"),
    ("beat", "beat", "beaten"), ("become", "became", "become"), ("befall", "befell", "befallen"),
    ("begin", "began", "begun"), ("bend", "bent", "bent"), ("beset", "beset", "beset"),
    ("bet", "bet", "bet"), ("bid", "bid", "bid"), ("bind", "bound", "bound"),
    ("bite", "bit", "bitten"), ("bleed", "bled", "bled"), ("blow", "blew", "blown"),
    ("break", "broke", "broken"), ("breed", "bred", "bred"), ("bring", "brought", "brought"),
    ("broadcast", "broadcast", "broadcast"), ("build", "built", "built"),
    ("burst", "burst", "burst"), ("buy", "bought", "bought"), ("cast", "cast", "cast"),
    ("catch", "caught", "caught"), ("choose", "chose", "chosen"), ("cling", "clung", "clung"),
    ("come", "came", "come"), ("cost", "cost", "cost"), ("creep", "crept", "crept"),
    ("cut", "cut", "cut"), ("deal", "dealt", "dealt"), ("dig", "dug", "dug"), ("do", "did", "done"),
    ("draw", "drew", "drawn"), ("drink", "drank", "drunk"), ("drive", "drove", "driven"),
    ("eat", "ate", "eaten"), ("fall", "fell", "fallen"), ("feed", "fed", "fed"),
    ("feel", "felt", "felt"), ("fight", "fought", "fought"), ("find", "found", "found"),
    ("fit", "fit", "fit"), ("flee", "fled", "fled"), ("fling", "flung", "flung"),
    ("fly", "flew", "flown"), ("forbid", "forbade", "forbidden"),
    ("forecast", "forecast", "forecast"), ("foresee", "foresaw", "foreseen"),
    ("forget", "forgot", "forgotten"), ("forgive", "forgave", "forgiven"),
    ("forgo", "forwent", "forgone"), ("freeze", "froze", "frozen"), ("get", "got", "gotten"),
    ("give", "gave", "given"), ("go", "went", "gone"), ("grind", "ground", "ground"),
    ("grow", "grew", "grown"), ("hang", "hung", "hung"), ("have", "had", "had"),
    ("hear", "heard", "heard"), ("hide", "hid", "hidden"), ("hit", "hit", "hit"),
    ("hold", "held", "held"), ("hurt", "hurt", "hurt"), ("keep", "kept", "kept"),
    ("kneel", "knelt", "knelt"), ("know", "knew", "known"), ("lay", "laid", "laid"),
    ("lead", "led", "led"), ("leave", "left", "left"), ("lend", "lent", "lent"),
    ("let", "let", "let"), ("lie", "lay", "lain"), ("light", "lit", "lit"), ("lose", "lost", "lost"),
    ("make", "made", "made"), ("mean", "meant", "meant"), ("meet", "met", "met"),
    ("mislead", "misled", "misled"), ("mistake", "mistook", "mistaken"),
    ("misunderstand", "misunderstood", "misunderstood"), ("offset", "offset", "offset"),
    ("outdo", "outdid", "outdone"), ("outgrow", "outgrew", "outgrown"),
    ("overcome", "overcame", "overcome"), ("overdo", "overdid", "overdone"),
    ("override", "overrode", "overridden"), ("oversee", "oversaw", "overseen"),
    ("overtake", "overtook", "overtaken"), ("overthink", "overthought", "overthought"),
    ("overthrow", "overthrew", "overthrown"), ("pay", "paid", "paid"), ("prove", "proved", "proven"),
    ("put", "put", "put"), ("quit", "quit", "quit"), ("read", "read", "read"),
    ("rebuild", "rebuilt", "rebuilt"), ("redo", "redid", "redone"), ("reset", "reset", "reset"),
    ("retell", "retold", "retold"), ("rethink", "rethought", "rethought"),
    ("rewrite", "rewrote", "rewritten"), ("rid", "rid", "rid"), ("ride", "rode", "ridden"),
    ("ring", "rang", "rung"), ("rise", "rose", "risen"), ("run", "ran", "run"),
    ("say", "said", "said"), ("see", "saw", "seen"), ("seek", "sought", "sought"),
    ("sell", "sold", "sold"), ("send", "sent", "sent"), ("set", "set", "set"),
    ("shake", "shook", "shaken"), ("shed", "shed", "shed"), ("shine", "shone", "shone"),
    ("shoot", "shot", "shot"), ("show", "showed", "shown"), ("shrink", "shrank", "shrunk"),
    ("shut", "shut", "shut"), ("sing", "sang", "sung"), ("sink", "sank", "sunk"),
    ("sit", "sat", "sat"), ("sleep", "slept", "slept"), ("slide", "slid", "slid"),
    ("sow", "sowed", "sown"), ("speak", "spoke", "spoken"), ("speed", "sped", "sped"),
    ("spend", "spent", "spent"), ("spin", "spun", "spun"), ("split", "split", "split"),
    ("spread", "spread", "spread"), ("spring", "sprang", "sprung"), ("stand", "stood", "stood"),
    ("steal", "stole", "stolen"), ("stick", "stuck", "stuck"), ("sting", "stung", "stung"),
    ("stride", "strode", "stridden"), ("strike", "struck", "struck"), ("string", "strung", "strung"),
    ("strive", "strove", "striven"), ("swear", "swore", "sworn"), ("sweep", "swept", "swept"),
    ("swell", "swelled", "swollen"), ("swim", "swam", "swum"), ("swing", "swung", "swung"),
    ("take", "took", "taken"), ("teach", "taught", "taught"), ("tear", "tore", "torn"),
    ("tell", "told", "told"), ("think", "thought", "thought"), ("throw", "threw", "thrown"),
    ("thrust", "thrust", "thrust"), ("undercut", "undercut", "undercut"),
    ("undergo", "underwent", "undergone"), ("understand", "understood", "understood"),
    ("undertake", "undertook", "undertaken"), ("underwrite", "underwrote", "underwritten"),
    ("undo", "undid", "undone"), ("unwind", "unwound", "unwound"), ("uphold", "upheld", "upheld"),
    ("upset", "upset", "upset"), ("wake", "woke", "woken"), ("wear", "wore", "worn"),
    ("weave", "wove", "woven"), ("weep", "wept", "wept"), ("win", "won", "won"),
    ("wind", "wound", "wound"), ("withdraw", "withdrew", "withdrawn"),
    ("withhold", "withheld", "withheld"), ("withstand", "withstood", "withstood"),
    ("wring", "wrung", "wrung"), ("write", "wrote", "written"),
];

/// Further forms and their base: other spellings, and short forms.
#[rustfmt::skip]
pub(super) const MORE_FORMS: &[(&str, &str)] = &[
    ("'d", "would"), ("'ll", "will"), ("'m", "be"), ("'re", "be"), ("'s", "be"), ("'ve", "have"),
    ("am", "be"), ("are", "be"), ("been", "be"), ("being", "be"), ("born", "bear"), ("burnt", "burn"),
    ("ca", "can"), ("does", "do"), ("dreamt", "dream"), ("got", "get"), ("has", "have"),
    ("is", "be"), ("leapt", "leap"), ("learnt", "learn"), ("n't", "not"), ("spelt", "spell"),
    ("was", "be"), ("were", "be"), ("wo", "will"),
];

/// Nouns whose plural no rule makes: the plural, the singular. Sorted by the plural.
#[rustfmt::skip]
pub(super) const NOUNS: &[(&str, &str)] = &[
    ("alumni", "alumnus"), ("analyses", "analysis"), ("appendices", "appendix"), ("axes", "axis"),
    ("bacteria", "bacterium"), ("biases", "bias"), ("bonuses", "bonus"), ("buses", "bus"),
    ("caches", "cache"), ("cacti", "cactus"), ("calves", "calf"), ("campuses", "campus"),
    ("children", "child"), ("consensuses", "consensus"), ("crises", "crisis"),
    ("criteria", "criterion"), ("diagnoses", "diagnosis"), ("elves", "elf"),
    ("emphases", "emphasis"), ("feet", "foot"), ("foci", "focus"), ("focuses", "focus"),
    ("fungi", "fungus"), ("gases", "gas"), ("geese", "goose"), ("halves", "half"),
    ("headaches", "headache"), ("heroes", "hero"), ("hooves", "hoof"),
    ("hypotheses", "hypothesis"), ("indices", "index"), ("knives", "knife"), ("leaves", "leaf"),
    ("lenses", "lens"), ("lice", "louse"), ("lives", "life"), ("loaves", "loaf"),
    ("matrices", "matrix"), ("media", "medium"), ("men", "man"), ("mice", "mouse"),
    ("movies", "movie"), ("neuroses", "neurosis"), ("niches", "niche"), ("nuclei", "nucleus"),
    ("oases", "oasis"), ("oxen", "ox"), ("parentheses", "parenthesis"), ("pennies", "penny"),
    ("people", "person"), ("phenomena", "phenomenon"), ("pies", "pie"), ("quizzes", "quiz"),
    ("radii", "radius"), ("scarves", "scarf"), ("selves", "self"), ("shelves", "shelf"),
    ("statuses", "status"), ("stimuli", "stimulus"), ("syllabi", "syllabus"),
    ("syntheses", "synthesis"), ("teeth", "tooth"), ("theses", "thesis"), ("thieves", "thief"),
    ("ties", "tie"), ("vertices", "vertex"), ("viruses", "virus"), ("wives", "wife"),
    ("wolves", "wolf"), ("women", "woman"),
];

/// Nouns that end in -s and are the same in both numbers, or have but one.
#[rustfmt::skip]
pub(super) const KEPT_NOUNS: &[&str] = &[
    "analytics", "economics", "ethics", "gas", "goods", "headquarters", "mathematics", "means",
    "news", "physics", "politics", "series", "species", "statistics", "thanks",
];

/// Verbs of more than one syllable that double their last letter, for the stress is on it.
#[rustfmt::skip]
pub(super) const DOUBLING: &[&str] = &[
    "abet", "abhor", "acquit", "admit", "allot", "annul", "befit", "begin", "commit", "compel",
    "concur", "confer", "control", "defer", "deter", "dispel", "embed", "emit", "enrol", "equip",
    "excel", "expel", "extol", "forbid", "forget", "format", "handicap", "impel", "incur",
    "infer", "input", "kidnap", "occur", "offset", "omit", "outfit", "output", "outrun",
    "outwit", "overlap", "overrun", "patrol", "permit", "prefer", "program", "propel", "rebel",
    "rebut", "recap", "recur", "refer", "regret", "remit", "repel", "rerun", "reset", "retrofit",
    "rewrap", "submit", "subset", "transfer", "transmit", "unplug", "unwrap",
    "upset", "worship", "zigzag",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_for_the_search() {
        assert!(VERBS.is_sorted_by_key(|(base, ..)| *base));
        assert!(NOUNS.is_sorted());
        assert!(MORE_FORMS.is_sorted());
        assert!(KEPT_NOUNS.is_sorted());
        assert!(DOUBLING.is_sorted());
    }
}
