//! What can go wrong between us and Anki, told apart as far as its answers allow.

use std::error::Error;

use super::Address;

/// The code by which Anki installs the add-on AnkiConnect.
pub const ADD_ON_CODE: u32 = 2_055_492_159;

/// The variable of the environment that holds AnkiConnect's key. A key on the command line
/// could be read by every user of the computer.
pub const KEY_VARIABLE: &str = "CUEDECK_ANKI_KEY";

/// Why Anki did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum TalkError {
    /// Nobody listens.
    #[error(
        "nothing answers at {address}: Anki is not running, or has no AnkiConnect add-on (code {ADD_ON_CODE})"
    )]
    NotAnswering {
        /// Where we knocked.
        address: Address,
    },
    /// Somebody listens who does not speak as AnkiConnect does.
    #[error(
        "what answers at {address} is not AnkiConnect; if AnkiConnect has another port, name it with --address"
    )]
    SomethingElse {
        /// Where we knocked.
        address: Address,
        /// What was wrong with the answer; `None` where there is no more to say.
        source: Option<Box<dyn Error + Send + Sync>>,
    },
    /// Its list of origins, or its owner, keeps us out.
    #[error(
        "AnkiConnect refuses programs of this computer; put \"http://localhost\" back into `webCorsOriginList` of its configuration"
    )]
    Refused,
    /// It listens, and says nothing.
    #[error(
        "Anki did not answer within {seconds} s: it is busy or shows a message box; close that and try again"
    )]
    Busy {
        /// How long we waited.
        seconds: u64,
    },
    /// It does not know what we ask for, or speaks another version of its API.
    #[error("this AnkiConnect is too old; update it in Anki with Tools › Add-ons")]
    TooOld,
    /// It wants a key, and we have none.
    #[error(
        "AnkiConnect asks for a key: put the `apiKey` of its configuration into the environment variable {KEY_VARIABLE}"
    )]
    KeyNeeded,
    /// It wants another key.
    #[error("the key in {KEY_VARIABLE} is not the `apiKey` of AnkiConnect's configuration")]
    WrongKey,
    /// Anki shows its list of profiles.
    #[error("Anki has no profile open; open one and try again")]
    NoProfile,
    /// Anything else that Anki says.
    #[error("Anki could not do `{action}`: {said}")]
    Action {
        /// What was asked.
        action: &'static str,
        /// Anki's or AnkiConnect's words.
        said: String,
    },
}
