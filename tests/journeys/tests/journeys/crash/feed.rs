//! A reader of the change feed that goes on, after every interruption, from the last number it wrote down.

use balie_client::{Client, v1};
use std::collections::HashMap;
use std::time::Duration;

/// Changes asked at once: few, so that a kill falls between two pages.
const PAGE: i32 = 20;

/// Everything the reader was given, in order.
#[derive(Debug, Default)]
pub struct Feed {
    epoch: String,
    since: u64,
    pub read: Vec<(u64, String, u64)>,
}

impl Feed {
    /// Reads until the daemon goes away.
    pub async fn read(mut self, client: Client) -> Self {
        while let Ok(page) = client.branch.changes(self.since, PAGE, &self.epoch).await {
            let more = page.more;
            self.take(page);
            if !more {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
        self
    }

    /// Reads to the present end.
    pub async fn catch_up(&mut self, client: &Client) {
        loop {
            let page = client.branch.changes(self.since, PAGE, &self.epoch).await.expect("the feed");
            let more = page.more;
            self.take(page);
            if !more {
                return;
            }
        }
    }

    fn take(&mut self, page: v1::ListChangesResponse) {
        self.epoch = page.epoch;
        self.since = page.last_number;
        for change in page.changes {
            let revision = change.registration.map_or(0, |registration| registration.revision);
            self.read.push((change.number, change.name, revision));
        }
    }

    /// Numbers rise over all pages and kills, no change comes twice, and the last of each registration is its
    /// present one.
    pub fn check(&self, present: &HashMap<String, v1::Registration>) {
        let rising = self.read.windows(2).find(|pair| pair[0].0 >= pair[1].0);
        assert_eq!(rising, None, "numbers of the feed rise");
        let mut last: HashMap<&str, (u64, u64)> = HashMap::new();
        for (number, name, revision) in &self.read {
            if let Some((_, before)) = last.insert(name, (*number, *revision)) {
                // A stored page is a change without a revision.
                assert!(before <= *revision, "{name}: revision {revision} after {before}");
            }
        }
        assert_eq!(last.len(), present.len(), "the feed names every registration");
        for (name, now) in present {
            assert_eq!(last.get(name.as_str()), Some(&(now.change_number, now.revision)), "{name}");
        }
    }
}
