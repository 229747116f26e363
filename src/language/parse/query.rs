//! Questions to a tree: who does it, what is done, what belongs to what.

use std::ops::Range;

use super::{Parse, Token};
use crate::language::inflect::{self, Number};
use crate::language::label::Label;
use crate::language::tag::Tag;

impl<'t> Parse<'t> {
    /// The text that was parsed, of which all spans are parts.
    pub fn source(&self) -> &'t str {
        self.text
    }

    /// A token as written; empty for an index that no token has.
    pub fn form(&self, at: usize) -> &'t str {
        self.tokens
            .get(at)
            .map_or("", |token| &self.text[token.span.clone()])
    }

    /// The main verb, or what stands for it in a text without one; `None` without tokens.
    pub fn root(&self) -> Option<usize> {
        self.tokens.iter().position(|token| token.head.is_none())
    }

    /// Whether a token is this to its head.
    pub fn has_label(&self, at: usize, label: Label) -> bool {
        self.label(at) == Some(label)
    }

    /// Whether a token has this tag.
    pub fn has_tag(&self, at: usize, tag: Tag) -> bool {
        self.tag(at) == Some(tag)
    }

    fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    fn label(&self, at: usize) -> Option<Label> {
        self.token(at).map(|token| token.label)
    }

    fn tag(&self, at: usize) -> Option<Tag> {
        self.token(at).map(|token| token.tag)
    }

    /// The tokens that hang on a token, in order.
    pub fn children(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        self.subtree(at)
            .filter(move |&child| self.tokens[child].head == Some(at))
    }

    /// The first dependent with this label.
    pub fn child_with(&self, at: usize, label: Label) -> Option<usize> {
        self.children(at)
            .find(|&child| self.has_label(child, label))
    }

    /// A token and all that hangs on it, as a stretch of tokens; empty for an index that no
    /// token has.
    pub fn subtree(&self, at: usize) -> Range<usize> {
        self.reach.get(at).cloned().unwrap_or(0..0)
    }

    /// As [`Parse::subtree`], without the marks and conjunctions at either end.
    pub fn phrase(&self, at: usize) -> Range<usize> {
        let mut range = self.subtree(at);
        let loose =
            |place: usize| self.tokens[place].tag.is_mark() || self.tokens[place].tag == Tag::Cc;
        while range.end > at + 1 && loose(range.end - 1) {
            range.end -= 1;
        }
        while range.start < at && loose(range.start) {
            range.start += 1;
        }
        range
    }

    /// The bytes of a phrase. See [`Parse::phrase`].
    pub fn phrase_span(&self, at: usize) -> Range<usize> {
        self.span_of(self.phrase(at))
    }

    /// The bytes of a stretch of tokens, with the quote marks right around or half inside it.
    pub fn span_of(&self, tokens: Range<usize>) -> Range<usize> {
        let end = tokens.end.min(self.tokens.len());
        if tokens.start >= end {
            return 0..0;
        }
        let before = match tokens.start {
            0 => 0,
            at => self.tokens[at - 1].span.end,
        };
        let mut span = self.tokens[tokens.start].span.start..self.tokens[end - 1].span.end;
        let after = self
            .tokens
            .get(end)
            .map_or(self.text.len(), |next| next.span.start);
        for pair in self.skipped.iter().rev() {
            // The mark belongs to the stretch when no token stands between, and when its
            // partner does.
            let opens = pair.open.start >= before && pair.open.start < span.end;
            let closes = pair.close.end <= after && pair.close.end > span.start;
            if opens && closes && !pair.aside {
                span = span.start.min(pair.open.start)..span.end.max(pair.close.end);
            }
        }
        span
    }

    /// Whether a span holds no quote mark or parenthesis without its partner.
    pub fn is_balanced(&self, span: Range<usize>) -> bool {
        self.skipped.iter().all(|pair| {
            let inside = |mark: &Range<usize>| span.start <= mark.start && mark.end <= span.end;
            inside(&pair.open) == inside(&pair.close)
        })
    }

    /// The subject of a verb, of whatever kind: noun, clause or `there`; of a passive, too.
    ///
    /// A verb behind `and` without a subject of its own has that of the verb it goes with.
    pub fn subject_of(&self, verb: usize) -> Option<usize> {
        let mut verb = verb;
        loop {
            let own = self
                .children(verb)
                .find(|&child| self.label(child).is_some_and(Label::is_subject));
            if own.is_some() || !self.has_label(verb, Label::Conj) || self.is_infinitive(verb) {
                return own;
            }
            // Heads lead to the root in the end, so this does, too.
            verb = self.token(verb)?.head?;
        }
    }

    /// The dependents with one of these labels, in order.
    pub fn children_with(&self, at: usize, labels: &[Label]) -> Vec<usize> {
        self.children(at)
            .filter(|&child| labels.contains(&self.tokens[child].label))
            .collect()
    }

    /// The auxiliaries of a verb in order, `to` left out.
    pub fn auxiliaries_of(&self, verb: usize) -> Vec<usize> {
        self.children(verb)
            .filter(|&child| self.tokens[child].label.is_auxiliary())
            .filter(|&child| self.tokens[child].tag != Tag::To)
            .collect()
    }

    /// A verb with its auxiliaries, its `not` and its particle, in order.
    pub fn verb_group(&self, verb: usize) -> Vec<usize> {
        let parts = [Label::Aux, Label::Auxpass, Label::Neg, Label::Prt];
        let mut group = self.children_with(verb, &parts);
        group.extend(self.token(verb).map(|_| verb));
        group.sort_unstable();
        group
    }

    /// The `not` or `never` of a verb.
    pub fn negation_of(&self, verb: usize) -> Option<usize> {
        self.child_with(verb, Label::Neg)
    }

    /// Whether a verb is bound to a subject, by its own form or by an auxiliary.
    pub fn is_finite(&self, verb: usize) -> bool {
        let auxiliaries = self.auxiliaries_of(verb);
        match auxiliaries.first() {
            Some(&first) => self.tag(first).is_some_and(Tag::is_finite),
            None => self.tag(verb).is_some_and(Tag::is_finite) && !self.is_infinitive(verb),
        }
    }

    /// Whether a verb stands behind `to`.
    pub fn is_infinitive(&self, verb: usize) -> bool {
        self.children(verb)
            .any(|child| self.has_tag(child, Tag::To) && self.has_label(child, Label::Aux))
    }

    /// Whether a verb is a command: a plain form with neither subject nor auxiliary.
    pub fn is_command(&self, verb: usize) -> bool {
        let plain = self.has_tag(verb, Tag::Vb) || self.has_tag(verb, Tag::Vbp);
        let main = match self.token(verb) {
            Some(token) => match token.head {
                None => true,
                Some(head) => token.label == Label::Conj && self.is_command(head),
            },
            None => false,
        };
        let negated = |at: &usize| inflect::is_form_of_do(&self.form(*at).to_lowercase());
        plain
            && main
            && self.subject_of(verb).is_none()
            && !self.is_infinitive(verb)
            && self.auxiliaries_of(verb).iter().all(|at| {
                // `Do not build` is one, too.
                negated(at)
            })
    }

    /// The form that a dictionary lists, in lower case; a name keeps its capitals.
    pub fn lemma(&self, at: usize) -> String {
        let Some(tag) = self.tag(at) else {
            return String::new();
        };
        inflect::lemma(self.form(at), tag)
    }

    /// Whether a subject goes with `does` or with `do`.
    pub fn number_of(&self, subject: usize) -> Number {
        let Some(token) = self.token(subject) else {
            return Number::One;
        };
        let joined = self.children(subject).any(|child| {
            self.has_label(child, Label::Conj)
                && self
                    .children(subject)
                    .any(|cc| self.has_label(cc, Label::Cc) && matches!(self.form(cc), "and" | "&"))
        });
        let form = self.form(subject).to_lowercase();
        match token.tag {
            _ if joined => Number::Many,
            // `who` and `which` are as many as what the clause hangs on.
            Tag::Wdt | Tag::Wp => match self.antecedent_of(subject) {
                Some(noun) => self.number_of(noun),
                None => Number::One,
            },
            tag => inflect::number(&form, tag),
        }
    }

    /// The noun that a relative clause with this pronoun hangs on.
    fn antecedent_of(&self, pronoun: usize) -> Option<usize> {
        let verb = self.token(pronoun)?.head?;
        let clause = self.token(verb)?;
        // The noun stands before the clause, so this cannot go round in circles.
        clause
            .head
            .filter(|&noun| clause.label == Label::Relcl && noun < pronoun)
    }
}
