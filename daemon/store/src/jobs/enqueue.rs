//! Queueing jobs.

use chrono::{DateTime, Utc};
use sqlx::query;

use super::NewJob;
use crate::error::{StoreError, Unique};
use crate::value::{Cells, micros};
use crate::writer::WriteTx;

impl WriteTx {
    /// Queues a job behind all others of its device.
    ///
    /// # Errors
    /// `Taken` when the key was used before (naming the job that has it) or the id is in use; `NotFound` when
    /// the registration does not exist; `Invalid` when the payload is not JSON.
    pub async fn enqueue_job(&mut self, job: &NewJob, at: DateTime<Utc>) -> Result<(), StoreError> {
        let sql = "INSERT INTO jobs (id, registration_id, kind, device, repeatable, state, payload, key,
                not_before, created_at, updated_at)
            VALUES (?1, ?2, ?3, ?4, ?5, 'queued', ?6, ?7, ?8, ?9, ?9)";
        let insert = query(sql)
            .bind(&job.id)
            .bind(&job.registration_id)
            .bind(&job.kind)
            .bind(&job.device)
            .bind(i64::from(job.repeatable))
            .bind(&job.payload)
            .bind(&job.key)
            .bind(job.not_before.map(micros))
            .bind(micros(at));
        match self.execute(insert).await {
            Ok(_) => {
                self.touch_jobs();
                Ok(())
            }
            Err(StoreError::Taken { what: Unique::JobKey, .. }) => {
                let sql = "SELECT id FROM jobs WHERE key = ?1";
                let row = self.read().optional(query(sql).bind(&job.key)).await?;
                let holder = row.as_ref().map(|row| Cells(row).get(0)).transpose()?;
                Err(StoreError::Taken { what: Unique::JobKey, holder })
            }
            Err(error) => Err(error.naming(job.registration_id.as_deref().unwrap_or_default())),
        }
    }
}
