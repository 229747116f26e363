//! Moments in a recording.

use std::fmt;

/// A position in the recording, in whole seconds from its start.
///
/// Notes write it in many ways (see [`crate::note`]); we always print `HH:MM:SS`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timecode(u32);

impl Timecode {
    /// Makes a timecode from seconds.
    pub fn from_seconds(seconds: u32) -> Self {
        Self(seconds)
    }

    /// Makes a timecode from clock fields. `None` when minutes or seconds pass 59.
    pub fn from_clock(hours: u32, minutes: u32, seconds: u32) -> Option<Self> {
        if minutes > 59 || seconds > 59 {
            return None;
        }
        let total = hours
            .checked_mul(3600)?
            .checked_add(minutes * 60 + seconds)?;
        Some(Self(total))
    }

    /// Seconds from the start of the recording.
    pub fn seconds(self) -> u32 {
        self.0
    }
}

impl fmt::Display for Timecode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(total) = *self;
        write!(
            f,
            "{:02}:{:02}:{:02}",
            total / 3600,
            total / 60 % 60,
            total % 60
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timecode_prints_all_three_fields() {
        assert_eq!(Timecode::from_seconds(259).to_string(), "00:04:19");
        assert_eq!(
            Timecode::from_clock(1, 11, 43).map(|t| t.seconds()),
            Some(4303)
        );
    }

    #[test]
    fn seventy_minutes_are_not_a_clock_reading() {
        assert_eq!(Timecode::from_clock(0, 70, 0), None);
        assert_eq!(Timecode::from_clock(u32::MAX, 0, 0), None);
    }
}
