//! One question and one answer: JSON over HTTP, a connection for each.

use std::io;
use std::time::Duration;

use serde_json::{Value, json};
use ureq::Agent;
use ureq::config::Config;

use super::{Address, TalkError};

/// The version of AnkiConnect's API that we speak.
pub(super) const VERSION: u64 = 6;

/// Longest answer, in bytes: a hundred notes of a hundred kilobytes each.
const LONGEST: u64 = 10 << 20;

/// AnkiConnect as something to ask.
#[derive(Debug)]
pub(super) struct Line {
    agent: Agent,
    pub address: Address,
    /// Sent along with each question; `None` where none is wanted.
    pub key: Option<String>,
}

impl Line {
    pub fn new(address: Address) -> Self {
        let config = Config::builder()
            // A proxy would be another computer, and so may be where a redirection leads.
            .proxy(None)
            .max_redirects(0)
            .max_redirects_will_error(false)
            // Errors come with a body that says more than the status.
            .http_status_as_error(false)
            // AnkiConnect hangs up after each answer and does not say so before.
            .max_idle_connections(0)
            .user_agent("cuedeck")
            .build();
        Self {
            agent: config.new_agent(),
            address,
            key: None,
        }
    }

    /// Asks, and waits so long for the answer.
    pub fn ask(
        &self,
        action: &'static str,
        params: Value,
        patience: Duration,
    ) -> Result<Value, TalkError> {
        let mut question = json!({ "action": action, "version": VERSION, "params": params });
        if let Some(key) = &self.key {
            question["key"] = json!(key);
        }
        // No `Origin`: with one that is not on its list, AnkiConnect refuses.
        let sent = self
            .agent
            .post(format!("http://{}/", self.address))
            .config()
            .timeout_global(Some(patience))
            .build()
            .content_type("application/json")
            .send(question.to_string());
        let mut response = sent.map_err(|error| self.misheard(error, patience))?;
        if response.status() == 403 {
            return Err(TalkError::Refused);
        }
        let body = response.body_mut().with_config().limit(LONGEST);
        let body = body
            .read_to_vec()
            .map_err(|error| self.misheard(error, patience))?;
        // Some servers of this protocol answer with status 500 where Anki complains, and
        // with the same body.
        let answer: Value = serde_json::from_slice(&body).map_err(|error| self.not_it(error))?;
        answered(action, &answer).unwrap_or_else(|| {
            Err(TalkError::SomethingElse {
                address: self.address,
                source: None,
            })
        })
    }

    fn misheard(&self, error: ureq::Error, patience: Duration) -> TalkError {
        use io::ErrorKind::{ConnectionRefused, TimedOut, WouldBlock};
        let busy = TalkError::Busy {
            seconds: patience.as_secs(),
        };
        let address = self.address;
        match error {
            ureq::Error::Timeout(_) => busy,
            ureq::Error::Io(error) => match error.kind() {
                ConnectionRefused => TalkError::NotAnswering { address },
                TimedOut | WouldBlock => busy,
                _ => self.not_it(error),
            },
            ureq::Error::ConnectionFailed => TalkError::NotAnswering { address },
            error => self.not_it(error),
        }
    }

    fn not_it(&self, error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> TalkError {
        TalkError::SomethingElse {
            address: self.address,
            source: Some(error.into()),
        }
    }
}

/// What an answer says; `None` when it is not one of AnkiConnect's.
fn answered(action: &'static str, answer: &Value) -> Option<Result<Value, TalkError>> {
    let (result, error) = (answer.get("result")?, answer.get("error")?);
    Some(match error {
        Value::Null => Ok(result.clone()),
        error => {
            let said = error.as_str().map_or(error.to_string(), str::to_owned);
            Err(complaint(action, said))
        }
    })
}

/// Tells Anki's complaints apart by their words: there is nothing else to tell them by.
fn complaint(action: &'static str, said: String) -> TalkError {
    let has = |words: &str| said.to_lowercase().contains(words);
    if has("valid api key") {
        return TalkError::WrongKey;
    }
    if has("collection is not available") {
        return TalkError::NoProfile;
    }
    if has("unsupported action") {
        return TalkError::TooOld;
    }
    TalkError::Action { action, said }
}
