//! Where AnkiConnect listens: an address of this computer, and no other.

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::str::FromStr;

/// An address of this computer: what is sent there, cards and key, never leaves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address(SocketAddr);

/// Why an address cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// It is not an IP address and a port.
    #[error("an address looks like 127.0.0.1:8765")]
    Malformed,
    /// It is one of another computer, or of all networks.
    #[error("only an address of this computer can be used, such as 127.0.0.1:8765")]
    Elsewhere,
}

impl Default for Address {
    /// Where AnkiConnect listens unless its owner changed that.
    fn default() -> Self {
        Self((Ipv4Addr::LOCALHOST, 8765).into())
    }
}

impl FromStr for Address {
    type Err = AddressError;

    /// Reads `HOST:PORT`. No name is looked up: `localhost` is 127.0.0.1, where AnkiConnect
    /// listens, whatever the system thinks of it.
    fn from_str(text: &str) -> Result<Self, AddressError> {
        let address = match text.strip_prefix("localhost:") {
            Some(port) => {
                let port: u16 = port.parse().map_err(|_| AddressError::Malformed)?;
                (Ipv4Addr::LOCALHOST, port).into()
            }
            None => text.parse().map_err(|_| AddressError::Malformed)?,
        };
        match SocketAddr::ip(&address).is_loopback() {
            true => Ok(Self(address)),
            false => Err(AddressError::Elsewhere),
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_this_computer_are_read() {
        let read = |text: &str| Address::from_str(text).map(|address| address.to_string());
        for own in ["127.0.0.1:8765", "127.3.2.1:80", "[::1]:8765"] {
            assert_eq!(read(own).as_deref(), Ok(own));
        }
        assert_eq!(read("localhost:99").as_deref(), Ok("127.0.0.1:99"));
        for foreign in ["0.0.0.0:8765", "192.168.1.7:8765", "[::]:1", "8.8.8.8:53"] {
            assert_eq!(read(foreign), Err(AddressError::Elsewhere), "{foreign}");
        }
        // A name might lead anywhere.
        for odd in [
            "",
            "8765",
            "127.0.0.1",
            "anki.example:8765",
            "localhost:",
            "127.0.0.1:99999",
        ] {
            assert_eq!(read(odd), Err(AddressError::Malformed), "{odd}");
        }
    }
}
