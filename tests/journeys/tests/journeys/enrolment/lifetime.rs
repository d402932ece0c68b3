//! Certificates that end, and that are renewed in time.

use crate::bench::{Bench, from_now, station_params, write_credentials};
use balie_client::station::TlsFault;
use balie_client::{ClientError, Endpoint};
use rcgen::{KeyPair, SerialNumber};

const DAY: i64 = 24 * 60 * 60;
const URI: &str = "balie:station/balie-2?role=counter";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certificate_that_ended_is_refused() {
    let bench = Bench::open().await;
    let directory = bench.directory("ended");
    let key = KeyPair::generate().unwrap();
    let params = station_params(URI, from_now(-10 * DAY), from_now(-DAY));
    let certificate = params.signed_by(&key, &bench.issuer()).unwrap();
    write_credentials(&directory, &key.serialize_pem(), &certificate.pem(), &bench.authority());
    let error = bench.refusal(&directory).await;
    assert!(matches!(error, ClientError::Tls { fault: TlsFault::Ended, .. }), "{error:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_renews_when_two_thirds_have_passed() {
    let bench = Bench::open().await;
    let directory = bench.station("balie-2", "counter").await;
    let station = directory.join("station.pem");
    let fresh = std::fs::read_to_string(&station).unwrap();
    bench.client(&directory).await.unwrap().branch.get().await.expect("enrolled");
    assert_eq!(std::fs::read_to_string(&station).unwrap(), fresh, "too early to renew");

    // A certificate of the same station that has a day left of ten, known to the register as the daemon would have
    // entered it.
    let key = KeyPair::generate().unwrap();
    let mut params = station_params(URI, from_now(-9 * DAY), from_now(DAY));
    params.serial_number = Some(SerialNumber::from_slice(&[0x42; 16]));
    let certificate = params.signed_by(&key, &bench.issuer()).unwrap();
    let register = bench.branch.state().join("pki/register.json");
    let mut book: serde_json::Value = serde_json::from_slice(&std::fs::read(&register).unwrap()).unwrap();
    let end = (chrono::Utc::now() + chrono::TimeDelta::days(1)).to_rfc3339();
    book["stations"]["balie-2"]["certificates"]["42".repeat(16)] = end.into();
    let draft = register.with_extension("edited");
    std::fs::write(&draft, book.to_string()).unwrap();
    std::fs::rename(draft, &register).unwrap();
    write_credentials(&directory, &key.serialize_pem(), &certificate.pem(), &bench.authority());
    let old = std::fs::read_to_string(&station).unwrap();
    let copy = bench.directory("copy");
    write_credentials(&copy, &key.serialize_pem(), &certificate.pem(), &bench.authority());

    bench.client(&directory).await.unwrap().branch.get().await.expect("renewed meanwhile");
    let renewed = std::fs::read_to_string(&station).unwrap();
    assert_ne!(renewed, old, "{}", bench.branch.log());
    assert!(!renewed.contains(&key.serialize_pem()), "with a new key");
    let who = bench.client(&directory).await.unwrap().branch.caller().await.expect("the new certificate");
    assert_eq!((who.station.as_str(), who.role.as_str()), ("balie-2", "counter"));
    // The answer might have been lost: the old one is good until it ends. What was issued before it is not.
    bench.client(&copy).await.unwrap().branch.get().await.expect("the old certificate");
    std::fs::write(&station, fresh).unwrap();
    let error = bench.refusal(&directory).await;
    assert!(error.has_reason("CERTIFICATE_UNKNOWN"), "{error:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_that_everybody_can_read_is_not_used() {
    use std::os::unix::fs::PermissionsExt as _;
    let bench = Bench::open().await;
    let directory = bench.station("balie-2", "counter").await;
    let mode = std::fs::Permissions::from_mode(0o644);
    std::fs::set_permissions(directory.join("station.pem"), mode).unwrap();
    let error = bench.client(&directory).await.expect_err("unsafe");
    assert!(matches!(error, ClientError::Credentials(_)), "{error:?}");
    let endpoint = Endpoint::Tcp { server: bench.server(), credentials: Some(bench.directory("nobody")) };
    let caller = crate::bench::caller(balie_client::Language::Dutch);
    let error = balie_client::Client::connect(endpoint, caller).await.expect_err("not enrolled");
    assert!(matches!(error, ClientError::Credentials(_)), "{error:?}");
}
