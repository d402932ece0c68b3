//! Who is at the other end of a TCP connection.

use crate::pki::Identity;
use balie_registration::Role;
use chrono::{DateTime, Utc};
use std::net::IpAddr;
use std::sync::Arc;

/// Who is at the other end of a TCP connection; with every request as an extension.
#[derive(Debug, Clone)]
pub enum Peer {
    /// A station that proved who it is.
    Station(Arc<Station>),
    /// Somebody who did not: he may enrol and nothing else.
    Stranger {
        /// Where from.
        address: IpAddr,
        /// Why he is a stranger.
        why: Why,
    },
}

/// A station that proved who it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Station {
    /// Name.
    pub name: String,
    /// Role, by its certificate.
    pub role: Role,
    /// Its certificate, when the branch CA issued it.
    pub identity: Option<Identity>,
    /// When its certificate ends.
    pub not_after: DateTime<Utc>,
}

/// Why somebody is a stranger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// No certificate.
    NoCertificate,
    /// A certificate of the right CA that is not, or no longer, that of a station.
    NotKnown,
    /// A certificate of a station that was revoked.
    Revoked,
}
