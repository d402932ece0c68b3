//! Finding one registration.

use sqlx::query;

use super::Registration;
use super::record::columns;
use crate::error::StoreError;
use crate::read::Reader;
use crate::value::integer;

impl Reader<'_> {
    /// The registration with this id; `None` when it never was or is erased.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn registration(&mut self, id: &str) -> Result<Option<Registration>, StoreError> {
        const SQL: &str = concat!("SELECT ", columns!(), " FROM registrations WHERE id = ?1");
        self.optional(query(SQL).bind(id)).await?.as_ref().map(Registration::from_row).transpose()
    }

    /// The registration that holds this pass now.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn registration_by_pass(
        &mut self,
        pass_number: &str,
    ) -> Result<Option<Registration>, StoreError> {
        const SQL: &str =
            concat!("SELECT ", columns!(), " FROM registrations WHERE pass_number = ?1 AND pass_active = 1");
        self.optional(query(SQL).bind(pass_number)).await?.as_ref().map(Registration::from_row).transpose()
    }

    /// The registration with this patron number; of a patron who enrolled again, the one changed last.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn registration_by_patron_number(
        &mut self,
        patron_number: u64,
    ) -> Result<Option<Registration>, StoreError> {
        const SQL: &str = concat!(
            "SELECT ",
            columns!(),
            " FROM registrations WHERE patron_number = ?1 ORDER BY change_number DESC LIMIT 1"
        );
        let row = self.optional(query(SQL).bind(integer(patron_number)?)).await?;
        row.as_ref().map(Registration::from_row).transpose()
    }

    /// The registration with this SEPA mandate reference.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn registration_by_mandate_reference(
        &mut self,
        reference: &str,
    ) -> Result<Option<Registration>, StoreError> {
        const SQL: &str = concat!("SELECT ", columns!(), " FROM registrations WHERE mandate_reference = ?1");
        self.optional(query(SQL).bind(reference)).await?.as_ref().map(Registration::from_row).transpose()
    }
}
