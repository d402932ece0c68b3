//! What a decision may know of the world: time, rules of the branch, identifiers, what else is registered.

use super::command::JobId;
use super::policy::Policy;
use super::step::Step;
use crate::catalogue::Catalogue;
use crate::role::Role;
use crate::values::{BirthDate, Email, Iban, MandateReference, PassNumber, PatronNumber};
pub use balie_typed::local_date;
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// Who uses a pass number already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PassUsage {
    /// Nobody.
    Free,
    /// Somebody; `place` tells where, in words that name nobody.
    InUse {
        /// Where.
        place: String,
    },
    /// It was printed or handed out for a registration that was cancelled, or spoiled.
    Spent,
}

/// An earlier registration that may be of the same patron.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its id.
    pub registration: Uuid,
    /// Surname, or the institution's name.
    pub surname: String,
    /// Name as shown.
    pub full_name: String,
    /// Birth date.
    pub birth_date: BirthDate,
    /// E-mail address.
    pub email: Option<Email>,
    /// IBAN.
    pub iban: Option<Iban>,
    /// Pass.
    pub pass: Option<PassNumber>,
    /// Patron number, once saved.
    pub patron_number: Option<PatronNumber>,
    /// Subscription, once chosen.
    pub subscription: Option<String>,
    /// Where it stands.
    pub step: Step,
}

/// Everything a decision may know beside the registration and the command.
#[derive(Debug, Clone)]
pub struct Facts<'a> {
    /// Now.
    pub now: DateTime<Utc>,
    /// Rules of the branch.
    pub policy: &'a Policy,
    /// Subscriptions.
    pub catalogue: &'a Catalogue,
    /// Role of the caller.
    pub role: Role,
    /// Usage of the pass in the command; needed for commands that bring one.
    pub pass_usage: Option<PassUsage>,
    /// Earlier registrations that may be of the same patron: all that share birth date, e-mail address or
    /// IBAN; needed where duplicates are judged, and for choosing the subscription and saving.
    pub candidates: Vec<Candidate>,
    /// Subject of the login account that is to be linked, when the provider has it no more; needed for saving.
    pub gone_account: Option<String>,
    /// A fresh job id; used by commands that start slow work.
    pub job: JobId,
    /// A fresh patron number; needed for saving.
    pub patron_number: Option<PatronNumber>,
    /// Characters of the pass that no font has, which come out as empty boxes; needed for printing it.
    pub no_glyphs: Vec<char>,
    /// A fresh mandate reference; needed for entering a mandate.
    pub mandate_reference: Option<MandateReference>,
}

impl Facts<'_> {
    /// The date at the counter.
    pub fn today(&self) -> NaiveDate {
        local_date(self.now)
    }
}
