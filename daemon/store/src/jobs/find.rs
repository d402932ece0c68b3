//! Asking about jobs.

use chrono::{DateTime, Utc};
use sqlx::query;

use super::record::columns;
use super::{Job, JobState};
use crate::error::{Entity, StoreError};
use crate::read::Reader;
use crate::value::{Cells, integer, micros};

impl Reader<'_> {
    /// The job with this id.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn job(&mut self, id: &str) -> Result<Option<Job>, StoreError> {
        const SQL: &str = concat!("SELECT ", columns!(), " FROM jobs WHERE id = ?1");
        self.optional(query(SQL).bind(id)).await?.as_ref().map(Job::from_row).transpose()
    }

    /// The job that `device` should start now: the oldest queued one whose time has come. `None` also while
    /// it has a job under way.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn next_job(&mut self, device: &str, now: DateTime<Utc>) -> Result<Option<Job>, StoreError> {
        const SQL: &str = concat!(
            "SELECT ",
            columns!(),
            " FROM jobs WHERE device = ?1 AND state = 'queued' AND coalesce(not_before, ?2) <= ?2
                AND NOT EXISTS (SELECT 1 FROM jobs WHERE device = ?1 AND state IN ('started', 'attention'))
            ORDER BY sequence LIMIT 1"
        );
        let row = self.optional(query(SQL).bind(device).bind(micros(now))).await?;
        row.as_ref().map(Job::from_row).transpose()
    }

    /// When the first delayed job of `device` may start; `None` when none is delayed past `now`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn next_job_due(
        &mut self,
        device: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>, StoreError> {
        let sql =
            "SELECT min(not_before) FROM jobs WHERE device = ?1 AND state = 'queued' AND not_before > ?2";
        let row = self.one(query(sql).bind(device).bind(micros(now))).await?;
        Cells(&row).optional_instant(0)
    }

    /// How many jobs of the same device go before this one, the one under way included; 0 means it is next.
    /// `None` when it is not queued.
    ///
    /// # Errors
    /// `NotFound` when there is no such job.
    pub async fn jobs_ahead(&mut self, id: &str) -> Result<Option<u64>, StoreError> {
        let missing = || StoreError::NotFound { entity: Entity::Job, id: id.to_owned() };
        let job = self.job(id).await?.ok_or_else(missing)?;
        if job.state != JobState::Queued {
            return Ok(None);
        }
        let sql =
            "SELECT (SELECT count(*) FROM jobs WHERE device = ?1 AND state = 'queued' AND sequence < ?2)
            + (SELECT count(*) FROM jobs WHERE device = ?1 AND state IN ('started', 'attention'))";
        let row = self.one(query(sql).bind(&job.device).bind(integer(job.sequence)?)).await?;
        Cells(&row).number(0).map(Some)
    }

    /// Jobs in one state, oldest first: at most `limit` with a sequence above `after` (0 for the first).
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn jobs_in_state(
        &mut self,
        state: JobState,
        after: u64,
        limit: u32,
    ) -> Result<Vec<Job>, StoreError> {
        const SQL: &str = concat!(
            "SELECT ",
            columns!(),
            " FROM jobs WHERE state = ?1 AND sequence > ?2 ORDER BY sequence LIMIT ?3"
        );
        let rows = query(SQL).bind(state.name()).bind(integer(after)?).bind(i64::from(limit));
        self.all(rows).await?.iter().map(Job::from_row).collect()
    }

    /// All jobs of a registration, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn jobs_of(&mut self, registration_id: &str) -> Result<Vec<Job>, StoreError> {
        const SQL: &str =
            concat!("SELECT ", columns!(), " FROM jobs WHERE registration_id = ?1 ORDER BY sequence");
        self.all(query(SQL).bind(registration_id)).await?.iter().map(Job::from_row).collect()
    }
}
