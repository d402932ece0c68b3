//! Finding devices on USB: what is there, which of it is a scanner of this branch, and why the rest is not used.

mod assign;
mod config;
mod found;
mod looks;
mod makers;
mod name;
mod not_used;
mod udev;

pub(crate) use assign::{Assigner, Configured, Connection, Decision, Driver, Meant, Started};
pub use config::DiscoveryConfig;
pub use found::{Found, Use};
pub use looks::{Looks, Way, WayKind};
pub use makers::{MAKERS, Maker, Makes, scanner_maker};
pub use not_used::NotUsed;
pub use udev::rules;

#[cfg(test)]
mod tests;
