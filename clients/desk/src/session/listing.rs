//! The overview of the branch.

use super::{Effect, Lists, Session};
use crate::ui::Page;
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
    /// What was found last.
    found: Found,
    /// Enter was pressed before the answer: the first that is found is opened.
    opens_found: bool,
}

/// What was found for a search.
#[derive(Debug, Clone, Default, PartialEq)]
struct Found {
    search: String,
    rows: Vec<Registration>,
}

impl Listing {
    /// What is in view.
    pub fn rows(&self) -> Vec<&Registration> {
        if !self.search.is_empty() {
            return if self.awaits_answer() { Vec::new() } else { self.found.rows.iter().collect() };
        }
        match self.show {
            Show::Open => self.lists.open.iter().collect(),
            Show::Waiting => self.waiting().collect(),
            Show::Accounts => self.lists.accounts.iter().collect(),
            Show::Debts => self.lists.debts.iter().collect(),
        }
    }

    /// What is searched for was not answered yet: what was found before says nothing of it.
    pub fn awaits_answer(&self) -> bool {
        !self.search.is_empty() && self.found.search != self.search
    }

    /// Lets the search go.
    pub(super) fn stop_searching(&mut self) {
        self.search.clear();
        self.found = Found::default();
        self.opens_found = false;
    }

    /// Something else was wanted since Enter was pressed.
    pub(super) fn forget_enter(&mut self) {
        self.opens_found = false;
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
            self.listing.stop_searching();
            self.form.set("search", "");
        }
        vec![Effect::List]
    }

    /// Searches as it is typed.
    pub(super) fn search(&mut self) -> Vec<Effect> {
        let search = self.form.text("search").trim().to_owned();
        self.listing.opens_found = false;
        if search.is_empty() {
            self.listing.stop_searching();
            return Vec::new();
        }
        self.listing.search.clone_from(&search);
        vec![Effect::Search(search)]
    }

    /// Takes in what was found for a search, unless another one was typed since.
    pub(super) fn found(&mut self, search: String, rows: Vec<Registration>) -> Vec<Effect> {
        if search != self.listing.search {
            return Vec::new();
        }
        self.listing.found = Found { search, rows };
        let opens = std::mem::take(&mut self.listing.opens_found) && self.page == Page::Overview;
        if opens { self.open_first() } else { Vec::new() }
    }

    /// Opens what is first in view; what is searched for, as soon as it is found.
    pub(super) fn open_first(&mut self) -> Vec<Effect> {
        if self.listing.awaits_answer() {
            self.listing.opens_found = true;
            return Vec::new();
        }
        let first = self.listing.rows().first().map(|row| row.name.clone());
        first.map(|name| self.open(&name)).unwrap_or_default()
    }
}
