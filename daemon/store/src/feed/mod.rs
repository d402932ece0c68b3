//! The change feed: what changed since a number, and how far readers have confirmed.

mod acknowledge;
mod change;

pub use acknowledge::ErasureSchedule;
pub use change::{Change, Changed, Changes};
