//! Listing registrations page by page.

use sqlx::{QueryBuilder, Sqlite};

use super::record::{STATE_AT, columns};
use super::{Cursor, Filter, Order, Registration};
use crate::error::StoreError;
use crate::read::Reader;

/// The most rows one page can have.
const LIMIT: u32 = 1000;

/// One page of a listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The registrations, in the order asked for.
    pub registrations: Vec<Registration>,
    /// Where the next page begins; `None` on the last page.
    pub next: Option<Cursor>,
}

impl Reader<'_> {
    /// The page of at most `limit` registrations (1 to 1000; other values are brought within) that follows
    /// `after`, or the first one. It ends earlier where the states are large, but has at least one. Every page costs the same, however far in: the cursor is looked up in an
    /// index and nothing is counted or skipped.
    ///
    /// # Errors
    /// `Invalid` when `after` comes from a listing in another order.
    pub async fn list_registrations(
        &mut self,
        filter: &Filter,
        order: Order,
        after: Option<&Cursor>,
        limit: u32,
    ) -> Result<Page, StoreError> {
        let limit = limit.clamp(1, LIMIT);
        let mut sql = statement(filter, order, after, limit)?;
        let (rows, more) = self.page(sql.build(), limit, STATE_AT).await?;
        let registrations = rows.iter().map(Registration::from_row).collect::<Result<Vec<_>, _>>()?;
        let next = registrations.last().filter(|_| more).map(|last| last.cursor(order)).transpose()?;
        Ok(Page { registrations, next })
    }
}

/// Asks for one row more than the page holds, to know whether there is a next page.
fn statement(
    filter: &Filter,
    order: Order,
    after: Option<&Cursor>,
    limit: u32,
) -> Result<QueryBuilder<Sqlite>, StoreError> {
    let mut sql =
        QueryBuilder::<Sqlite>::new(concat!("SELECT ", columns!(), " FROM registrations WHERE true"));
    filter.push(&mut sql, order)?;
    if let Some(after) = after {
        if after.order != order {
            return Err(StoreError::Invalid { what: "page token of another order".to_owned() });
        }
        let beyond = if order.is_descending() { " < " } else { " > " };
        if order.is_by_change() {
            sql.push(" AND change_number").push(beyond).push_bind(after.key);
        } else {
            sql.push(" AND (created_at, sequence)").push(beyond);
            sql.push("(").push_bind(after.key).push(", ").push_bind(after.sequence).push(")");
        }
    }
    sql.push(match order {
        Order::CreatedAscending => " ORDER BY created_at, sequence",
        Order::CreatedDescending => " ORDER BY created_at DESC, sequence DESC",
        Order::ChangedAscending => " ORDER BY change_number",
        Order::ChangedDescending => " ORDER BY change_number DESC",
    });
    sql.push(" LIMIT ").push_bind(i64::from(limit) + 1);
    Ok(sql)
}

impl Registration {
    /// Where a listing in this order goes on after this registration.
    ///
    /// # Errors
    /// Never for a registration that was read from the store.
    pub fn cursor(&self, order: Order) -> Result<Cursor, StoreError> {
        let key = if order.is_by_change() {
            crate::value::integer(self.change_number)?
        } else {
            crate::value::micros(self.created_at)
        };
        Ok(Cursor { order, key, sequence: self.sequence })
    }
}

#[cfg(test)]
#[path = "list_plan_tests.rs"]
mod plan_tests;
