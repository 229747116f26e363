//! Text → tokens: the units that get a tag and a head.
//!
//! Follows the conventions of the treebank that the teacher learned from, because the
//! model knows no other: `don't` is two tokens, so are `user's` and `5%`, and
//! `long-term` is three. Quote marks make no token, nor does what stands in parentheses:
//! a parse gets better without them. They are kept as [`Skipped`] pairs, so that a
//! stretch of the text can be cut with its marks in balance.

use std::ops::Range;

/// Text longer than this many tokens is cut: no sentence is, and time stays bounded.
pub const MOST_TOKENS: usize = 1_000;

/// A pair of marks that the parser does not see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The bytes of the opening mark.
    pub open: Range<usize>,
    /// The bytes of the closing mark.
    pub close: Range<usize>,
    /// Whether the words between the marks are skipped, too.
    pub aside: bool,
}

/// What a text falls into.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cut {
    /// The bytes of each token, in order, none empty.
    pub tokens: Vec<Range<usize>>,
    /// The pairs of marks that make no token.
    pub skipped: Vec<Skipped>,
    /// Whether the text had more than [`MOST_TOKENS`].
    pub too_long: bool,
}

/// Cuts one sentence into tokens. Linear in its length.
pub fn cut(text: &str) -> Cut {
    let mut cutter = Cutter {
        text,
        pieces: Vec::with_capacity(text.len() / 4),
        single_quotes: 0,
    };
    let mut start = None;
    for (at, c) in text.char_indices() {
        if c.is_whitespace() || c.is_control() {
            if let Some(from) = start.take() {
                cutter.chunk(from, at);
            }
        } else {
            start.get_or_insert(at);
        }
        if cutter.pieces.len() > 2 * MOST_TOKENS {
            start = None;
            break;
        }
    }
    if let Some(from) = start {
        cutter.chunk(from, text.len());
    }
    without_marks(cutter.pieces)
}

/// What a piece of the text is to the parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Word,
    /// `“`; a straight mark is both until its turn comes.
    Open,
    Close,
    Quote,
    OpenAside,
    CloseAside,
}

struct Cutter<'t> {
    text: &'t str,
    pieces: Vec<(Range<usize>, Kind)>,
    single_quotes: usize,
}

impl Cutter<'_> {
    /// Cuts what stands between two spaces.
    fn chunk(&mut self, mut start: usize, mut end: usize) {
        let whole = &self.text[start..end];
        // Nearly every chunk is a word without a mark.
        if is_plain(whole) {
            return self.inside(start, end);
        }
        if is_address(whole) {
            let trimmed = whole.trim_end_matches([',', '.', ')', ']', ';', ':', '?', '!']);
            end = start + trimmed.len();
            self.push(start..end, Kind::Word);
            start = end;
            end = start + (whole.len() - trimmed.len());
        }
        while let Some((length, kind)) = self.prefix(start, end) {
            self.push(start..start + length, kind);
            start += length;
        }
        let mut behind = Vec::new();
        while let Some((length, kind)) = self.suffix(start, end) {
            behind.push((end - length..end, kind));
            end -= length;
            if behind.len() > 2 * MOST_TOKENS {
                break;
            }
        }
        self.inside(start, end);
        self.pieces.extend(behind.into_iter().rev());
    }

    fn push(&mut self, range: Range<usize>, kind: Kind) {
        if !range.is_empty() {
            self.pieces.push((range, kind));
        }
    }

    /// The mark that a chunk opens with.
    fn prefix(&mut self, start: usize, end: usize) -> Option<(usize, Kind)> {
        let rest = &self.text[start..end];
        let first = rest.chars().next()?;
        let length = first.len_utf8();
        let alone = length == rest.len();
        let kind = match first {
            '"' | '”' | '″' => Kind::Quote,
            '“' | '„' | '«' | '‹' | '`' => Kind::Open,
            '\'' | '‘' | '’' if !alone && !is_clipped(&rest[length..]) => {
                self.single_quotes += 1;
                Kind::Open
            }
            '(' | '[' => Kind::OpenAside,
            ')' | ']' => Kind::CloseAside,
            '{' | '}' | '<' | '$' | '£' | '€' | '¥' | '#' | '—' | '–' | '…' | '*' | '~' | '•'
            | ',' | ';' | ':' | '!' | '?' | '=' | '→' => Kind::Word,
            '.' if rest.starts_with("...") => {
                let dots = rest.len() - rest.trim_start_matches('.').len();
                return Some((dots, Kind::Word));
            }
            '-' if rest.starts_with("--") => {
                let dashes = rest.len() - rest.trim_start_matches('-').len();
                return Some((dashes, Kind::Word));
            }
            '-' if !alone && rest[1..].starts_with(char::is_alphabetic) => Kind::Word,
            _ => return None,
        };
        Some((length, kind))
    }

    /// The mark or clitic that a chunk ends with.
    fn suffix(&mut self, start: usize, end: usize) -> Option<(usize, Kind)> {
        let rest = &self.text[start..end];
        let last = rest.chars().next_back()?;
        let length = last.len_utf8();
        if length == rest.len() {
            return None;
        }
        let before = &rest[..rest.len() - length];
        let kind = match last {
            '"' | '“' | '″' => Kind::Quote,
            '”' | '»' | '›' | '`' => Kind::Close,
            '\'' | '’' if self.single_quotes > 0 => {
                self.single_quotes -= 1;
                Kind::Close
            }
            '\'' | '’' if before.ends_with(['s', 'S', 'x', 'z']) => Kind::Word,
            '\'' | '’' => Kind::Close,
            ')' | ']' => Kind::CloseAside,
            '(' | '[' => Kind::OpenAside,
            ',' | ';' | ':' | '!' | '?' | '…' | '—' | '}' | '>' | '~' | '→' => Kind::Word,
            '*' | '#' => Kind::Word,
            '–' | '-' if before.ends_with(char::is_alphabetic) => Kind::Word,
            '%' if before.ends_with(|c: char| c.is_ascii_digit()) => Kind::Word,
            '.' if before.ends_with('.') => {
                let dots = rest.len() - rest.trim_end_matches('.').len();
                return (dots < rest.len()).then_some((dots, Kind::Word));
            }
            '.' if keeps_stop(before) => return None,
            '.' => Kind::Word,
            _ => return clitic(rest).map(|length| (length, Kind::Word)),
        };
        Some((length, kind))
    }

    /// Cuts a word where its parts meet: `long-term`, `and/or`, `process—which`.
    fn inside(&mut self, start: usize, end: usize) {
        let word = &self.text[start..end];
        if word.eq_ignore_ascii_case("cannot") {
            self.push(start..start + 3, Kind::Word);
            self.push(start + 3..end, Kind::Word);
            return;
        }
        if is_plain(word) {
            return self.push(start..end, Kind::Word);
        }
        let mut from = start;
        let mut previous = None;
        let mut rest = word.char_indices().peekable();
        while let Some((at, c)) = rest.next() {
            let next = rest.peek().map(|&(_, c)| c);
            let (at, width) = (start + at, c.len_utf8());
            if let Some(kind) = joint(previous, c, next) {
                if kind != Kind::Word || width > 0 {
                    self.clitic_apart(from, at);
                    self.push(at..at + width, kind);
                    from = at + width;
                }
            } else if c == '.' && ends_sentence_inside(previous, next) {
                // A space is missing behind a full stop: `done.Then`.
                self.clitic_apart(from, at);
                self.push(at..at + 1, Kind::Word);
                from = at + 1;
            }
            previous = Some(c);
        }
        self.clitic_apart(from, end);
    }

    /// A part of a word may have a clitic of its own: `don't-care`.
    fn clitic_apart(&mut self, from: usize, end: usize) {
        let part = &self.text[from..end];
        match clitic(part) {
            Some(length) => {
                self.push(from..end - length, Kind::Word);
                self.push(end - length..end, Kind::Word);
            }
            None => self.push(from..end, Kind::Word),
        }
    }
}

/// Whether there is nothing in a word at which it could be cut.
fn is_plain(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Whether a character between two others is a token of its own.
fn joint(previous: Option<char>, c: char, next: Option<char>) -> Option<Kind> {
    let (previous, next) = (previous?, next?);
    let letters = previous.is_alphabetic() && next.is_alphabetic();
    let word = match c {
        '-' | '‑' | '–' | '~' => letters,
        '—' => true,
        '/' | ':' | '=' | '<' | '>' => previous.is_alphanumeric() && next.is_alphabetic(),
        ',' => letters,
        '"' => return Some(Kind::Quote),
        '“' => return Some(Kind::Open),
        '”' => return Some(Kind::Close),
        '(' | '[' => return Some(Kind::OpenAside),
        ')' | ']' => return Some(Kind::CloseAside),
        '…' => true,
        _ => false,
    };
    word.then_some(Kind::Word)
}

fn ends_sentence_inside(previous: Option<char>, next: Option<char>) -> bool {
    previous.is_some_and(char::is_lowercase) && next.is_some_and(char::is_uppercase)
}

/// Bytes of the clitic that a word ends with: `'s`, `n't`, `'re` …
fn clitic(word: &str) -> Option<usize> {
    // Read from the end, so that a megabyte of one word costs no more than five letters.
    let mut tail = ['\0'; 4];
    let mut bytes = [0; 4];
    for (place, c) in word.chars().rev().take(4).enumerate() {
        tail[place] = if c == '’' {
            '\''
        } else {
            c.to_ascii_lowercase()
        };
        bytes[place] = c.len_utf8();
    }
    let length = match tail {
        ['s' | 'd' | 'm', '\'', before, _] if before != '\0' => bytes[0] + bytes[1],
        ['e', 'r' | 'v', '\'', before] | ['l', 'l', '\'', before] if before != '\0' => {
            bytes[0] + bytes[1] + bytes[2]
        }
        ['t', '\'', 'n', before] if before != '\0' => bytes[0] + bytes[1] + bytes[2],
        _ => return None,
    };
    (length < word.len()).then_some(length)
}

/// Whether what follows an apostrophe is a word that lost its head: `'em`, `'90s`.
fn is_clipped(rest: &str) -> bool {
    let word: String = rest
        .chars()
        .take_while(|c| c.is_alphanumeric())
        .take(6)
        .collect::<String>()
        .to_lowercase();
    matches!(
        word.as_str(),
        "em" | "cause" | "til" | "s" | "re" | "ve" | "ll" | "d" | "m" | "n"
    ) || word.len() == 3 && word.ends_with("0s")
}

/// Whether a full stop belongs to the word before it.
fn keeps_stop(before: &str) -> bool {
    // `U.S`, `e.g`, `p.m`, and initials such as `J`.
    if before.len() > 16 {
        return false;
    }
    let single = before.len() == 1 && before.starts_with(|c: char| c.is_ascii_uppercase());
    let dotted = before.contains('.')
        && before
            .split('.')
            .all(|part| part.len() == 1 && part.starts_with(char::is_alphabetic));
    single && before != "I" || dotted || {
        let lower = before.to_ascii_lowercase();
        ABBREVIATIONS.binary_search(&lower.as_str()).is_ok()
    }
}

/// Words that keep their full stop, in lower case and sorted.
const ABBREVIATIONS: &[&str] = &[
    "adm", "approx", "ave", "blvd", "bros", "capt", "cf", "co", "col", "corp", "dept", "dr", "ed",
    "esp", "est", "etc", "ex", "fig", "gen", "gov", "hon", "inc", "jr", "lt", "ltd", "maj",
    "messrs", "mr", "mrs", "ms", "mt", "ph.d", "prof", "rep", "rev", "sen", "sgt", "sr", "st",
    "vol", "vs",
];

fn is_address(chunk: &str) -> bool {
    chunk.len() > 4
        && chunk.len() < 4096
        && (chunk.contains(':') && chunk.contains("://")
            || chunk.starts_with("www.")
            || chunk.contains('@') && chunk.contains('.') && !chunk.starts_with('@'))
}

/// Sorts pieces into tokens and the marks between them.
fn without_marks(pieces: Vec<(Range<usize>, Kind)>) -> Cut {
    let partner = partners(&pieces);
    let everything_aside = {
        // A text that is one parenthesis is no aside to anything.
        let mut depth = 0_usize;
        pieces.iter().enumerate().all(|(at, (_, kind))| {
            match (kind, partner[at]) {
                (Kind::OpenAside, Some(_)) => depth += 1,
                (Kind::CloseAside, Some(_)) => depth -= 1,
                _ => {}
            }
            depth > 0 || *kind != Kind::Word || at + 1 == pieces.len()
        })
    };
    let mut cut = Cut::default();
    let mut at = 0;
    while at < pieces.len() {
        let (range, kind) = &pieces[at];
        match (kind, partner[at]) {
            (Kind::Word, _) if cut.tokens.len() == MOST_TOKENS => {
                cut.too_long = true;
                break;
            }
            (Kind::Word, _) => cut.tokens.push(range.clone()),
            (_, Some(other)) if other > at => {
                let aside = *kind == Kind::OpenAside && !everything_aside;
                cut.skipped.push(Skipped {
                    open: range.clone(),
                    close: pieces[other].0.clone(),
                    aside,
                });
                if aside {
                    at = other;
                }
            }
            _ => {}
        }
        at += 1;
    }
    cut
}

/// For each mark, the one it pairs with.
fn partners(pieces: &[(Range<usize>, Kind)]) -> Vec<Option<usize>> {
    let mut partner = vec![None; pieces.len()];
    let (mut asides, mut quotes, mut straight) = (Vec::new(), Vec::new(), None);
    let mut pair = |open: usize, close: usize| {
        partner[open] = Some(close);
        partner[close] = Some(open);
    };
    for (at, (_, kind)) in pieces.iter().enumerate() {
        match kind {
            Kind::Word => {}
            Kind::OpenAside => asides.push(at),
            Kind::CloseAside => {
                if let Some(open) = asides.pop() {
                    pair(open, at);
                }
            }
            Kind::Open => quotes.push(at),
            Kind::Close => {
                if let Some(open) = quotes.pop() {
                    pair(open, at);
                }
            }
            Kind::Quote => match straight.take() {
                Some(open) => pair(open, at),
                None => straight = Some(at),
            },
        }
    }
    partner
}

#[cfg(test)]
mod tests;
