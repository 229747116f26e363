//! The links of a card to the moments of its recording.

use crate::plan::Record;

/// A link to a moment.
pub(super) struct Link {
    /// What a reader sees.
    pub label: String,
    /// Where it leads.
    pub url: String,
}

/// The links of one card; at least one.
pub(super) struct Links(Vec<Link>);

impl Links {
    /// A link to each moment that the card cites, or one to the start of its recording.
    pub fn of(record: &Record) -> Self {
        let video = record.key.video.as_str();
        let links = record.timecodes.iter().map(|time| Link {
            label: time.to_string(),
            url: format!(
                "https://www.youtube.com/watch?v={video}&t={}s",
                time.seconds()
            ),
        });
        let mut links: Vec<Link> = links.collect();
        if links.is_empty() {
            links.push(Link {
                label: "recording".to_owned(),
                url: format!("https://www.youtube.com/watch?v={video}"),
            });
        }
        Self(links)
    }

    /// The first.
    pub fn first(mut self) -> Link {
        self.0.swap_remove(0)
    }

    /// All of them on a line of Markdown. Neither part can hold a mark of Markdown.
    pub fn markdown(&self) -> String {
        let links = self.0.iter();
        let links = links.map(|link| format!("[{}]({})", link.label, link.url));
        links.collect::<Vec<_>>().join(" · ")
    }
}
