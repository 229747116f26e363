//! The JSON that a collection keeps its notetypes, decks and options in.
//!
//! Keys come out sorted, and nothing depends on the clock: the same plan, the same bytes.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::Notetype;
use crate::card::CardKind;
use crate::plan::Deck;
use crate::recipe::DeckName;

/// The id of the first deck. Anki matches decks by name and throws ids away.
const FIRST_DECK: i64 = 1_700_000_000_000;

/// The decks of a package and the decks above them, by name in lower case: Anki takes no
/// notice of case.
pub(super) struct DeckIds<'a>(BTreeMap<String, Entry<'a>>);

struct Entry<'a> {
    id: i64,
    name: &'a str,
    description: &'a str,
}

impl<'a> DeckIds<'a> {
    /// Gives every deck an id, parents first.
    pub(super) fn new(all: &'a [impl Deck]) -> Self {
        let mut decks = BTreeMap::new();
        for deck in all {
            for name in deck.name().lineage() {
                let id = FIRST_DECK + decks.len() as i64;
                let entry = decks.entry(name.to_lowercase()).or_insert(Entry {
                    id,
                    name,
                    description: "",
                });
                if name == deck.name().as_str() {
                    entry.description = deck.description();
                }
            }
        }
        Self(decks)
    }

    /// The id of a deck; that of Anki's default deck for one that is not in the package.
    pub(super) fn id(&self, name: &DeckName) -> i64 {
        let deck = self.0.get(&name.as_str().to_lowercase());
        deck.map_or(1, |deck| deck.id)
    }

    /// The decks as Anki keeps them, its default deck among them.
    pub(super) fn json(&self, modified_at: i64) -> Value {
        let mut decks = Map::new();
        decks.insert("1".to_owned(), deck(1, "Default", "", 0));
        for entry in self.0.values() {
            let json = deck(entry.id, entry.name, entry.description, modified_at);
            decks.insert(entry.id.to_string(), json);
        }
        Value::Object(decks)
    }
}

/// One deck. Options group 1 is Anki's default: any other would change the owner's.
fn deck(id: i64, name: &str, description: &str, modified_at: i64) -> Value {
    json!({
        "id": id,
        "name": name,
        "desc": description,
        "mod": modified_at,
        "usn": if id == 1 { 0 } else { -1 },
        "conf": 1,
        "dyn": 0,
        "collapsed": false,
        "browserCollapsed": false,
        "extendNew": 0,
        "extendRev": 0,
        "lrnToday": [0, 0],
        "newToday": [0, 0],
        "revToday": [0, 0],
        "timeToday": [0, 0],
    })
}

/// The notetypes of these kinds, by id.
pub(super) fn notetypes(kinds: impl Iterator<Item = CardKind>) -> Value {
    kinds
        .map(|kind| {
            let notetype = Notetype::of(kind);
            (notetype.id.to_string(), notetype.json())
        })
        .collect::<Map<_, _>>()
        .into()
}

/// The collection's own settings, as in a new one.
pub(super) fn configuration() -> Value {
    json!({
        "activeDecks": [1],
        "addToCur": true,
        "collapseTime": 1200,
        "curDeck": 1,
        "curModel": Notetype::of(CardKind::Question).id,
        "dayLearnFirst": false,
        "dueCounts": true,
        "estTimes": true,
        "newSpread": 0,
        "nextPos": 1,
        "sortBackwards": false,
        "sortType": "noteFld",
        "timeLim": 0,
    })
}

/// The default options group, which Anki 2.1.55 to 2.1.66 will not import without.
pub(super) fn deck_options() -> Value {
    json!({"1": {
        "id": 1,
        "name": "Default",
        "mod": 0,
        "usn": 0,
        "autoplay": true,
        "dyn": false,
        "maxTaken": 60,
        "replayq": true,
        "timer": 0,
        "new": {
            "bury": false,
            "delays": [1.0, 10.0],
            "initialFactor": 2500,
            "ints": [1, 4, 0],
            "order": 1,
            "perDay": 20,
        },
        "rev": {
            "bury": false,
            "ease4": 1.3,
            "hardFactor": 1.2,
            "ivlFct": 1.0,
            "maxIvl": 36500,
            "perDay": 200,
        },
        "lapse": {
            "delays": [10.0],
            "leechAction": 1,
            "leechFails": 8,
            "minInt": 1,
            "mult": 0.0,
        },
    }})
}
