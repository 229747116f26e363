//! Timecodes as written → the moments they mean.
//!
//! A note's timecodes are evidence, not facts. One in eight of the surveyed 804,000 names
//! an hour no recording has: a program wrote `11:16:00` for eleven minutes sixteen, and
//! often did so for half the timecodes of a note and not for the rest. No timecode can tell
//! by itself; its note, and the other notes on the same recording, can. So this runs once
//! all notes are read, and looks at each note in three steps:
//!
//! 1. *Witness.* By itself, does the note count in hours, or does it write minutes as
//!    hours? Notes beyond suspicion vouch for how long the recording is at least.
//! 2. *Verdict.* Each timecode is read in the way that its note and those witnesses allow.
//! 3. *Shift.* A note that as a whole runs an hour ahead of the witnesses is set back.
//!
//! A note is judged by what others *write*, never by what was decided about them, so the
//! order of the notes cannot matter. What was read differently than written is reported
//! once per note. What cannot be a moment stays `None`: no link leads to a second that
//! does not exist.

mod reading;

use std::collections::{BTreeMap, BTreeSet};

use self::reading::{Reading, Unit, Written};
use super::{Stamp, StudyNote, VideoId};
use crate::diag::{Diagnostic, Rule};
use crate::text::Span;
use crate::timecode::Timecode;

const HOUR: u32 = 3600;

/// The first hour that no recording is believed to reach: from here on hours are minutes.
const ABSURD_HOUR: u32 = 5;

/// How far behind the witnesses' last timecode a recording may still go on, in seconds.
const MARGIN: u32 = 600;

/// Differences between tag and text that are not worth a word, in seconds.
const NEGLIGIBLE: u32 = 15;

/// Why a timecode's moment is not simply what is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Oddity {
    /// It cannot be a moment in a recording, so it has none.
    Impossible,
    /// It is minutes and seconds written as hours and minutes.
    Unit,
    /// Its tag and its text name different moments.
    Mismatch,
    /// The note's clock ran one hour ahead, and the hour was taken off.
    Shifted,
}

/// Decides what every timecode of `notes` means, and reports what is not as it is written.
pub fn settle(notes: &mut [StudyNote], problems: &mut Vec<Diagnostic>) {
    let witnesses: Vec<Witness> = notes.iter().map(Witness::of).collect();
    let mut videos: BTreeMap<&VideoId, Vec<usize>> = BTreeMap::new();
    for (n, note) in notes.iter().enumerate() {
        if let Some(video) = &note.video {
            videos.entry(video).or_default().push(n);
        }
    }
    let circles: Vec<Circle> = notes
        .iter()
        .enumerate()
        .map(|(n, note)| {
            let video = note.video.as_ref().and_then(|video| videos.get(video));
            let others = video.into_iter().flatten().filter(|&&other| other != n);
            Circle::of(others.map(|&other| &witnesses[other]))
        })
        .collect();
    for ((note, witness), circle) in notes.iter_mut().zip(&witnesses).zip(&circles) {
        let mut verdicts = judge(note, witness, circle);
        take_hour_off(&mut verdicts, circle);
        report(note, &verdicts, circle, problems);
        for (stamp, verdict) in note.stamps_mut().into_iter().zip(verdicts) {
            stamp.time = verdict.time;
            stamp.oddity = verdict.oddity;
        }
    }
}

/// The moment that `value` names if it stands beside or for `time`: the one of its readings
/// that is, or nearly is, that moment. `None` when none of them is.
pub(super) fn written_as(value: &str, time: Timecode) -> Option<Timecode> {
    let far = |reading: &Reading| reading.time.seconds().abs_diff(time.seconds());
    let written = Written::parse(value);
    let nearest = written.readings().min_by_key(far)?;
    (far(&nearest) <= NEGLIGIBLE).then_some(nearest.time)
}

/// What one note says about its recording by itself.
struct Witness {
    /// Whether it writes minutes as hours, at least sometimes.
    garbled: bool,
    /// The moments it names beyond doubt: all of them, or, if it is garbled, only those
    /// whose hour is absurd and so is a minute.
    moments: BTreeSet<Timecode>,
    /// The last of its moments in the first hour, if nearly all of them lie there: what
    /// claims to follow after an hour of silence does not.
    mostly_until: Option<Timecode>,
}

impl Witness {
    fn of(note: &StudyNote) -> Self {
        let written: Vec<Written> = note.stamps().into_iter().map(shown_or_data).collect();
        let garbled = writes_minutes_as_hours(&written);
        let certain = written.iter().filter_map(|one| match garbled {
            false => one.clock,
            true if one.hour >= ABSURD_HOUR => one.minutes,
            true => None,
        });
        Self {
            moments: certain.collect(),
            mostly_until: mostly_until(&written),
            garbled,
        }
    }

    /// Whether `clock` stands alone, over an hour behind all the rest of the note, while
    /// `minutes` would fall among the rest.
    fn is_stray(&self, clock: Timecode, minutes: Timecode) -> bool {
        self.mostly_until
            .is_some_and(|until| clock.seconds() > until.seconds() + HOUR && minutes <= until)
    }
}

/// See [`Witness::mostly_until`]: the last moment of the first hour, where at least five
/// moments lie and at least four times as many as later.
fn mostly_until(written: &[Written]) -> Option<Timecode> {
    let (early, late): (Vec<Timecode>, Vec<Timecode>) = written
        .iter()
        .filter_map(|one| one.clock)
        .partition(|time| time.seconds() < HOUR);
    let last = early.iter().max().copied();
    last.filter(|_| early.len() >= 5 && early.len() >= late.len() * 4)
}

/// The writing that names the moment more plainly: the text a reader sees, else the tag.
fn shown_or_data(stamp: &Stamp) -> Written {
    let shown = stamp.shown.as_deref().map(Written::parse);
    let data = stamp.data.as_deref().map(Written::parse);
    shown
        .filter(|shown| shown.numeric)
        .or(data)
        .unwrap_or_default()
}

/// Whether a note writes minutes as hours, told from its own timecodes.
///
/// One absurd hour is proof. Failing that, seconds are: by chance they are `00` once in
/// sixty, so a note whose hours all come with round seconds, while its minutes do not, has
/// no hours.
fn writes_minutes_as_hours(written: &[Written]) -> bool {
    if written
        .iter()
        .any(|one| one.hour >= ABSURD_HOUR && one.minutes.is_some())
    {
        return true;
    }
    let (hours, minutes): (Vec<&Written>, Vec<&Written>) = written
        .iter()
        .filter(|one| one.minutes.is_some())
        .partition(|one| one.hour > 0);
    let mostly_round = |some: &[&Written]| {
        let round = some.iter().filter(|one| one.idle).count();
        round * 2 > some.len()
    };
    hours.len() >= 3 && mostly_round(&hours) && !mostly_round(&minutes)
}

/// What the other notes on the same recording say together.
struct Circle {
    /// How many of them are clean.
    clean: usize,
    /// The moments they name.
    moments: BTreeSet<Timecode>,
    /// The last moment by which they vouch for the recording's length.
    last: Option<Timecode>,
}

impl Circle {
    fn of<'a>(others: impl Iterator<Item = &'a Witness>) -> Self {
        let mut clean = 0;
        let mut moments: BTreeSet<Timecode> = BTreeSet::new();
        // A note with next to no timecodes would vouch for an intro.
        for witness in others.filter(|witness| witness.moments.len() >= 3) {
            clean += usize::from(!witness.garbled);
            moments.extend(&witness.moments);
        }
        // Garbled notes write minutes as hours up to the first full hour and may be right
        // from there on. So what they are sure of says nothing of a recording that comes
        // near an hour.
        let last = moments.last().copied();
        let last = last.filter(|last| clean > 0 || last.seconds() + MARGIN < HOUR);
        Self {
            clean,
            moments,
            last,
        }
    }

    /// Whether `time` lies where no other note has been, and not just a little further.
    fn is_beyond(&self, time: Timecode) -> bool {
        self.last
            .is_some_and(|last| time.seconds() > last.seconds() + MARGIN)
    }
}

/// What was decided about one timecode.
struct Verdict {
    span: Span,
    time: Option<Timecode>,
    oddity: Option<Oddity>,
}

fn judge(note: &StudyNote, witness: &Witness, circle: &Circle) -> Vec<Verdict> {
    let mut earlier = None;
    let mut verdicts = Vec::new();
    for stamp in note.stamps() {
        let verdict = judge_stamp(stamp, witness, circle, earlier);
        earlier = verdict.time.or(earlier);
        verdicts.push(verdict);
    }
    verdicts
}

/// Chooses among the readings of one timecode. `earlier` is the moment before it.
fn judge_stamp(
    stamp: &Stamp,
    witness: &Witness,
    circle: &Circle,
    earlier: Option<Timecode>,
) -> Verdict {
    let parse = |text: &Option<String>| text.as_deref().map(Written::parse);
    let (data, shown) = (parse(&stamp.data), parse(&stamp.shown));
    let choose = |written: &Written| choose_unit(written, witness, circle, earlier);
    let (chosen, differs) = match (&data, &shown) {
        (Some(data), Some(shown)) if stamp.data != stamp.shown => {
            choose_writing(data, shown, &choose)
        }
        (Some(written), _) | (None, Some(written)) => (choose(written), false),
        (None, None) => (None, false),
    };
    let oddity = match chosen {
        None => Some(Oddity::Impossible),
        Some(_) if differs => Some(Oddity::Mismatch),
        Some(Reading {
            unit: Unit::Minutes,
            ..
        }) => Some(Oddity::Unit),
        Some(_) => None,
    };
    Verdict {
        span: stamp.span,
        time: chosen.map(|reading| reading.time),
        oddity,
    }
}

/// Chooses between hours and minutes for one written value.
fn choose_unit(
    written: &Written,
    witness: &Witness,
    circle: &Circle,
    earlier: Option<Timecode>,
) -> Option<Reading> {
    let clock = written.read(Unit::Clock);
    let minutes = written.read(Unit::Minutes);
    let (Some(as_clock), Some(as_minutes)) = (clock, minutes) else {
        // `01:24:99` has one sane reading only; `03:70:00` has none.
        return clock.or(minutes);
    };
    if written.hour >= ABSURD_HOUR {
        return minutes;
    }
    // From here on both readings name a moment.
    let garbled = witness.garbled;
    if circle.is_beyond(as_clock.time) && (garbled || written.idle) {
        return minutes;
    }
    if !garbled {
        let vouched = circle.last.is_some_and(|last| as_clock.time <= last);
        let stray = !vouched && witness.is_stray(as_clock.time, as_minutes.time);
        return if stray { minutes } else { clock };
    }
    if written.hour > 0 && written.idle {
        return minutes;
    }
    // Early timecodes are right even in garbled notes, unless an idle field speaks up.
    if written.hour == 0 && !written.idle {
        return clock;
    }
    // A garbled note mixes both, and the fields give no hint: `00:33:00` may be half an
    // hour or half a minute. Notes follow their recording more often than not, so the
    // reading nearer to the moment before wins.
    let Some(earlier) = earlier else { return clock };
    let far = |reading: Reading| reading.time.seconds().abs_diff(earlier.seconds());
    if far(as_minutes) < far(as_clock) {
        minutes
    } else {
        clock
    }
}

/// Chooses when the tag and the text are written differently; says whether they also
/// *mean* different moments.
fn choose_writing(
    data: &Written,
    shown: &Written,
    choose: &dyn Fn(&Written) -> Option<Reading>,
) -> (Option<Reading>, bool) {
    // `11:16:00` and `0:11:16` have one reading in common, and that is what both mean.
    let shared = |one: &Written, other: &Written| {
        let plain = one.read(Unit::Clock)?;
        let meant = other
            .readings()
            .find(|reading| reading.time == plain.time)?;
        Some(Reading {
            unit: meant.unit,
            ..plain
        })
    };
    let both_plain = data.clock.is_some() && data.clock == shown.clock && data.hour == shown.hour;
    if !both_plain && let Some(meant) = shared(shown, data).or_else(|| shared(data, shown)) {
        return (Some(meant), false);
    }
    let (by_data, by_shown) = (choose(data), choose(shown));
    match (by_data, by_shown) {
        (Some(by_data), Some(by_shown)) => {
            let apart = by_data.time.seconds().abs_diff(by_shown.time.seconds());
            // The player jumps to the tag, so the tag counts; unless it is not even
            // written as a clock, or only the text needs no reinterpreting.
            let by_text = data.bare && !shown.bare;
            let odd = by_data.unit == Unit::Minutes && by_shown.unit == Unit::Clock;
            let chosen = if by_text || odd { by_shown } else { by_data };
            (Some(chosen), apart > NEGLIGIBLE)
        }
        (one, other) => (one.or(other), data.numeric && shown.numeric),
    }
}

/// Sets a note back that runs exactly one hour ahead of the clean notes on its recording.
///
/// Some notes were made from a transcript whose clock began at one. Most of such a note
/// lies where no other note has been, and an hour earlier it meets the others to the
/// second. Coincidence is ruled out by asking for two witnesses and three such meetings.
fn take_hour_off(verdicts: &mut [Verdict], circle: &Circle) {
    let Some(last) = circle.last.filter(|_| circle.clean >= 2) else {
        return;
    };
    let times: Vec<Timecode> = verdicts.iter().filter_map(|verdict| verdict.time).collect();
    let beyond = times.iter().filter(|&&time| time > last).count();
    let earlier = |time: Timecode| {
        let seconds = time.seconds().checked_sub(HOUR)?;
        Some(Timecode::from_seconds(seconds))
    };
    let meetings: BTreeSet<Timecode> = times
        .iter()
        .filter_map(|&time| earlier(time))
        .filter(|time| circle.moments.contains(time))
        .collect();
    if beyond * 2 <= times.len() || meetings.len() < 3 {
        return;
    }
    for verdict in verdicts {
        // A clock that began at one shows no time before one: what stands there was not
        // read off it.
        if let Some(time) = verdict.time.and_then(earlier) {
            verdict.time = Some(time);
            verdict.oddity = Some(Oddity::Shifted);
        }
    }
}

/// Reports each kind of finding of a note once, at its first place.
fn report(note: &StudyNote, verdicts: &[Verdict], circle: &Circle, problems: &mut Vec<Diagnostic>) {
    let mut say = |rule: Rule, found: Vec<&Verdict>, one: &str, many: &str| {
        let Some(first) = found.first() else { return };
        let message = match found.len() {
            1 => one.to_owned(),
            n => format!("{n} {many}, the first one here"),
        };
        let message = match first.time {
            Some(time) => format!("{message}: read as {time}"),
            None => message,
        };
        let place = note.place(first.span);
        problems.push(Diagnostic::new(rule, note.path.as_str(), message).at(place));
    };
    let with = |oddity| {
        verdicts
            .iter()
            .filter(move |v| v.oddity == Some(oddity))
            .collect()
    };
    say(
        Rule::TimecodeImpossible,
        with(Oddity::Impossible),
        "this timecode cannot be a moment in a recording",
        "timecodes cannot be moments in a recording",
    );
    say(
        Rule::TimecodeUnit,
        with(Oddity::Unit),
        "this timecode is minutes and seconds written as hours and minutes",
        "timecodes are minutes and seconds written as hours and minutes",
    );
    say(
        Rule::TimecodeMismatch,
        with(Oddity::Mismatch),
        "the tag and the text of this timecode name different moments",
        "timecodes have a tag and a text that name different moments",
    );
    say(
        Rule::TimecodeShifted,
        with(Oddity::Shifted),
        "this timecode is one hour later than the video's other notes say",
        "timecodes are one hour later than the video's other notes say",
    );
    if circle.clean >= 2 {
        let doubtful = |verdict: &&Verdict| verdict.time.is_some_and(|time| circle.is_beyond(time));
        say(
            Rule::TimecodeDoubtful,
            verdicts.iter().filter(doubtful).collect(),
            "this timecode lies far behind the last one of the video's other notes",
            "timecodes lie far behind the last one of the video's other notes",
        );
    }
}

#[cfg(test)]
mod tests;
