//! What the tests inherit from whoever runs them.

/// Whether Ctrl-C is ignored by all that is started from here, as a shell arranges for what
/// it runs in the background; says so. A program cannot be interrupted then.
pub fn interrupts_are_ignored() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    // Signal 2 is the second bit.
    let ignored = mask.is_some_and(|mask| mask & 0b10 != 0);
    if ignored {
        println!("skipped: interrupts are ignored here, as in the background of a shell");
    }
    ignored
}
