//! Answers to repeat: the same request within a day gets the same answer and does nothing (AIP-155).

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::query;

use crate::error::StoreError;
use crate::read::Reader;
use crate::value::{Cells, micros};
use crate::writer::WriteTx;

/// How long an answer is remembered, in hours.
pub const IDEMPOTENCY_HOURS: i64 = 24;

/// What is known of a request.
#[derive(Clone, PartialEq, Eq)]
pub enum Replay {
    /// Nothing: do it.
    Fresh,
    /// It was done; this was the answer.
    Response(Vec<u8>),
    /// Its id was used for another request.
    Conflict,
}

/// Responses are personal and stay out of debug output.
impl fmt::Debug for Replay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Fresh => "Fresh",
            Self::Response(_) => "Response(..)",
            Self::Conflict => "Conflict",
        })
    }
}

/// An answer to remember.
#[derive(Debug, Clone, Copy)]
pub struct NewResponse<'a> {
    /// Who asked; request ids of different actors have nothing to do with each other.
    pub actor: &'a str,
    /// The id the caller gave the request.
    pub request_id: &'a str,
    /// A hash of the request without its id, to tell a repeat from a mistake.
    pub request_hash: &'a [u8],
    /// The answer, as it went out.
    pub response: &'a [u8],
    /// The registration it speaks of, so that erasing that erases the answer.
    pub registration_id: Option<&'a str>,
}

impl Reader<'_> {
    /// What is known of this request. Asked in the same unit of work as [`WriteTx::remember`], so that two
    /// copies of a request cannot both be fresh.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn replay(
        &mut self,
        actor: &str,
        request_id: &str,
        request_hash: &[u8],
        now: DateTime<Utc>,
    ) -> Result<Replay, StoreError> {
        let sql = "SELECT request_hash, response FROM idempotency
            WHERE actor = ?1 AND request_id = ?2 AND created_at > ?3";
        let row = query(sql).bind(actor).bind(request_id).bind(micros(oldest(now)));
        let Some(row) = self.optional(row).await? else { return Ok(Replay::Fresh) };
        let cells = Cells(&row);
        if cells.get::<&[u8]>(0)? != request_hash {
            return Ok(Replay::Conflict);
        }
        Ok(Replay::Response(cells.get(1)?))
    }
}

impl WriteTx {
    /// Remembers the answer to a request that was fresh.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn remember(
        &mut self,
        response: &NewResponse<'_>,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        // An answer that is a day old may still be there, and gives way.
        let sql = "INSERT OR REPLACE INTO idempotency
                (actor, request_id, request_hash, response, registration_id, created_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let insert = query(sql)
            .bind(response.actor)
            .bind(response.request_id)
            .bind(response.request_hash)
            .bind(response.response)
            .bind(response.registration_id)
            .bind(micros(at));
        self.execute(insert).await.map(|_| ())
    }

    /// Forgets answers older than [`IDEMPOTENCY_HOURS`]; returns how many.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn purge_responses(&mut self, now: DateTime<Utc>) -> Result<u64, StoreError> {
        self.execute(query("DELETE FROM idempotency WHERE created_at <= ?1").bind(micros(oldest(now)))).await
    }
}

fn oldest(now: DateTime<Utc>) -> DateTime<Utc> {
    now - TimeDelta::hours(IDEMPOTENCY_HOURS)
}
