//! The preview in a real Chromium, as a file and served. Without Chromium, the tests say
//! that they were skipped.

mod browser;
mod page;
mod served;
#[path = "../cli/workdir.rs"]
#[allow(dead_code, reason = "two test programs share it")]
mod workdir;
