//! What a listing can be narrowed to.

use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{QueryBuilder, Sqlite};

use super::Order;
use crate::error::StoreError;
use crate::value::{integer, micros};

/// Narrows a listing; all that is given must hold. The default narrows nothing.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// In one of these steps; empty means any.
    pub steps: Vec<String>,
    /// Finished or not.
    pub terminal: Option<bool>,
    /// Has or had this pass.
    pub pass_number: Option<String>,
    /// Has this patron number.
    pub patron_number: Option<u64>,
    /// Has this SEPA mandate reference.
    pub mandate_reference: Option<String>,
    /// Made at or after this instant.
    pub created_from: Option<DateTime<Utc>>,
    /// Made before this instant.
    pub created_before: Option<DateTime<Utc>>,
    /// Enrolled on or after this date.
    pub enrolled_from: Option<NaiveDate>,
    /// Enrolled on or before this date.
    pub enrolled_until: Option<NaiveDate>,
    /// Born on this date.
    pub birth_date: Option<NaiveDate>,
    /// Surname key begins with this.
    pub surname_prefix: Option<String>,
    /// Has this tariff code.
    pub subscription: Option<String>,
    /// Made at this station.
    pub station: Option<String>,
    /// Lives in this place.
    pub place: Option<String>,
    /// Has something to pay.
    pub open_balance: bool,
    /// Mandate in this state.
    pub mandate_state: Option<String>,
    /// Login account in this state.
    pub account_state: Option<String>,
    /// Login account must be activated before this instant.
    pub account_deadline_before: Option<DateTime<Utc>>,
}

/// Search terms are personal, so debug output has none.
impl fmt::Debug for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Filter").finish_non_exhaustive()
    }
}

impl Filter {
    /// Appends the conditions, each after ` AND `.
    ///
    /// Columns in which many rows share a value are hidden from the planner by a unary `+` when the listing
    /// is in order of change: walking the feed backwards finds a page sooner than collecting and sorting
    /// every row of a station.
    pub(super) fn push(&self, sql: &mut QueryBuilder<Sqlite>, order: Order) -> Result<(), StoreError> {
        let common = if order.is_by_change() { " AND +" } else { " AND " };
        let equal = [
            (" AND ", "pass_number", &self.pass_number),
            (" AND ", "mandate_reference", &self.mandate_reference),
            (common, "subscription", &self.subscription),
            (common, "station", &self.station),
            (common, "place", &self.place),
            (common, "mandate_state", &self.mandate_state),
            (common, "account_state", &self.account_state),
        ];
        for (glue, column, value) in equal {
            if let Some(value) = value {
                sql.push(glue).push(column).push(" = ").push_bind(value);
            }
        }
        if let Some(number) = self.patron_number {
            sql.push(" AND patron_number = ").push_bind(integer(number)?);
        }
        if let Some(date) = self.birth_date {
            sql.push(" AND birth_date = ").push_bind(date.to_string());
        }
        if let Some(terminal) = self.terminal {
            sql.push(" AND +terminal = ").push_bind(i64::from(terminal));
        }
        if self.open_balance {
            sql.push(" AND open_balance_cents > 0");
        }
        if let Some(at) = self.account_deadline_before {
            sql.push(" AND account_deadline < ").push_bind(micros(at));
        }
        self.push_steps(sql);
        self.push_ranges(sql);
        Ok(())
    }

    fn push_steps(&self, sql: &mut QueryBuilder<Sqlite>) {
        match self.steps.as_slice() {
            [] => {}
            [step] => {
                sql.push(" AND step = ").push_bind(step);
            }
            steps => {
                // As for the common columns: several steps cannot be read in order from one index.
                let mut list = sql.push(" AND +step IN (").separated(", ");
                for step in steps {
                    list.push_bind(step);
                }
                sql.push(")");
            }
        }
    }

    fn push_ranges(&self, sql: &mut QueryBuilder<Sqlite>) {
        if let Some(at) = self.created_from {
            sql.push(" AND created_at >= ").push_bind(micros(at));
        }
        if let Some(at) = self.created_before {
            sql.push(" AND created_at < ").push_bind(micros(at));
        }
        if let Some(date) = self.enrolled_from {
            sql.push(" AND enrolled_on >= ").push_bind(date.to_string());
        }
        if let Some(date) = self.enrolled_until {
            sql.push(" AND enrolled_on <= ").push_bind(date.to_string());
        }
        if let Some(prefix) = self.surname_prefix.as_deref().filter(|prefix| !prefix.is_empty()) {
            // A range instead of LIKE: it uses the index, and no letter of the prefix is a wildcard.
            sql.push(" AND surname_key >= ").push_bind(prefix);
            sql.push(" AND surname_key < ").push_bind(format!("{prefix}{}", char::MAX));
        }
    }
}
