//! Dates as clerks type them and as people read them.

mod birth;
mod error;
mod input;
mod show;

pub use balie_typed::{DateUse, show_date};
pub use birth::BirthDate;
pub use error::DateError;
pub use input::parse_date;
pub use show::{show_date_long, show_month};
