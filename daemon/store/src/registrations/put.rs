//! Storing a registration, with its revision check and its change number.

use chrono::{DateTime, Utc};
use sqlx::{QueryBuilder, Sqlite, query};

use super::facets::Cell;
use super::{Content, Stamp};
use crate::error::{Entity, StoreError, Unique};
use crate::value::{integer, micros};
use crate::writer::WriteTx;

impl WriteTx {
    /// Stores a new registration as revision 1.
    ///
    /// # Errors
    /// `Taken` when the id, an active pass, the patron number or the mandate reference is in use (naming the
    /// registration that has it) or when the id belonged to an erased registration; `Invalid` when the state
    /// is not JSON.
    pub async fn insert_registration(
        &mut self,
        id: &str,
        content: &Content,
        at: DateTime<Utc>,
    ) -> Result<Stamp, StoreError> {
        let stamp = Stamp { revision: 1, change_number: self.next_change() };
        let columns = content.facets.columns()?;
        let mut sql = QueryBuilder::<Sqlite>::new(
            "INSERT INTO registrations (id, revision, change_number, created_at, updated_at, step, terminal, state",
        );
        for (name, _) in &columns {
            sql.push(", ").push(name);
        }
        sql.push(") SELECT ").push_bind(id);
        sql.push(", ").push_bind(integer(stamp.revision)?);
        sql.push(", ").push_bind(integer(stamp.change_number)?);
        sql.push(", ").push_bind(micros(at)).push(", ").push_bind(micros(at));
        sql.push(", ").push_bind(&content.step).push(", ").push_bind(i64::from(content.terminal));
        sql.push(", ").push_bind(&content.state);
        for (_, cell) in columns {
            bind(sql.push(", "), cell);
        }
        // The id of somebody erased does not come back.
        sql.push(" WHERE NOT EXISTS (SELECT 1 FROM tombstones WHERE registration_id = ")
            .push_bind(id)
            .push(")");
        self.put(sql, id, content).await?;
        Ok(stamp)
    }

    /// Stores a new state of a registration, if it is still at `expected` revision.
    ///
    /// # Errors
    /// `RevisionConflict` when somebody changed it since; `NotFound`; `Taken` and `Invalid` as for
    /// [`insert_registration`](Self::insert_registration).
    pub async fn update_registration(
        &mut self,
        id: &str,
        expected: u64,
        content: &Content,
        at: DateTime<Utc>,
    ) -> Result<Stamp, StoreError> {
        let Some(stored) = self.read().registration(id).await? else {
            return Err(StoreError::NotFound { entity: Entity::Registration, id: id.to_owned() });
        };
        if stored.revision != expected {
            return Err(StoreError::RevisionConflict { id: id.to_owned(), expected, found: stored.revision });
        }
        let stamp = Stamp { revision: expected + 1, change_number: self.next_change() };
        let mut sql = QueryBuilder::<Sqlite>::new("UPDATE registrations SET revision = ");
        sql.push_bind(integer(stamp.revision)?);
        sql.push(", change_number = ").push_bind(integer(stamp.change_number)?);
        sql.push(", updated_at = ").push_bind(micros(at));
        sql.push(", state = ").push_bind(&content.state);
        // Every column named here costs its index a write, so only those that differ are.
        if content.step != stored.content.step {
            sql.push(", step = ").push_bind(&content.step);
        }
        if content.terminal != stored.content.terminal {
            sql.push(", terminal = ").push_bind(i64::from(content.terminal));
        }
        let before = stored.content.facets.columns()?;
        for ((name, cell), (_, old)) in content.facets.columns()?.into_iter().zip(before) {
            if cell != old {
                bind(sql.push(", ").push(name).push(" = "), cell);
            }
        }
        sql.push(" WHERE id = ").push_bind(id);
        self.put(sql, id, content).await?;
        Ok(stamp)
    }

    /// Gives a registration the next change number without a new revision: what is kept with it changed, its state did
    /// not. Readers of the feed and watchers look again; an etag stays what it is.
    ///
    /// # Errors
    /// `NotFound` when there is no such registration.
    pub async fn announce_registration(&mut self, id: &str) -> Result<u64, StoreError> {
        let number = self.next_change();
        let update = query("UPDATE registrations SET change_number = ?1 WHERE id = ?2");
        let changed = self.execute(update.bind(integer(number)?).bind(id)).await?;
        if changed == 0 {
            self.return_change();
            return Err(StoreError::NotFound { entity: Entity::Registration, id: id.to_owned() });
        }
        Ok(number)
    }

    /// Executes a statement that uses the latest change number; the number goes back when nothing came of it,
    /// so that a caller who carries on after a refusal leaves no gap.
    async fn put(
        &mut self,
        mut sql: QueryBuilder<Sqlite>,
        id: &str,
        content: &Content,
    ) -> Result<(), StoreError> {
        let error = match self.execute(sql.build()).await {
            Ok(0) => StoreError::Taken { what: Unique::Id, holder: None },
            Ok(_) => return Ok(()),
            Err(error) => error,
        };
        self.return_change();
        match error {
            StoreError::Taken { what, .. } => {
                let holder = self.holder(what, id, content).await?;
                Err(StoreError::Taken { what, holder })
            }
            other => Err(other),
        }
    }

    /// Which registration has the value that `content` wanted.
    async fn holder(
        &mut self,
        what: Unique,
        id: &str,
        content: &Content,
    ) -> Result<Option<String>, StoreError> {
        let facets = &content.facets;
        let mut reader = self.read();
        let found = match (what, &facets.pass_number, facets.patron_number, &facets.mandate_reference) {
            (Unique::Pass, Some(pass), _, _) => reader.registration_by_pass(pass).await?,
            (Unique::MandateReference, _, _, Some(reference)) => {
                reader.registration_by_mandate_reference(reference).await?
            }
            (Unique::Id, _, _, _) => reader.registration(id).await?,
            _ => None,
        };
        Ok(found.map(|registration| registration.id))
    }
}

fn bind(sql: &mut QueryBuilder<Sqlite>, cell: Cell) {
    match cell {
        Cell::Text(value) => sql.push_bind(value),
        Cell::Integer(value) => sql.push_bind(value),
    };
}
