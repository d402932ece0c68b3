//! Listing jobs for people.

use sqlx::{QueryBuilder, Sqlite};

use super::record::{Job, columns};
use super::state::JobState;
use crate::error::StoreError;
use crate::read::Reader;
use crate::value::integer;

impl Reader<'_> {
    /// Jobs, newest first: at most `limit`, in one of `states` (any when empty), of `registration_id` (any
    /// when `None`), with a sequence below `before` (the newest when `None`).
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn list_jobs(
        &mut self,
        states: &[JobState],
        registration_id: Option<&str>,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<Job>, StoreError> {
        let mut sql = QueryBuilder::<Sqlite>::new(concat!("SELECT ", columns!(), " FROM jobs WHERE true"));
        if let Some(id) = registration_id {
            sql.push(" AND registration_id = ").push_bind(id.to_owned());
        }
        if let Some(before) = before {
            sql.push(" AND sequence < ").push_bind(integer(before)?);
        }
        if !states.is_empty() {
            let mut list = sql.push(" AND +state IN (").separated(", ");
            for state in states {
                list.push_bind(state.name());
            }
            sql.push(")");
        }
        sql.push(" ORDER BY sequence DESC LIMIT ").push_bind(i64::from(limit));
        self.all(sql.build()).await?.iter().map(Job::from_row).collect()
    }
}
