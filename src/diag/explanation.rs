//! Codes at length: the sections of `docs/codes.md`, which is part of the program.

const DOCUMENT: &str = include_str!("../../docs/codes.md");

/// What a code is about, with an example, as Markdown; its heading first. `None` for a code
/// that does not exist.
///
/// It knows the codes of [`Rule`](super::Rule) and of [`Reason`](crate::extract::Reason).
pub fn explanation(code: &str) -> Option<&'static str> {
    let heading = format!("\n## `{code}`\n");
    let section = &DOCUMENT[DOCUMENT.find(&heading)? + 1..];
    let ends = ["\n## `", "\n# "].map(|next| section.find(next).unwrap_or(section.len()));
    Some(&section[..ends[0].min(ends[1])])
}
