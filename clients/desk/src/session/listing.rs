//! The overview of the branch.

use super::{Effect, Lists, Session};
use balie_client::v1::Registration;

/// What the overview shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Show {
    /// Everything a clerk still has to finish.
    #[default]
    Open,
    /// Of those, what waits for the clerk and not for the patron or a device.
    Waiting,
    /// Login accounts that lapse, lapsed or failed.
    Accounts,
    /// Open balances.
    Debts,
}

impl Show {
    /// All, with their stable names.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Open, "open"),
        (Self::Waiting, "waiting"),
        (Self::Accounts, "accounts"),
        (Self::Debts, "debt"),
    ];

    /// Stable name.
    pub fn name(self) -> &'static str {
        Self::ALL.into_iter().find(|(show, _)| *show == self).map_or("", |(_, name)| name)
    }
}

/// The overview.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Listing {
    /// Which list.
    pub show: Show,
    /// The lists.
    pub lists: Lists,
    /// What is searched for; empty: the lists are shown.
    pub search: String,
    /// What was found.
    pub found: Vec<Registration>,
}

impl Listing {
    /// What is in view.
    pub fn rows(&self) -> Vec<&Registration> {
        if !self.search.is_empty() {
            return self.found.iter().collect();
        }
        match self.show {
            Show::Open => self.lists.open.iter().collect(),
            Show::Waiting => self.waiting().collect(),
            Show::Accounts => self.lists.accounts.iter().collect(),
            Show::Debts => self.lists.debts.iter().collect(),
        }
    }

    /// What waits for the clerk.
    pub fn waiting(&self) -> impl Iterator<Item = &Registration> {
        self.lists.open.iter().filter(|row| crate::view::waits_for_clerk(crate::view::waits(row)))
    }
}

impl Session {
    /// Shows another list.
    pub(super) fn show(&mut self, name: &str) -> Vec<Effect> {
        if let Some((show, _)) = Show::ALL.into_iter().find(|(_, known)| *known == name) {
            self.listing.show = show;
            self.listing.search.clear();
            self.form.set("search", "");
        }
        vec![Effect::List]
    }

    /// Searches as it is typed.
    pub(super) fn search(&mut self) -> Vec<Effect> {
        self.listing.search = self.form.text("search").trim().to_owned();
        if self.listing.search.is_empty() {
            self.listing.found.clear();
            return Vec::new();
        }
        vec![Effect::Search(self.listing.search.clone())]
    }

    /// Opens what is first in view.
    pub(super) fn open_first(&mut self) -> Vec<Effect> {
        let first = self.listing.rows().first().map(|row| row.name.clone());
        first.map(|name| self.open(&name)).unwrap_or_default()
    }
}
