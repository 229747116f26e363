//! What a token is to its head, as the teacher of the model names it.

macro_rules! labels {
    ($($(#[$doc:meta])* $name:ident = $text:literal),* $(,)?) => {
        /// The relation of a token to its head.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Label {
            $($(#[$doc])* $name,)*
        }

        impl Label {
            /// All of them, in the order of their numbers.
            pub const ALL: &[Label] = &[$(Label::$name),*];

            /// As the teacher writes it: `nsubj`.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Label::$name => $text,)*
                }
            }
        }
    };
}

labels! {
    /// The head of the sentence.
    Root = "ROOT",
    /// A clause without a finite verb that modifies a noun: a team *building* tools.
    Acl = "acl",
    /// The adjective behind a copula: is *strong*.
    Acomp = "acomp",
    /// A clause that modifies a verb: *if it fails*, stop.
    Advcl = "advcl",
    /// An adverb.
    Advmod = "advmod",
    /// The `by` of a passive.
    Agent = "agent",
    /// An adjective before its noun.
    Amod = "amod",
    /// A noun that names another anew: Carta, *a startup*.
    Appos = "appos",
    /// The noun behind a copula: is *a team*.
    Attr = "attr",
    /// An auxiliary: *can* build, *has* built.
    Aux = "aux",
    /// The auxiliary of a passive: *is* built.
    Auxpass = "auxpass",
    /// The `'s` of possession.
    Case = "case",
    /// `and`, `or`, `but`.
    Cc = "cc",
    /// A clause with a subject of its own as object: says *that it works*.
    Ccomp = "ccomp",
    /// A noun or other word inside a compound: *product* team.
    Compound = "compound",
    /// What follows `and`.
    Conj = "conj",
    /// A clause as subject.
    Csubj = "csubj",
    /// A clause as subject of a passive.
    Csubjpass = "csubjpass",
    /// Whom something is given to.
    Dative = "dative",
    /// None of the others.
    Dep = "dep",
    /// `the`, `this`.
    Det = "det",
    /// The object.
    Dobj = "dobj",
    /// The `there` of *there is*.
    Expl = "expl",
    /// `oh`, `yes`.
    Intj = "intj",
    /// The word that opens a clause: *because* it works.
    Mark = "mark",
    /// What belongs to the page and not to the sentence.
    Meta = "meta",
    /// `not`, `never`.
    Neg = "neg",
    /// A noun that modifies another in some other way.
    Nmod = "nmod",
    /// A noun used as an adverb: *two years* later.
    Npadvmod = "npadvmod",
    /// The subject.
    Nsubj = "nsubj",
    /// The subject of a passive.
    Nsubjpass = "nsubjpass",
    /// `three`, `40`.
    Nummod = "nummod",
    /// The predicate of an object: makes it *strong*.
    Oprd = "oprd",
    /// A sentence beside the sentence.
    Parataxis = "parataxis",
    /// A clause behind a preposition: by *building* tools.
    Pcomp = "pcomp",
    /// The noun behind a preposition.
    Pobj = "pobj",
    /// The owner: *its*, the *team's*.
    Poss = "poss",
    /// The `both` of *both … and*.
    Preconj = "preconj",
    /// The `all` of *all the teams*.
    Predet = "predet",
    /// A preposition.
    Prep = "prep",
    /// The `up` of *set up*.
    Prt = "prt",
    /// Punctuation.
    Punct = "punct",
    /// The `about` of *about forty*.
    Quantmod = "quantmod",
    /// A relative clause.
    Relcl = "relcl",
    /// A clause that borrows its subject: wants *to build*.
    Xcomp = "xcomp",
}

impl Label {
    /// The label of a name; `None` for one that is not in the list.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|label| label.as_str() == name)
    }

    /// Whether it is a subject of any kind, `there` included.
    pub fn is_subject(self) -> bool {
        matches!(
            self,
            Label::Nsubj | Label::Nsubjpass | Label::Csubj | Label::Csubjpass | Label::Expl
        )
    }

    /// Whether it is an auxiliary.
    pub fn is_auxiliary(self) -> bool {
        matches!(self, Label::Aux | Label::Auxpass)
    }

    pub(crate) fn from_code(code: u8) -> Self {
        Self::ALL
            .get(usize::from(code))
            .copied()
            .unwrap_or(Label::Dep)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_is_found_by_its_name() {
        for (code, &label) in Label::ALL.iter().enumerate() {
            assert_eq!(Label::from_name(label.as_str()), Some(label));
            assert_eq!(Label::from_code(code as u8), label);
        }
    }
}
