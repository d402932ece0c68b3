//! Documents that belong to a registration: mandate forms, scanned pages.

use std::fmt;

use chrono::{DateTime, Utc};
use sqlx::query;
use sqlx::sqlite::SqliteRow;

use crate::error::{Entity, StoreError};
use crate::read::Reader;
use crate::value::{Cells, micros};
use crate::writer::WriteTx;

/// What an attachment is, without its contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachmentInfo {
    /// Its id.
    pub id: String,
    /// The registration it belongs to.
    pub registration_id: String,
    /// What it shows, as the caller names it.
    pub kind: String,
    /// Its media type (RFC 6838), such as `application/pdf`.
    pub media_type: String,
    /// When it was stored.
    pub created_at: DateTime<Utc>,
    /// Its length in bytes.
    pub length: u64,
}

/// An attachment with its contents, which stay out of debug output.
#[derive(Clone, PartialEq, Eq)]
pub struct Attachment {
    /// What it is.
    pub info: AttachmentInfo,
    /// Its contents.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Attachment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attachment").field("info", &self.info).finish_non_exhaustive()
    }
}

impl WriteTx {
    /// Stores a document. `info.length` is not looked at.
    ///
    /// # Errors
    /// `NotFound` when the registration does not exist; `Taken` when the id is in use.
    pub async fn attach(&mut self, info: &AttachmentInfo, bytes: Vec<u8>) -> Result<(), StoreError> {
        let sql = "INSERT INTO attachments (id, registration_id, kind, media_type, created_at, bytes)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let insert = query(sql)
            .bind(&info.id)
            .bind(&info.registration_id)
            .bind(&info.kind)
            .bind(&info.media_type)
            .bind(micros(info.created_at))
            .bind(bytes);
        self.execute(insert).await.map(|_| ()).map_err(|error| error.naming(&info.registration_id))
    }

    /// Removes a document.
    ///
    /// # Errors
    /// `NotFound` when there is none with this id.
    pub async fn detach(&mut self, id: &str) -> Result<(), StoreError> {
        match self.execute(query("DELETE FROM attachments WHERE id = ?1").bind(id)).await? {
            0 => Err(StoreError::NotFound { entity: Entity::Attachment, id: id.to_owned() }),
            _ => Ok(()),
        }
    }
}

impl WriteTx {
    /// Replaces the contents of a document.
    ///
    /// # Errors
    /// `NotFound` when there is none with this id.
    pub async fn rewrite_attachment(&mut self, id: &str, bytes: Vec<u8>) -> Result<(), StoreError> {
        let sql = "UPDATE attachments SET bytes = ?2 WHERE id = ?1";
        match self.execute(query(sql).bind(id).bind(bytes)).await? {
            0 => Err(StoreError::NotFound { entity: Entity::Attachment, id: id.to_owned() }),
            _ => Ok(()),
        }
    }
}

impl Reader<'_> {
    /// Whether there is a document whose contents begin with `mark`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn has_attachment_beginning_with(&mut self, mark: &[u8]) -> Result<bool, StoreError> {
        let sql = "SELECT id FROM attachments WHERE substr(bytes, 1, length(?1)) = ?1 LIMIT 1";
        Ok(self.optional(query(sql).bind(mark)).await?.is_some())
    }

    /// The ids of the documents whose contents do not begin with `mark`, at most `limit`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn attachments_not_beginning_with(
        &mut self,
        mark: &[u8],
        limit: u32,
    ) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT id FROM attachments WHERE substr(bytes, 1, length(?1)) <> ?1 LIMIT ?2";
        let rows = self.all(query(sql).bind(mark).bind(limit)).await?;
        rows.iter().map(|row| Cells(row).get(0)).collect()
    }

    /// The document with this id.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn attachment(&mut self, id: &str) -> Result<Option<Attachment>, StoreError> {
        let sql = "SELECT id, registration_id, kind, media_type, created_at, length(bytes), bytes
            FROM attachments WHERE id = ?1";
        let Some(row) = self.optional(query(sql).bind(id)).await? else { return Ok(None) };
        Ok(Some(Attachment { info: info(&row)?, bytes: Cells(&row).get(6)? }))
    }

    /// The documents of a registration, oldest first, without contents.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn attachments_of(&mut self, registration_id: &str) -> Result<Vec<AttachmentInfo>, StoreError> {
        let sql = "SELECT id, registration_id, kind, media_type, created_at, length(bytes)
            FROM attachments WHERE registration_id = ?1 ORDER BY created_at, id";
        self.all(query(sql).bind(registration_id)).await?.iter().map(info).collect()
    }
}

fn info(row: &SqliteRow) -> Result<AttachmentInfo, StoreError> {
    let cells = Cells(row);
    Ok(AttachmentInfo {
        id: cells.get(0)?,
        registration_id: cells.get(1)?,
        kind: cells.get(2)?,
        media_type: cells.get(3)?,
        created_at: cells.instant(4)?,
        length: cells.number(5)?,
    })
}
