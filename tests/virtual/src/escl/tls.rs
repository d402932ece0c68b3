//! A certificate that the scanner makes for itself, as scanners do.

use std::sync::Arc;

use sha2::{Digest, Sha256};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use crate::VirtualError;

pub(super) struct Tls {
    pub acceptor: TlsAcceptor,
    /// SHA-256 of the certificate, in hexadecimal.
    pub sha256: String,
    /// The certificate, PEM.
    pub pem: String,
}

impl std::fmt::Debug for Tls {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Tls({})", self.sha256)
    }
}

impl Tls {
    pub fn make() -> Result<Self, VirtualError> {
        let failed = |error: &dyn std::fmt::Display| VirtualError::Certificate(error.to_string());
        let names = vec!["127.0.0.1".to_owned(), "localhost".to_owned()];
        let made = rcgen::generate_simple_self_signed(names).map_err(|error| failed(&error))?;
        let sha256 = Sha256::digest(made.cert.der()).iter().map(|byte| format!("{byte:02x}")).collect();
        let key =
            PrivateKeyDer::try_from(made.signing_key.serialize_der()).map_err(|error| failed(&error))?;
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| failed(&error))?
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .map_err(|error| failed(&error))?;
        Ok(Self { acceptor: TlsAcceptor::from(Arc::new(config)), sha256, pem: made.cert.pem() })
    }
}
