//! Counts and sums per day.

use chrono::NaiveDate;
use sqlx::query;

use crate::error::StoreError;
use crate::read::Reader;
use crate::value::Cells;

/// What was enrolled on one day with one subscription. Erased registrations are counted too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayTotals {
    /// The date of enrolment.
    pub day: NaiveDate,
    /// Tariff code; `None` for registrations without one.
    pub subscription: Option<String>,
    /// How many.
    pub registrations: u64,
    /// Sum of the fees, in euro cents.
    pub fee_cents: i64,
    /// Sum of what is (or, for erased ones, was) still to be paid, in euro cents.
    pub open_balance_cents: i64,
}

impl Reader<'_> {
    /// Counts and sums per day and subscription of what was enrolled from `from` up to and including `until`,
    /// in that order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn daily_summary(
        &mut self,
        from: NaiveDate,
        until: NaiveDate,
    ) -> Result<Vec<DayTotals>, StoreError> {
        const SQL: &str = "
            SELECT day, nullif(code, ''), sum(registrations), sum(fee), sum(balance) FROM (
                SELECT enrolled_on AS day, coalesce(subscription, '') AS code, count(*) AS registrations,
                        sum(fee_cents) AS fee, sum(open_balance_cents) AS balance
                    FROM registrations WHERE enrolled_on BETWEEN ?1 AND ?2 GROUP BY enrolled_on, subscription
                UNION ALL
                SELECT enrolled_on, subscription, registrations, fee_cents, open_balance_cents
                    FROM erased_totals WHERE enrolled_on BETWEEN ?1 AND ?2
            ) GROUP BY day, code ORDER BY day, code";
        let rows = self.all(query(SQL).bind(from.to_string()).bind(until.to_string())).await?;
        let totals = |row| {
            let cells = Cells(row);
            Ok(DayTotals {
                day: cells.date(0)?,
                subscription: cells.get(1)?,
                registrations: cells.number(2)?,
                fee_cents: cells.get(3)?,
                open_balance_cents: cells.get(4)?,
            })
        };
        rows.iter().map(totals).collect()
    }
}
