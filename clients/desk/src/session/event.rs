//! What can happen.

use super::EnrolFault;
use crate::ui::{Action, Distrust};
use balie_client::station::{EnrolStep, Enrolled};
use balie_client::v1::{self, Job, Registration, SubscriptionOption};
use balie_client::{ClientError, FieldViolation, Refusal};

/// Why something was not done.
#[derive(Debug, Clone, PartialEq)]
pub enum Failure {
    /// The daemon is away: nothing was done.
    Away,
    /// No answer in time: whether it was done is unknown.
    NoAnswer,
    /// The daemon refused.
    Refused(Box<Refusal>),
    /// A file of this machine cannot be read or written.
    File,
}

impl Failure {
    /// It is known that nothing was done.
    pub fn is_answer(&self) -> bool {
        matches!(self, Self::Refused(_) | Self::File)
    }

    /// What the clerk is to know of characters that no font has, where that is why.
    pub fn boxes(&self) -> Option<&str> {
        let Self::Refused(refusal) = self else { return None };
        refusal.misses_characters().map(|violation| violation.message.as_str())
    }
}

impl From<ClientError> for Failure {
    fn from(error: ClientError) -> Self {
        match error {
            ClientError::Refused(refusal) => Self::Refused(refusal),
            ClientError::TimedOut => Self::NoAnswer,
            ClientError::TooLarge { .. } => Self::File,
            _ => Self::Away,
        }
    }
}

/// The lists of the overview.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lists {
    /// Those a clerk still has to finish.
    pub open: Vec<Registration>,
    /// Enrolled ones whose login account lapses, lapsed or failed.
    pub accounts: Vec<Registration>,
    /// Those with an open balance.
    pub debts: Vec<Registration>,
}

/// What the scanner told.
#[derive(Debug, Clone, PartialEq)]
pub enum ScannerEvent {
    /// It is this station's.
    Claimed(String),
    /// Another station has it.
    HeldBy(String),
    /// Another station asks for it.
    AskedBy(String),
    /// It was lost.
    Lost,
    /// A code.
    Scan(v1::Scan),
    /// A read that was refused.
    BadRead(String),
}

/// A file of this machine that may be a signed page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageFile {
    /// Where it is.
    pub path: String,
    /// Its name.
    pub name: String,
    /// Its directory.
    pub folder: String,
    /// When it changed last, for people.
    pub when: String,
}

/// A signed page that is stored.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoredPage {
    /// Mandate references read from it; empty when no barcode could be read.
    pub references: Vec<String>,
    /// What the clerk should know and do, in the clerk's language; may be empty.
    pub notice: String,
    /// The registration as it is now.
    pub registration: Registration,
}

/// How the scan of a page goes.
#[derive(Debug, Clone, PartialEq)]
pub enum PageScan {
    /// The job as it is now.
    Job(Box<Job>),
    /// The page, as PNG.
    Preview(Vec<u8>),
    /// The page is stored.
    Stored(Box<StoredPage>),
}

/// What can happen.
#[derive(Debug)]
pub enum Event {
    /// The clerk wants something; with an argument.
    Act(Action, String),
    /// The clerk typed in a field, or chose.
    Edited(String, String),
    /// The clerk left a field.
    Left(String),
    /// The clerk wants the next subscription (1) or the one before (-1).
    NextOffer(i32),

    /// The daemon answers, and this is its branch.
    Up(v1::GetBranchResponse),
    /// The daemon does not answer.
    Away,
    /// This PC is not enrolled at a daemon, and has none of its own.
    Unenrolled,
    /// The daemon and this PC do not trust each other.
    Distrusted(Distrust),
    /// Address of the daemon on another machine; empty for the one of this PC.
    Server(String),
    /// What the daemon calls this station.
    Station(String),
    /// How far enrolling this PC is.
    Enrolling(EnrolStep),
    /// This PC was enrolled, or not.
    Enrolled(Result<Enrolled, EnrolFault>),
    /// The devices as they are now.
    Devices(Vec<v1::Device>),
    /// The scanner told something.
    Scanner(ScannerEvent),
    /// Something changed in the branch.
    BranchChanged,
    /// The lists of the overview.
    Listed(Lists),
    /// What was found for this search.
    Found(String, Vec<Registration>),
    /// A registration that was asked for.
    Opened(Result<Registration, Failure>),
    /// The registration in view changed.
    Changed(Registration),
    /// A command was carried out, or not.
    Applied(Result<Registration, Failure>),
    /// What the daemon would say of the form with this version.
    Checked(u32, Vec<FieldViolation>),
    /// Street and place of a postcode: path of the address in the form, its postcode, and what was found.
    Address(String, String, v1::LookUpAddressResponse),
    /// What this patron may have.
    Offers(String, Vec<SubscriptionOption>),
    /// How the print goes.
    Job(Job),
    /// The pass as it will be printed.
    Artwork {
        /// The registration.
        name: String,
        /// Number of the pass.
        pass: String,
        /// PNG.
        png: Vec<u8>,
        /// What the clerk should know before it is printed.
        notice: String,
    },
    /// The mandate form: its registration, PNG, and what the clerk should know before it is printed.
    Page(String, Vec<u8>, String),
    /// How the print of the mandate form goes.
    FormPrint(Result<Job, Failure>),
    /// The mandate form was saved in this file.
    FormSaved(Result<String, Failure>),
    /// Files of this machine that may be the signed page, the newest first.
    Files(Vec<PageFile>),
    /// The signed page was stored, from a file.
    Uploaded(Result<StoredPage, Failure>),
    /// How the scan of the signed page goes.
    PageScan(Result<PageScan, Failure>),
}
