//! What is known of codes and stations. Pure: the time comes from the caller, and nothing is read or written.

use super::certificate::{Identity, is_station_name};
use crate::api::RoleName;
use balie_enrolment_code::EnrolmentCode;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Wrong attempts that a code survives, less one.
const ATTEMPTS: u8 = 5;
/// How long is told of a code that it was used or has expired.
const REMEMBERED: TimeDelta = TimeDelta::days(1);
/// Codes that may be out at once: a small part of all numbers, so that a free one is found.
const CODES_MAX: usize = 64;

/// Codes and stations of a branch.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Book {
    /// One-time codes.
    #[serde(default)]
    codes: Vec<Code>,
    /// Stations by name.
    #[serde(default)]
    pub stations: BTreeMap<String, Station>,
}

/// A one-time code; its secret is kept as a hash alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Code {
    id: u16,
    salt: String,
    hash: String,
    station: Option<String>,
    role: RoleName,
    expires: DateTime<Utc>,
    attempts_left: u8,
    /// Digest of the public key that it was used for.
    used_for: Option<String>,
}

/// A station.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Station {
    /// Role; none when only its revocation is known.
    pub role: Option<RoleName>,
    /// Certificates it may use, by serial number, with their ends.
    #[serde(default)]
    pub certificates: BTreeMap<String, DateTime<Utc>>,
    /// When it was enrolled last.
    #[serde(default)]
    pub enrolled: Option<DateTime<Utc>>,
    /// When it was revoked.
    #[serde(default)]
    pub revoked: Option<DateTime<Utc>>,
}

/// A code that was made for a station.
#[derive(Debug, Clone, Copy)]
pub struct NewCode<'a> {
    /// The code.
    pub code: EnrolmentCode,
    /// Salt of its hash.
    pub salt: &'a str,
    /// Name of the station; none to let the PC choose.
    pub station: Option<&'a str>,
    /// Role.
    pub role: RoleName,
    /// When it expires.
    pub expires: DateTime<Utc>,
}

/// Why a code does not enrol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeRefusal {
    /// No such code.
    Wrong,
    /// Too many wrong attempts.
    Blocked,
    /// Used for another PC.
    Used,
    /// Too late.
    Expired,
    /// The name wished for is no name.
    StationName,
    /// The name wished for is that of an enrolled station.
    StationTaken,
}

impl Book {
    /// Every name of a station in it, also of those that only a code knows.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let coded = self.codes.iter().filter_map(|code| code.station.as_deref());
        self.stations.keys().map(String::as_str).chain(coded)
    }

    /// The numbers of codes that are taken.
    pub(super) fn takes(&self, id: u16) -> bool {
        self.codes.iter().any(|code| code.id == id)
    }

    /// Whether no more codes can be made.
    pub(super) fn is_full(&self) -> bool {
        self.codes.len() >= CODES_MAX
    }

    /// Forgets codes and certificates that ended.
    pub(super) fn prune(&mut self, now: DateTime<Utc>) {
        self.codes.retain(|code| code.expires + REMEMBERED > now);
        for station in self.stations.values_mut() {
            station.certificates.retain(|_, end| *end > now);
        }
    }

    /// Notes a code. Earlier codes for the same station do not work any more.
    pub(super) fn note(&mut self, new: NewCode<'_>) {
        self.codes.retain(|code| code.station.is_none() || code.station.as_deref() != new.station);
        self.codes.push(Code {
            id: new.code.id(),
            salt: new.salt.to_owned(),
            hash: hex(&new.code.secret_hash(new.salt.as_bytes())),
            station: new.station.map(str::to_owned),
            role: new.role,
            expires: new.expires,
            attempts_left: ATTEMPTS,
            used_for: None,
        });
    }

    /// Redeems a code for the PC with this public key (its digest): the station and the role it gets.
    ///
    /// # Errors
    /// [`CodeRefusal`]. A wrong secret counts; only who knows the secret is told more.
    pub fn redeem(
        &mut self,
        code: &EnrolmentCode,
        wish: &str,
        key: &str,
        now: DateTime<Utc>,
    ) -> Result<(String, RoleName), CodeRefusal> {
        let stations = &self.stations;
        let known = self.codes.iter_mut().find(|known| known.id == code.id()).ok_or(CodeRefusal::Wrong)?;
        if known.attempts_left == 0 {
            return Err(CodeRefusal::Blocked);
        }
        if known.hash != hex(&code.secret_hash(known.salt.as_bytes())) {
            known.attempts_left -= 1;
            return Err(CodeRefusal::Wrong);
        }
        let again = known.used_for.as_deref() == Some(key);
        if known.used_for.is_some() && !again {
            return Err(CodeRefusal::Used);
        }
        if known.expires <= now {
            return Err(CodeRefusal::Expired);
        }
        let station = match &known.station {
            Some(fixed) => fixed.clone(),
            None if !is_station_name(wish) => return Err(CodeRefusal::StationName),
            None if stations.get(wish).is_some_and(Station::is_enrolled) => {
                return Err(CodeRefusal::StationTaken);
            }
            None => wish.to_owned(),
        };
        // From here on the name is fixed: asking again gives the same station.
        known.station = Some(station.clone());
        known.used_for = Some(key.to_owned());
        Ok((station, known.role))
    }

    /// Enters a station with its first certificate. One PC holds the name: what was issued to it before ends.
    pub fn enrol(&mut self, identity: &Identity, now: DateTime<Utc>) {
        let station = Station {
            role: Some(identity.role),
            certificates: BTreeMap::from([(identity.serial.clone(), identity.not_after)]),
            enrolled: Some(now),
            revoked: None,
        };
        self.stations.insert(identity.station.clone(), station);
    }

    /// Adds a certificate of a station that uses this one now; others than these two end. False when the station may
    /// not use that one any more.
    pub fn renew(&mut self, present: &Identity, new: &Identity) -> bool {
        if !self.accepts(present) {
            return false;
        }
        if let Some(station) = self.stations.get_mut(&present.station) {
            station.certificates.retain(|serial, _| *serial == present.serial);
            station.certificates.insert(new.serial.clone(), new.not_after);
        }
        true
    }

    /// Revokes a station, and the codes for it. It need not be known: certificates of an organisation's own CA are not
    /// entered here. Tells whether it was enrolled.
    pub fn revoke(&mut self, name: &str, now: DateTime<Utc>) -> bool {
        self.codes.retain(|code| code.station.as_deref() != Some(name));
        let station = self.stations.entry(name.to_owned()).or_insert(Station {
            role: None,
            certificates: BTreeMap::new(),
            enrolled: None,
            revoked: None,
        });
        let was = station.is_enrolled();
        station.certificates.clear();
        station.revoked.get_or_insert(now);
        was
    }

    /// Whether a station was revoked.
    pub fn is_revoked(&self, name: &str) -> bool {
        self.stations.get(name).is_some_and(|station| station.revoked.is_some())
    }

    /// Whether the holder of this certificate may come in.
    pub fn accepts(&self, identity: &Identity) -> bool {
        self.stations.get(&identity.station).is_some_and(|station| {
            station.revoked.is_none()
                && station.role == Some(identity.role)
                && station.certificates.contains_key(&identity.serial)
        })
    }
}

impl Station {
    fn is_enrolled(&self) -> bool {
        self.revoked.is_none() && !self.certificates.is_empty()
    }
}

/// Lower case hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
#[path = "book_tests.rs"]
mod tests;
