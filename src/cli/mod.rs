//! The command line: its words, and the manual that `--help` prints. Types only; what the
//! commands do is in [`crate::cmd`].

mod deck;
mod formats;
mod look;
mod owner;
mod preview;
mod push;
mod review;
mod setup;

use std::path::PathBuf;

use clap::builder::FalseyValueParser;
use clap::{Args, ColorChoice, Parser, Subcommand};

pub use deck::{BuildArgs, ExportArgs, ExportFormat, PlanArgs, WatchArgs};
pub use formats::FORMATS;
pub use look::{CardFormat, CardsArgs, CheckArgs, CheckFormat, ExplainArgs, StatsArgs, StatsLevel};
pub use owner::{AdoptArgs, KeysArgs};
pub use preview::PreviewArgs;
pub use push::{PushArgs, Retired};
pub use review::{ReviewArgs, ReviewKind, ReviewState};
pub use setup::{CompletionsArgs, InitArgs, ManArgs};

/// Turn timestamped study notes into Anki decks.
///
/// Cuedeck reads Markdown notes whose sentences carry the second of the recording they
/// come from, as in `[00:12:40]`. It asks about each claim and each quotation, links every
/// answer to its second, and writes a package that Anki imports. It works offline, and the
/// same notes always give the same cards.
#[derive(Clone, Debug, Parser)]
#[command(name = "cuedeck", version, after_long_help = format!("{FORMATS}\n{AFTER}"))]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    /// What to print, and how.
    #[command(flatten)]
    pub messages: MessageArgs,
}

/// How messages for people are printed. Data on stdout is not touched by these.
#[derive(Args, Clone, Copy, Debug)]
pub struct MessageArgs {
    /// When to colour messages
    ///
    /// `auto` colours them on a terminal, unless NO_COLOR is set. Every message makes
    /// sense without colour.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: ColorChoice,

    /// Print errors only: no warnings, no summary
    #[arg(short, long, global = true)]
    pub quiet: bool,
}

/// What Cuedeck can do.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Write Anki packages
    ///
    /// For each recipe, makes the cards of its notes and writes one package, beside the
    /// recipe and with its name: decks/leadership.yaml gives decks/leadership.apkg. In
    /// Anki, choose File > Import and pick that file.
    ///
    /// Beside the recipe, decks/leadership.ledger remembers every card, so that a reworded
    /// statement keeps its review history. Keep that file, best in git. Cards that you
    /// correct or reject stand in decks/leadership.overrides.yaml. A folder without a recipe
    /// has neither file.
    ///
    /// The package is finished under another name first and then takes the place of the
    /// old one, so an old package stays whole if something goes wrong. Trouble in a note
    /// is reported and the rest of the note is used.
    #[command(after_long_help = deck::AFTER_BUILD)]
    Build(BuildArgs),

    /// Build again whenever a note is saved
    ///
    /// Builds as `build` does, then waits: when a note, a recipe or an overrides file is
    /// saved, the decks made from it are built again, within a moment. Notes and folders
    /// may come, go and be renamed meanwhile.
    ///
    /// Of each build it prints what changed, as `plan` counts it, and the warnings that are
    /// new. A build that fails is reported, and the next save is waited for. Nothing is
    /// imported: do that in Anki when you like.
    #[command(after_long_help = deck::AFTER_WATCH)]
    Watch(WatchArgs),

    /// Write the cards for other programs, or as text for Anki
    ///
    /// Writes one file for each deck, beside its recipe and with its name. The cards and
    /// their keys are those that `build` puts into the package.
    ///
    /// `anki` is for people who tag their cards in Anki: a package replaces the tags of each
    /// card that changed, and this file leaves them alone. It replaces the fields of all
    /// cards, though, edited or not, and it needs a package of the deck imported before it,
    /// which brings the notetypes. Cards are matched by GUID, so that none is doubled.
    ///
    /// `obsidian` keeps the schedules that the plug-in wrote into the file it replaces.
    ///
    /// The ledger is read and not written: run `build` first, so that new cards are known
    /// again when their statement is reworded.
    #[command(after_long_help = deck::AFTER_EXPORT)]
    Export(ExportArgs),

    /// Print the cards without writing a package
    ///
    /// Prints on stdout the cards that `build` would put into the package, in the same
    /// order, for reading them through or for other programs.
    ///
    /// A card has the fields id, guid, kind, shape, front, back, context, statement,
    /// section, note, line, video, timecodes (in seconds), url, tags and deck. Fronts and
    /// backs are plain text, a gap is [...]. With --skipped, the statements that got no
    /// card are printed instead, each with the reason.
    #[command(after_long_help = look::AFTER_CARDS)]
    Cards(CardsArgs),

    /// Show how each statement of a note came to its card, or to none
    ///
    /// For each statement: where it stands, when it was said, what can be asked of it, its
    /// grammar in short, and the wordings that were tried, best first. A wording has won,
    /// is also sound, or was stopped, with the reason. A statement without a card ends with
    /// its own reason.
    ///
    /// The note is taken by itself, as in `cuedeck cards NOTE`: neither a recipe, its ledger
    /// and overrides, nor the other notes of the recording have a say. What they change is
    /// in `cuedeck plan` and `cuedeck cards --skipped`.
    #[command(after_long_help = look::AFTER_EXPLAIN)]
    Explain(ExplainArgs),

    /// Count statements and cards, and say why statements have none
    ///
    /// For each note, section, channel or concept: how many statements there are and how
    /// many have a card, how many say what another card asks already, how the timecodes
    /// are, and the reasons of the statements without a card. A concept is a note that a
    /// statement links to.
    #[command(after_long_help = look::AFTER_STATS)]
    Stats(StatsArgs),

    /// Show what a build would change, and what Anki will do with it
    ///
    /// Compares the notes with the deck's ledger: new, reworded, updated, moved, unchanged,
    /// retired, revived and rejected cards, with old and new wording side by side. Writes
    /// nothing. A folder without a recipe has no ledger, so all its cards show as new.
    #[command(after_long_help = deck::AFTER_PLAN)]
    Plan(PlanArgs),

    /// Look the cards through in a browser
    ///
    /// Writes one HTML page with every card as Anki draws it, front and back, beside its
    /// paragraph of the note; with the statements that got no card and why, and with a
    /// timeline of each recording. The page needs no network and is safe to keep or to pass
    /// on as far as the notes are. Nothing else is written: what is new or reworded is told
    /// by the plan of the next build.
    ///
    /// The page collects the cards you reject and shows the line `cuedeck reject …` to copy.
    /// With --serve, it comes from this program until Ctrl-C, writes the overrides itself
    /// and follows every edit of the notes. Only this computer can reach it.
    #[command(after_long_help = preview::AFTER)]
    Preview(PreviewArgs),

    /// Look the cards through in the terminal
    ///
    /// Shows one card at a time with the paragraph it was made from. Keep it with the space
    /// bar, reject it with R, write its question or answer anew with E or A, take the last
    /// decision back with U; `?` shows all keys. It needs no colours and works over SSH.
    ///
    /// Each decision is written into decks/NAME.overrides.yaml at once, and nothing else is
    /// written; so you can leave at any time, and the next review begins where you left. A
    /// card that you kept comes again only if it says something else by then. The next
    /// `cuedeck build` takes it all over.
    #[command(after_long_help = review::AFTER)]
    Review(ReviewArgs),

    /// Hand a package to Anki, and see whether its cards arrive
    ///
    /// Opens Anki's own import window on the package that `build` wrote. Press Import there;
    /// Cuedeck changes nothing in Anki by itself. It then looks which cards of the package
    /// Anki has, and says so.
    ///
    /// Anki has to run with the add-on AnkiConnect (in Anki: Tools > Add-ons > Get Add-ons,
    /// code 2055492159). Without it, the package is opened with Anki all the same, and
    /// whether its cards arrive cannot be seen.
    #[command(after_long_help = push::AFTER)]
    Push(PushArgs),

    /// Keep cards out of their deck for good
    ///
    /// A key is the `id` that `cuedeck cards` and `cuedeck plan` print. It is written into
    /// decks/NAME.overrides.yaml; the notes are not touched. The card stays out when its
    /// statement is reworded, too.
    #[command(after_long_help = owner::AFTER_KEYS)]
    Reject(KeysArgs),

    /// Let rejected cards in again
    ///
    /// Takes the keys out of decks/NAME.overrides.yaml. A card whose note says
    /// `<!-- cue: skip -->` stays out until that comment is gone.
    #[command(after_long_help = owner::AFTER_KEYS)]
    Restore(KeysArgs),

    /// Rebuild a lost ledger from a package
    ///
    /// Reads the cards of a package that Cuedeck wrote, or that Anki exported (with
    /// "Support older Anki versions" ticked), and writes the ledger of a recipe that has
    /// none. What was edited in Anki becomes the wording that later builds keep.
    #[command(after_long_help = owner::AFTER_ADOPT)]
    Adopt(AdoptArgs),

    /// Look for trouble in notes and recipes
    ///
    /// Reports what could not be used, or was read differently than it is written: a missing
    /// video id, say, or a timecode that lies past the end of the recording. Writes nothing,
    /// unless --fix asks for repairs.
    #[command(after_long_help = look::AFTER_CHECK)]
    Check(CheckArgs),

    /// Set up a folder for your notes
    ///
    /// Makes a recipe in decks/, a sample note in notes/, and a .gitignore that keeps
    /// packages out of git. What is there already stays as it is: no file is replaced, a
    /// folder with a recipe gets no second one, and a folder with notes no sample.
    #[command(after_long_help = setup::AFTER_INIT)]
    Init(InitArgs),

    /// Print what a shell needs to complete the words of cuedeck
    ///
    /// Prints a script on stdout. Put it where your shell looks for completions, and open a
    /// new shell.
    #[command(after_long_help = setup::AFTER_COMPLETIONS)]
    Completions(CompletionsArgs),

    /// Print the manual as a man page
    ///
    /// Prints the page of the program on stdout. With --dir, writes that page and one for
    /// each command into a folder, for `man cuedeck` and `man cuedeck-build`.
    #[command(after_long_help = setup::AFTER_MAN)]
    Man(ManArgs),
}

/// What to read; the same for every command.
#[derive(Args, Clone, Debug)]
pub struct InputArgs {
    /// Recipes (*.yaml), folders of notes, or single notes [default: every recipe in decks/]
    ///
    /// Folders and notes need no recipe: all that are named go into one deck, which has
    /// the name of the first. Hidden files and what .gitignore names are left out.
    #[arg(value_name = "PATHS")]
    pub paths: Vec<PathBuf>,

    /// Read and study every note, whatever an earlier build remembers
    ///
    /// A build keeps what it made of each recording in decks/.NAME.cache, so that the next
    /// one studies only what changed. The cards are the same with and without it, and the
    /// file can be deleted at any time.
    #[arg(long, env = "CUEDECK_NO_CACHE", hide_env_values = true, value_parser = FalseyValueParser::new())]
    pub no_cache: bool,
}

const AFTER: &str = "\
First deck:
  cuedeck init             set up a folder, with a sample note
  cuedeck build            build every recipe in decks/
  cuedeck build my-notes   build a folder that has no recipe

Output:
  Data goes to stdout; messages, warnings and the summary go to stderr.

Exit codes:
  0  done; there may have been warnings
  1  something could not be read, written or packaged
  2  the command line is wrong
  3  done, but the notes have errors";

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    /// The long help of every command, by name.
    fn manual() -> Vec<(String, String)> {
        let mut cli = Cli::command();
        cli.build();
        let mut pages = vec![("cuedeck".to_owned(), cli.render_long_help().to_string())];
        for command in cli.get_subcommands_mut() {
            pages.push((
                command.get_name().to_owned(),
                command.render_long_help().to_string(),
            ));
        }
        pages
    }

    #[test]
    fn the_definitions_hold_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_example_of_the_manual_is_a_valid_command_line() {
        let mut tried = 0;
        for (_, page) in manual() {
            for line in page.lines().filter(|line| line.starts_with("  cuedeck ")) {
                // Two spaces end the command where an explanation follows.
                // A pipe and a redirection are for the shell.
                let ends = ["  ", " > ", " | "];
                let command = ends.iter().fold(line.trim(), |command, end| {
                    command.split(end).next().unwrap_or_default()
                });
                let parsed = Cli::try_parse_from(command.split(' '));
                assert!(parsed.is_ok(), "{command}: {parsed:?}");
                tried += 1;
            }
        }
        assert!(tried >= 58, "only {tried} were found");
    }

    #[test]
    fn every_page_of_the_manual_names_the_exit_codes() {
        for (name, page) in manual().iter().filter(|(name, _)| name != "help") {
            for code in 0..=3 {
                assert!(page.contains(&format!("\n  {code}  ")), "{name}: {code}");
            }
        }
    }

    #[test]
    fn cards_come_as_json_lines_unless_told_otherwise() {
        let cli = Cli::try_parse_from(["cuedeck", "cards"]).expect("a valid command line");
        let Command::Cards(cards) = cli.command else {
            panic!("`cards` was asked for");
        };
        assert_eq!(cards.format, CardFormat::Jsonl);
        assert!(!cards.skipped && cards.input.paths.is_empty());
    }

    #[test]
    fn colour_and_quiet_may_stand_after_the_command() {
        let line = ["cuedeck", "check", "--color", "never", "-q"];
        let cli = Cli::try_parse_from(line).expect("a valid command line");
        assert_eq!(cli.messages.color, ColorChoice::Never);
        assert!(cli.messages.quiet);
    }
}
