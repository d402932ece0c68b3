//! Between the wire and the heart, a file for each topic.

pub mod command;
pub mod device;
pub mod job;
pub mod login;
pub mod mandate;
pub mod money;
pub mod person;
pub mod registration;
pub mod subscription;

use chrono::{DateTime, Utc};
use prost_types::Timestamp;

/// An instant on the wire.
pub fn timestamp(at: DateTime<Utc>) -> Timestamp {
    Timestamp {
        seconds: at.timestamp(),
        nanos: i32::try_from(at.timestamp_subsec_nanos()).unwrap_or_default(),
    }
}

/// An instant from the wire; none when out of range.
pub fn instant(at: &Timestamp) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(at.seconds, u32::try_from(at.nanos).ok()?)
}
