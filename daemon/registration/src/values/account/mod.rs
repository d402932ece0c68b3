//! Bank accounts and direct debit: IBAN, BIC, SEPA creditor identifier and mandate reference.

mod bic;
mod creditor;
mod error;
mod holder;
mod iban;
mod iban_length;
mod mandate;
mod mod97;
mod sepa;

pub use bic::Bic;
pub use creditor::CreditorId;
pub use error::AccountError;
pub use holder::HolderName;
pub use iban::Iban;
pub use mandate::MandateReference;
pub use sepa::SepaScope;
