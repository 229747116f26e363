//! Makes the tables of the language layer: `gather` the text, `train` on what the teacher
//! said of it, `score` the result,
//! and `cut` and `hand` to see how the teacher fares with what a person has read. See README.md for the commands in order.

mod conll;
mod gather;
mod hand;
mod learner;
mod score;
mod train;

use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_default();
    let paths: Vec<PathBuf> = arguments.map(PathBuf::from).collect();
    let done = match command.as_str() {
        "gather" => gather::run(&paths),
        "train" => train::run(&paths),
        "score" => score::run(&paths),
        "cut" => hand::cut(&paths),
        "hand" => hand::run(&paths),
        _ => Err("usage: cuedeck-training gather|train|score|cut|hand PATH...".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
