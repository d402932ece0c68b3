//! The registration in view.

use super::PageFile;
use balie_client::services::Jobs;
use balie_client::v1::{Job, Registration, SubscriptionOption, pass_print};

/// The registration in view, and what belongs to it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Open {
    /// As the daemon last told.
    pub registration: Registration,
    /// What the patron may have; empty until it was told.
    pub offers: Vec<SubscriptionOption>,
    /// The latest print job.
    pub job: Option<Job>,
    /// The pass as it will be printed, as PNG.
    pub artwork: Vec<u8>,
    /// What the clerk should know before the pass is printed.
    pub artwork_notice: String,
    /// The mandate form, as PNG.
    pub page: Vec<u8>,
    /// What the clerk should know before the form is printed.
    pub page_notice: String,
    /// The latest scan of the signed page, until it ended well.
    pub scan: Option<Job>,
    /// The signed page as it was scanned, as PNG.
    pub scanned: Vec<u8>,
    /// Files of this machine that may be the signed page; none until they were looked for.
    pub files: Option<Vec<PageFile>>,
    /// The latest print of the mandate form.
    pub form_print: Option<Job>,
    /// Where the form was saved.
    pub saved_form: String,
}

impl Open {
    /// A registration that was just opened.
    pub fn new(registration: Registration) -> Self {
        Self { registration, ..Self::default() }
    }

    /// Lets go what was fetched for the registration in view and is another one for the registration as it is now.
    pub fn forget_what_changes_with(&mut self, now: &Registration) {
        let before = &self.registration;
        let person = (&before.person, &before.addressed_as) != (&now.person, &now.addressed_as);
        if person || before.pass_number != now.pass_number || before.subscription != now.subscription {
            self.artwork.clear();
            self.artwork_notice.clear();
        }
        if person || before.details != now.details {
            self.offers.clear();
        }
        let paper = |now: &Registration| now.mandate.clone().map(|mandate| (mandate.reference, mandate.iban));
        if person || paper(before) != paper(now) {
            self.page.clear();
            self.page_notice.clear();
        }
    }

    /// Where the pass stands.
    pub fn print_state(&self) -> pass_print::State {
        self.registration.pass_print.as_ref().map(|print| print.state()).unwrap_or_default()
    }

    /// The signed page is being scanned.
    pub fn is_scanning(&self) -> bool {
        is_under_way(self.scan.as_ref())
    }

    /// The mandate form is being printed.
    pub fn is_printing_form(&self) -> bool {
        is_under_way(self.form_print.as_ref())
    }

    /// The command is possible in this step.
    pub fn may(&self, command: &str) -> bool {
        self.registration.possible_commands.iter().any(|possible| possible == command)
    }
}

fn is_under_way(job: Option<&Job>) -> bool {
    job.is_some_and(|job| !Jobs::has_ended(job.state()))
}
