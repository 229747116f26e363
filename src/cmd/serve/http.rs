//! One request and one answer on a connection: all of HTTP that a page of ours needs.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// Longest head of a request, in bytes.
const HEAD: usize = 16 << 10;

/// Longest body, in bytes: some thousand keys.
const BODY: usize = 256 << 10;

/// Most header lines of a request.
const HEADERS: usize = 64;

/// How long we wait for more of a request, and for somebody to take the answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// A request, as far as we look at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Request {
    /// As sent: `GET`.
    pub method: String,
    /// As sent, nothing decoded.
    pub path: String,
    /// The `Host` line; `None` when there is none, or several.
    pub host: Option<String>,
    /// The `Origin` line; `None` as above.
    pub origin: Option<String>,
    /// What came behind the head.
    pub body: Vec<u8>,
}

/// Why there is no request to answer.
#[derive(Debug)]
pub(super) enum ReadError {
    /// It is too long, or no HTTP.
    Malformed,
    /// The connection is gone, or nothing came.
    World(io::Error),
}

/// An answer.
#[derive(Clone, Debug)]
pub(super) struct Response {
    status: u16,
    kind: &'static str,
    body: String,
}

impl Response {
    /// A page.
    pub fn html(body: String) -> Self {
        Self::of(200, "text/html; charset=utf-8", body)
    }

    /// An answer for the page's script.
    pub fn json(body: String) -> Self {
        Self::of(200, "application/json", body)
    }

    /// A sentence for whoever asked wrongly.
    pub fn text(status: u16, body: &str) -> Self {
        Self::of(status, "text/plain; charset=utf-8", body.to_owned())
    }

    fn of(status: u16, kind: &'static str, body: String) -> Self {
        Self { status, kind, body }
    }
}

/// Reads the request on a connection.
pub(super) fn read_request(mut stream: &TcpStream) -> Result<Request, ReadError> {
    stream
        .set_read_timeout(Some(PATIENCE))
        .map_err(ReadError::World)?;
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let count = stream.read(&mut chunk).map_err(ReadError::World)?;
        if count == 0 {
            return Err(ReadError::World(io::ErrorKind::UnexpectedEof.into()));
        }
        bytes.extend_from_slice(&chunk[..count]);
        match parse(&bytes)? {
            Some(request) => return Ok(request),
            None if bytes.len() > HEAD + BODY => return Err(ReadError::Malformed),
            None => {}
        }
    }
}

/// A request out of the bytes that came so far; `None` while some are missing.
fn parse(bytes: &[u8]) -> Result<Option<Request>, ReadError> {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS];
    let mut head = httparse::Request::new(&mut headers);
    let parsed = head.parse(bytes).map_err(|_| ReadError::Malformed)?;
    let httparse::Status::Complete(length) = parsed else {
        return match bytes.len() > HEAD {
            true => Err(ReadError::Malformed),
            false => Ok(None),
        };
    };
    let only = |name: &str| {
        let mut values = head
            .headers
            .iter()
            .filter(|header| header.name.eq_ignore_ascii_case(name))
            .map(|header| {
                std::str::from_utf8(header.value)
                    .unwrap_or_default()
                    .to_owned()
            });
        values.next().filter(|_| values.next().is_none())
    };
    let expected = match only("content-length") {
        Some(length) => length.parse().map_err(|_| ReadError::Malformed)?,
        None => 0,
    };
    if expected > BODY || only("transfer-encoding").is_some() {
        return Err(ReadError::Malformed);
    }
    let Some(body) = bytes[length..].get(..expected) else {
        return Ok(None);
    };
    Ok(Some(Request {
        method: head.method.unwrap_or_default().to_owned(),
        path: head.path.unwrap_or_default().to_owned(),
        host: only("host"),
        origin: only("origin"),
        body: body.to_owned(),
    }))
}

/// Answers, and ends the connection.
pub(super) fn write_response(mut stream: &TcpStream, response: &Response) -> io::Result<()> {
    stream.set_write_timeout(Some(PATIENCE))?;
    let Response { status, kind, body } = response;
    // The page brings its own policy; only that nobody may frame it cannot be said there.
    let head = format!(
        "HTTP/1.1 {status} {}\r\n\
         Content-Type: {kind}\r\n\
         Content-Length: {}\r\n\
         Content-Security-Policy: frame-ancestors 'none'\r\n\
         Cross-Origin-Resource-Policy: same-origin\r\n\
         Referrer-Policy: no-referrer\r\n\
         X-Content-Type-Options: nosniff\r\n\
         Cache-Control: no-store\r\n\
         Connection: close\r\n\r\n",
        phrase(*status),
        body.len(),
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(body.as_bytes())?;
    stream.flush()
}

fn phrase(status: u16) -> &'static str {
    match status {
        200 => "OK",
        400 => "Bad Request",
        403 => "Forbidden",
        405 => "Method Not Allowed",
        _ => "Not Found",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_whole_when_its_body_is() {
        let bytes = b"POST /x HTTP/1.1\r\nHost: a\r\ncontent-length: 3\r\n\r\nabcd";
        assert!(matches!(parse(&bytes[..20]), Ok(None)));
        assert!(matches!(parse(&bytes[..bytes.len() - 2]), Ok(None)));
        let request = parse(bytes).expect("HTTP").expect("whole");
        assert_eq!(
            (request.method.as_str(), request.path.as_str()),
            ("POST", "/x")
        );
        assert_eq!(request.body, b"abc");
    }

    #[test]
    fn two_hosts_are_none() {
        let bytes = b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n";
        assert_eq!(parse(bytes).expect("HTTP").expect("whole").host, None);
    }

    #[test]
    fn what_is_too_long_or_no_http_is_refused() {
        let chunked = "GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n".to_owned();
        let long_body = format!("POST / HTTP/1.1\r\nContent-Length: {}\r\n\r\n", BODY + 1);
        let negative = "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n".to_owned();
        let long_head = format!("GET /{} ", "x".repeat(HEAD));
        for text in [
            chunked,
            long_body,
            negative,
            long_head,
            "\u{0}\u{1}".to_owned(),
        ] {
            let parsed = parse(text.as_bytes());
            assert!(matches!(parsed, Err(ReadError::Malformed)), "{parsed:?}");
        }
    }
}
