//! Codes that do not enrol.

use crate::bench::{Bench, anonymous, caller};
use balie_client::station::{EnrolError, enrol};
use balie_client::{ClientError, Language, v1};
use balie_enrolment_code::EnrolmentCode;
use balie_proto::v1::enrolment_service_client::EnrolmentServiceClient;
use rcgen::{CertificateParams, KeyPair};
use std::time::Duration;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;

/// A code with the number of this one, made for the same branch, with another secret.
fn guess(bench: &Bench, code: &str, secret: u64) -> String {
    let id = EnrolmentCode::parse(code).unwrap().id();
    let authority = CertificateDer::from_pem_slice(bench.authority().as_bytes()).unwrap();
    EnrolmentCode::new(id, secret, &authority).to_string()
}

fn says(error: &EnrolError, nl: &str, en: &str) {
    let (dutch, english) = (error.message(Language::Dutch), error.message(Language::English));
    assert!(dutch.contains(nl) && english.contains(en), "{dutch} / {english}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_works_once_and_in_time() {
    let bench = Bench::open().await;
    let code = bench.code("balie-2", "counter");
    // A typing mistake is noticed on this side.
    let mut mistyped = code.clone();
    mistyped.replace_range(3..4, if &code[3..4] == "7" { "8" } else { "7" });
    let error = bench.enrol("pc", &mistyped).await.expect_err("mistyped");
    assert!(matches!(error, EnrolError::Mistyped(_)), "{error:?}");
    says(&error, "verkeerd overgenomen", "copied wrongly");

    bench.enrol("pc", &code).await.expect("right");
    let error = bench.enrol("other pc", &code).await.expect_err("used");
    assert!(matches!(error, EnrolError::CodeUsed), "{error:?}");
    says(&error, "al gebruikt", "used already");
    assert!(!bench.directory("other pc").join("station.pem").exists());

    let late = bench.code_with(&["--station", "balie-3", "--role", "counter", "--valid", "1s"]);
    tokio::time::sleep(Duration::from_millis(1100)).await;
    let error = bench.enrol("late pc", &late).await.expect_err("expired");
    assert!(matches!(error, EnrolError::CodeExpired), "{error:?}");
    says(&error, "verlopen", "expired");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn guessing_uses_a_code_up() {
    let bench = Bench::open().await;
    let code = bench.code("balie-2", "counter");
    for secret in 1..=5 {
        let error = bench.enrol("pc", &guess(&bench, &code, secret)).await.expect_err("wrong");
        assert!(matches!(error, EnrolError::CodeWrong), "{error:?}");
        says(&error, "klopt niet", "not right");
    }
    let error = bench.enrol("pc", &code).await.expect_err("too late for the right one");
    assert!(matches!(error, EnrolError::CodeBlocked), "{error:?}");
    says(&error, "te vaak", "too often");
    // A new code for the station helps.
    bench.enrol("pc", &bench.code("balie-2", "counter")).await.expect("right");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_daemon_refuses_in_the_language_of_the_caller() {
    let bench = Bench::open().await;
    let taken = bench.station("host-name", "counter").await;
    // A code without a name lets the PC propose its own, which is taken here.
    let code = bench.code_with(&["--role", "counter"]);
    let dutch = caller(Language::Dutch);
    let directory = bench.directory("another");
    let error = enrol(&bench.server(), &code, &dutch, &directory, |_| {}).await.expect_err("taken");
    assert!(matches!(&error, EnrolError::StationTaken(name) if name == "host-name"), "{error:?}");
    says(&error, "host-name", "host-name");
    // The one that has the name goes on.
    bench.client(&taken).await.unwrap().branch.get().await.expect("still there");
    assert!(bench.pki(&["code", "--station", "a b", "--role", "counter"]).stdout.is_empty());
    assert!(!bench.pki(&["code", "--station", "a", "--role", "root"]).status.success());
    assert!(!bench.pki(&["code", "--station", "a", "--role", "counter", "--valid", "8d"]).status.success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_address_cannot_try_codes_without_end() {
    let bench = Bench::open().await;
    let code = bench.code("balie-2", "counter");
    // Its own calls: a client waits as it is told, which is longer than a test does.
    let mut stub = EnrolmentServiceClient::new(anonymous(&bench).await);
    let request = CertificateParams::default().serialize_request(&KeyPair::generate().unwrap()).unwrap();
    let mut wrong = 0;
    let limited = loop {
        // Another number each time: no code is used up by it.
        let other = EnrolmentCode::parse(&code).unwrap().id() ^ (1 + wrong);
        let authority = CertificateDer::from_pem_slice(bench.authority().as_bytes()).unwrap();
        let guess = v1::EnrolRequest {
            code: EnrolmentCode::new(other, 1, &authority).to_string(),
            certificate_signing_request: request.pem().unwrap(),
            station: "host-name".to_owned(),
        };
        let refused = ClientError::from(stub.enrol(guess).await.expect_err("no such code"));
        if !refused.has_reason("CODE_WRONG") {
            break refused;
        }
        wrong += 1;
        assert!(wrong < 100, "no limit");
    };
    assert!(wrong >= 5, "{wrong}");
    assert!(limited.has_reason("TOO_MANY_REQUESTS"), "{limited:?}");
    // It is told when to come back.
    assert!(limited.refusal().is_some_and(|refusal| refusal.retry_after.is_some()), "{limited:?}");
}
