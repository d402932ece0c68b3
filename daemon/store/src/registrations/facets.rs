//! What can be searched of a registration.

use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};

use crate::error::StoreError;
use crate::value::{Cells, integer, micros};

/// The searchable side of a registration, copied out of its state by the caller. `None` where the state
/// does not say (yet). Keys are normalised by the caller, the same way on writing and on asking; the IBAN
/// may be given as a keyed hash. Debug output is empty, because nearly all of it is personal.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// The number of the pass, as scanned.
    pub pass_number: Option<String>,
    /// Whether this registration holds that pass. Two registrations cannot hold the same pass.
    pub pass_active: bool,
    /// The patron number, issued once.
    pub patron_number: Option<u64>,
    /// Date of birth.
    pub birth_date: Option<NaiveDate>,
    /// Surname for searching (lower case, no accents).
    pub surname_key: Option<String>,
    /// E-mail address for comparing.
    pub email_key: Option<String>,
    /// IBAN for comparing.
    pub iban_key: Option<String>,
    /// Tariff code of the subscription.
    pub subscription: Option<String>,
    /// The station of the clerk who made it.
    pub station: Option<String>,
    /// Place of residence.
    pub place: Option<String>,
    /// The date of enrolment; `None` keeps it out of the daily counts.
    pub enrolled_on: Option<NaiveDate>,
    /// What is still to be paid, in euro cents.
    pub open_balance_cents: i64,
    /// The fee booked, in euro cents.
    pub fee_cents: i64,
    /// State of the SEPA mandate, as the caller names it.
    pub mandate_state: Option<String>,
    /// SEPA mandate reference (AT-01), unique.
    pub mandate_reference: Option<String>,
    /// State of the login account, as the caller names it.
    pub account_state: Option<String>,
    /// Until when the login account can be activated.
    pub account_deadline: Option<DateTime<Utc>>,
}

impl fmt::Debug for Facets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Facets").finish_non_exhaustive()
    }
}

/// A value on its way to a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    Text(Option<String>),
    Integer(Option<i64>),
}

impl Facets {
    /// Name and value of every facet column, in the order of the table.
    pub(super) fn columns(&self) -> Result<[(&'static str, Cell); 17], StoreError> {
        let text = |value: &Option<String>| Cell::Text(value.clone());
        let date = |value: Option<NaiveDate>| Cell::Text(value.map(|date| date.to_string()));
        Ok([
            ("pass_number", text(&self.pass_number)),
            ("pass_active", Cell::Integer(Some(self.pass_active.into()))),
            ("patron_number", Cell::Integer(self.patron_number.map(integer).transpose()?)),
            ("birth_date", date(self.birth_date)),
            ("surname_key", text(&self.surname_key)),
            ("email_key", text(&self.email_key)),
            ("iban_key", text(&self.iban_key)),
            ("subscription", text(&self.subscription)),
            ("station", text(&self.station)),
            ("place", text(&self.place)),
            ("enrolled_on", date(self.enrolled_on)),
            ("open_balance_cents", Cell::Integer(Some(self.open_balance_cents))),
            ("fee_cents", Cell::Integer(Some(self.fee_cents))),
            ("mandate_state", text(&self.mandate_state)),
            ("mandate_reference", text(&self.mandate_reference)),
            ("account_state", text(&self.account_state)),
            ("account_deadline", Cell::Integer(self.account_deadline.map(micros))),
        ])
    }

    pub(super) fn from_cells(cells: &Cells<'_>, at: usize) -> Result<Self, StoreError> {
        Ok(Self {
            pass_number: cells.get(at)?,
            pass_active: cells.flag(at + 1)?,
            patron_number: cells.optional_number(at + 2)?,
            birth_date: cells.optional_date(at + 3)?,
            surname_key: cells.get(at + 4)?,
            email_key: cells.get(at + 5)?,
            iban_key: cells.get(at + 6)?,
            subscription: cells.get(at + 7)?,
            station: cells.get(at + 8)?,
            place: cells.get(at + 9)?,
            enrolled_on: cells.optional_date(at + 10)?,
            open_balance_cents: cells.get(at + 11)?,
            fee_cents: cells.get(at + 12)?,
            mandate_state: cells.get(at + 13)?,
            mandate_reference: cells.get(at + 14)?,
            account_state: cells.get(at + 15)?,
            account_deadline: cells.optional_instant(at + 16)?,
        })
    }
}
