//! Values that cannot be wrong: each is made only by a checked constructor.

mod error;
mod money;

pub use error::ValueError;
pub use money::Money;
