//! What a certificate says of its holder.

use crate::api::RoleName;
use chrono::{DateTime, Utc};
use clap::ValueEnum as _;
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::GeneralName;

/// Longest name of a station.
const STATION_MAX: usize = 64;
/// Scheme and path of the name that the branch CA gives to a station.
const STATION_URI: &str = "balie:station/";

/// Who holds a certificate of the branch CA.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Station.
    pub station: String,
    /// Role.
    pub role: RoleName,
    /// Serial number of the certificate, hexadecimal.
    pub serial: String,
    /// When the certificate ends.
    pub not_after: DateTime<Utc>,
}

/// Whether this may name a station: it travels as metadata and stands in certificates and logs.
pub fn is_station_name(name: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    !name.is_empty() && name.len() <= STATION_MAX && name.chars().all(allowed)
}

impl Identity {
    /// The URI by which a certificate names a station and its role.
    pub(super) fn uri(station: &str, role: RoleName) -> String {
        format!("{STATION_URI}{station}?role={role}")
    }

    fn from_uri(uri: &str) -> Option<(&str, RoleName)> {
        let (station, role) = uri.strip_prefix(STATION_URI)?.split_once("?role=")?;
        is_station_name(station).then_some((station, RoleName::from_str(role, false).ok()?))
    }

    /// The identity in a certificate of the branch CA, whose signature was verified; none in any other.
    pub fn of(certificate: &[u8]) -> Option<Self> {
        let (_, parsed) = x509_parser::parse_x509_certificate(certificate).ok()?;
        let uris = alternative_names(&parsed).filter_map(|name| match name {
            GeneralName::URI(uri) => Some(*uri),
            _ => None,
        });
        let (station, role) = uris.filter_map(Self::from_uri).next()?;
        Some(Self {
            station: station.to_owned(),
            role,
            serial: serial(&parsed),
            not_after: not_after(&parsed)?,
        })
    }
}

/// Names in a certificate of an organisation: common names, and alternative names that are DNS names, URIs or mail
/// addresses; and when it ends.
pub fn names(certificate: &[u8]) -> Option<(Vec<String>, DateTime<Utc>)> {
    let (_, parsed) = x509_parser::parse_x509_certificate(certificate).ok()?;
    let common = parsed.subject().iter_common_name().filter_map(|name| name.as_str().ok());
    let alternative = alternative_names(&parsed).filter_map(|name| match name {
        GeneralName::DNSName(name) | GeneralName::URI(name) | GeneralName::RFC822Name(name) => Some(*name),
        _ => None,
    });
    let names = common.chain(alternative).map(str::to_owned).collect();
    Some((names, not_after(&parsed)?))
}

fn alternative_names<'a>(certificate: &'a X509Certificate<'_>) -> impl Iterator<Item = &'a GeneralName<'a>> {
    let extension = certificate.subject_alternative_name().ok().flatten();
    extension.into_iter().flat_map(|extension| &extension.value.general_names)
}

/// Serial number, hexadecimal.
pub(super) fn serial(certificate: &X509Certificate<'_>) -> String {
    certificate.raw_serial().iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn not_after(certificate: &X509Certificate<'_>) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(certificate.validity().not_after.timestamp(), 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_names_with_a_known_role_are_read() {
        let uri = Identity::uri("balie-2.annen", RoleName::BranchAdmin);
        assert_eq!(uri, "balie:station/balie-2.annen?role=branch-admin");
        assert_eq!(Identity::from_uri(&uri), Some(("balie-2.annen", RoleName::BranchAdmin)));
        for wrong in [
            "balie:station/?role=counter",
            "balie:station/a b?role=counter",
            "balie:station/a",
            "balie:station/a?role=",
            "balie:station/a?role=Counter",
            "balie:station/a?role=root",
            "balie:station/a?role=counter&role=branch-admin",
            "https://balie:station/a?role=counter",
        ] {
            assert_eq!(Identity::from_uri(wrong), None, "{wrong}");
        }
    }
}
