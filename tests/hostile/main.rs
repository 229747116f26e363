//! Input made to break the program: it ends by itself, in bounded time and memory, says what
//! is wrong and where, and whatever it writes is harmless.

mod active;
mod child;
mod faults;
#[cfg(unix)]
mod interrupt;
mod names;
mod shapes;
#[cfg(unix)]
#[path = "../cli/signal.rs"]
mod signal;
