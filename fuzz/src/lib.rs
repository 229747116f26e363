//! What no text may do: one function for each part of the program that reads what somebody
//! wrote. Each panics if the text breaks a promise.
//!
//! A fuzzer makes up texts for them, and `tests/fuzz.rs` of the program runs them over the
//! texts in `seeds/`, those among them that once broke something.

pub mod anki_cloze;
mod cards;
mod files;
mod html;
mod notes;

pub use cards::{cards, cloze};
pub use files::{ledger, overrides, recipe};
pub use notes::{front_matter, language, statements, timecodes};

/// A check under the name of its seeds.
pub type Check = (&'static str, fn(&[u8]));

/// All checks.
pub const ALL: [Check; 9] = [
    ("front_matter", front_matter),
    ("timecodes", |bytes| of_text(bytes, timecodes)),
    ("statements", |bytes| of_text(bytes, statements)),
    ("language", |bytes| of_text(bytes, language)),
    ("cards", |bytes| of_text(bytes, cards)),
    ("cloze", |bytes| of_text(bytes, cloze)),
    ("ledger", |bytes| of_text(bytes, ledger)),
    ("recipe", |bytes| of_text(bytes, recipe)),
    ("overrides", |bytes| of_text(bytes, overrides)),
];

/// Most parts are handed text; what is none has been refused before.
fn of_text(bytes: &[u8], check: fn(&str)) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        check(text);
    }
}
