//! TLS of a station: version 1.3 with HTTP/2, and no other authority than that of the branch.

use super::{Credentials, ServerAddress};
use balie_enrolment_code::EnrolmentCode;
use std::io::{Error, ErrorKind};
use std::sync::Arc;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use tokio_rustls::rustls::client::{Resumption, WebPkiServerVerifier};
use tokio_rustls::rustls::crypto::{CryptoProvider, ring, verify_tls13_signature};
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error as RustlsError, RootCertStore,
    SignatureScheme, version::TLS13,
};

/// TLS with the certificate of this station.
pub(crate) fn of_station(credentials: Credentials) -> Result<Arc<ClientConfig>, RustlsError> {
    let Credentials { chain, key, authorities, .. } = credentials;
    let builder = ClientConfig::builder_with_provider(provider()).with_protocol_versions(&[&TLS13])?;
    finish(builder.with_root_certificates(roots(authorities)?).with_client_auth_cert(chain, key)?)
}

/// TLS without a certificate, to a daemon that this code vouches for.
pub(super) fn by_code(code: EnrolmentCode) -> Result<Arc<ClientConfig>, RustlsError> {
    let builder = ClientConfig::builder_with_provider(provider()).with_protocol_versions(&[&TLS13])?;
    let verifier = Arc::new(CodeVerifier { code, provider: provider() });
    finish(builder.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth())
}

fn finish(mut config: ClientConfig) -> Result<Arc<ClientConfig>, RustlsError> {
    config.alpn_protocols = vec![b"h2".to_vec()];
    config.resumption = Resumption::disabled();
    Ok(Arc::new(config))
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

fn roots(authorities: Vec<CertificateDer<'static>>) -> Result<Arc<RootCertStore>, RustlsError> {
    let mut roots = RootCertStore::empty();
    for authority in authorities {
        roots.add(authority)?;
    }
    Ok(Arc::new(roots))
}

/// Connects, with the handshake done and the daemon's first word heard.
///
/// In TLS 1.3 our side is done before the daemon has looked at our certificate. The daemon speaks first in HTTP/2 (its
/// settings, RFC 9113 section 3.4): waiting for that tells a refusal, as an alert, from a daemon that went away.
pub(crate) async fn connect(
    address: &ServerAddress,
    config: Arc<ClientConfig>,
) -> std::io::Result<BufReader<TlsStream<TcpStream>>> {
    let name = address.name().ok_or_else(|| Error::from(ErrorKind::InvalidInput))?;
    let stream = TcpStream::connect(address.target()).await?;
    stream.set_nodelay(true)?;
    let tls = TlsConnector::from(config).connect(name, stream).await?;
    if tls.get_ref().1.alpn_protocol() != Some(b"h2") {
        return Err(Error::new(ErrorKind::InvalidData, RustlsError::NoApplicationProtocol));
    }
    let mut tls = BufReader::new(tls);
    if tls.fill_buf().await?.is_empty() {
        return Err(ErrorKind::UnexpectedEof.into());
    }
    Ok(tls)
}

/// Accepts a daemon whose chain holds the CA that the code vouches for, and whose certificate that CA issued.
#[derive(Debug)]
struct CodeVerifier {
    code: EnrolmentCode,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for CodeVerifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, RustlsError> {
        let authority = intermediates.iter().find(|certificate| self.code.vouches_for(certificate));
        let authority = authority.ok_or(RustlsError::InvalidCertificate(CertificateError::UnknownIssuer))?;
        let roots = roots(vec![authority.clone().into_owned()])?;
        let verifier = WebPkiServerVerifier::builder_with_provider(roots, Arc::clone(&self.provider)).build();
        let verifier = verifier.map_err(|error| RustlsError::General(error.to_string()))?;
        verifier.verify_server_cert(end_entity, &[], server_name, ocsp_response, now)
    }

    /// Never asked: TLS 1.3 alone is spoken.
    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, RustlsError> {
        Err(RustlsError::General("TLS 1.2 is not spoken".to_owned()))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, RustlsError> {
        verify_tls13_signature(
            message,
            certificate,
            signature,
            &self.provider.signature_verification_algorithms,
        )
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
