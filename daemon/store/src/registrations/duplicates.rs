//! Who may be the same person: candidates for the check before a second registration is made.

use std::collections::HashSet;
use std::fmt;

use chrono::NaiveDate;
use futures_util::TryStreamExt as _;
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Sqlite, query};

use super::Registration;
use super::record::columns;
use crate::error::StoreError;
use crate::read::Reader;
use crate::value::Cells;

/// What to compare with; `None` compares nothing. Leave the birth date out for institutions: they all have
/// the same one (manual, "School/Instelling/Tehuizen").
#[derive(Clone, Default, PartialEq, Eq)]
pub struct DuplicateQuery {
    /// The registration being made, which is no duplicate of itself.
    pub except: Option<String>,
    /// Registrations in this step are nobody's any more.
    pub except_step: Option<String>,
    /// Date of birth.
    pub birth_date: Option<NaiveDate>,
    /// Surname key; orders candidates with the same birth date, the same name first.
    pub surname_key: Option<String>,
    /// E-mail key.
    pub email_key: Option<String>,
    /// IBAN key.
    pub iban_key: Option<String>,
}

impl fmt::Debug for DuplicateQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DuplicateQuery").field("except", &self.except).finish_non_exhaustive()
    }
}

/// A registration that shares something with the one being made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The registration found.
    pub registration: Registration,
    /// Born on the same date, with a name that is alike.
    pub same_birth_date: bool,
    /// Same e-mail address.
    pub same_email: bool,
    /// Same IBAN.
    pub same_iban: bool,
}

/// Rows found for one reason, by sequence.
#[derive(Default)]
struct Found {
    rows: Vec<i64>,
}

impl Found {
    fn take(&mut self, shares: bool, sequence: i64, limit: usize) {
        if shares && self.rows.len() < limit {
            self.rows.push(sequence);
        }
    }
}

impl Reader<'_> {
    /// At most `limit` registrations that share the birth date, e-mail address or IBAN; those that share the address,
    /// the IBAN or the surname come first, then those made last. Of those born on the date only those count whose
    /// surname key is `alike`: thousands of institutions share one, and must not take the place of a person. For the
    /// same reason none of the three takes the place of another.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn duplicates(
        &mut self,
        wanted: &DuplicateQuery,
        alike: impl Fn(&str) -> bool,
        limit: u32,
    ) -> Result<Vec<Candidate>, StoreError> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let reasons = self.sharing(wanted, alike, limit).await?;
        let chosen = fairly(&reasons, limit);
        if chosen.is_empty() {
            return Ok(Vec::new());
        }
        let mut sql = QueryBuilder::<Sqlite>::new(concat!(
            "SELECT ",
            columns!(),
            " FROM registrations WHERE sequence IN ("
        ));
        let mut list = sql.separated(", ");
        for sequence in &chosen {
            list.push_bind(*sequence);
        }
        sql.push(") ORDER BY (email_key IS ").push_bind(&wanted.email_key);
        sql.push(" AND email_key IS NOT NULL) OR (iban_key IS ").push_bind(&wanted.iban_key);
        sql.push(" AND iban_key IS NOT NULL) DESC, surname_key IS ").push_bind(&wanted.surname_key);
        sql.push(" DESC, created_at DESC");
        let rows = self.all(sql.build()).await?;
        let [born, email, iban] = reasons.map(|found| found.rows.into_iter().collect::<HashSet<_>>());
        let candidate = |row: &SqliteRow| {
            let registration = Registration::from_row(row)?;
            let sequence = registration.sequence;
            Ok(Candidate {
                same_birth_date: born.contains(&sequence),
                same_email: email.contains(&sequence),
                same_iban: iban.contains(&sequence),
                registration,
            })
        };
        rows.iter().map(candidate).collect()
    }

    /// Who shares the birth date and has a name that is alike, the e-mail address, the IBAN: of each at most `limit`,
    /// those made last. Reads keys only, one row at a time.
    async fn sharing(
        &mut self,
        wanted: &DuplicateQuery,
        alike: impl Fn(&str) -> bool,
        limit: usize,
    ) -> Result<[Found; 3], StoreError> {
        const SQL: &str = "SELECT sequence, surname_key, birth_date IS NOT NULL AND birth_date IS ?3,
                email_key IS NOT NULL AND email_key IS ?4, iban_key IS NOT NULL AND iban_key IS ?5
            FROM registrations
            WHERE id IS NOT ?1 AND step IS NOT ?2 AND (birth_date = ?3 OR email_key = ?4 OR iban_key = ?5)
            ORDER BY created_at DESC";
        let rows = query(SQL)
            .bind(&wanted.except)
            .bind(&wanted.except_step)
            .bind(wanted.birth_date.map(|date| date.to_string()))
            .bind(&wanted.email_key)
            .bind(&wanted.iban_key);
        let mut found: [Found; 3] = Default::default();
        let mut rows = self.rows(rows);
        while let Some(row) = rows.try_next().await? {
            let cells = Cells(&row);
            let sequence = cells.get(0)?;
            let name = cells.get::<Option<&str>>(1)?.unwrap_or_default();
            let [born, email, iban] = &mut found;
            born.take(cells.flag(2)? && alike(name), sequence, limit);
            email.take(cells.flag(3)?, sequence, limit);
            iban.take(cells.flag(4)?, sequence, limit);
        }
        Ok(found)
    }
}

/// At most `limit` of the rows, from each reason in turn.
fn fairly(reasons: &[Found; 3], limit: usize) -> HashSet<i64> {
    let mut chosen = HashSet::new();
    let longest = reasons.iter().map(|found| found.rows.len()).max().unwrap_or_default();
    for at in 0..longest {
        for sequence in reasons.iter().filter_map(|found| found.rows.get(at)) {
            if chosen.len() < limit {
                chosen.insert(*sequence);
            }
        }
    }
    chosen
}
