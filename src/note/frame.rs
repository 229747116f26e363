//! A note's text, line by line → what frames it: fences, fake callouts, the `From:` line.
//!
//! Some notes stand in a code fence as a whole, and several dialects write callouts that
//! Markdown does not know. Both are lines of their own, so blanking those lines lets the
//! Markdown reader see the text inside as text, at its own place.

use super::stamp;
use crate::text::Span;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Frame {
    /// The target of the `From: [[channel]]` line.
    pub channel: Option<String>,
    /// Lines that the Markdown reader must see as blank, by start.
    pub blank: Vec<Span>,
    /// What remains code, by start: the fences with their content.
    pub code: Vec<Span>,
    /// Text inside fake callouts, by start.
    pub callouts: Vec<Callout>,
    /// The first line of a fence that was opened up.
    pub unwrapped: Option<Span>,
    /// A second front matter in the text.
    pub second_front_matter: Option<Span>,
    /// A table line that is mostly padding.
    pub padded: Option<Span>,
    /// The first line of a callout that is never closed.
    pub unclosed_callout: Option<Span>,
}

/// A stretch of text that a line such as `::callout` opened.
#[derive(Debug, PartialEq)]
pub(super) struct Callout {
    pub span: Span,
    pub kind: String,
}

/// How often the inside of a fence may be read again as text; a file of nothing but opening
/// fences would otherwise be read once for each.
const MOST_RETRIES: usize = 8;

/// How many callouts may stand open in one another.
const DEEPEST: usize = 16;

/// Reads the lines of `text` from `body` on.
pub(super) fn read(text: &str, body: usize) -> Frame {
    let mut frame = Frame::default();
    let mut reader = Reader {
        text,
        at: body,
        open: Vec::new(),
        seen_words: false,
        retries: 0,
    };
    while let Some(line) = reader.next_line() {
        reader.read_line(line, &mut frame);
    }
    for (wrapper, start) in reader.open.drain(..) {
        if let Wrapper::Callout { kind, .. } = wrapper {
            frame.unclosed_callout = frame.unclosed_callout.or(Some(start));
            frame.callouts.push(Callout {
                span: Span::new(start.end, text.len()),
                kind,
            });
        }
    }
    frame.blank.sort();
    frame.callouts.sort_by_key(|callout| callout.span);
    frame
}

/// What an opening line waits for.
enum Wrapper {
    /// A fence around Markdown.
    Fence,
    /// A callout, closed by a line that is one of `closers`.
    Callout {
        kind: String,
        closers: &'static [&'static str],
    },
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    open: Vec<(Wrapper, Span)>,
    seen_words: bool,
    retries: usize,
}

impl<'a> Reader<'a> {
    /// The next line without its newline; moves behind it.
    fn next_line(&mut self) -> Option<Span> {
        let start = self.at;
        if start >= self.text.len() {
            return None;
        }
        let rest = &self.text.as_bytes()[start..];
        let end = memchr::memchr(b'\n', rest).map_or(self.text.len(), |at| start + at);
        self.at = (end + 1).min(self.text.len());
        Some(Span::new(start, end))
    }

    fn read_line(&mut self, line: Span, frame: &mut Frame) {
        let whole = &self.text[line.range()];
        let words = whole.trim_start_matches([' ', '\t', '>']).trim_end();
        if words.is_empty() {
            return;
        }
        let first = !std::mem::replace(&mut self.seen_words, true);
        if whole.len() > 4_000 && frame.padded.is_none() && is_padded(whole) {
            frame.padded = Some(Span::new(line.start, line.start + 1));
        }
        if first && let Some(channel) = channel_in(words) {
            frame.channel = Some(channel);
            frame.blank.push(line);
            // What follows is still the first thing the note says.
            self.seen_words = false;
        } else if let Some((mark, info)) = fence_in(words) {
            self.read_fence(line, mark, info, first, frame);
        } else if let Some(end) = second_front_matter(self.text, line, words) {
            let span = Span::new(line.start, end);
            frame.second_front_matter = frame.second_front_matter.or(Some(span));
            frame.blank.push(span);
            self.at = (end + 1).min(self.text.len());
        } else if self.close_callout(line, words, frame) {
        } else if self.open.len() < DEEPEST
            && let Some((kind, closers)) = callout_in(words)
        {
            self.open.push((Wrapper::Callout { kind, closers }, line));
            frame.blank.push(line);
        }
    }

    fn read_fence(&mut self, line: Span, mark: &str, info: &str, first: bool, frame: &mut Frame) {
        let fits = |words: &str| {
            fence_in(words).is_some_and(|(other, info)| info.is_empty() && other.starts_with(mark))
        };
        if info.is_empty() && !self.open.is_empty() {
            let is_fence = |(wrapper, _): &(Wrapper, Span)| match wrapper {
                Wrapper::Fence => true,
                Wrapper::Callout { closers, .. } => closers.contains(&"```"),
            };
            if let Some(n) = self.open.iter().rposition(is_fence) {
                let (wrapper, start) = self.open.remove(n);
                frame.blank.push(line);
                if let Wrapper::Callout { kind, .. } = wrapper {
                    let span = Span::new(start.end, line.start);
                    frame.callouts.push(Callout { span, kind });
                }
                return;
            }
        }
        // An admonition of the Obsidian plug-in: ```ad-note.
        if self.open.len() < DEEPEST
            && let Some(kind) = info.to_ascii_lowercase().strip_prefix("ad-")
        {
            let kind = kind.to_owned();
            let closers = &["```"];
            self.open.push((Wrapper::Callout { kind, closers }, line));
            frame.blank.push(line);
            return;
        }
        let start = self.at;
        let mut closed = false;
        let mut end = self.text.len();
        while let Some(inner) = self.next_line() {
            let words = self.text[inner.range()].trim_start_matches([' ', '\t', '>']);
            if fits(words.trim_end()) {
                (closed, end) = (true, inner.end);
                break;
            }
        }
        let content = &self.text[start..end];
        let names_markdown = ["markdown", "md"]
            .iter()
            .any(|name| info.eq_ignore_ascii_case(name));
        let is_note = stamp::mentions_anchor(content) || content.contains("[[");
        let wraps = (names_markdown && (first || is_note)) || (first && info.is_empty() && is_note);
        // A fence without an end would swallow the rest of the note. Where that rest is
        // plainly a note, the opening line is the mistake.
        let swallows = !closed && is_note;
        if (wraps || swallows) && self.retries < MOST_RETRIES {
            self.retries += 1;
            self.at = start;
            frame.blank.push(line);
            if wraps {
                frame.unwrapped = frame.unwrapped.or(Some(line));
                self.open.push((Wrapper::Fence, line));
            }
        } else {
            frame.code.push(Span::new(line.start, end));
        }
    }

    fn close_callout(&mut self, line: Span, words: &str, frame: &mut Frame) -> bool {
        let closes = |(wrapper, _): &(Wrapper, Span)| match wrapper {
            Wrapper::Fence => false,
            Wrapper::Callout { closers, .. } => closers.contains(&words),
        };
        if !self.open.last().is_some_and(closes) {
            return false;
        }
        if let Some((Wrapper::Callout { kind, .. }, start)) = self.open.pop() {
            let span = Span::new(start.end, line.start);
            frame.callouts.push(Callout { span, kind });
            frame.blank.push(line);
        }
        true
    }
}

/// The channel of a line such as `From: [[channel]] <br/>`.
fn channel_in(words: &str) -> Option<String> {
    let link = words
        .strip_prefix("From:")?
        .trim_start()
        .strip_prefix("[[")?;
    let (inside, rest) = link.split_once("]]")?;
    let target = inside.split('|').next().unwrap_or(inside).trim();
    // More than a line break behind the link makes it a sentence that begins with "From".
    let bare = rest
        .trim()
        .trim_start_matches("<br")
        .trim_matches(['/', '>', ' ']);
    (bare.is_empty() && !target.is_empty()).then(|| target.to_owned())
}

/// The marks that open or close a fence, and the word behind them.
fn fence_in(words: &str) -> Option<(&str, &str)> {
    let mark = words.bytes().next().filter(|&b| b == b'`' || b == b'~')?;
    let length = words.bytes().take_while(|&b| b == mark).count();
    let info = words[length..].trim();
    (length >= 3 && !info.contains('`')).then(|| (&words[..length], info))
}

/// The kind of a callout that `words` opens, and the lines that close it.
fn callout_in(words: &str) -> Option<(String, &'static [&'static str])> {
    let kind_of = |rest: &str| {
        let letters = |c: char| c.is_ascii_alphabetic();
        let rest = rest.trim_start_matches(|c: char| !letters(c));
        let kind: String = rest.chars().take_while(|&c| letters(c)).collect();
        if kind.is_empty() {
            "note".to_owned()
        } else {
            kind.to_ascii_lowercase()
        }
    };
    if let Some(rest) = words.strip_prefix("::startcallout") {
        return Some((kind_of(rest), &["::endcallout", "::end", "::"]));
    }
    if let Some(rest) = words.strip_prefix("::callout") {
        return Some((kind_of(rest), &["::", "::endcallout", ":::"]));
    }
    // `::info`, `:::caution`; but a line may also begin with `::before`, which is CSS.
    if let Some(rest) = words.strip_prefix("::") {
        const KINDS: &[&str] = &[
            "info",
            "note",
            "tip",
            "warning",
            "caution",
            "quote",
            "example",
            "danger",
            "important",
            "question",
            "success",
            "abstract",
        ];
        let rest = rest.trim_start_matches(':');
        let known = KINDS.iter().find(|kind| rest.eq_ignore_ascii_case(kind))?;
        return Some(((*known).to_owned(), &["::", ":::"]));
    }
    let tag = words.strip_prefix("<div")?.strip_suffix('>')?;
    let class = tag.split_once("callout")?.1;
    let kind = class.split_once("callout-").map_or("", |(_, kind)| kind);
    Some((kind_of(kind), &["</div>"]))
}

/// The end of the front matter that begins on `line`, if one does.
fn second_front_matter(text: &str, line: Span, words: &str) -> Option<usize> {
    if words != "---" {
        return None;
    }
    let mut at = line.end + 1;
    for n in 0..12 {
        let rest = text.get(at..)?;
        let end = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        let inner = rest[..end].trim_end();
        match inner {
            "---" if n > 0 => return Some(at + end),
            _ if n == 0 && !(inner.starts_with("title:") || inner.starts_with("videoId:")) => {
                return None;
            }
            _ if !inner.contains(':') => return None,
            _ => at += end + 1,
        }
    }
    None
}

fn is_padded(line: &str) -> bool {
    let mut run = 0;
    line.bytes().any(|b| {
        run = if matches!(b, b' ' | b'-') { run + 1 } else { 0 };
        run >= 1_000
    })
}

/// The code spans of `text` from `body` on, by start: what stands between two equally long
/// runs of backticks in one paragraph. `fences` is left alone.
pub(super) fn code_spans(text: &str, body: usize, fences: &[Span]) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut runs: Vec<Span> = Vec::new();
    let mut paragraph_end = body;
    let mut at = body;
    while let Some(found) = memchr::memchr(b'`', &text.as_bytes()[at..]) {
        let start = at + found;
        let next = fences.partition_point(|fence| fence.end <= start);
        if let Some(fence) = fences.get(next).filter(|fence| fence.start <= start) {
            at = fence.end.max(start + 1);
            continue;
        }
        let rest = &text.as_bytes()[start..];
        let end = start + rest.iter().take_while(|&&b| b == b'`').count();
        if start >= paragraph_end {
            close_paragraph(&mut runs, &mut spans);
            paragraph_end = end_of_paragraph(text, start);
        }
        let escaped = text[..start]
            .bytes()
            .rev()
            .take_while(|&b| b == b'\\')
            .count()
            % 2
            == 1;
        let start = start + usize::from(escaped);
        if start < end {
            runs.push(Span::new(start, end));
        }
        at = end;
    }
    close_paragraph(&mut runs, &mut spans);
    spans
}

fn close_paragraph(runs: &mut Vec<Span>, spans: &mut Vec<Span>) {
    // Looked up from behind, so that a run finds its partner without a search.
    let mut latest = std::collections::BTreeMap::new();
    let mut partner = vec![None; runs.len()];
    for (n, run) in runs.iter().enumerate().rev() {
        partner[n] = latest.insert(run.end - run.start, n);
    }
    let mut n = 0;
    while n < runs.len() {
        match partner[n] {
            Some(other) => {
                spans.push(runs[n].join(runs[other]));
                n = other + 1;
            }
            None => n += 1,
        }
    }
    runs.clear();
}

/// Where the paragraph around `at` ends: before a blank line, a heading or an item.
fn end_of_paragraph(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'\n', &bytes[at..])
        .map(|line| at + line + 1)
        .find(|&start| {
            let rest = &bytes[start..];
            let blank = rest
                .iter()
                .take_while(|b| matches!(b, b' ' | b'\t' | b'>' | b'\r'));
            match rest.get(blank.count()) {
                None | Some(b'\n' | b'#' | b'|' | b'-' | b'+' | b'*') => true,
                Some(b'0'..=b'9') => true,
                Some(_) => false,
            }
        })
        .unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_spans_pair_runs_of_one_length_within_a_paragraph() {
        let text = "a `b` ``c ` d`` \\`e `f`\n\n`g\n\nh`\n- `i\n- j`";
        let spans = code_spans(text, 0, &[]);
        let read: Vec<_> = spans.iter().map(|span| &text[span.range()]).collect();
        assert_eq!(read, ["`b`", "``c ` d``", "`f`"]);
    }

    #[test]
    fn a_fence_without_an_end_is_taken_back_where_a_note_follows() {
        let frame = read("Text\n```\nopen [[link]]\n## Heading\n", 0);
        assert_eq!((frame.code.len(), frame.blank.len()), (0, 1));
        let frame = read("Text\n```\nlet a = 1;\n", 0);
        assert_eq!((frame.code.len(), frame.blank.len()), (1, 0));
    }

    #[test]
    fn only_a_line_with_nothing_but_the_link_names_the_channel() {
        assert_eq!(channel_in("From: [[@lab]] <br/>"), Some("@lab".into()));
        assert_eq!(channel_in("From: [[lab | The Lab]]"), Some("lab".into()));
        assert_eq!(channel_in("From: [[lab]] we learn"), None);
    }
}
