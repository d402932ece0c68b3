//! The use cases: one registration at a time goes through here.
//!
//! The hub brings the facts together, lets the heart decide, and stores the decision with its jobs, audit
//! entry and request record in one transaction. Results of slow work come back as commands like any other.

mod account_use;
mod apply;
mod caller;
mod care;
mod choice;
mod clock;
mod erase;
mod error;
mod facts;
mod files;
mod forms;
mod jobs;
pub mod names;
mod outcome;
mod page_file;
mod pages;
mod query;
mod records;
mod remains;
mod requests;
mod scans;
mod views;
pub mod workers;

pub use apply::{Applied, Request, Seen};
pub use caller::Caller;
pub use clock::Clock;
pub use erase::{Erase, Erased};
pub use error::HubError;
pub use files::language;
pub use forms::FormWish;
pub use jobs::{JobView, Preparing, ProgressBoard};
pub use page_file::{PAGE_MAX, PageFile};
pub use pages::{NewPage, Page, WITHOUT_BARCODE};
pub use query::{ChangeItem, Name};
pub use records::Stored;
pub use remains::Cleared;
pub use scans::{ScanFindings, ScanWish, Scanning};

use crate::addresses::{AddressBook, Found};
use crate::page_reader::PageReader;
use crate::vault::PageVault;
use balie_accounts::AccountProvider;
use balie_devices::DeviceRegistry;
use balie_documents::Documents;
use balie_registration::catalogue::Catalogue;
use balie_registration::machine::{Policy, Retention};
use balie_registration::values::Postcode;
use balie_store::Store;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;
use tokio::sync::{Mutex, MutexGuard};

/// What the hub is made of.
pub struct Parts {
    /// The store.
    pub store: Store,
    /// Subscriptions.
    pub catalogue: Catalogue,
    /// Rules of the branch.
    pub policy: Policy,
    /// Numbers the branch issues.
    pub numbers: PatronNumbers,
    /// Creditor of direct debit mandates.
    pub creditor: Creditor,
    /// Devices.
    pub devices: DeviceRegistry,
    /// Documents.
    pub documents: Documents,
    /// Reads scanned and uploaded pages.
    pub pages: PageReader,
    /// Seals stored pages.
    pub vault: PageVault,
    /// Login accounts.
    pub accounts: Arc<dyn AccountProvider>,
    /// Streets by postcode; none when the branch has no list.
    pub addresses: Option<AddressBook>,
    /// How long registrations are kept.
    pub retention: Retention,
    /// How often is looked for what happens by itself: deadlines, erasing.
    pub look_every: Duration,
    /// Time.
    pub clock: Clock,
}

/// The patron numbers a branch may issue, so that branches never issue the same one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PatronNumbers {
    /// First.
    pub first: u32,
    /// Last.
    pub last: u32,
}

/// The creditor on the mandate form (EPC AT-02, AT-03, AT-05).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Creditor {
    /// Name.
    pub name: String,
    /// Street and number.
    pub street: String,
    /// Postcode and place.
    pub place: String,
    /// Country in words.
    pub country: String,
    /// Creditor identifier.
    pub id: balie_registration::values::CreditorId,
}

/// The hub. Cloning is cheap.
#[derive(Clone)]
pub struct Hub {
    parts: Arc<Parts>,
    progress: Arc<ProgressBoard>,
    /// The write-ahead log may hold what was erased; after a crash it may as well.
    erased: Arc<AtomicBool>,
    /// Held while a login account is worked on: who erases its registration comes before or after, never between.
    account_work: Arc<Mutex<()>>,
    pending_views: Arc<views::PendingViews>,
}

impl Hub {
    /// Puts the parts together. Start [`workers::start`] next.
    pub fn new(parts: Parts) -> Self {
        Self {
            parts: Arc::new(parts),
            progress: Arc::default(),
            erased: Arc::new(AtomicBool::new(true)),
            account_work: Arc::default(),
            pending_views: Arc::default(),
        }
    }

    /// Street and place of a postcode; empty when they are not known.
    ///
    /// # Errors
    /// `Internal` when the list cannot be read any more.
    pub fn address(&self, postcode: &Postcode) -> Result<Found, HubError> {
        let found = self.parts.addresses.as_ref().map(|book| book.find(postcode)).transpose();
        found.map(Option::unwrap_or_default).map_err(|error| HubError::Internal(error.to_string()))
    }

    /// The store.
    pub fn store(&self) -> &Store {
        &self.parts.store
    }

    /// Rules of the branch.
    pub fn policy(&self) -> &Policy {
        &self.parts.policy
    }

    /// Subscriptions.
    pub fn catalogue(&self) -> &Catalogue {
        &self.parts.catalogue
    }

    /// Devices.
    pub fn devices(&self) -> &DeviceRegistry {
        &self.parts.devices
    }

    /// Ids of the pass printers.
    pub fn printers(&self) -> Vec<String> {
        self.parts.devices.pass_printers().map(ToString::to_string).collect()
    }

    /// Ids of the form printers.
    pub fn form_printers(&self) -> Vec<String> {
        self.parts.devices.form_printers().map(ToString::to_string).collect()
    }

    /// Ids of the document scanners.
    pub fn document_scanners(&self) -> Vec<String> {
        self.parts.devices.document_scanners().map(ToString::to_string).collect()
    }

    /// Documents.
    pub fn documents(&self) -> &Documents {
        &self.parts.documents
    }

    /// Login accounts.
    pub fn accounts(&self) -> &Arc<dyn AccountProvider> {
        &self.parts.accounts
    }

    /// Creditor of mandates.
    pub fn creditor(&self) -> &Creditor {
        &self.parts.creditor
    }

    /// How long registrations are kept.
    pub fn retention(&self) -> &Retention {
        &self.parts.retention
    }

    /// Time.
    pub fn clock(&self) -> &Clock {
        &self.parts.clock
    }

    /// Waits until no login account is worked on, and keeps it so.
    async fn account_turn(&self) -> MutexGuard<'_, ()> {
        self.account_work.lock().await
    }

    /// What jobs that have not passed the point of no return are doing.
    pub fn progress(&self) -> &ProgressBoard {
        &self.progress
    }
}
