//! The CA of a branch: one key on P-256 that signs the certificates of its daemon and of its stations.

use super::certificate::{Identity, serial};
use super::{PkiError, files};
use crate::api::RoleName;
use chrono::{DateTime, TimeDelta, Utc};
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, PublicKeyData, SanType, SerialNumber,
};
use std::path::Path;
use time::OffsetDateTime;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use uuid::Uuid;

const CERTIFICATE: &str = "ca.pem";
const KEY: &str = "ca.key";
/// How long the CA lasts: longer than the counter PCs of today.
const YEARS: i64 = 20;
/// Certificates begin this long ago, for clocks that are behind.
const CLOCK_SKEW: TimeDelta = TimeDelta::hours(1);

/// The CA of a branch.
#[derive(Debug)]
pub struct Authority {
    certificate: CertificateDer<'static>,
    pem: String,
    issuer: Issuer<'static, KeyPair>,
}

/// A certificate for a station, as issued.
#[derive(Debug)]
pub struct Issued {
    /// The certificate (PEM).
    pub pem: String,
    /// Who it makes of its holder.
    pub identity: Identity,
}

impl Authority {
    /// Makes the CA of a branch, unless there is one. Tells whether it made one.
    ///
    /// # Errors
    /// [`PkiError::Half`] when a part of a CA is there; what keeps the files from being written.
    pub fn create(directory: &Path, branch: &str, now: DateTime<Utc>) -> Result<(Self, bool), PkiError> {
        files::directory(directory)?;
        files::remove_old_drafts(directory)?;
        let _lock = files::lock(&directory.join("ca.lock"))?;
        match Self::open(directory) {
            Err(PkiError::Missing(_)) => {}
            found => return found.map(|authority| (authority, false)),
        }
        let key = KeyPair::generate()?;
        let mut params = CertificateParams::default();
        name(&mut params, &format!("Balie {branch} CA"));
        lifetime(&mut params, now, TimeDelta::days(365 * YEARS + YEARS / 4));
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        params.serial_number = Some(new_serial());
        let certificate = params.self_signed(&key)?;
        // The certificate comes last: with it, the CA is complete.
        files::write(&directory.join(KEY), key.serialize_pem().as_bytes())?;
        files::write(&directory.join(CERTIFICATE), certificate.pem().as_bytes())?;
        Ok((Self::open(directory)?, true))
    }

    /// The CA in this directory.
    ///
    /// # Errors
    /// [`PkiError::Missing`], [`PkiError::Half`], [`PkiError::Readable`], [`PkiError::Broken`].
    pub fn open(directory: &Path) -> Result<Self, PkiError> {
        let (certificate_path, key_path) = (directory.join(CERTIFICATE), directory.join(KEY));
        let (pem, key) = match (files::read(&certificate_path)?, files::read_key(&key_path)?) {
            (Some(certificate), Some(key)) => (certificate, key),
            (None, None) => return Err(PkiError::Missing(directory.to_owned())),
            (None, Some(_)) => return Err(PkiError::Half(key_path)),
            (Some(_), None) => return Err(PkiError::Half(certificate_path)),
        };
        let broken = |error: &dyn std::fmt::Display| PkiError::broken(&certificate_path, error);
        let certificate = CertificateDer::from_pem_slice(pem.as_bytes()).map_err(|error| broken(&error))?;
        let key = KeyPair::from_pem(&key).map_err(|error| PkiError::broken(&key_path, error))?;
        let (_, parsed) =
            x509_parser::parse_x509_certificate(&certificate).map_err(|error| broken(&error))?;
        if parsed.public_key().subject_public_key.data.as_ref() != key.public_key_raw() {
            return Err(broken(&"ca.key is the key of another certificate"));
        }
        let issuer = Issuer::from_ca_cert_der(&certificate, key).map_err(|error| broken(&error))?;
        Ok(Self { certificate, pem, issuer })
    }

    /// Certificate of the CA.
    pub fn certificate(&self) -> &CertificateDer<'static> {
        &self.certificate
    }

    /// Certificate of the CA (PEM).
    pub fn pem(&self) -> &str {
        &self.pem
    }

    /// Issues a certificate for the daemon, reachable by these names and addresses.
    ///
    /// # Errors
    /// [`PkiError::Make`] for what is no name.
    pub(super) fn server(
        &self,
        names: &[String],
        key: &KeyPair,
        now: DateTime<Utc>,
        lasting: TimeDelta,
    ) -> Result<rcgen::Certificate, PkiError> {
        let mut params = CertificateParams::new(names)?;
        name(&mut params, "balied");
        leaf(&mut params, ExtendedKeyUsagePurpose::ServerAuth);
        lifetime(&mut params, now, lasting);
        Ok(params.signed_by(key, &self.issuer)?)
    }

    /// Issues a certificate for a station.
    ///
    /// # Errors
    /// [`PkiError::Make`].
    pub fn station(
        &self,
        station: &str,
        role: RoleName,
        key: &impl PublicKeyData,
        now: DateTime<Utc>,
        lasting: TimeDelta,
    ) -> Result<Issued, PkiError> {
        let mut params = CertificateParams::default();
        name(&mut params, station);
        params.subject_alt_names.push(SanType::URI(Identity::uri(station, role).try_into()?));
        leaf(&mut params, ExtendedKeyUsagePurpose::ClientAuth);
        lifetime(&mut params, now, lasting);
        let certificate = params.signed_by(key, &self.issuer)?;
        let (_, parsed) = x509_parser::parse_x509_certificate(certificate.der())
            .map_err(|error| PkiError::Make(error.to_string()))?;
        let identity =
            Identity { station: station.to_owned(), role, serial: serial(&parsed), not_after: now + lasting };
        Ok(Issued { pem: certificate.pem(), identity })
    }
}

fn name(params: &mut CertificateParams, common_name: &str) {
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, common_name);
}

fn leaf(params: &mut CertificateParams, usage: ExtendedKeyUsagePurpose) {
    params.is_ca = IsCa::ExplicitNoCa;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![usage];
    params.use_authority_key_identifier_extension = true;
    params.serial_number = Some(new_serial());
}

fn lifetime(params: &mut CertificateParams, now: DateTime<Utc>, lasting: TimeDelta) {
    let at = |time: DateTime<Utc>| {
        OffsetDateTime::from_unix_timestamp(time.timestamp()).unwrap_or(OffsetDateTime::UNIX_EPOCH)
    };
    params.not_before = at(now - CLOCK_SKEW);
    params.not_after = at(now + lasting);
}

/// Random, and positive in any number of bytes (RFC 5280 section 4.1.2.2).
fn new_serial() -> SerialNumber {
    let mut bytes = *Uuid::new_v4().as_bytes();
    bytes[0] = bytes[0] & 0x3f | 0x40;
    SerialNumber::from_slice(&bytes)
}
