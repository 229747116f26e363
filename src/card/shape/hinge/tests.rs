//! Cuts at hinges, one claim at a time.

use super::*;

fn check(claim: &str, expected: &[(&str, &str)]) {
    let rich = RichText {
        text: claim.to_owned(),
        ..RichText::default()
    };
    let found: Vec<(String, String)> = drafts(&rich, 0..claim.len())
        .iter()
        .map(|draft| (draft.wording.front.plain(), draft.wording.back.plain()))
        .collect();
    let expected: Vec<(String, String)> = expected
        .iter()
        .map(|&(f, b)| (f.to_owned(), b.to_owned()))
        .collect();
    assert_eq!(found, expected, "{claim}");
}

#[test]
fn the_words_behind_a_hinge_are_asked_and_the_rest_stays() {
    check(
        "Large rewrites often fail due to a loss of focus.",
        &[("Large rewrites often fail due to what?", "A loss of focus")],
    );
    check(
        "Sheltering engineers prevents real growth, hindering their careers.",
        &[
            (
                "Sheltering engineers prevents what, hindering their careers?",
                "Real growth",
            ),
            (
                "Sheltering engineers prevents real growth, hindering what?",
                "Their careers",
            ),
        ],
    );
    check(
        "Clear guardrails allow new managers to decide without fear.",
        &[(
            "Clear guardrails allow new managers to do what?",
            "Decide without fear",
        )],
    );
    check(
        "Leads earn trust by sharing hard news early.",
        &[("Leads earn trust by doing what?", "Sharing hard news early")],
    );
}

#[test]
fn a_second_thing_said_stays_on_the_front() {
    check(
        "Good treatment can reduce symptoms and improve the health of skin.",
        &[(
            "Good treatment can reduce what and improve the health of skin?",
            "Symptoms",
        )],
    );
    check(
        "Careful naming involves framing it, testing it, and shipping it.",
        &[],
    );
}

#[test]
fn a_clause_is_asked_by_a_gap() {
    check(
        "A stated strategy can be repaired because everyone sees the same flaw.",
        &[(
            "A stated strategy can be repaired because [...].",
            "everyone sees the same flaw",
        )],
    );
}

#[test]
fn a_cut_never_halves_a_quotation() {
    check(
        "He calls it \"a shift due to a loss of nerve\" in public.",
        &[],
    );
}

#[test]
fn a_fragment_is_not_cut() {
    check("Pulling people from many areas by asking their leads.", &[]);
    check("Founders and designers to create first drafts.", &[]);
    check("A lead qualified by marketing for the sales team.", &[]);
}

#[test]
fn a_trailing_participle_is_asked_when_nothing_before_it_is() {
    check(
        "Founders sit in on support calls, reducing blind spots.",
        &[(
            "Founders sit in on support calls, reducing what?",
            "Blind spots",
        )],
    );
    check(
        "Founders sit in, building trust, reducing blind spots.",
        &[],
    );
}

#[test]
fn a_comparison_is_asked_for_its_other_side_and_a_count_is_not() {
    check(
        "A rough demo is more useful than a polished memo.",
        &[("A rough demo is more useful than what?", "A polished memo")],
    );
    check("A rough demo draws more than five comments.", &[]);
}

#[test]
fn a_hinge_at_the_head_asks_nothing() {
    check("Instead of long memos, most leads read drafts.", &[]);
    check("Similar to a map, reveals the odd corners.", &[]);
}

#[test]
fn a_second_verb_ends_the_asked_part() {
    check(
        "Odd launches can erode trust and uncover new risks.",
        &[(
            "Odd launches can erode what and uncover new risks?",
            "Trust",
        )],
    );
}

#[test]
fn behind_a_condition_the_act_is_asked() {
    check(
        "When a launch slips twice, leads should cut scope in public.",
        &[(
            "When a launch slips twice, leads should do what?",
            "Cut scope in public",
        )],
    );
    check("Leads should cut scope in public.", &[]);
}

#[test]
fn a_correction_is_asked_by_its_kept_side() {
    check(
        "A roadmap is not a promise but a set of bets.",
        &[("A roadmap is not a promise but [...].", "a set of bets")],
    );
    check("A roadmap is not easy, but it works for a while.", &[]);
}

#[test]
fn an_infinitive_behind_a_contrast_belongs_to_the_claim() {
    check("Scores stay rough rather than precise to spur debate.", &[]);
}

#[test]
fn a_list_is_not_cut_in_its_first_item() {
    check(
        "Promotion hinges on a mix of nerve, building trust, and luck.",
        &[],
    );
    check(
        "Founders begin by being hands-on, then delegate, and later rest.",
        &[],
    );
}

#[test]
fn lists_are_sorted_for_the_search() {
    for list in [
        ENABLING,
        SECOND_VERBS,
        ING_ADJECTIVES,
        PURPOSES,
        BREAKS,
        BAD_HEADS,
        CONDITIONS,
    ] {
        assert!(list.is_sorted());
    }
}

#[test]
fn a_front_that_any_good_thing_would_answer_is_not_asked() {
    check(
        "By writing things down, teams are able to move together.",
        &[],
    );
    check(
        "Because fixes ship quickly, customers forgive most mistakes.",
        &[],
    );
}

#[test]
fn a_verb_behind_the_answers_own_clause_is_not_left_on_the_front() {
    check(
        "A calm room can foster talks where people think and improve the plan.",
        &[],
    );
}

#[test]
fn a_comparison_stays_with_the_act_it_belongs_to() {
    check(
        "With fewer interviews to hold, a leader needs to know the details rather than only a plan.",
        &[(
            "With fewer interviews to hold, a leader needs to do what?",
            "Know the details rather than only a plan",
        )],
    );
}
