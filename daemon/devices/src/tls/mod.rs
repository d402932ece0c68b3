//! Encrypted connections to scanners and printers, whose certificates mostly nobody but themselves has signed.

mod fingerprint;

use std::io;
use std::path::Path;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::client::WebPkiServerVerifier;
use tokio_rustls::rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use tokio_rustls::rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme,
};

use crate::{DeviceId, Reason};

pub use fingerprint::{Fingerprint, InvalidFingerprint};

/// Which certificates of a device are trusted.
pub(crate) struct Trust<'a> {
    /// The device.
    pub(crate) device: &'a DeviceId,
    /// The one certificate that it made itself.
    pub(crate) certificate_sha256: Option<Fingerprint>,
    /// The authorities (PEM) that may have signed its certificate.
    pub(crate) ca_file: Option<&'a Path>,
}

/// What makes connections to a device.
///
/// # Errors
/// [`Reason::CertificateUnknown`] when the file with authorities cannot be read; the log says why.
pub(crate) fn connector(trust: &Trust<'_>) -> Result<TlsConnector, Reason> {
    let provider = Arc::new(ring::default_provider());
    let unusable = |error: &dyn std::fmt::Display| {
        tracing::error!(device = %trust.device, %error, "the certificates for the device cannot be used");
        Reason::CertificateUnknown
    };
    let authorities = match trust.ca_file {
        Some(file) => Some(authorities(file, &provider).map_err(|error| unusable(&error))?),
        None => None,
    };
    let device = trust.device.to_string();
    let verifier =
        Verifier { device, pinned: trust.certificate_sha256, authorities, provider: Arc::clone(&provider) };
    let client = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| unusable(&error))?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(client)))
}

fn authorities(file: &Path, provider: &Arc<CryptoProvider>) -> io::Result<Arc<WebPkiServerVerifier>> {
    let wrong = |error: &dyn std::fmt::Display| io::Error::other(format!("{}: {error}", file.display()));
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(file).map_err(|error| wrong(&error))? {
        roots.add(certificate.map_err(|error| wrong(&error))?).map_err(|error| wrong(&error))?;
    }
    WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(provider))
        .build()
        .map_err(|error| wrong(&error))
}

/// Trusts the certificate that is pinned, or those of the authorities, and no other.
#[derive(Debug)]
struct Verifier {
    device: String,
    pinned: Option<Fingerprint>,
    authorities: Option<Arc<WebPkiServerVerifier>>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let seen = Fingerprint(Sha256::digest(end_entity).into());
        if self.pinned == Some(seen) {
            return Ok(ServerCertVerified::assertion());
        }
        let verified = match &self.authorities {
            Some(authorities) => {
                authorities.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
            }
            None => Err(Error::InvalidCertificate(CertificateError::UnknownIssuer)),
        };
        if let Err(error) = &verified {
            let device = &self.device;
            tracing::warn!(device, certificate_sha256 = %seen, %error, "the device has a certificate that is not trusted");
        }
        verified
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, cert, signed, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, cert, signed, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

/// What it means when a handshake fails.
pub(crate) fn reason_of(error: &io::Error) -> Reason {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<Error>()) {
        Some(Error::InvalidCertificate(_)) => Reason::CertificateUnknown,
        Some(_) => Reason::GarbageAnswer,
        None => Reason::ConnectionLost,
    }
}
