//! `cuedeck preview --serve`: the page from this program, as long as it runs.
//!
//! Only this computer can connect, and only who knows the address's secret gets an answer:
//! any web page may send requests to a port of this computer, and any other user of it may
//! connect. See [`door`] for what is let in.

mod door;
mod http;
mod room;

use std::io;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Mutex, PoisonError};
use std::thread;

use serde::Deserialize;
use serde_json::json;

use crate::cli::PreviewArgs;
use crate::plan::BuildTime;

use super::console::Console;
use super::reject::Verdict;
use super::{CmdError, Outcome, in_words, preview};

use door::{Door, Refusal, Wish};
use http::{Request, Response};
use room::Room;

/// What the page sends with a wish to change something.
#[derive(Deserialize)]
struct Keys {
    keys: Vec<String>,
}

/// Serves the page until the program is stopped.
pub(super) fn run(
    args: &PreviewArgs,
    console: &Console,
    now: BuildTime,
) -> Result<Outcome, CmdError> {
    let room = Mutex::new(Room::new(&args.input.paths, console, now)?);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(CmdError::Serve)?;
    let port = listener.local_addr().map_err(CmdError::Serve)?.port();
    let door = Door::new(port).map_err(CmdError::Serve)?;
    // Said even when quiet: without the address, there is nothing to do with it.
    anstream::eprintln!("{}", door.address());
    console.say("Ctrl-C ends it");
    if args.open {
        preview::open(&door.address())?;
    }
    // A browser opens connections ahead of need and leaves them idle, so that one thread
    // alone would wait for nothing while a request waits for it.
    thread::scope(|scope| {
        for stream in listener.incoming().flatten() {
            scope.spawn(|| {
                // Whoever hung up needs no answer.
                let _ = serve(stream, &door, &room);
            });
        }
    });
    Ok(Outcome::Done)
}

fn serve(stream: TcpStream, door: &Door, room: &Mutex<Room<'_>>) -> io::Result<()> {
    let answer = match http::read_request(&stream) {
        Ok(request) => match door.admit(&request) {
            Ok(wish) => {
                let mut room = room.lock().unwrap_or_else(PoisonError::into_inner);
                answer(wish, &request, &mut room)
            }
            Err(refusal) => refused(refusal),
        },
        Err(http::ReadError::Malformed) => Response::text(400, "not understood"),
        Err(http::ReadError::World(error)) => return Err(error),
    };
    http::write_response(&stream, &answer)
}

fn refused(refusal: Refusal) -> Response {
    match refusal {
        // What stands behind the door is nobody's business who cannot open it.
        Refusal::Unknown => Response::text(404, "nothing here"),
        Refusal::Foreign => Response::text(403, "not from here"),
        Refusal::Method => Response::text(405, "not in this way"),
    }
}

fn answer(wish: Wish, request: &Request, room: &mut Room<'_>) -> Response {
    match wish {
        Wish::Page => {
            room.look();
            Response::html(room.page())
        }
        Wish::Data => Response::json(room.data()),
        Wish::Version => {
            room.look();
            Response::json(room.version())
        }
        Wish::Reject => change(Verdict::Reject, request, room),
        Wish::Restore => change(Verdict::Restore, request, room),
    }
}

fn change(verdict: Verdict, request: &Request, room: &Room<'_>) -> Response {
    let Ok(Keys { keys }) = serde_json::from_slice(&request.body) else {
        return Response::text(400, "not understood");
    };
    match room.write(&keys, verdict) {
        Ok(()) => Response::json(json!({ "trouble": null }).to_string()),
        Err(error) => Response::json(json!({ "trouble": in_words(&error) }).to_string()),
    }
}
