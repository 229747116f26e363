//! A timecode as it is written → the moments it may mean.

use crate::timecode::Timecode;

/// Longest recording we believe in: six hours. The longest of the surveyed vault end
/// before four; what is written beyond is minutes written as hours.
const LONGEST: u32 = 6 * 3600;

/// One way to read what is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// The moment.
    pub time: Timecode,
    /// How it was found.
    pub unit: Unit,
}

/// What the fields of a timecode count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    /// As the format has it: hours, minutes, seconds, or minutes and seconds.
    Clock,
    /// Minutes and seconds, with a third field that counts nothing: `11:16:00` is 11:16.
    Minutes,
}

/// The readings of one written value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Written {
    /// Read by the format.
    pub clock: Option<Timecode>,
    /// Read as minutes and seconds; only where there is a third field to ignore.
    pub minutes: Option<Timecode>,
    /// The hour field, 0 without one.
    pub hour: u32,
    /// Whether the third field counts nothing by the look of it: it is zero, `01:47:00`, or
    /// says the second one again, `01:47:47`.
    pub idle: bool,
    /// Whether it is digits and colons at all, as `N/A` is not.
    pub numeric: bool,
    /// Whether it is a plain number of seconds.
    pub bare: bool,
}

impl Written {
    /// Reads `text`: `4:19`, `00:04:19`, `01:00:03:00`, `2241`.
    pub fn parse(text: &str) -> Self {
        let fields: Option<Vec<u32>> = text
            .split(':')
            .map(|field| {
                let digits = !field.is_empty() && field.len() <= 6;
                let digits = digits && field.bytes().all(|b| b.is_ascii_digit());
                digits.then(|| field.parse().ok()).flatten()
            })
            .collect();
        let Some(fields) = fields else {
            return Self::default();
        };
        let thousandths = text.rsplit(':').next().is_some_and(|last| last.len() == 3);
        let read = Self {
            numeric: true,
            bare: fields.len() == 1,
            ..Self::default()
        };
        let read = match fields[..] {
            [seconds] => Self {
                clock: Some(Timecode::from_seconds(seconds)),
                ..read
            },
            [minutes, seconds] => Self {
                clock: minutes_and(minutes, seconds),
                ..read
            },
            [first, second, third] => Self {
                clock: Timecode::from_clock(first, second, third).filter(|_| !thousandths),
                minutes: minutes_and(first, second),
                hour: first,
                idle: third == 0 || third == second,
                ..read
            },
            // A range glued together, `05:38:05:46`, or frames behind a clock, `01:00:03:00`:
            // a range ends soon after it begins.
            [first, second, third, fourth] => {
                let range = minutes_and(first, second).zip(minutes_and(third, fourth));
                let near = range.filter(|(from, to)| {
                    from <= to && to.seconds() - from.seconds() <= 300 && (fourth > 0 || first > 4)
                });
                let frames = Timecode::from_clock(first, second, third);
                Self {
                    clock: near.map(|(from, _)| from).or(frames),
                    ..read
                }
            }
            [hours, minutes, seconds, ..] => Self {
                clock: Timecode::from_clock(hours, minutes, seconds)
                    .or_else(|| minutes_and(hours, minutes)),
                ..read
            },
            [] => read,
        };
        let possible = |time: &Timecode| time.seconds() <= LONGEST;
        Self {
            clock: read.clock.filter(possible),
            minutes: read.minutes.filter(possible),
            ..read
        }
    }

    /// The reading in `unit`.
    pub fn read(&self, unit: Unit) -> Option<Reading> {
        let time = match unit {
            Unit::Clock => self.clock,
            Unit::Minutes => self.minutes,
        };
        time.map(|time| Reading { time, unit })
    }

    /// All readings, the plain one first.
    pub fn readings(&self) -> impl Iterator<Item = Reading> {
        [self.read(Unit::Clock), self.read(Unit::Minutes)]
            .into_iter()
            .flatten()
    }
}

fn minutes_and(minutes: u32, seconds: u32) -> Option<Timecode> {
    let fits = seconds <= 59 && minutes <= LONGEST / 60;
    fits.then(|| Timecode::from_seconds(minutes * 60 + seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, clock: &str, minutes: &str) {
        let read = Written::parse(text);
        let word = |time: Option<Timecode>| time.map_or("-".to_owned(), |time| time.to_string());
        assert_eq!(
            (word(read.clock), word(read.minutes)),
            (clock.into(), minutes.into()),
            "{text}"
        );
    }

    #[test]
    fn every_form_has_its_readings() {
        check("00:04:19", "00:04:19", "00:00:04");
        check("4:19", "00:04:19", "-");
        check("75:20", "01:15:20", "-");
        check("11:16:00", "-", "00:11:16");
        check("01:47:00", "01:47:00", "00:01:47");
        check("05:21:999", "-", "00:05:21");
        check("01:24:99", "-", "00:01:24");
        check("03:70:00", "-", "-");
        check("2241", "00:37:21", "-");
        check("01:00:03:00", "01:00:03", "-");
        check("01:15:31:00", "01:15:31", "-");
        check("05:38:05:46", "00:05:38", "-");
        check("28:02:29:20", "00:28:02", "-");
        check("01:00:47:01:08", "01:00:47", "-");
        check("0003:55", "00:03:55", "-");
        check("N/A", "-", "-");
        check("HH:00:20", "-", "-");
        check("99999999999:00", "-", "-");
    }
}
