//! Cards: a statement and the card it becomes, or the reason why it becomes none.
//!
//! To accept a changed card, run with `INSTA_UPDATE=always` and review the difference.

#[path = "cards/judged.rs"]
mod judged;
#[path = "cards/odd.rs"]
mod odd;

use std::fmt::Write;

use cuedeck::note::{NotePath, SourceFile};
use cuedeck::pipeline;

/// Compares the cards of `body` with those in `tests/cards/<name>.snap`.
fn check(name: &str, body: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("cards");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, dump(body)));
}

/// The cards and reasons of a note with this body, one line each.
fn dump(body: &str) -> String {
    let text = format!(
        "---\ntitle: Running a mill\nvideoId: dQw4w9WgXcQ\n---\n\n## Daily work\n\n{body}\n"
    );
    let source = SourceFile {
        path: NotePath::new("mill.md"),
        bytes: text.into_bytes(),
    };
    let study = pipeline::study([source]).value;
    let mut lines: Vec<(u32, String)> = Vec::new();
    for card in &study.cards {
        let (front, back) = (card.wording.front.plain(), card.wording.back.plain());
        let shape = card.wording.shape.name();
        lines.push((card.site.origin.line, format!("{shape}: {front} → {back}")));
    }
    for left in &study.left_out {
        let code = left.reason.code();
        lines.push((left.line, format!("({code}) {}", left.statement)));
    }
    lines.sort();
    let mut out = String::new();
    for (_, line) in lines {
        let _ = writeln!(out, "{line}");
    }
    out
}

#[test]
fn what_follows_a_hinge_is_asked_and_the_claim_stays_on_the_front() {
    check(
        "what-follows-a-hinge-is-asked-and-the-claim-stays-on-the-front",
        "A late delivery by the only carter of the valley erodes the trust of bakers.

Wet grain often clogs the stones due to its sticky hull.

Careful millers of the lower valley keep the flour cool by grinding in short runs.

Slow stones allow new apprentices of a mill to hear a loose bolt.

A cracked shaft can halt production for a whole week without giving any warning sound.

Bakers return a whole sack only if the seal is broken.",
    );
}

#[test]
fn a_side_effect_and_a_comparison_are_asked() {
    check(
        "a-side-effect-and-a-comparison-are-asked",
        "Old hands taste every batch at dawn, preventing costly returns.

A loud stone is less dangerous than a silent one.

A ledger is not a diary but a promise to the bank.",
    );
}

#[test]
fn behind_a_condition_the_act_is_asked() {
    check(
        "behind-a-condition-the-act-is-asked",
        "When the river freezes over in late winter, switch to the horse drive.

Instead of guessing the damp of a sack, measure a cupful of it.

If a bearing runs hot twice in one day, apprentices must stop the wheel.

When hiring for the night shift, work samples beat a friendly talk.",
    );
}

#[test]
fn a_fragment_makes_no_card() {
    check(
        "a-fragment-makes-no-card",
        "* **Night shift:** Pulling hands from other mills by paying them double.
* **Dust:** Fine flour in the air that ignites because of a spark.
* **Roles:** Carters and porters to reduce idle wagons.",
    );
}

#[test]
fn a_label_is_defined_when_it_names_a_thing() {
    check(
        "a-label-is-defined-when-it-names-a-thing",
        "* **Bolting cloth:** A fine sieve that holds back the bran.
* **Penetration pricing:** Selling below cost at first to win the bakers of a town.
* **Speed:** A rapid rise in sacks per hour.
* **Protecting the wheel:** Shielding the paddles from drift ice.
* **Grease the shaft:** A habit that saves bearings.",
    );
}

#[test]
fn a_rule_is_asked_for_its_number_and_a_story_is_not() {
    check(
        "a-rule-is-asked-for-its-number-and-a-story-is-not",
        "Replace the dust filter of the chamber within 12 hours in dry weather.

During the great flood, the whole village of 40 people carried sacks uphill.",
    );
}

#[test]
fn a_line_to_say_gets_no_gap() {
    check(
        "a-line-to-say-gets-no-gap",
        "The first rule of the guild is that \"every late sack is a failure of planning\".

Greet a new carter with a line such as \"the mill is a home for honest people\".",
    );
}

#[test]
fn a_counted_list_is_asked_for_its_items() {
    check(
        "a-counted-list-is-asked-for-its-items",
        "A sound mill rests on two things:

* **Dry grain:** Damp grain clogs.
* **Even stones:** Uneven stones burn the flour.",
    );
}

#[test]
fn an_answer_that_fits_everything_is_refused() {
    check(
        "an-answer-that-fits-everything-is-refused",
        "Grinding ten kinds of grain at once leads to failure.

Grinding ten kinds of grain at once leads to burnt stones.",
    );
}

#[test]
fn a_pronoun_is_shown_with_what_it_takes_up() {
    check(
        "a-pronoun-is-shown-with-what-it-takes-up",
        "Grinding damp grain in one long run heats the upper stone. This hardens the starch of the whole batch.

* **Loose hoops:** They let the barrel leak on rough roads.
* **Night watch:** Keeps thieves away from the upper granary.

It is essential to dress the stones before the autumn rush.",
    );
}

#[test]
fn the_kept_side_of_a_contrast_is_asked() {
    check(
        "the-kept-side-of-a-contrast-is-asked",
        "A young miller should study the river rather than the price lists.

A good sieve is judged by the bran it holds back, not by the flour it passes.

A mill stream is not merely a source of power, but a boundary between two farms.

The old ferry is not a business; it is a promise to the widows of the village.

Unlike a steam engine, a water wheel is silent at noon.

Instead of durable crews, the largest mill of the delta hires carters for one harvest.

A dry wind not only cracks the paddles but also warps the sluice gate.

The millers do not fear a poor harvest, and the carters know but say nothing.",
    );
}

#[test]
fn what_follows_from_a_condition_is_asked() {
    check(
        "what-follows-from-a-condition-is-asked",
        "If the sluice of a mill stays open through a hard frost, the lower wheel is lost by spring.

When two mills share one stream in a dry year, the upper mill should yield at noon.

If nobody greases the axle through the whole winter, it seizes.",
    );
}

#[test]
fn one_of_several_is_not_asked() {
    check(
        "one-of-several-is-not-asked",
        "A key skill of an apprentice in the upper mill is to read the river.

A young miller's first duty in a gale is to brake the upper stone.",
    );
}

#[test]
fn a_list_is_asked_with_its_count() {
    check(
        "a-list-is-asked-with-its-count",
        "Dressing the stones twice a year protects flavour and colour.

The oldest mills of the valley burned down for two reasons: dry dust and open lamps.",
    );
}

#[test]
fn a_coined_phrase_is_a_gap() {
    check(
        "a-coined-phrase-is-a-gap",
        "An owner who praises every batch in public soon turns the hands into \"silent ferrymen\" who stop warning.",
    );
}

#[test]
fn a_reason_without_an_object_is_a_gap() {
    check(
        "a-reason-without-an-object-is-a-gap",
        "Village mills closed early because nobody slept near the wheel.

Village mills did not close because the river froze.",
    );
}

#[test]
fn an_act_behind_its_lead_in_keeps_it() {
    check(
        "an-act-behind-its-lead-in-keeps-it",
        "Opening a flooded mill safely involves:

* Draining the wheel pit through the lower sluice
* Testing each bearing with a hand crank",
    );
}

#[test]
fn half_a_phrase_is_never_asked() {
    check(
        "half-a-phrase-is-never-asked",
        "The guild shares its accounts with apprentices such as carters and porters.

Millers are more likely to trust a neighbour than a stranger from town.

Old ropes were replaced in the last six months.",
    );
}

#[test]
fn an_act_is_not_joined_with_a_thing() {
    check(
        "an-act-is-not-joined-with-a-thing",
        "A millstone of soft chalk is hard to dress but easy to turn.

A millstone of soft chalk is hard to dress and turn by hand.",
    );
}

#[test]
fn the_narrower_part_of_a_wrapping_is_asked() {
    check(
        "the-narrower-part-of-a-wrapping-is-asked",
        "Old millers of the valley underline the importance of a second brake rope.

A second brake rope removes the need for a night watch on the bridge.

Old millers of the valley hand down the idea of a second brake rope.",
    );
}

#[test]
fn an_answer_ends_where_the_sentence_turns() {
    check(
        "an-answer-ends-where-the-sentence-turns",
        "Old mills moved from treating grain as a gift of the river to a debt of the town.

Old mills moved from one stone to three.",
    );
}

#[test]
fn somebody_is_asked_by_whom_and_a_spell_by_how_long() {
    check(
        "somebody-is-asked-by-whom-and-a-spell-by-how-long",
        "Young millers settle every dispute about damp grain with their oldest suppliers.

Wise owners see the loudest apprentice of a mill as a silent partner.

New ropes of the weir have to be stretched for several weeks.

Old ropes of the weir were kept in use for about a year and a half.

Wet ropes are often given a second turn to strengthen the grip.",
    );
}

#[test]
fn what_is_shown_before_a_sentence_needs_no_linking_word() {
    check(
        "what-is-shown-before-a-sentence-needs-no-linking-word",
        "However, a late frost cracks the sluice gate of the upper mill. This forces the owner to buy oak from the neighbours.",
    );
}

#[test]
fn curly_quotation_marks_are_quotation_marks() {
    check(
        "curly-quotation-marks-are-quotation-marks",
        "“Daily clocks are more sensitive to light. Light is the strongest time giver.” - Ada Berg

Old millers treat the ledger of the mill as a “silent second partner” through lean winters.",
    );
}

#[test]
fn what_points_out_of_sight_or_answers_anything_is_no_card() {
    check(
        "what-points-out-of-sight-or-answers-anything-is-no-card",
        "The company changed its course to keep the last two bakers of the valley.

After a long pause at the weir they began to grind frozen rye.

Ignoring a loud bearing for a whole winter is a grave mistake.

Clean bearings are crucial for a quiet night at the mill.

Clean bearings form a support crucial for a quiet night at the mill.

To judge the grain of a whole valley in one wet autumn.

Weekly rounds of the upper floor help apprentices make informed decisions.",
    );
}

#[test]
fn two_things_are_asked_only_where_two_are_named() {
    check(
        "two-things-are-asked-only-where-two-are-named",
        "Careful millers protect the best batches of the year with a linen and leather cover.

Slow stones produce a fine grain and an even colour after two passes.

Long droughts in the lower valley of the mill drive away young apprentices and old customers.",
    );
}

#[test]
fn a_label_takes_the_place_of_its_pronoun() {
    check(
        "a-label-takes-the-place-of-its-pronoun",
        "* **Cold grinding:** This protects the flour from a burnt smell.
* **Spare stones:** These cut the longest repairs to a single morning.
* **Cool the flour:** This protects each batch from a burnt smell.
* **Night shifts:** It can take a year to train a good night miller.
* **Frozen race:** It's hard to free the wheel without cracking the lowest paddle.",
    );
}

#[test]
fn front_and_answer_together_say_something() {
    check(
        "front-and-answer-together-say-something",
        "Grinding requires a new sieve.

Grinding rye in a wet autumn requires a new sieve of horse hair.

The dry stones of a windmill lead to better outcomes.

The dry stones of a windmill lead to charred husks.",
    );
}

#[test]
fn quoted_words_at_the_end_are_asked() {
    check(
        "quoted-words-at-the-end-are-asked",
        "The flood of spring orders forces \"ruthless choices at the hopper\".

A young miller's first duty in a gale is to \"slowly brake the upper stone\".

In a long drought the apprentices may come to work \"on demand\".

Old millers in the valley call their dry months \"the silent season\".",
    );
}

#[test]
fn a_subject_is_asked_where_a_quotation_pins_it() {
    check(
        "a-subject-is-asked-where-a-quotation-pins-it",
        "A quarter is \"long enough to grind and short enough to remember\" in a mill.

A short visit might cost the whole mill one of its 20 daily rounds.

A famous line suggests, \"If it creaks, it earns\".

Wet harvests cost villages dearly.",
    );
}

#[test]
fn a_cause_at_the_head_of_a_claim_is_asked() {
    check(
        "a-cause-at-the-head-of-a-claim-is-asked",
        "When bakers leave a mill due to a bitter taste, it rarely wins them back.

When bakers leave a mill in spring, it rarely wins them back.",
    );
}

#[test]
fn commands_behind_one_lead_in_are_one_sentence() {
    check(
        "commands-behind-one-lead-in-are-one-sentence",
        "There is now a chance to:

* Treat apprentices like partners.
* Place them beside the upper stone without the fear of a loud scolding.

Bakers are often told:

* Treat apprentices like partners.
* Place them beside the upper stone without the fear of a loud scolding.",
    );
}

#[test]
fn the_name_of_a_link_that_hangs_on_the_end_is_left_out() {
    check(
        "the-name-of-a-link-that-hangs-on-the-end-is-left-out",
        "Damp grain behind the hopper breeds a quiet rot of the lower stones [[rot | effects of mould on old stones]].

Damp grain breeds the [[rot | creeping rot of the lower stones]].

Damp grain behind the hopper warps the sluice gate [[tools_and_practices]].

A long autumn of cold rain turns the ropes of the weir brittle [[effects_of_rain_on_ropes]].

Millers of the valley keep a second rope beside the [[sluice_and_weir_repair]].

A dry loft above the lower stones spares the last sacks of the year a slow decay [[storage | how sacks rot and decay]]. This earns the miller a second harvest of flour.",
    );
}

#[test]
fn a_label_lends_its_name_to_a_helper_and_not_to_an_act() {
    check(
        "a-label-lends-its-name-to-a-helper-and-not-to-an-act",
        "* **Weir Mill:** Has been the only mill in the valley to pay for a second wheel.
* **Hill Mill:** Launched too late in the year, it suffered from a lack of buyers.
* **Dune Mill:** Despite a strong wind, it failed to earn the trust of bakers.",
    );
}

#[test]
fn an_act_of_something_is_not_halved() {
    check(
        "an-act-of-something-is-not-halved",
        "A strong gale raises the danger of cracking the upper stone.",
    );
}
