//! The daemon's own certificate: issued by the branch CA, and replaced by itself.

use super::certificate::not_after;
use super::{Authority, PkiError, files};
use chrono::{DateTime, TimeDelta, Utc};
use rcgen::KeyPair;
use std::path::Path;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use x509_parser::extensions::GeneralName;

/// Key and certificate, in one file, so that they are replaced together.
const FILE: &str = "server.pem";
/// How long a certificate lasts; the next one is made when two thirds have passed.
const LIFETIME: TimeDelta = TimeDelta::days(90);

/// A certificate chain with its key.
#[derive(Debug)]
pub struct ServerCertificate {
    /// The certificate, and the CA that issued it: a PC that enrols wants to see the CA.
    pub chain: Vec<CertificateDer<'static>>,
    /// The key.
    pub key: PrivateKeyDer<'static>,
}

/// The daemon's certificate for these names and addresses. A new one is made when there is none, when it names others,
/// when another CA issued it, or when two thirds of its lifetime have passed.
///
/// # Errors
/// [`PkiError`].
pub fn certificate(
    directory: &Path,
    authority: &Authority,
    names: &[String],
    now: DateTime<Utc>,
) -> Result<ServerCertificate, PkiError> {
    let path = directory.join(FILE);
    let _lock = files::lock(&directory.join("server.lock"))?;
    let kept = files::read_key(&path)?.and_then(|text| parse(&text));
    if let Some((certificate, key)) = kept
        && is_good(&certificate, authority, names, now)
    {
        return Ok(with_authority(certificate, key, authority));
    }
    let key = KeyPair::generate()?;
    let certificate = authority.server(names, &key, now, LIFETIME)?;
    let text = format!("{}{}", key.serialize_pem(), certificate.pem());
    files::write(&path, text.as_bytes())?;
    tracing::info!(names = names.join(","), until = %(now + LIFETIME), "new certificate of the daemon");
    let (certificate, key) = parse(&text).ok_or_else(|| PkiError::broken(&path, "as written"))?;
    Ok(with_authority(certificate, key, authority))
}

fn with_authority(
    certificate: CertificateDer<'static>,
    key: PrivateKeyDer<'static>,
    authority: &Authority,
) -> ServerCertificate {
    ServerCertificate { chain: vec![certificate, authority.certificate().clone()], key }
}

fn parse(text: &str) -> Option<(CertificateDer<'static>, PrivateKeyDer<'static>)> {
    let certificate = CertificateDer::from_pem_slice(text.as_bytes()).ok()?;
    Some((certificate, PrivateKeyDer::from_pem_slice(text.as_bytes()).ok()?))
}

fn is_good(certificate: &[u8], authority: &Authority, names: &[String], now: DateTime<Utc>) -> bool {
    let Ok((_, parsed)) = x509_parser::parse_x509_certificate(certificate) else { return false };
    let Ok((_, issuer)) = x509_parser::parse_x509_certificate(authority.certificate()) else { return false };
    let named: Vec<String> = parsed
        .subject_alternative_name()
        .ok()
        .flatten()
        .into_iter()
        .flat_map(|extension| &extension.value.general_names)
        .filter_map(|name| match name {
            GeneralName::DNSName(name) => Some((*name).to_owned()),
            GeneralName::IPAddress(bytes) => match bytes.len() {
                4 => <[u8; 4]>::try_from(*bytes).ok().map(|bytes| std::net::IpAddr::from(bytes).to_string()),
                _ => <[u8; 16]>::try_from(*bytes).ok().map(|bytes| std::net::IpAddr::from(bytes).to_string()),
            },
            _ => None,
        })
        .collect();
    parsed.verify_signature(Some(issuer.public_key())).is_ok()
        && named == names
        && not_after(&parsed).is_some_and(|end| end - LIFETIME / 3 > now)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn it_is_replaced_when_two_thirds_have_passed_or_it_does_not_fit() {
        let directory = tempfile::tempdir().unwrap();
        let (branch, other) = (directory.path().join("a"), directory.path().join("b"));
        let now = Utc::now();
        let (authority, made) = Authority::create(&branch, "9401", now).unwrap();
        assert!(made);
        let names = ["balie.annen.lan".to_owned(), "10.0.0.5".to_owned(), "::1".to_owned()];
        let issued = |names: &[String], now| certificate(&branch, &authority, names, now).unwrap().chain;
        let first = issued(&names, now);
        assert_eq!(first[1], *authority.certificate());
        assert_eq!(issued(&names, now + TimeDelta::days(59)), first);
        let second = issued(&names, now + TimeDelta::days(61));
        assert_ne!(second, first);
        let third = issued(&names[..1], now + TimeDelta::days(61));
        assert_ne!(third, second);
        // Another CA took over the directory.
        let (replaced, _) = Authority::create(&other, "9401", now).unwrap();
        let fourth = certificate(&branch, &replaced, &names[..1], now + TimeDelta::days(61)).unwrap();
        assert_ne!(fourth.chain[0], third[0]);
    }

    #[test]
    fn a_ca_is_made_once_and_never_over_what_is_there() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("pki");
        assert!(matches!(Authority::open(&path), Err(PkiError::Missing(_))));
        let (first, _) = Authority::create(&path, "9401", Utc::now()).unwrap();
        let (again, made) = Authority::create(&path, "9401", Utc::now()).unwrap();
        assert!(!made);
        assert_eq!(first.certificate(), again.certificate());
        let mode = |name: &str| {
            let metadata = std::fs::metadata(path.join(name)).unwrap();
            std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o777
        };
        assert_eq!(mode("ca.key"), 0o600);
        std::fs::remove_file(path.join("ca.key")).unwrap();
        assert!(matches!(Authority::create(&path, "9401", Utc::now()), Err(PkiError::Half(_))));
        assert!(path.join("ca.pem").exists() && !path.join("ca.key").exists());
    }

    #[test]
    fn what_an_earlier_version_left_half_written_goes_when_the_directory_is_used() {
        let state = tempfile::tempdir().unwrap();
        let path = state.path().join("pki");
        let drafts = ["ca.tmp", "register.tmp", "server.tmp"].map(|name| path.join(name));
        let leave = || drafts.iter().for_each(|draft| std::fs::write(draft, "half a ke").unwrap());
        let (first, _) = Authority::create(&path, "9401", Utc::now()).unwrap();
        leave();
        crate::pki::Pki::open(state.path(), TimeDelta::days(1)).unwrap();
        assert!(!drafts.iter().any(|draft| draft.exists()));
        leave();
        let (again, _) = Authority::create(&path, "9401", Utc::now()).unwrap();
        assert!(!drafts.iter().any(|draft| draft.exists()));
        assert_eq!(first.certificate(), again.certificate());
    }
}
