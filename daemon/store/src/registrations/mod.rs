//! Registrations: one row each, with the whole state as JSON and what can be searched beside it.

mod cursor;
mod duplicates;
mod erase;
mod facets;
mod filter;
mod find;
mod list;
mod put;
mod record;
mod summary;

pub use cursor::{Cursor, Order};
pub use duplicates::{Candidate, DuplicateQuery};
pub use erase::UnfinishedErasure;
pub use facets::Facets;
pub use filter::Filter;
pub use list::Page;
pub use record::{Content, Registration, Stamp};
pub use summary::DayTotals;
