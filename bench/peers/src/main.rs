//! Packages a deck of lines with genanki-rs: `cuedeck-peer-genanki-rs DECK PACKAGE`.

use std::error::Error;

use genanki_rs::{Deck, Field, Model, Note, Package, Template};

const FIELDS: [&str; 8] = [
    "Question", "Answer", "Context", "Statement", "Source", "Note", "Extra", "Key",
];
const BACK: &str = r#"{{FrontSide}}<hr id="answer">{{Answer}}<br>{{Source}}"#;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().collect();
    let [_, deck, package] = words.as_slice() else {
        return Err("a deck and a package were expected".into());
    };
    let lines = std::fs::read_to_string(deck)?;
    let model = Model::new(
        1_607_392_319,
        "Bench",
        FIELDS.map(Field::new).into(),
        vec![Template::new("Card 1").qfmt("{{Question}}").afmt(BACK)],
    );
    let mut deck = Deck::new(2_059_400_110, "Bench", "");
    for line in lines.lines() {
        let mut cells: Vec<&str> = line.split('\t').collect();
        let tags = cells.pop().unwrap_or_default();
        deck.add_note(Note::new(model.clone(), cells)?.tags(tags.split(' ')));
    }
    Package::new(vec![deck], vec![])?.write_to_file(package)?;
    Ok(())
}
