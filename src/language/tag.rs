//! Parts of speech, as the Penn Treebank names them.

macro_rules! tags {
    ($($(#[$doc:meta])* $name:ident = $text:literal),* $(,)?) => {
        /// The part of speech of a token, finer than school grammar: verbs by their form,
        /// nouns by their number.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Tag {
            $($(#[$doc])* $name,)*
        }

        impl Tag {
            /// All of them, in the order of their numbers.
            pub const ALL: &[Tag] = &[$(Tag::$name),*];

            /// As the treebank writes it: `VBZ`.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Tag::$name => $text,)*
                }
            }
        }
    };
}

tags! {
    /// `$`, `#`: a currency.
    Currency = "$",
    /// `,`
    Comma = ",",
    /// `(` that has no partner, `{`, `<`.
    OpenBracket = "-LRB-",
    /// `)` that has no partner, `}`, `>`.
    CloseBracket = "-RRB-",
    /// `.`, `?`, `!`
    Stop = ".",
    /// `:`, `;`, dashes.
    Colon = ":",
    /// An address.
    Add = "ADD",
    /// A prefix that stands alone: `pre`-revenue.
    Afx = "AFX",
    /// `and`, `but`, `or`.
    Cc = "CC",
    /// `three`, `40`.
    Cd = "CD",
    /// `the`, `this`, `no`.
    Dt = "DT",
    /// The `there` of *there is*.
    Ex = "EX",
    /// A foreign word.
    Fw = "FW",
    /// The hyphen of `long-term`.
    Hyph = "HYPH",
    /// A preposition, or a word that opens a clause: `of`, `because`.
    In = "IN",
    /// `strong`
    Jj = "JJ",
    /// `stronger`
    Jjr = "JJR",
    /// `strongest`
    Jjs = "JJS",
    /// The number of a list item.
    Ls = "LS",
    /// `can`, `should`.
    Md = "MD",
    /// Marks that belong to nothing.
    Nfp = "NFP",
    /// `team`
    Nn = "NN",
    /// `Stripe`
    Nnp = "NNP",
    /// `Americans`
    Nnps = "NNPS",
    /// `teams`
    Nns = "NNS",
    /// The `all` of *all the teams*.
    Pdt = "PDT",
    /// `'s` of possession.
    Pos = "POS",
    /// `they`, `it`.
    Prp = "PRP",
    /// `their`
    PrpPossessive = "PRP$",
    /// `often`, `not`.
    Rb = "RB",
    /// `faster`, of a verb.
    Rbr = "RBR",
    /// `fastest`, of a verb.
    Rbs = "RBS",
    /// The `up` of *set up*.
    Rp = "RP",
    /// A symbol.
    Sym = "SYM",
    /// `to` before a verb.
    To = "TO",
    /// `oh`, `yes`.
    Uh = "UH",
    /// A plain verb: to `build`, can `build`, *Build it*.
    Vb = "VB",
    /// `built`, the past.
    Vbd = "VBD",
    /// `building`
    Vbg = "VBG",
    /// `built`, the participle.
    Vbn = "VBN",
    /// `build`, of several or of me and you.
    Vbp = "VBP",
    /// `builds`
    Vbz = "VBZ",
    /// `which`, `that` at the head of a relative clause.
    Wdt = "WDT",
    /// `who`, `what`.
    Wp = "WP",
    /// `whose`
    WpPossessive = "WP$",
    /// `how`, `when`.
    Wrb = "WRB",
    /// What cannot be told.
    Xx = "XX",
}

impl Tag {
    /// The tag of a name; `None` for one that is not in the list.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|tag| tag.as_str() == name)
    }

    /// Whether it is a verb in any form, modals included.
    pub fn is_verb(self) -> bool {
        self == Tag::Md || self.is_full_verb()
    }

    /// Whether it is a verb in any form, without modals.
    pub fn is_full_verb(self) -> bool {
        matches!(
            self,
            Tag::Vb | Tag::Vbd | Tag::Vbg | Tag::Vbn | Tag::Vbp | Tag::Vbz
        )
    }

    /// Whether the form by itself is bound to a subject: `builds`, `built`, `can`.
    pub fn is_finite(self) -> bool {
        matches!(self, Tag::Vbd | Tag::Vbp | Tag::Vbz | Tag::Md)
    }

    /// Whether it is a noun, proper or not.
    pub fn is_noun(self) -> bool {
        matches!(self, Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps)
    }

    /// Whether it is punctuation.
    pub fn is_mark(self) -> bool {
        matches!(
            self,
            Tag::Comma
                | Tag::OpenBracket
                | Tag::CloseBracket
                | Tag::Stop
                | Tag::Colon
                | Tag::Hyph
                | Tag::Nfp
        )
    }

    pub(crate) fn from_code(code: u8) -> Self {
        Self::ALL.get(usize::from(code)).copied().unwrap_or(Tag::Xx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tag_is_found_by_its_name() {
        for (code, &tag) in Tag::ALL.iter().enumerate() {
            assert_eq!(Tag::from_name(tag.as_str()), Some(tag));
            assert_eq!(Tag::from_code(code as u8), tag);
        }
    }
}
