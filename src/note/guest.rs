//! Channel pages → who speaks in a recording, and what the recording is called.
//!
//! A channel names its guests in the titles of its episodes, each channel in its own way. A
//! guest is taken from a title only where the title marks the name as one (`… | with Ada
//! Lind`), or where the titles of the whole page have names in that place: one title alone
//! cannot tell a person from a show. In doubt there is no guest.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{ChannelPage, StudyNote, VideoId};
use crate::language::lexicon;

/// What the pages of channels say of each recording.
#[derive(Debug, Default)]
pub struct Episodes(BTreeMap<VideoId, Episode>);

/// What the pages say of one recording.
#[derive(Debug)]
pub struct Episode {
    /// What it is called.
    pub title: Arc<str>,
    /// Who speaks in it; `None` in doubt.
    pub guest: Option<Arc<str>>,
}

impl Episodes {
    /// Reads the pages. Does not care in which order they come.
    pub fn of(pages: &[ChannelPage]) -> Self {
        Self(episodes(pages))
    }

    /// What the pages say of a recording; `None` where none names it.
    pub fn of_video(&self, video: &VideoId) -> Option<&Episode> {
        self.0.get(video)
    }

    /// Tells each note the title of its episode, and its guest where its own front matter
    /// names none.
    pub fn introduce(&self, notes: &mut [StudyNote]) {
        for note in notes {
            let Some(episode) = note.video.and_then(|video| self.of_video(&video)) else {
                continue;
            };
            note.episode = Some(Arc::clone(&episode.title));
            if note.guest.is_none() {
                note.guest.clone_from(&episode.guest);
            }
        }
    }
}

fn episodes(pages: &[ChannelPage]) -> BTreeMap<VideoId, Episode> {
    let mut pages: Vec<&ChannelPage> = pages.iter().collect();
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    let mut known: BTreeMap<VideoId, Episode> = BTreeMap::new();
    for page in pages {
        let custom = Custom::of(page);
        for (&video, title) in &page.episodes {
            let guest: Option<Arc<str>> = custom.guest_of(title).map(Into::into);
            known
                .entry(video)
                // Two pages that name two guests: one of them is wrong.
                .and_modify(|episode| {
                    episode.guest = episode
                        .guest
                        .take()
                        .filter(|known| Some(known) == guest.as_ref())
                })
                .or_insert_with(|| Episode {
                    title: title.as_str().into(),
                    guest,
                });
        }
    }
    known
}

/// Where the titles of a page have the names of guests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Custom {
    /// `How to sell | Ada Lind (Mill Works)`
    behind: bool,
    /// `Ada Lind: How to sell | The Mill #12`
    before: bool,
}

impl Custom {
    fn of(page: &ChannelPage) -> Self {
        let titles = || page.episodes.values().map(String::as_str);
        Self {
            behind: is_custom(titles().filter_map(last_part).filter(|part| !is_show(part))),
            before: is_custom(titles().filter_map(head)),
        }
    }

    fn guest_of(self, title: &str) -> Option<String> {
        let (_, behind) = title.split_once('|').unwrap_or_default();
        let marked = behind.rsplit('|').map(str::trim).find_map(marked_guest);
        marked
            .or_else(|| guest_in_brackets(title))
            .or_else(|| doctor_at_head(title))
            .or_else(|| last_part(title).filter(|_| self.behind).and_then(names))
            .or_else(|| head(title).filter(|_| self.before).and_then(names))
    }
}

/// Whether what stands in one place of the titles is a guest by custom: nearly always a
/// name, and rarely the same one. A name that comes back all the time is the host's.
fn is_custom<'t>(parts: impl Iterator<Item = &'t str>) -> bool {
    /// Fewer titles show no custom.
    const FEWEST: usize = 4;
    let mut all = 0;
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for part in parts {
        all += 1;
        if let Some(name) = names(part) {
            *found.entry(name).or_default() += 1;
        }
    }
    let named: usize = found.values().sum();
    all >= FEWEST && 4 * named >= 3 * all && 2 * found.len() >= named
}

/// What stands behind the last ` | ` of a title.
fn last_part(title: &str) -> Option<&str> {
    title.rsplit_once(" | ").map(|(_, part)| part.trim())
}

/// What stands before the colon of a title that ends with the number of a show.
fn head(title: &str) -> Option<&str> {
    is_show(last_part(title)?).then_some(())?;
    title.split_once(':').map(|(head, _)| head.trim())
}

/// `The Mill Podcast #201`, `E57`, `Mill Lab Podcast`: a show and not a guest.
fn is_show(part: &str) -> bool {
    let shows = ["podcast", "series", "show"];
    part.contains(|c: char| c.is_ascii_digit())
        || part
            .split_whitespace()
            .any(|word| shows.contains(&word.to_lowercase().as_str()))
}

/// A name that its words mark as a guest's: `with Ada Lind`, `feat. Ada Lind`, `Dr. Ada Lind`.
fn marked_guest(part: &str) -> Option<String> {
    let marks = ["with ", "feat. ", "feat ", "ft. ", "ft ", "guest: "];
    let lower = part.to_lowercase();
    let marked = marks
        .iter()
        .find(|mark| lower.starts_with(*mark))
        .and_then(|mark| part.get(mark.len()..))
        .and_then(names);
    let degree = part.split_whitespace().next().is_some_and(is_degree);
    marked.or_else(|| names(part).filter(|_| degree))
}

/// `Rye mills (with Ada Lind)`, `Rye mills (with Mill Works CEO Ada Lind)`.
fn guest_in_brackets(title: &str) -> Option<String> {
    let (_, behind) = title.split_once("(with ")?;
    let (inside, _) = behind.split_once(')')?;
    let office = ["CEO, ", "CEO "];
    let behind_office = |inside: &'_ str| {
        let found = office.iter().find_map(|office| inside.split_once(office));
        found.and_then(|(_, name)| names(name))
    };
    names(inside)
        .or_else(|| behind_office(inside))
        // "(with Ada Lind, CEO)"
        .or_else(|| inside.split_once(", ").and_then(|(name, _)| names(name)))
}

/// `Dr. Ada Lind: How rye grows`, `Dr. Ada Lind on rye`: before a colon or `on`, a degree marks
/// a name.
fn doctor_at_head(title: &str) -> Option<String> {
    let ends = [": ", " on "].iter().filter_map(|end| title.find(end));
    let head = &title[..ends.min()?];
    let degree = head.split(' ').next().is_some_and(is_degree);
    names(head).filter(|_| degree)
}

/// One or more full names, a company in brackets left out: `Ada Lind and Bo Ek (Mill Works)`.
fn names(part: &str) -> Option<String> {
    let part = match part.split_once('(') {
        Some((before, company)) if company.ends_with(')') && !company.contains('(') => before,
        Some(_) => return None,
        None => part,
    };
    let part = part.trim();
    // "Mike Lind, Jr." is one name, "Ada Lind, Bo Ek and Cy Ash" are three.
    let joined = part.replace(", Jr", " Jr").replace(", and ", ", ");
    let each = [" and ", " & "]
        .iter()
        .fold(joined, |names, and| names.replace(and, ", "));
    let each = each.split(", ");
    each.clone()
        .all(is_full_name)
        .then(|| part.to_owned())
        .filter(|_| each.count() <= 3)
}

/// Two to four words that are written like a name, and none that names anything but people.
fn is_full_name(text: &str) -> bool {
    let mut words: Vec<&str> = text.split(' ').collect();
    let degrees = words.iter().take_while(|word| is_degree(word)).count();
    words.drain(..degrees);
    let is_last = |word: &&str| matches!(*word, "Jr." | "Jr" | "Sr." | "III");
    if words.last().is_some_and(is_last) {
        words.pop();
    }
    let full = |word: &&&str| !is_particle(word) && !is_initial(word);
    let first_is_act = words
        .first()
        .is_some_and(|first| first.len() > 5 && first.ends_with("ing"));
    (2..=4).contains(&words.len())
        && words.iter().filter(full).count() >= 2
        && !first_is_act
        && words
            .iter()
            .all(|word| is_particle(word) || is_initial(word) || is_name_word(word))
}

/// A word written like the name of a person: a capital, then small letters; `O'Neil`,
/// `McAllister`, `Jean-Luc`. No word of the language's small change, and nothing that
/// shows, firms and lessons are called.
fn is_name_word(word: &str) -> bool {
    let word = word.trim_matches(['‘', '’', '“', '”', '"', '\'']);
    let lower = word.to_lowercase();
    let parts = word.split(['-', '\'', '’']);
    parts.clone().all(|part| {
        let part = part
            .strip_prefix("Mc")
            .or_else(|| part.strip_prefix("Mac").filter(|rest| rest.starts_with(char::is_uppercase)))
            .or_else(|| part.strip_prefix("De").filter(|rest| rest.starts_with(char::is_uppercase)))
            .unwrap_or(part);
        let mut letters = part.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.all(|c| c.is_alphabetic() && !c.is_uppercase())
    }) && word.chars().count() > 1
        // "Will" and "May" are names, too.
        && (!lexicon::is_function_word(&lower) || matches!(lower.as_str(), "will" | "may"))
        && !parts
            .map(str::to_lowercase)
            .any(|part| NO_PEOPLE.split(' ').any(|word| word == part))
}

fn is_initial(word: &str) -> bool {
    let mut letters = word.trim_end_matches('.').chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
}

fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "al" | "bin"
            | "da"
            | "de"
            | "del"
            | "den"
            | "der"
            | "di"
            | "dos"
            | "la"
            | "le"
            | "ten"
            | "van"
            | "von"
    )
}

fn is_degree(word: &str) -> bool {
    matches!(
        word.trim_end_matches('.').to_lowercase().as_str(),
        "dr" | "prof" | "professor" | "sir" | "mr" | "mrs" | "ms" | "cmdr"
    )
}

/// Words that titles write with a capital and that make a part of a title no name. Sorted.
const NO_PEOPLE: &str = "academy advice agent agents analysis analyst answers association author bank basics book \
    brothers business capital ceo cfo challenge channel chapter chief clips club co coach \
    college company complete conference conversation course creator crew crypto cto debate \
    deep design director discussion dive documentary economy edition engineer engineering \
    episode event executive experience expert explained family fest finance fireside \
    foundation founder friends fund funds game gaming global group growth guide head history \
    institute interview introduction investing investment investor investors lab labs leader \
    lecture lesson lessons life live macro manager managers market marketing markets \
    masterclass media minutes money network news officer overview panel part partner \
    partners playbook podcast politics president product productions professor program \
    project protocol questions reacts research review roundtable scam school science season \
    secrets series session shares show sisters space special state stock stocks story \
    strategy stream studio studios summit systems talk talks team tech technology template \
    tips toolkit tracker trader trading tutorial tv united university update updates \
    ventures video vlog webinar workshop world worldwide year years";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::NotePath;

    fn page(titles: &[&str]) -> ChannelPage {
        let id = |nth: usize| VideoId::parse(&format!("video{nth:06}")).expect("eleven letters");
        ChannelPage {
            path: NotePath::new("mill/mill.md"),
            episodes: titles
                .iter()
                .enumerate()
                .map(|(nth, title)| (id(nth), (*title).to_owned()))
                .collect(),
        }
    }

    /// The guests of a page, in the order of its titles; an empty word for none.
    fn check(titles: &[&str], guests: &[&str]) {
        let found = episodes(&[page(titles)]);
        let found: Vec<&str> = found
            .values()
            .map(|episode| episode.guest.as_deref().unwrap_or_default())
            .collect();
        assert_eq!(found, guests);
    }

    #[test]
    fn words_without_people_are_sorted() {
        assert!(NO_PEOPLE.split(' ').is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn where_titles_end_in_names_the_end_is_the_guest() {
        check(
            &[
                "How to mill rye | Ada Lind (Mill Works, Rye & Sons)",
                "Stones that last | Bo Ek",
                "A talk with two | Cy O'Neil and Di van der Aa",
                "Dust: the silent risk | Eve Björk-Öst",
                "Three at the wheel | Ada Lind, Bo Ek, and Cy Ash, Jr.",
                "Physics of flour | Lind, Ek, Ash",
                "What bakers want | The Mill Podcast #12",
                "On running a mill alone",
            ],
            &[
                "Ada Lind",
                "Bo Ek",
                "Cy O'Neil and Di van der Aa",
                "Eve Björk-Öst",
                "Ada Lind, Bo Ek, and Cy Ash, Jr.",
                "",
                "",
                "",
            ],
        );
    }

    #[test]
    fn a_name_that_always_comes_back_is_the_host() {
        let titles = [
            "Rye | Ada Lind",
            "Oats | Ada Lind",
            "Corn | Ada Lind",
            "Wheat | Ada Lind",
        ];
        check(&titles, &[""; 4]);
    }

    #[test]
    fn one_title_alone_shows_no_custom_but_a_mark_is_enough() {
        check(&["Milling rye | Global Grain"], &[""]);
        check(&["Milling rye | Ada Lind"], &[""]);
        check(
            &["Milling rye | with Ada Lind | Grain Talks 12"],
            &["Ada Lind"],
        );
        check(&["Milling rye | Dr. Ada Lind"], &["Dr. Ada Lind"]);
        check(&["Milling rye | with Ease"], &[""]);
    }

    #[test]
    fn a_guest_stands_in_brackets_or_with_a_degree_at_the_head() {
        check(
            &[
                "Rye mills (with Ada Lind)",
                "Rye mills (with Mill Works CEO, Ada Lind) (Audio)",
                "Rye mills (with Ada Lind, CEO)",
                "Rye mills (with Works CEO Ada Lind & Rye CEO Bo Ek)",
                "Rye mills (with Ease)",
                "Dr. Ada Lind: How rye grows | Mill Guest Series",
                "Dr. Ada Lind on rye",
                "Dr. A Explains: Rye",
                "Ada Lind: How rye grows",
            ],
            &[
                "Ada Lind",
                "Ada Lind",
                "Ada Lind",
                "",
                "",
                "Dr. Ada Lind",
                "Dr. Ada Lind",
                "",
                "",
            ],
        );
    }

    #[test]
    fn before_the_number_of_a_show_the_head_is_the_guest() {
        check(
            &[
                "Ada Lind: Rye and rust | Mill Podcast #1",
                "Bo Ek: Stones | Mill Podcast #2",
                "Cy Ash: Water | Mill Podcast #3",
                "Di Aa: Wind | Mill Podcast #4",
                "Grain Debate: Rye or oats? | Mill Podcast #5",
            ],
            &["Ada Lind", "Bo Ek", "Cy Ash", "Di Aa", ""],
        );
    }

    #[test]
    fn two_pages_that_disagree_name_nobody() {
        let one = page(&["Rye | with Ada Lind"]);
        let other = ChannelPage {
            path: NotePath::new("z.md"),
            ..page(&["Rye | with Bo Ek"])
        };
        for pages in [[one.clone(), other.clone()], [other, one]] {
            let found = episodes(&pages);
            let episode = found.values().next().expect("one recording");
            assert_eq!(
                (&*episode.title, &episode.guest),
                ("Rye | with Ada Lind", &None)
            );
        }
    }
}
