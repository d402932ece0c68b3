//! Jobs: slow work that a decision asked for, done by workers outside the transaction.

mod enqueue;
mod find;
mod list;
mod record;
mod recover;
mod state;
mod transition;

pub use record::{Job, NewJob};
pub use state::JobState;
pub use transition::Retry;
