//! TLS of the daemon: version 1.3 alone, since every client is ours.

use crate::config::{OwnPki, TcpConfig};
use crate::pki::{Pki, PkiError, ServerCertificate};
use chrono::Utc;
use std::path::Path;
use std::sync::Arc;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::{self, PemObject};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::{NoServerSessionStorage, WebPkiClientVerifier};
use tokio_rustls::rustls::{RootCertStore, ServerConfig, version::TLS13};

/// Where certificates come from.
#[derive(Debug, Clone)]
pub enum Source {
    /// The branch CA; the daemon goes by these names.
    Branch(Arc<Pki>, Vec<String>),
    /// Files of an organisation.
    Organisation(OwnPki),
}

impl Source {
    /// Where the certificates of this configuration come from.
    pub fn new(config: &TcpConfig, pki: Option<&Arc<Pki>>) -> Option<Self> {
        match (&config.own_pki, pki) {
            (Some(own), _) => Some(Self::Organisation(own.clone())),
            (None, Some(pki)) => Some(Self::Branch(Arc::clone(pki), config.names())),
            (None, None) => None,
        }
    }

    /// The configuration of TLS as of now: a certificate that is about to end is replaced, files are read again.
    ///
    /// # Errors
    /// [`PkiError`], which names the file.
    pub fn load(&self) -> Result<Arc<ServerConfig>, PkiError> {
        let (certificate, authorities, strangers) = match self {
            Self::Branch(pki, names) => {
                let authority = pki.authority().certificate().clone();
                (pki.server(names, Utc::now())?, vec![authority], true)
            }
            Self::Organisation(own) => {
                let chain = certificates(&own.certificate)?;
                let key =
                    PrivateKeyDer::from_pem_slice(pem_of(&own.key)?.as_bytes()).map_err(broken(&own.key))?;
                (ServerCertificate { chain, key }, certificates(&own.client_ca)?, false)
            }
        };
        build(certificate, authorities, strangers).map_err(PkiError::Make)
    }
}

fn broken(path: &Path) -> impl FnOnce(pem::Error) -> PkiError + '_ {
    move |error| PkiError::Broken { path: path.to_owned(), detail: error.to_string() }
}

/// The text of a file, however it was saved: behind a byte order mark the first certificate would be passed over.
fn pem_of(path: &Path) -> Result<String, PkiError> {
    let wrong = |detail: String| PkiError::Broken { path: path.to_owned(), detail };
    let bytes = std::fs::read(path).map_err(|error| wrong(error.to_string()))?;
    balie_reading::text(&bytes).map_err(|error| wrong(error.words().en))
}

fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, PkiError> {
    let text = pem_of(path)?;
    let read = CertificateDer::pem_slice_iter(text.as_bytes()).collect::<Result<Vec<_>, _>>();
    match read.map_err(broken(path))? {
        none if none.is_empty() => {
            Err(PkiError::Broken { path: path.to_owned(), detail: "no certificate".to_owned() })
        }
        certificates => Ok(certificates),
    }
}

fn build(
    certificate: ServerCertificate,
    authorities: Vec<CertificateDer<'static>>,
    strangers: bool,
) -> Result<Arc<ServerConfig>, String> {
    let provider = Arc::new(ring::default_provider());
    let mut roots = RootCertStore::empty();
    for authority in authorities {
        roots.add(authority).map_err(|error| error.to_string())?;
    }
    let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider));
    // Without a certificate one gets as far as the enrolment, which has a server of its own.
    let verifier = if strangers { verifier.allow_unauthenticated() } else { verifier };
    let verifier = verifier.build().map_err(|error| error.to_string())?;
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&TLS13])
        .map_err(|error| error.to_string())?
        .with_client_cert_verifier(verifier)
        .with_single_cert(certificate.chain, certificate.key)
        .map_err(|error| error.to_string())?;
    config.alpn_protocols = vec![b"h2".to_vec()];
    // No resumption: each connection shows its certificate, which may have ended.
    config.session_storage = Arc::new(NoServerSessionStorage {});
    config.send_tls13_tickets = 0;
    Ok(Arc::new(config))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rcgen::{CertificateParams, KeyPair};

    /// Notepad and PowerShell put a mark in front, or save UTF-16.
    #[test]
    fn every_certificate_of_a_file_is_read_however_it_was_saved() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("ca.pem");
        let key = KeyPair::generate().unwrap();
        let certificate = || CertificateParams::new(vec![]).unwrap().self_signed(&key).unwrap().pem();
        let marked = format!("\u{feff}{}{}", certificate(), certificate());
        let utf16: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [marked.into_bytes(), utf16] {
            std::fs::write(&path, bytes).unwrap();
            assert_eq!(certificates(&path).unwrap().len(), 2);
        }
        std::fs::write(&path, b"\x30\x82\x01\x0a\0\0").unwrap();
        assert!(matches!(certificates(&path), Err(PkiError::Broken { .. })), "DER");
    }
}
