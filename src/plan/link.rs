//! The links of a card to the moments of its recording.

use crate::note::VideoId;
use crate::timecode::Timecode;

use super::Record;

/// A link to a moment. Neither part can hold a mark of Markdown; the address holds an `&`,
/// which HTML wants escaped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What a reader sees.
    pub label: String,
    /// Where it leads.
    pub address: String,
}

impl Record {
    /// A link to each moment that the card cites, or one to the start of its recording; so
    /// there is always a first.
    pub fn links(&self) -> Vec<Link> {
        let video = self.key.video;
        let links = self.timecodes.iter().map(|time| Link {
            label: time.to_string(),
            address: address(video, Some(*time)),
        });
        let mut links: Vec<Link> = links.collect();
        if links.is_empty() {
            links.push(Link {
                label: "recording".to_owned(),
                address: address(video, None),
            });
        }
        links
    }
}

/// Where a recording can be watched; `time: None` means from its beginning.
fn address(video: VideoId, time: Option<Timecode>) -> String {
    let video = video.as_str();
    match time {
        None => format!("https://www.youtube.com/watch?v={video}"),
        Some(time) => format!(
            "https://www.youtube.com/watch?v={video}&t={}s",
            time.seconds()
        ),
    }
}
