//! What is too long for a screen.

/// Which lines are on the screen, as it was last drawn.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Scroll {
    /// The first one on it, counted from 0.
    pub first: usize,
    /// How many there are.
    pub lines: usize,
    /// How many the screen takes.
    pub room: usize,
}

impl Scroll {
    /// Moves by lines, down where they are positive, and never past an end.
    pub fn by_lines(&mut self, lines: isize) {
        let last = self.lines.saturating_sub(self.room);
        self.first = self.first.saturating_add_signed(lines).min(last);
    }

    /// Moves by screens, one line of which stays in sight.
    pub fn by_screens(&mut self, screens: isize) {
        let screen = self.room.saturating_sub(1).max(1);
        let lines = isize::try_from(screen).unwrap_or(isize::MAX);
        self.by_lines(screens.saturating_mul(lines));
    }
}
