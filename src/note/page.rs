//! A channel's directory page → the titles of its episodes.
//!
//! Such a page has no video of its own. Its headings link to videos, and below each stands
//! the list of notes on it; taking that list for statements would make cards of links.

use std::collections::BTreeMap;

use super::VideoId;

/// Reads the episodes off `body`, a note without a video. Empty when it is no such page.
pub(super) fn episodes_in(body: &str) -> BTreeMap<VideoId, String> {
    body.lines().filter_map(episode_in).collect()
}

/// Reads `### [Episode title](https://www.youtube.com/watch?v=ID)`.
fn episode_in(line: &str) -> Option<(VideoId, String)> {
    let heading = line.strip_prefix('#')?.trim_start_matches('#').trim();
    // A title may hold brackets of its own, so the last ones in the line decide.
    let (title, url) = heading.strip_prefix('[')?.rsplit_once("](")?;
    let (_, id) = url
        .split_once("youtube.com/watch?v=")
        .or_else(|| url.split_once("youtu.be/"))?;
    let id = VideoId::parse(id.get(..11)?)?;
    let words: Vec<_> = title.split_whitespace().collect();
    Some((id, words.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_may_hold_brackets_and_pipes() {
        let page = "### [On [deep] ice | Ep. 2](https://www.youtube.com/watch?v=-abc_DEF123)\n\
                    - [[floes | Floes]]\n### Plain heading\n";
        let episodes = episodes_in(page);
        let read: Vec<_> = episodes
            .iter()
            .map(|(id, title)| (id.as_str(), &**title))
            .collect();
        assert_eq!(read, [("-abc_DEF123", "On [deep] ice | Ep. 2")]);
    }
}
