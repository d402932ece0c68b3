//! This PC as a station: TCP with mutual TLS, with a certificate that it got by a one-time code.
//!
//! [`enrol`] gets the certificate, [`Credentials`] are the files it is kept in, and a connection renews it by itself when
//! two thirds of its lifetime have passed.

mod address;
mod credentials;
mod enrol;
mod fault;
mod renewal;
pub(crate) mod tls;
mod words;

pub use address::ServerAddress;
pub use balie_enrolment_code::{CodeError, EnrolmentCode};
pub use credentials::{CREDENTIALS_VARIABLE, Credentials, CredentialsError};
pub use enrol::{EnrolError, EnrolStep, Enrolled, enrol};
pub use fault::TlsFault;
pub(crate) use renewal::Renewal;
pub use words::role_name;

use crate::error::ClientError;
use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair};

/// A new key on P-256 (PEM) and the request for a certificate (PKCS #10, PEM).
fn new_key(station: &str) -> Result<(KeyPair, String), rcgen::Error> {
    let key = KeyPair::generate()?;
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, station);
    let request = params.serialize_request(&key)?.pem()?;
    Ok((key, request))
}

fn no_key(_: rcgen::Error) -> ClientError {
    ClientError::Incomplete { part: "key" }
}
