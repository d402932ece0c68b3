//! A man in the middle: he sees nothing of the code.

use crate::bench::{Bench, other_ca};
use balie_client::Language;
use balie_client::station::EnrolError;
use rcgen::{CertificateParams, KeyPair};
use std::sync::Arc;
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// Takes one connection with this chain; tells what he could read.
async fn listen(chain: Vec<CertificateDer<'static>>, key: &KeyPair) -> (u16, JoinHandle<Vec<u8>>) {
    let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, PrivateKeyDer::try_from(key.serialize_der()).unwrap())
        .unwrap();
    config.alpn_protocols = vec![b"h2".to_vec()];
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let reading = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut read = Vec::new();
        if let Ok(mut tls) = TlsAcceptor::from(Arc::new(config)).accept(stream).await {
            let _ = tls.read_to_end(&mut read).await;
        }
        read
    });
    (port, reading)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_man_in_the_middle_is_noticed_before_anything_is_sent() {
    let bench = Bench::open().await;
    let code = bench.code("balie-2", "counter");
    let (authority, issuer) = other_ca();
    let authority = CertificateDer::from_pem_slice(authority.as_bytes()).unwrap();
    let real = CertificateDer::from_pem_slice(bench.authority().as_bytes()).unwrap();
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
    let certificate = params.signed_by(&key, &issuer).unwrap().der().clone();
    // With a CA of his own; with the real CA beside it, which everybody can get; with nothing but the certificate.
    for chain in [
        vec![certificate.clone(), authority.clone()],
        vec![certificate.clone(), authority, real.clone()],
        vec![certificate.clone(), real],
        vec![certificate],
    ] {
        let (port, reading) = listen(chain, &key).await;
        let server = format!("https://127.0.0.1:{port}");
        let error = bench.enrol_at(&server, "pc", &code).await.expect_err("not the daemon");
        assert!(matches!(error, EnrolError::NotTheDaemon(_)), "{error:?}");
        assert!(error.message(Language::Dutch).contains("niets verstuurd"));
        assert!(error.message(Language::English).contains("Nothing was sent"));
        assert_eq!(reading.await.unwrap(), b"");
    }
    // No attempt was used up.
    bench.enrol("pc", &code).await.expect("right");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_enrolled_pc_knows_its_daemon_again() {
    let bench = Bench::open().await;
    let directory = bench.station("balie-2", "counter").await;
    let other = Bench::open().await;
    // Another branch answers at the address.
    let error = other.client(&directory).await.expect_err("not the daemon");
    let fault = balie_client::station::TlsFault::NotTheDaemon;
    assert!(
        matches!(error, balie_client::ClientError::Tls { fault: told, .. } if told == fault),
        "{error:?}"
    );
    // By a name that is not in the certificate.
    let code = bench.code("balie-3", "counter");
    let server = format!("localhost:{}", bench.port);
    let error = bench.enrol_at(&server, "pc", &code).await.expect_err("another name");
    assert!(matches!(error, EnrolError::Name(_)), "{error:?}");
    assert!(error.message(Language::Dutch).contains("[tcp] names"));
}
