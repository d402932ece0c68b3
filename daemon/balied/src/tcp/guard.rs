//! Who may come in by TCP, and as whom.

use super::peer::{Peer, Station, Why};
use crate::api::RoleName;
use crate::config::StationRule;
use crate::pki::{self, Identity, Pki, PkiError, Register};
use chrono::{DateTime, Utc};
use std::net::IpAddr;
use std::sync::Arc;
use tokio_rustls::rustls::pki_types::CertificateDer;

/// Who may come in.
#[derive(Debug)]
pub enum Guard {
    /// Stations with a certificate of the branch CA that stands in the register.
    Branch(Arc<Pki>),
    /// Stations with a certificate of an organisation's CA that a rule names, and that were not revoked.
    Organisation {
        /// The rules, in order.
        rules: Vec<StationRule>,
        /// For revocations.
        register: Register,
    },
}

impl Guard {
    /// Who is at the other end. The chain was verified against the CA in the handshake.
    pub fn admit(&self, certificates: Option<&[CertificateDer<'_>]>, address: IpAddr) -> Peer {
        let Some(certificate) = certificates.and_then(<[_]>::first) else {
            return Peer::Stranger { address, why: Why::NoCertificate };
        };
        let Some(station) = self.station(certificate) else {
            return Peer::Stranger { address, why: Why::NotKnown };
        };
        match self.objection(&station) {
            None => Peer::Station(Arc::new(station)),
            Some(why) => Peer::Stranger { address, why },
        }
    }

    fn station(&self, certificate: &[u8]) -> Option<Station> {
        match self {
            Self::Branch(_) => {
                let identity = Identity::of(certificate)?;
                Some(Station {
                    name: identity.station.clone(),
                    role: identity.role.into(),
                    not_after: identity.not_after,
                    identity: Some(identity),
                })
            }
            Self::Organisation { rules, .. } => {
                let (names, not_after) = pki::names(certificate)?;
                let (name, role) = by_rule(rules, &names)?;
                Some(Station { name, role: role.into(), identity: None, not_after })
            }
        }
    }

    /// Why a station may not, or no longer, come in.
    pub fn objection(&self, station: &Station) -> Option<Why> {
        self.objection_at(station, Utc::now())
    }

    fn objection_at(&self, station: &Station, now: DateTime<Utc>) -> Option<Why> {
        let known = match self {
            Self::Branch(pki) => pki.register().book(),
            Self::Organisation { register, .. } => register.book(),
        };
        let book = match known {
            Ok(book) => book,
            Err(error) => {
                unreadable(&error);
                return Some(Why::NotKnown);
            }
        };
        if book.is_revoked(&station.name) {
            return Some(Why::Revoked);
        }
        // A certificate that ends during a connection ends the connection.
        let expected = station.identity.as_ref().is_none_or(|identity| book.accepts(identity));
        (!expected || station.not_after <= now).then_some(Why::NotKnown)
    }
}

fn unreadable(error: &PkiError) {
    tracing::error!(%error, "the register cannot be read: nobody is let in by TCP");
}

fn by_rule(rules: &[StationRule], names: &[String]) -> Option<(String, RoleName)> {
    let rule = rules.iter().find(|rule| names.contains(&rule.subject))?;
    Some((rule.station.clone().unwrap_or_else(|| rule.subject.clone()), rule.role))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_organisations_certificate_needs_a_rule_for_one_of_its_whole_names() {
        let rule = |subject: &str, station: Option<&str>, role| StationRule {
            subject: subject.to_owned(),
            station: station.map(str::to_owned),
            role,
        };
        let rules = [
            rule("counter-1.bieb.example", Some("balie-1"), RoleName::Counter),
            rule("it.bieb.example", None, RoleName::BranchAdmin),
        ];
        let found = |name: &str| by_rule(&rules, &["other".to_owned(), name.to_owned()]);
        assert_eq!(found("counter-1.bieb.example"), Some(("balie-1".to_owned(), RoleName::Counter)));
        assert_eq!(found("it.bieb.example"), Some(("it.bieb.example".to_owned(), RoleName::BranchAdmin)));
        assert_eq!(found("counter-1.bieb.example.evil"), None);
        assert_eq!(found(""), None);
    }
}
