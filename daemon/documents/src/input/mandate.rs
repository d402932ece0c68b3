//! The data on a SEPA direct debit mandate.

use chrono::NaiveDate;

/// The party that collects (EPC016-06, SEPA Core Direct Debit Scheme Rulebook, attributes AT-02, AT-03
/// and AT-05).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Creditor {
    /// Name (AT-03).
    pub name: String,
    /// Street and number (AT-05).
    pub street: String,
    /// Postcode and place (AT-05).
    pub place: String,
    /// Country in words (AT-05), e.g. `Nederland`.
    pub country: String,
    /// Creditor identifier (AT-02), e.g. `NL79ZZZ999999990000`.
    pub identifier: String,
}

/// The holder of the account that is debited (attributes AT-14, AT-09, AT-07 and AT-13).
#[derive(Clone, PartialEq, Eq)]
pub struct Holder {
    /// Name of the account holder (AT-14).
    pub name: String,
    /// Street and number (AT-09), where known. Needed for accounts outside the EEA.
    pub street: Option<String>,
    /// Place of residence (AT-09).
    pub place: String,
    /// Country in words (AT-09), where known.
    pub country: Option<String>,
    /// IBAN (AT-07), with or without blanks; printed in groups of four (ISO 13616-1, clause 5).
    pub iban: String,
    /// BIC (AT-13): only for accounts outside the Netherlands.
    pub bic: Option<String>,
}

/// The patron, where another person pays (attribute AT-15, debtor reference party).
#[derive(Clone, PartialEq, Eq)]
pub struct PatronReference {
    /// The patron's name.
    pub name: String,
    /// The patron number or pass number.
    pub number: String,
}

/// A SEPA Core direct debit mandate for recurrent collections (manual "Automatische incasso
/// verwerken", steps 2 to 6; EPC016-06 section 4.8.1).
#[derive(Clone, PartialEq, Eq)]
pub struct MandateForm {
    /// Who collects.
    pub creditor: Creditor,
    /// Unique mandate reference (AT-01): 1 to 35 printable ASCII characters. It is also the barcode top left.
    pub reference: String,
    /// Whose account is debited.
    pub holder: Holder,
    /// The patron, if the holder is someone else.
    pub patron: Option<PatronReference>,
    /// What is paid for; empty prints the usual words for a library's contribution.
    pub purpose: String,
    /// The patron uses the bank switch service (overstapservice).
    pub switch_service: bool,
    /// The branch where the form is handed in; empty leaves it out.
    pub branch_name: String,
    /// Place of signing; `None` leaves a line to write on.
    pub signing_place: Option<String>,
    /// Date of signing (AT-25); `None` leaves a line to write on.
    pub signing_date: Option<NaiveDate>,
}

macro_rules! hide_values {
    ($($name:ident),*) => {$(
        impl std::fmt::Debug for $name {
            /// Shows no personal data, so that a stray `{:?}` in a log does no harm.
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )*};
}

hide_values!(Holder, PatronReference, MandateForm);
