//! How to reach somebody: telephone and e-mail.

mod email;
mod error;
mod phone;
mod sms;

pub use email::Email;
pub use error::ContactError;
pub use phone::Phone;
pub use sms::SmsNumber;
