//! The pure heart of Balie: values, catalogue, rules and the registration state machine.
//!
//! Nothing here does I/O, reads a clock or knows gRPC or SQL. Time, identifiers and the results of
//! devices are passed in; decisions and explanations come out.

pub mod catalogue;
pub mod explain;
pub mod machine;
pub mod role;
pub mod scan;
pub mod values;

pub use explain::{Explain, Lang};
pub use role::Role;
