//! Diagnostics → text for people, JSON for programs.

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::{Diagnostic, Place, Severity};

/// Wider than any terminal: folding is the terminal's business, and output that depends on
/// its width could not be compared.
const WIDTH: usize = 200;

impl Diagnostic {
    /// Draws the finding the way rustc does: what, where, the line, a caret, what helps.
    /// Ends without a newline. `color` asks for ANSI escapes.
    pub fn render(&self, color: bool) -> String {
        let level = match self.rule.severity() {
            Severity::Info => Level::INFO,
            Severity::Warning => Level::WARNING,
            Severity::Error => Level::ERROR,
        };
        let message = visible(&self.message);
        let path = visible(&self.path);
        let mut report = level
            .primary_title(message)
            .id(self.rule.code())
            .elements(None::<Origin<'_>>);
        report = match &self.place {
            None => report.element(Origin::path(path.as_str())),
            Some(place) if place.source.is_empty() => report.element(
                Origin::path(path.as_str())
                    .line(place.line as usize)
                    .char_column(place.column as usize),
            ),
            Some(place) => report.element(
                Snippet::source(place.source.as_str())
                    .line_start(place.line as usize)
                    .path(path.as_str())
                    .annotation(AnnotationKind::Primary.span(place.mark.clone())),
            ),
        };
        if let Some(help) = &self.help {
            report = report.element(Level::HELP.message(visible(help)));
        }
        let renderer = if color {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        let drawn = renderer.term_width(WIDTH).render(&[report]);
        match self.place.as_ref().and_then(Place::column_in_excerpt) {
            None => drawn,
            // The drawing counts columns in the excerpt, which begins in the line's middle.
            Some((place, column)) => drawn.replacen(
                &format!("{path}:{}:{column}", place.line),
                &format!("{path}:{}:{}", place.line, place.column),
                1,
            ),
        }
    }
}

impl Place {
    /// The column that the mark has in the excerpt, if that is not its column in the line.
    fn column_in_excerpt(&self) -> Option<(&Self, usize)> {
        let column = self.source[..self.mark.start].chars().count() + 1;
        (column != self.column as usize).then_some((self, column))
    }
}

/// `text` with characters made visible that nobody sees and that do something: a note's words,
/// or the name of a file, must not steer a terminal or turn the reading order of a message.
pub(crate) fn visible(text: &str) -> String {
    text.chars().map(shown).collect()
}

/// As [`visible`], of a text that has lines and columns.
pub(crate) fn visible_lines(text: &str) -> String {
    let kept = |c: char| matches!(c, '\n' | '\t');
    text.chars()
        .map(|c| if kept(c) { c } else { shown(c) })
        .collect()
}

fn shown(c: char) -> char {
    // U+202A and the four after it turn the direction of what follows.
    match c.is_control() || matches!(c, '\u{202a}'..='\u{202e}') {
        true => '\u{fffd}',
        false => c,
    }
}

impl Serialize for Diagnostic {
    /// The keys are stable: `path, line, column, severity, code, message, help`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let place = self.place.as_ref();
        let mut object = serializer.serialize_struct("Diagnostic", 7)?;
        object.serialize_field("path", &self.path)?;
        object.serialize_field("line", &place.map(|place| place.line))?;
        object.serialize_field("column", &place.map(|place| place.column))?;
        object.serialize_field("severity", &self.rule.severity())?;
        object.serialize_field("code", self.rule.code())?;
        object.serialize_field("message", &self.message)?;
        object.serialize_field("help", &self.help)?;
        object.end()
    }
}

#[cfg(test)]
mod tests {
    use crate::diag::{Diagnostic, Place, Rule};
    use crate::text::{LineIndex, Span};

    fn impossible() -> Diagnostic {
        let text = "---\ntitle: Ice\n---\nIt floats [00:75:00].\n";
        let place = Place::new(text, &LineIndex::new(text), Span::new(29, 39));
        Diagnostic::new(Rule::TimecodeImpossible, "ice/floes.md", "no such moment").at(place)
    }

    #[test]
    fn a_finding_is_drawn_with_its_line_and_a_caret() {
        insta::assert_snapshot!(impossible().render(false), @r"
        warning[timecode-impossible]: no such moment
         --> ice/floes.md:4:11
          |
        4 | It floats [00:75:00].
          |           ^^^^^^^^^^
          |
          = help: write it as hours, minutes and seconds, as in `[00:12:40]`
        ");
    }

    #[test]
    fn a_finding_about_a_whole_file_names_the_file_alone() {
        let finding = Diagnostic::new(Rule::NotUtf8, "a.md", "not UTF-8");
        insta::assert_snapshot!(finding.render(false), @r"
        error[not-utf8]: not UTF-8
        --> a.md
         = help: save it again with the encoding UTF-8
        ");
    }

    #[test]
    fn a_finding_in_a_very_long_line_names_the_true_column() {
        let text = "ä ".repeat(1_000);
        let place = Place::new(&text, &LineIndex::new(&text), Span::new(900, 902));
        let drawn = Diagnostic::new(Rule::TablePadded, "a.md", "wide")
            .at(place)
            .render(false);
        assert!(drawn.contains("--> a.md:1:601\n"), "{drawn}");
    }

    #[test]
    fn colour_is_only_there_when_asked_for() {
        assert!(!impossible().render(false).contains('\x1b'));
        assert!(impossible().render(true).contains('\x1b'));
    }

    #[test]
    fn the_json_form_keeps_its_keys() {
        let json = serde_json::to_string(&impossible()).expect("strings and numbers serialise");
        insta::assert_snapshot!(json, @r#"{"path":"ice/floes.md","line":4,"column":11,"severity":"warning","code":"timecode-impossible","message":"no such moment","help":"write it as hours, minutes and seconds, as in `[00:12:40]`"}"#);
    }
}
