use super::*;

#[track_caller]
fn lemmas(tag: Tag, table: &[(&str, &str)]) {
    for (form, expected) in table {
        assert_eq!(lemma(form, tag), *expected, "{form}");
    }
}

#[test]
fn every_form_of_a_verb_leads_to_its_base() {
    for row in [
        "reduce reduces reducing reduced reduced",
        "plan plans planning planned planned",
        "visit visits visiting visited visited",
        "develop develops developing developed developed",
        "prefer prefers preferring preferred preferred",
        "offer offers offering offered offered",
        "focus focuses focusing focused focused",
        "rely relies relying relied relied",
        "play plays playing played played",
        "die dies dying died died",
        "agree agrees agreeing agreed agreed",
        "see sees seeing saw seen",
        "go goes going went gone",
        "do does doing did done",
        "have has having had had",
        "be is being was been",
        "fix fixes fixing fixed fixed",
        "show shows showing showed shown",
        "push pushes pushing pushed pushed",
        "reach reaches reaching reached reached",
        "begin begins beginning began begun",
        "write writes writing wrote written",
        "keep keeps keeping kept kept",
        "put puts putting put put",
        "equip equips equipping equipped equipped",
        "quit quits quitting quit quit",
        "mimic mimics mimicking mimicked mimicked",
        "echo echoes echoing echoed echoed",
        "understand understands understanding understood understood",
        "overcome overcomes overcoming overcame overcome",
        "ship ships shipping shipped shipped",
        "cool cools cooling cooled cooled",
        "tie ties tying tied tied",
        "lead leads leading led led",
    ] {
        let [base, s, gerund, past, participle] = row.split(' ').collect::<Vec<_>>()[..] else {
            panic!("five forms: {row}");
        };
        lemmas(Tag::Vbz, &[(s, base)]);
        lemmas(Tag::Vbg, &[(gerund, base)]);
        lemmas(Tag::Vbd, &[(past, base)]);
        lemmas(Tag::Vbn, &[(participle, base)]);
    }
}

#[test]
fn a_silent_e_comes_back_and_a_double_letter_goes() {
    lemmas(
        Tag::Vbg,
        &[
            ("hoping", "hope"),
            ("hopping", "hop"),
            ("making", "make"),
            ("solving", "solve"),
            ("prioritizing", "prioritize"),
            ("analyzing", "analyze"),
            ("creating", "create"),
            ("adding", "add"),
            ("pulling", "pull"),
            ("passing", "pass"),
            ("bringing", "bring"),
            ("changing", "change"),
            ("hanging", "hang"),
            ("handling", "handle"),
            ("testing", "test"),
            ("using", "use"),
            ("Running", "run"),
            ("arguing", "argue"),
            ("feeling", "feel"),
            ("doing", "do"),
        ],
    );
    lemmas(
        Tag::Vbd,
        &[
            ("required", "require"),
            ("entered", "enter"),
            ("named", "name"),
            ("tried", "try"),
            ("acquired", "acquire"),
            ("launched", "launch"),
            ("noticed", "notice"),
            ("raised", "raise"),
            ("called", "call"),
            ("stopped", "stop"),
            ("delegated", "delegate"),
            ("treated", "treat"),
            ("was", "be"),
            ("'d", "have"),
            ("chose", "choose"),
        ],
    );
    lemmas(
        Tag::Vbz,
        &[
            ("processes", "process"),
            ("closes", "close"),
            ("fosters", "foster"),
            ("clarifies", "clarify"),
            ("teaches", "teach"),
            ("arises", "arise"),
            ("goes", "go"),
            ("'s", "be"),
        ],
    );
}

#[test]
fn a_plural_has_its_singular() {
    lemmas(
        Tag::Nns,
        &[
            ("teams", "team"),
            ("strategies", "strategy"),
            ("people", "person"),
            ("processes", "process"),
            ("uses", "use"),
            ("cases", "case"),
            ("responses", "response"),
            ("analyses", "analysis"),
            ("criteria", "criterion"),
            ("approaches", "approach"),
            ("boxes", "box"),
            ("lives", "life"),
            ("series", "series"),
            ("chairmen", "chairman"),
            ("heroes", "hero"),
            ("shoes", "shoe"),
            ("videos", "video"),
            ("movies", "movie"),
            ("biases", "bias"),
            ("businesses", "business"),
            ("databases", "database"),
            ("caches", "cache"),
        ],
    );
    lemmas(Tag::Nnps, &[("Americans", "Americans")]);
}

#[test]
fn a_form_stands_for_one_or_many() {
    for (form, tag, expected) in [
        ("teams", Tag::Nns, Number::Many),
        ("team", Tag::Nn, Number::One),
        ("news", Tag::Nns, Number::One),
        ("it", Tag::Prp, Number::One),
        ("they", Tag::Prp, Number::Many),
        ("these", Tag::Dt, Number::Many),
        ("several", Tag::Jj, Number::Many),
    ] {
        assert_eq!(number(form, tag), expected, "{form}");
    }
}

#[test]
fn odd_words_have_some_form() {
    for word in [
        "", "s", "es", "ed", "ing", "é", "ß", "日本", "'", "ies", "sses", "xx",
    ] {
        for &tag in Tag::ALL {
            lemma(word, tag);
        }
    }
}
