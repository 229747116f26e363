//! `cuedeck review`: the cards one at a time, in the terminal.

mod editor;
mod screen;

use std::io::{IsTerminal, stdin, stdout};
use std::path::{Path, PathBuf};

use crate::card::CardKind;
use crate::cli::{ReviewArgs, ReviewKind, ReviewState};
use crate::plan::{BuildTime, ChangeKind, Guid, Overrides};
use crate::review::keys::{Wish, wish};
use crate::review::view::Look;
use crate::review::{Action, Files, Rewrite, Select, Tally, Triage};

use super::console::Console;
use super::job::{Job, asked_for};
use super::preview::previewed;
use super::store::Store;
use super::{CmdError, Outcome, in_words, outcome_of};

use screen::Screen;

/// Lets a person decide on the cards.
pub(super) fn run(
    args: &ReviewArgs,
    console: &Console,
    now: BuildTime,
) -> Result<Outcome, CmdError> {
    if !(stdin().is_terminal() && stdout().is_terminal()) {
        let why = "its input or its output is none";
        return Err(CmdError::NoTerminal { why });
    }
    if std::env::var_os("TERM").is_some_and(|term| term == "dumb") {
        let why = "this one cannot place words on its screen (TERM=dumb)";
        return Err(CmdError::NoTerminal { why });
    }
    let jobs = asked_for(&args.input)?;
    let mut stores = Stores::of(&jobs, &args.input.paths)?;
    let overrides = stores.overrides()?;
    let (preview, problems) = previewed(&jobs, console, now)?;
    console.problems(&problems);
    let mut triage = Triage::new(preview, &overrides, &select(args));
    if triage.is_empty() {
        console.say("there is no card to decide on; --all shows those that you decided on before");
        return Ok(outcome_of(&problems));
    }
    let mut screen = Screen::open(look()).map_err(CmdError::Terminal)?;
    let ended = decide(&mut screen, &mut triage, &mut stores);
    screen.close();
    console.say(told(triage.tally()));
    ended.map_err(CmdError::Terminal)?;
    Ok(outcome_of(&problems))
}

/// Does what the keys ask for until it is enough.
fn decide(
    screen: &mut Screen,
    triage: &mut Triage,
    stores: &mut Stores,
) -> Result<(), std::io::Error> {
    loop {
        screen.draw(triage)?;
        let Some(event) = screen.next_event()? else {
            return Ok(());
        };
        match wish(&event, triage.mode()) {
            Some(Wish::Do(action)) => triage.apply(action, stores),
            Some(Wish::Quit) => return Ok(()),
            Some(Wish::Editor) => {
                let Some(card) = triage.written() else {
                    continue;
                };
                let about = about(triage);
                match screen.without(|| editor::written(&card, &about))? {
                    Ok(written) => triage.apply(Action::Take(written), stores),
                    Err(trouble) => triage.say(trouble.to_string()),
                }
            }
            None => {}
        }
    }
}

/// Where the card stands, and what was said there.
fn about(triage: &Triage) -> String {
    let Some((.., shown)) = triage.current() else {
        return String::new();
    };
    let line = shown.line.map_or(String::new(), |line| format!(":{line}"));
    format!("{}{line}\n{}", shown.path, shown.words)
}

fn told(tally: Tally) -> String {
    let Tally { open, decided, .. } = tally;
    if decided == 0 {
        return format!("nothing was decided; {open} to do");
    }
    let words = match tally.reworded {
        0 => String::new(),
        reworded => format!(", {reworded} of them in other words"),
    };
    format!(
        "decided on {decided}{words}; {open} to do\nthe next `cuedeck build` takes it over; delete in Anki yourself what you rejected"
    )
}

fn select(args: &ReviewArgs) -> Select {
    Select {
        note: args.note.clone(),
        kind: args.kind.map(|kind| match kind {
            ReviewKind::Question => CardKind::Question,
            ReviewKind::Cloze => CardKind::Cloze,
        }),
        states: args
            .state
            .iter()
            .map(|state| match state {
                ReviewState::New => ChangeKind::New,
                ReviewState::Revived => ChangeKind::Revived,
                ReviewState::Reworded => ChangeKind::Reworded,
                ReviewState::Updated => ChangeKind::Updated,
                ReviewState::Moved => ChangeKind::Moved,
                ReviewState::Unchanged => ChangeKind::Unchanged,
                ReviewState::Rejected => ChangeKind::Rejected,
            })
            .collect(),
        all: args.all,
    }
}

/// What this terminal shows, as far as its environment tells.
fn look() -> Look {
    let set = |name: &&str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find(|name| set(name));
    let locale = locale.and_then(std::env::var_os).unwrap_or_default();
    let locale = locale.to_string_lossy().to_lowercase();
    Look {
        colour: anstream::AutoStream::choice(&stdout()) != anstream::ColorChoice::Never,
        // A Mac's and a Windows' terminal show all there is, whatever is set.
        unicode: locale.contains("utf-8")
            || locale.contains("utf8")
            || cfg!(any(windows, target_os = "macos")),
    }
}

/// The files beside the recipes, deck by deck.
struct Stores(Vec<Store>);

impl Stores {
    fn of(jobs: &[Job], paths: &[PathBuf]) -> Result<Self, CmdError> {
        let store = |job: &Job| {
            let given = paths.iter().find(|path| !super::job::is_recipe(path));
            let recipe = job.recipe_path.as_deref();
            recipe.map(Store::beside).ok_or_else(|| CmdError::NoRecipe {
                path: given.map_or(Path::new("."), PathBuf::as_path).to_owned(),
            })
        };
        jobs.iter().map(store).collect::<Result<_, _>>().map(Self)
    }

    fn overrides(&self) -> Result<Vec<Overrides>, CmdError> {
        let stores = self.0.iter();
        Ok(stores.map(Store::overrides).collect::<Result<_, _>>()?)
    }

    fn try_rewrite(
        &self,
        deck: usize,
        key: &Guid,
        edit: &mut dyn FnMut(Option<&str>) -> Rewrite,
    ) -> Result<(), CmdError> {
        let store = &self.0[deck];
        // A build that runs meanwhile has read the old ones, and another review its own.
        let _lock = store.lock()?;
        let text = store.overrides_file()?;
        match edit(text.as_deref()) {
            Rewrite::Write(now) if Some(&now) == text.as_ref() => Ok(()),
            Rewrite::Write(now) => Ok(store.write_overrides(&now)?),
            Rewrite::Remove => Ok(store.remove_overrides()?),
            Rewrite::Refuse => Err(CmdError::EditByHand {
                path: store.overrides_path.clone(),
                key: key.to_string(),
            }),
        }
    }
}

impl Files for Stores {
    type Error = String;

    fn rewrite(
        &mut self,
        deck: usize,
        key: &Guid,
        edit: &mut dyn FnMut(Option<&str>) -> Rewrite,
    ) -> Result<(), String> {
        self.try_rewrite(deck, key, edit)
            .map_err(|error| in_words(&error))
    }
}
