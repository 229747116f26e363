//! What readers of whole decks rejected, on invented sentences.

use super::check;

#[test]
fn a_question_of_few_words_is_shown_behind_the_sentence_before_it() {
    check(
        "a-question-of-few-words-is-shown-behind-the-sentence-before-it",
        "Carters quarrel over turns at the ramp of the lower mill. Painted boards at the gate prevent bitter disputes.

Steady work removes the deepest grooves.

Steady work smooths the stones by \"grinding off the bad temper\".",
    );
}

#[test]
fn a_number_is_asked_where_it_says_how_much() {
    check(
        "a-number-is-asked-where-it-says-how-much",
        "A first visit to a new customer should take between 30 and 45 minutes.

Mills that sell to the army need more than 7,000 sacks before the first frost.

A mill is ready for a second wheel once its yearly sales reach $2 to $3 million.

Hulls lose 60%, 70% or 80% of their weight in the upper loft.

In a dry year 30% of the sacks go to bakers and 70% go to the army.

New millers, with 12 weeks of training, may not work alone at night.

Damp flour does not cost a mill 10% of its sales.",
    );
}

#[test]
fn another_form_of_a_word_in_view_gives_the_answer_away() {
    check(
        "another-form-of-a-word-in-view-gives-the-answer-away",
        "Speaking of a trauma in the upper mill changes how apprentices see the traumatic event.

* **Rapid iteration**: The skill to iterate on stones with little delay.",
    );
}

#[test]
fn what_only_the_rest_of_a_note_names_is_not_asked() {
    check(
        "what-only-the-rest-of-a-note-names-is-not-asked",
        "The first version aimed to be a ferry and let every carter cross the river with his own oxen.

Instead of one large mill with many wheels, they built small ones to outlast the autumn floods.

Mixing both types of grain in one hopper could ruin the upper stone.

* **Purpose**: This question reveals how well an apprentice can bear a long night at the stones.",
    );
}

#[test]
fn what_is_asked_has_the_kind_of_its_answer() {
    check(
        "what-is-asked-has-the-kind-of-its-answer",
        "The price of a sack follows a plan for ten winters set by CEO Tilda Brandt.

Ada Lind saw the old mill as a machine designed to slowly outlast its owners.

The skill of cutting a stone by hand will stay in demand for decades or centuries.

Damp grain in a closed loft causes various problems.

A rest between two runs should provide dry air or a moment to cool.",
    );
}

#[test]
fn the_name_of_another_note_that_hangs_on_the_end_is_left_out() {
    check(
        "the-name-of-another-note-that-hangs-on-the-end-is-left-out",
        "A second wheel on the same stream may not justify a higher price [[factors_of_river_decisions|river decisions]].

The lower sluice regulates the speed of the stones during the harvest [[keeping_calm|Keeping of a calm hand]].

A dry wind from the delta slowly cracks the paddles of the upper wheel (the sunny half) [[wind_and_wheel_relationship]].

Wet snow from the hills slowly bends the gutter of the lower wheel ([[snow_in_the_valley|Snow in the valley]]).

Wet snow breaks the gutter of the older wheel ([[snow_in_the_valley|Snow in the valley.]]

Dry flour lets an old wheel of the delta carry a wet load better [[snow_and_load_of_wheels|snow and load of wheels]].

Warm stones let the millers of the delta hear a crack in the hoop and mend it [[habits_of_the_mill|habits of the mill]].",
    );
}

#[test]
fn a_sentence_that_only_takes_up_the_one_before_asks_nothing() {
    check(
        "a-sentence-that-only-takes-up-the-one-before-asks-nothing",
        "Carters of the lower valley sleep beside their oxen in the harvest weeks. This includes an early supper by the river.

Carters of the lower valley sleep beside their oxen in the harvest weeks. This halves the thefts of harness.",
    );
}

#[test]
fn what_only_seems_to_lean_is_asked() {
    check(
        "what-only-seems-to-lean-is-asked",
        "Both rye and buckwheat have been shown to repel the black weevil.

By the time children reach the upper granary, they usually outgrow the fear of rats.

For a mill to survive a dry autumn, it must borrow water from the monastery pond.

On average, it takes nine weeks for a new stone to lose its sharpest grooves.

It is never too early to teach apprentices the smell of burnt bran.

There is no such thing as a windless week on the northern dykes.

The hippocampus stores the route of the ferry before a night of sleep.

Drosten's oldest aim is to make their sluice gates close without a guard.

* **Bolt inspectors:** These professionals use a brass lens to find cracks in the hoppers.",
    );
}

#[test]
fn what_hangs_on_the_question_tells_what_is_asked() {
    check(
        "what-hangs-on-the-question-tells-what-is-asked",
        "Night crews grind the rye in short runs, with two lanterns above the hopper.

A spare wheel helps millers keep their word in a dry autumn.

Old millers advise their guests on nothing regarding the weather in the delta, and warn them of thin ice up north.

Every second dyke sinks, underscoring the need for wet nets along the dyke.

The loudest crews of the delta are judged by shunning top-down, purely formal checks of the ropes.

The ferrymen of the delta meet at the point where the reed hides the oldest dyke.

Steady drills with wet ropes on the weir are leading to braver apprentices.

Either because the wheel is cracked or to spare the oxen by grinding at night.",
    );
}

#[test]
fn what_leans_on_words_out_of_sight_is_refused() {
    check(
        "what-leans-on-words-out-of-sight-is-refused",
        "This habit prevents costly repairs in spring.

They eliminate dust with wet brooms.

A key aspect is checking the paddles to prevent leaks.

Failure to do so leads to burnt flour within hours.

If a mill simplifies their day, it can lead to loyal buyers.

Berg notes that damp sacks can attract hungry mice.

In a dry summer, the GMA inspectors can prevent barn fires.

Young millers have used it to warm the lower granary.

After a dry winter, the team realized that loose hoops ruin the cider.

Both Berg and Lind note that damp sacks of the delta can attract hungry mice.

It's hard to make their sluice gates close without a guard in the delta.

It takes wet grain from the barn to the upper granary before the bell of noon.

Without either, young millers risk cracked paddles in the first frost.

Despite a dry autumn (with rats, mould and dust), it failed to earn a decent price.",
    );
}
