//! Who is let in, and what for.

use std::io;

use super::http::Request;

/// What a request may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    /// The page.
    Page,
    /// What the page shows, anew.
    Data,
    /// Whether that has changed.
    Version,
    /// Cards to keep out.
    Reject,
    /// Cards to let in again.
    Restore,
}

/// Why a request gets nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It does not know the secret, or asks for nothing we have.
    Unknown,
    /// It was sent to another name, or by a page of somebody else.
    Foreign,
    /// It would change something by merely looking, or the other way round.
    Method,
}

/// The one address that is answered.
#[derive(Debug)]
pub(super) struct Door {
    hosts: [String; 2],
    token: String,
}

impl Door {
    /// A door with a new secret of 128 bits.
    pub fn new(port: u16) -> io::Result<Self> {
        let mut secret = [0; 16];
        // The one draw from the system's dice in the program: a secret that the next run
        // could repeat would be none. No output depends on it.
        getrandom::fill(&mut secret)?;
        let token = secret.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Self::with(port, token))
    }

    fn with(port: u16, token: String) -> Self {
        Self {
            hosts: [format!("127.0.0.1:{port}"), format!("localhost:{port}")],
            token,
        }
    }

    /// Where a browser finds the page.
    pub fn address(&self) -> String {
        format!("http://{}/{}/", self.hosts[0], self.token)
    }

    /// What a request may have.
    pub fn admit(&self, request: &Request) -> Result<Wish, Refusal> {
        // A name of somebody else's that was made to lead here (DNS rebinding) would give
        // that somebody's page our answers to read.
        let host = request.host.as_deref().unwrap_or_default();
        if !self.hosts.iter().any(|known| known == host) {
            return Err(Refusal::Foreign);
        }
        let inside = request
            .path
            .strip_prefix('/')
            .and_then(|path| path.strip_prefix(self.token.as_str()))
            .and_then(|path| path.strip_prefix('/'))
            .ok_or(Refusal::Unknown)?;
        let (method, wish) = match inside {
            "" => ("GET", Wish::Page),
            "data" => ("GET", Wish::Data),
            "version" => ("GET", Wish::Version),
            "reject" => ("POST", Wish::Reject),
            "restore" => ("POST", Wish::Restore),
            _ => return Err(Refusal::Unknown),
        };
        if request.method != method {
            return Err(Refusal::Method);
        }
        // Browsers say where a POST comes from, and nothing else may write.
        let home = request.origin.as_deref() == Some(&format!("http://{host}"));
        if method == "POST" && !home {
            return Err(Refusal::Foreign);
        }
        Ok(wish)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(method: &str, path: &str, host: &str, origin: &str) -> Request {
        let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Request {
            method: method.to_owned(),
            path: path.to_owned(),
            host: given(host),
            origin: given(origin),
            body: Vec::new(),
        }
    }

    fn check(method: &str, path: &str, host: &str, origin: &str, expected: Result<Wish, Refusal>) {
        let door = Door::with(4000, "0123".to_owned());
        assert_eq!(
            door.admit(&request(method, path, host, origin)),
            expected,
            "{path}"
        );
    }

    const HERE: &str = "127.0.0.1:4000";

    #[test]
    fn the_address_opens_the_door() {
        check("GET", "/0123/", HERE, "", Ok(Wish::Page));
        check(
            "GET",
            "/0123/version",
            "localhost:4000",
            "",
            Ok(Wish::Version),
        );
        check(
            "POST",
            "/0123/reject",
            HERE,
            "http://127.0.0.1:4000",
            Ok(Wish::Reject),
        );
    }

    #[test]
    fn without_the_secret_nothing_is_there() {
        for path in [
            "/", "/0124/", "/0123", "/01230/", "/0123/x", "/version", "0123/",
        ] {
            check("GET", path, HERE, "", Err(Refusal::Unknown));
        }
        check(
            "POST",
            "/reject",
            HERE,
            "http://127.0.0.1:4000",
            Err(Refusal::Unknown),
        );
    }

    #[test]
    fn another_name_for_this_computer_is_turned_away() {
        for host in [
            "",
            "evil.example",
            "evil.example:4000",
            "127.0.0.1",
            "127.0.0.1:4001",
        ] {
            check("GET", "/0123/", host, "", Err(Refusal::Foreign));
        }
    }

    #[test]
    fn a_page_of_somebody_else_cannot_write() {
        for origin in [
            "",
            "null",
            "http://evil.example",
            "https://127.0.0.1:4000",
            "http://localhost:4000",
        ] {
            check("POST", "/0123/reject", HERE, origin, Err(Refusal::Foreign));
        }
    }

    #[test]
    fn looking_changes_nothing() {
        check("GET", "/0123/reject", HERE, "", Err(Refusal::Method));
        check(
            "POST",
            "/0123/",
            HERE,
            "http://127.0.0.1:4000",
            Err(Refusal::Method),
        );
    }

    #[test]
    fn no_two_doors_share_a_secret() {
        let secret = || Door::new(1).expect("the system has dice").token;
        assert_eq!(secret().len(), 32);
        assert_ne!(secret(), secret());
    }
}
