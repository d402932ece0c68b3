//! The audit trail: who saw or changed what, without values.

use chrono::{DateTime, Utc};
use sqlx::query;
use sqlx::sqlite::SqliteRow;

use crate::error::StoreError;
use crate::read::Reader;
use crate::value::{Cells, integer, micros};
use crate::writer::WriteTx;

macro_rules! columns {
    () => {
        "sequence, registration_id, at, actor, station, role, action, fields, revision"
    };
}

/// Something that somebody did, seeing included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// The registration it was about.
    pub registration_id: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
    /// Who, as the connection proved it.
    pub actor: String,
    /// At which station.
    pub station: Option<String>,
    /// In which role.
    pub role: String,
    /// What was done: the name of a command, or `viewed`.
    pub action: String,
    /// Names of the fields changed or seen; never their values.
    pub fields: Vec<String>,
    /// The revision that resulted or was seen.
    pub revision: Option<u64>,
}

/// An entry with its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRecord {
    /// Its place in the trail.
    pub sequence: u64,
    /// The entry.
    pub entry: AuditEntry,
}

impl WriteTx {
    /// Adds an entry to the audit trail; returns its number.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn audit(&mut self, entry: &AuditEntry) -> Result<u64, StoreError> {
        let fields = serde_json::Value::from(entry.fields.clone()).to_string();
        let sql = "INSERT INTO audit (registration_id, at, actor, station, role, action, fields, revision)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let insert = query(sql)
            .bind(&entry.registration_id)
            .bind(micros(entry.at))
            .bind(&entry.actor)
            .bind(&entry.station)
            .bind(&entry.role)
            .bind(&entry.action)
            .bind(fields)
            .bind(entry.revision.map(integer).transpose()?);
        self.execute(insert).await?;
        let row = self.read().one(query("SELECT last_insert_rowid()")).await?;
        Cells(&row).number(0)
    }
}

impl Reader<'_> {
    /// The trail of one registration, oldest first: at most `limit` entries numbered above `after`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn audit_of(
        &mut self,
        registration_id: &str,
        after: u64,
        limit: u32,
    ) -> Result<Vec<AuditRecord>, StoreError> {
        const SQL: &str = concat!(
            "SELECT ",
            columns!(),
            " FROM audit WHERE registration_id = ?1 AND sequence > ?2 ORDER BY sequence LIMIT ?3"
        );
        let rows = query(SQL).bind(registration_id).bind(integer(after)?).bind(i64::from(limit));
        self.all(rows).await?.iter().map(record).collect()
    }

    /// The whole trail, oldest first: at most `limit` entries numbered above `after`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn audit_trail(&mut self, after: u64, limit: u32) -> Result<Vec<AuditRecord>, StoreError> {
        const SQL: &str =
            concat!("SELECT ", columns!(), " FROM audit WHERE sequence > ?1 ORDER BY sequence LIMIT ?2");
        let rows = query(SQL).bind(integer(after)?).bind(i64::from(limit));
        self.all(rows).await?.iter().map(record).collect()
    }
}

fn record(row: &SqliteRow) -> Result<AuditRecord, StoreError> {
    let cells = Cells(row);
    let fields: serde_json::Value = serde_json::from_str(cells.get(7)?)
        .map_err(|_| StoreError::Database { detail: "unreadable value: audit fields".to_owned() })?;
    let names = fields.as_array().into_iter().flatten().filter_map(|name| name.as_str().map(str::to_owned));
    let entry = AuditEntry {
        registration_id: cells.get(1)?,
        at: cells.instant(2)?,
        actor: cells.get(3)?,
        station: cells.get(4)?,
        role: cells.get(5)?,
        action: cells.get(6)?,
        fields: names.collect(),
        revision: cells.optional_number(8)?,
    };
    Ok(AuditRecord { sequence: cells.number(0)?, entry })
}
