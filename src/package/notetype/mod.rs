//! The two notetypes, frozen: what Anki knows our notes by.
//!
//! Anki finds a notetype by its id and compares fields and templates by theirs. As long as
//! these ids, and the number and order of the fields, stay as they are, names, templates
//! and styles may change freely; if one of them changes, Anki makes a copy of the notetype
//! and never updates an older note again.

use serde_json::{Value, json};

use crate::card::CardKind;

/// When the templates or the style last changed: 2026-11-22, in seconds since 1970.
///
/// Raise it when one of them changes, and only then. Anki takes a newer notetype over the
/// owner's own changes to its style.
pub const TEMPLATE_VERSION: i64 = 1_795_305_600;

/// A notetype: the fields of a note, and how they become a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notetype {
    /// What Anki matches it by.
    pub id: i64,
    /// Its name, unlikely enough not to be the owner's own.
    pub name: &'static str,
    /// Names and ids of the fields, in the order of [`crate::plan::FieldName`].
    pub fields: [(&'static str, i64); 8],
    /// Anki's number for the kind: 0 with templates, 1 with deletions.
    kind: i64,
    template: Template,
}

/// How a card looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Template {
    id: i64,
    name: &'static str,
    front: &'static str,
    back: &'static str,
    /// The fields of which any one gives the front something to show.
    required: &'static [i64],
}

const QUESTION: Notetype = Notetype {
    id: 1_767_261_907_318,
    name: "Cuedeck Q&A",
    fields: [
        ("Question", 1_948_091_885_817_950_029),
        ("Answer", -6_629_575_068_981_022_925),
        ("Context", 1_549_950_831_219_121_026),
        ("Statement", 4_283_165_864_300_266_077),
        ("Source", 7_167_196_623_113_873_914),
        ("Note", -576_488_509_985_598_859),
        ("Extra", -9_010_682_346_860_609_248),
        ("Key", -4_125_172_347_290_974_595),
    ],
    kind: 0,
    template: Template {
        id: -4_041_020_787_459_698_641,
        name: "Question",
        front: include_str!("question_front.html"),
        back: include_str!("question_back.html"),
        required: &[0, 2],
    },
};

const CLOZE: Notetype = Notetype {
    id: 1_767_261_934_752,
    name: "Cuedeck Cloze",
    fields: [
        ("Text", -1_509_668_493_441_286_745),
        ("Answer", 3_918_895_690_076_384_375),
        ("Context", -5_504_632_030_431_792_515),
        ("Statement", -1_947_261_634_789_855_028),
        ("Source", -3_213_390_592_489_058_212),
        ("Note", 8_306_306_778_259_014_109),
        ("Extra", -1_872_567_324_130_567_059),
        ("Key", -5_139_969_368_231_163_103),
    ],
    kind: 1,
    template: Template {
        id: 6_280_291_777_041_660_337,
        name: "Cloze",
        front: include_str!("cloze_front.html"),
        back: include_str!("cloze_back.html"),
        required: &[0, 2],
    },
};

/// Anki's own header and footer for `[latex]`, which our cards never use.
const LATEX_PRE: &str = "\\documentclass[12pt]{article}\n\\special{papersize=3in,5in}\n\
    \\usepackage[utf8]{inputenc}\n\\usepackage{amssymb,amsmath}\n\\pagestyle{empty}\n\
    \\setlength{\\parindent}{0in}\n\\begin{document}\n";
const LATEX_POST: &str = "\\end{document}";

impl Notetype {
    /// The notetype of a kind of card.
    pub fn of(kind: CardKind) -> &'static Notetype {
        match kind {
            CardKind::Question => &QUESTION,
            CardKind::Cloze => &CLOZE,
        }
    }

    /// The style of its cards.
    pub fn css(&self) -> &'static str {
        include_str!("card.css")
    }

    /// The template of the front, in Anki's notation.
    pub fn front(&self) -> &'static str {
        self.template.front
    }

    /// The template of the back; `{{FrontSide}}` stands for the front.
    pub fn back(&self) -> &'static str {
        self.template.back
    }

    /// The notetype as a collection keeps it.
    pub(super) fn json(&self) -> Value {
        let fields: Vec<Value> = self
            .fields
            .iter()
            .enumerate()
            .map(|(index, (name, id))| field(index, name, *id))
            .collect();
        json!({
            "id": self.id,
            "name": self.name,
            "type": self.kind,
            "mod": TEMPLATE_VERSION,
            "usn": -1,
            "sortf": 0,
            "did": null,
            "flds": fields,
            "tmpls": [{
                "id": self.template.id,
                "name": self.template.name,
                "ord": 0,
                "qfmt": self.template.front,
                "afmt": self.template.back,
                "bqfmt": "",
                "bafmt": "",
                "bfont": "",
                "bsize": 0,
                "did": null,
            }],
            "css": self.css(),
            "req": [[0, "any", self.template.required]],
            "latexPre": LATEX_PRE,
            "latexPost": LATEX_POST,
            "latexsvg": false,
        })
    }
}

/// A field. The key is for searches, so the editor folds it away.
fn field(index: usize, name: &str, id: i64) -> Value {
    json!({
        "id": id,
        "name": name,
        "ord": index,
        "font": "Arial",
        "size": 20,
        "sticky": false,
        "rtl": false,
        "description": "",
        "plainText": false,
        "collapsed": name == "Key",
        "excludeFromSearch": false,
        "preventDeletion": false,
        "tag": null,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn no_two_ids_are_the_same() {
        let ids: BTreeSet<i64> = [QUESTION, CLOZE]
            .iter()
            .flat_map(|notetype| {
                let fields = notetype.fields.iter().map(|(_, id)| *id);
                fields.chain([notetype.id, notetype.template.id])
            })
            .collect();
        assert_eq!(ids.len(), 20);
    }

    #[test]
    fn the_template_version_moves_with_the_templates() {
        // When this fails: raise TEMPLATE_VERSION to today, then put the new pair here.
        let mut hash = Sha256::new();
        for notetype in [QUESTION, CLOZE] {
            hash.update(notetype.json().to_string());
        }
        let digest: String = hash.finalize()[..8]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(
            (TEMPLATE_VERSION, digest.as_str()),
            (1_795_305_600, "707d3e9ccf332eaa")
        );
    }
}
