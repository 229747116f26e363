//! A card as a text for an editor, and back.

/// The line below which nothing is read.
const CUT: &str = "# ------------- nothing below this line is read -------------";
const QUESTION: &str = "Question:";
const ANSWER: &str = "Answer:";

/// What somebody wrote into the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The front.
    pub question: String,
    /// The back; `None` where none was asked for.
    pub answer: Option<String>,
}

/// Renders the form of a card; a sentence with a gap has no answer to ask for. `about` is
/// shown below, for whoever writes.
pub fn render_form(card: &Written, about: &str) -> String {
    let mut form = format!("{QUESTION}\n{}\n", card.question);
    if let Some(answer) = &card.answer {
        form.push_str(&format!("\n{ANSWER}\n{answer}\n"));
    }
    form.push_str(&format!("\n{CUT}\n"));
    form.push_str(
        "# Save and leave to use these words, leave them as they are to change nothing.\n",
    );
    form.push_str(
        "# `code`, $formula$ and [[gap]] are marked so; a \\ before a mark means the mark.\n#\n",
    );
    for line in about.lines() {
        form.push_str(format!("# {line}").trim_end());
        form.push('\n');
    }
    form
}

/// Reads the form. Lines become one, because a card's side is one. `None` when the line
/// `Question:` is gone.
pub fn parse_form(text: &str) -> Option<Written> {
    let mut written = Written::default();
    let mut side: Option<&mut String> = None;
    for line in text.lines().map(str::trim).take_while(|line| *line != CUT) {
        match line {
            QUESTION => side = Some(&mut written.question),
            ANSWER => side = Some(written.answer.insert(String::new())),
            "" => {}
            line => {
                let side = side.as_mut()?;
                if !side.is_empty() {
                    side.push(' ');
                }
                side.push_str(line);
            }
        }
    }
    side.is_some().then_some(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(question: &str, answer: Option<&str>) -> Written {
        Written {
            question: question.to_owned(),
            answer: answer.map(str::to_owned),
        }
    }

    #[test]
    fn a_form_that_nobody_touched_says_what_it_said() {
        for card in [
            written("Why?", Some("# So  it is")),
            written("It [[is]].", None),
        ] {
            let form = render_form(&card, "notes/a.md:3\n\nAnswer:\nno");
            assert_eq!(parse_form(&form), Some(card));
        }
    }

    #[test]
    fn lines_of_a_side_are_joined() {
        let text = "Question:\r\nWhy\r\n\r\n  not? \r\nAnswer:\r\nSo\n";
        assert_eq!(parse_form(text), Some(written("Why not?", Some("So"))));
    }

    #[test]
    fn words_without_their_heading_are_not_read() {
        assert_eq!(parse_form("Why?\nAnswer:\nSo\n"), None);
        assert_eq!(parse_form(""), None);
    }
}
