//! Who may be the same person: candidates for the check before a second registration is made.

use std::fmt;

use chrono::NaiveDate;
use sqlx::query;

use super::Registration;
use super::record::columns;
use crate::error::StoreError;
use crate::read::Reader;

/// What to compare with; `None` compares nothing. Leave the birth date out for institutions: they all have
/// the same one (manual, "School/Instelling/Tehuizen").
#[derive(Clone, Default, PartialEq, Eq)]
pub struct DuplicateQuery {
    /// The registration being made, which is no duplicate of itself.
    pub except: Option<String>,
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
    /// Born on the same date; how alike the names are is for the caller to judge.
    pub same_birth_date: bool,
    /// Same e-mail address.
    pub same_email: bool,
    /// Same IBAN.
    pub same_iban: bool,
}

impl Reader<'_> {
    /// At most `limit` registrations that share the birth date, e-mail address or IBAN; those that share
    /// the address, the IBAN or the surname come first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn duplicates(
        &mut self,
        wanted: &DuplicateQuery,
        limit: u32,
    ) -> Result<Vec<Candidate>, StoreError> {
        const SQL: &str = concat!(
            "SELECT ",
            columns!(),
            " FROM registrations
            WHERE id IS NOT ?1 AND (birth_date = ?2 OR email_key = ?4 OR iban_key = ?5)
            ORDER BY (email_key IS ?4 AND ?4 IS NOT NULL) OR (iban_key IS ?5 AND ?5 IS NOT NULL) DESC,
                surname_key IS ?3 DESC, created_at DESC
            LIMIT ?6"
        );
        let rows = query(SQL)
            .bind(&wanted.except)
            .bind(wanted.birth_date.map(|date| date.to_string()))
            .bind(&wanted.surname_key)
            .bind(&wanted.email_key)
            .bind(&wanted.iban_key)
            .bind(i64::from(limit));
        let rows = self.all(rows).await?;
        rows.iter().map(|row| Registration::from_row(row).map(|found| candidate(found, wanted))).collect()
    }
}

fn candidate(registration: Registration, wanted: &DuplicateQuery) -> Candidate {
    let facets = &registration.content.facets;
    Candidate {
        same_birth_date: wanted.birth_date.is_some() && facets.birth_date == wanted.birth_date,
        same_email: wanted.email_key.is_some() && facets.email_key == wanted.email_key,
        same_iban: wanted.iban_key.is_some() && facets.iban_key == wanted.iban_key,
        registration,
    }
}
