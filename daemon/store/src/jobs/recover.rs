//! After a crash: what became of the jobs that were under way.

use chrono::{DateTime, Utc};
use sqlx::query;

use super::record::columns;
use super::{Job, JobState, Retry};
use crate::error::StoreError;
use crate::writer::WriteTx;

impl WriteTx {
    /// To be called once at start-up, before any worker runs. Jobs under way are queued again when repeatable;
    /// the others become `Unknown`, for a person to resolve: nothing is printed twice by itself. Returns them
    /// all in their new state, oldest first.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn recover_jobs(&mut self, at: DateTime<Utc>) -> Result<Vec<Job>, StoreError> {
        const SQL: &str = concat!(
            "SELECT ",
            columns!(),
            " FROM jobs WHERE state IN ('started', 'attention') ORDER BY sequence"
        );
        let rows = self.read().all(query(SQL)).await?;
        let mut recovered = Vec::with_capacity(rows.len());
        for row in &rows {
            let job = Job::from_row(row)?;
            let job = if job.repeatable {
                self.requeue_job(&job.id, Retry::Now, at).await?
            } else {
                self.move_job(&job.id, JobState::Unknown, None, at).await?
            };
            tracing::warn!(job = job.id, kind = job.kind, state = %job.state, "job was under way at the last stop");
            recovered.push(job);
        }
        Ok(recovered)
    }
}
