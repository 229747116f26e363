//! `cuedeck push` against a small server that answers as AnkiConnect does, and against the
//! real Anki where there is one.

mod arrival;
mod desktop;
mod failures;
mod fake;
mod open;
mod retired;
mod watch;
#[path = "../cli/workdir.rs"]
#[allow(dead_code, reason = "several test programs share it")]
mod workdir;
