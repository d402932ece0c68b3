//! The certificates of a branch: its CA, the daemon's own certificate, one-time codes and stations.
//!
//! Everything lies in `pki/` in the state directory. A certificate of the branch CA is accepted only while it stands in
//! the register: a key that leaked is shut out by revoking its station, with no list to distribute.

mod authority;
mod book;
mod certificate;
mod command;
mod error;
mod files;
mod register;
mod server;

pub use authority::{Authority, Issued};
pub use book::{Book, CodeRefusal, Station};
pub use certificate::{Identity, is_station_name, names};
pub use command::{PkiTask, run};
pub use error::PkiError;
pub use register::Register;
pub use server::{ServerCertificate, certificate as server_certificate};

use crate::api::RoleName;
use balie_enrolment_code::EnrolmentCode;
use book::NewCode;
use chrono::{DateTime, TimeDelta, Utc};
use rcgen::{CertificateSigningRequestParams, PublicKeyData as _};
use sha2::{Digest as _, Sha256};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// Directory of the certificates, within the state directory.
pub const DIRECTORY: &str = "pki";

/// Length of a public key on P-256, as an uncompressed point (SEC 1 section 2.3.3).
const P256_POINT: usize = 65;

/// The certificates of a branch with a CA of its own.
#[derive(Debug)]
pub struct Pki {
    directory: PathBuf,
    authority: Authority,
    register: Register,
    station_lifetime: TimeDelta,
}

/// A certificate signing request that was checked: signed by its own key, on P-256.
#[derive(Debug)]
pub struct SigningRequest(rcgen::PublicKey);

impl SigningRequest {
    /// Reads a request (PEM).
    ///
    /// # Errors
    /// What is wrong with it, for developers.
    pub fn parse(pem: &str) -> Result<Self, String> {
        let request = CertificateSigningRequestParams::from_pem(pem).map_err(|error| error.to_string())?;
        // The algorithm is that of the signature; the curve shows in the length of the point.
        let point = request.public_key.der_bytes().len();
        if request.public_key.algorithm() != &rcgen::PKCS_ECDSA_P256_SHA256 || point != P256_POINT {
            return Err("the key is not on P-256".to_owned());
        }
        Ok(Self(request.public_key))
    }

    fn digest(&self) -> String {
        book::hex(&Sha256::digest(self.0.subject_public_key_info()))
    }
}

impl Pki {
    /// The certificates of the branch with this state directory. Certificates for stations last `station_lifetime`.
    ///
    /// # Errors
    /// As [`Authority::open`].
    pub fn open(state: &Path, station_lifetime: TimeDelta) -> Result<Self, PkiError> {
        let directory = state.join(DIRECTORY);
        balie_files::check_directory(&directory)?;
        files::remove_old_drafts(&directory)?;
        let authority = Authority::open(&directory)?;
        Ok(Self { register: Register::new(&directory), directory, authority, station_lifetime })
    }

    /// The CA.
    pub fn authority(&self) -> &Authority {
        &self.authority
    }

    /// The register of stations.
    pub fn register(&self) -> &Register {
        &self.register
    }

    /// The daemon's certificate.
    ///
    /// # Errors
    /// As [`server_certificate`].
    pub fn server(&self, names: &[String], now: DateTime<Utc>) -> Result<ServerCertificate, PkiError> {
        server_certificate(&self.directory, &self.authority, names, now)
    }

    /// Makes a one-time code.
    ///
    /// # Errors
    /// [`PkiError::StationName`], [`PkiError::TooManyCodes`]; what keeps the register from being written.
    pub fn code(
        &self,
        station: Option<&str>,
        role: RoleName,
        expires: DateTime<Utc>,
    ) -> Result<EnrolmentCode, PkiError> {
        if let Some(name) = station.filter(|name| !is_station_name(name)) {
            return Err(PkiError::StationName(name.to_owned()));
        }
        self.register.change(|book| {
            if book.is_full() {
                return Err(PkiError::TooManyCodes);
            }
            let code = loop {
                // The last 62 bits and the first 48 of a UUID version 4 are random (RFC 9562).
                let random = Uuid::new_v4().as_u128();
                let id = (random >> 112) as u16 % EnrolmentCode::IDS;
                if !book.takes(id) {
                    break EnrolmentCode::new(id, random as u64, self.authority.certificate());
                }
            };
            let salt = Uuid::new_v4().simple().to_string();
            book.note(NewCode { code, salt: &salt, station, role, expires });
            Ok(code)
        })?
    }

    /// Enrols the PC that knows a code.
    ///
    /// # Errors
    /// Inner: why the code does not enrol. Outer: what keeps the certificate from being made or entered.
    pub fn enrol(
        &self,
        code: &EnrolmentCode,
        wish: &str,
        request: &SigningRequest,
        now: DateTime<Utc>,
    ) -> Result<Result<Issued, CodeRefusal>, PkiError> {
        self.register.change(|book| {
            let (station, role) = match book.redeem(code, wish, &request.digest(), now) {
                Ok(redeemed) => redeemed,
                Err(refusal) => return Ok(Err(refusal)),
            };
            let issued = self.authority.station(&station, role, &request.0, now, self.station_lifetime)?;
            book.enrol(&issued.identity, now);
            Ok(Ok(issued))
        })?
    }

    /// Renews the certificate of a station; none when it may not use its present one any more.
    ///
    /// # Errors
    /// What keeps the certificate from being made or entered.
    pub fn renew(
        &self,
        present: &Identity,
        request: &SigningRequest,
        now: DateTime<Utc>,
    ) -> Result<Option<Issued>, PkiError> {
        let Identity { station, role, .. } = present;
        let issued = self.authority.station(station, *role, &request.0, now, self.station_lifetime)?;
        self.register.change(|book| book.renew(present, &issued.identity).then_some(issued))
    }
}
