//! `cuedeck review`, at a terminal that nobody sits at.
#![cfg(unix)]

mod session;
mod terminal;
#[path = "../cli/workdir.rs"]
#[allow(dead_code, reason = "several test programs share it")]
mod workdir;
