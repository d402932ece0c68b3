//! A branch that works with the certificates of its organisation.

use crate::bench::{Bench, from_now, other_ca, write_credentials};
use balie_client::ClientError;
use balie_client::station::{EnrolError, TlsFault};
use balie_journeys::{Branch, free_port};
use rcgen::{CertificateParams, DnType, ExtendedKeyUsagePurpose, Issuer, KeyPair, SanType};

const DAY: i64 = 24 * 60 * 60;

fn issue(issuer: &Issuer<'_, KeyPair>, names: &[&str], usage: ExtendedKeyUsagePurpose) -> (String, String) {
    let key = KeyPair::generate().unwrap();
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let mut params = CertificateParams::new(names).unwrap();
    params.distinguished_name.push(DnType::CommonName, "of the organisation");
    // What only the branch CA may say.
    let uri = "balie:station/forged?role=branch-admin";
    params.subject_alt_names.push(SanType::URI(uri.try_into().unwrap()));
    params.extended_key_usages = vec![usage];
    (params.not_before, params.not_after) = (from_now(-DAY), from_now(DAY));
    let certificate = params.signed_by(&key, issuer).unwrap();
    (key.serialize_pem(), certificate.pem())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn certificates_of_an_organisation_go_by_rules() {
    let files = tempfile::tempdir().unwrap();
    let path = |name: &str| files.path().join(name).display().to_string();
    let (authority, issuer) = other_ca();
    let (key, certificate) = issue(&issuer, &["127.0.0.1"], ExtendedKeyUsagePurpose::ServerAuth);
    for (name, text) in [("server.pem", &certificate), ("server.key", &key), ("ca.pem", &authority)] {
        std::fs::write(files.path().join(name), text).unwrap();
    }
    let port = free_port();
    let tcp = format!(
        "[tcp]\nlisten = \"127.0.0.1:{port}\"\n[tcp.own_pki]\ncertificate = \"{}\"\nkey = \"{}\"\nclient_ca = \"{}\"\n\
         [[tcp.own_pki.station]]\nsubject = \"counter-1.bieb.example\"\nrole = \"counter\"\nstation = \"balie-1\"\n",
        path("server.pem"),
        path("server.key"),
        path("ca.pem"),
    );
    let bench = Bench { branch: Branch::open(&tcp).await, port };
    let client_auth = || ExtendedKeyUsagePurpose::ClientAuth;
    let (key, certificate) = issue(&issuer, &["counter-1.bieb.example"], client_auth());
    let known = bench.directory("known");
    write_credentials(&known, &key, &certificate, &authority);
    let who = bench.client(&known).await.unwrap().branch.caller().await.expect("by rule");
    assert_eq!((who.station.as_str(), who.role.as_str()), ("balie-1", "counter"));

    let (key, certificate) = issue(&issuer, &["printer.bieb.example"], client_auth());
    let unknown = bench.directory("unknown");
    write_credentials(&unknown, &key, &certificate, &authority);
    let error = bench.refusal(&unknown).await;
    assert!(error.has_reason("CERTIFICATE_UNKNOWN"), "{error:?}");

    // There are no codes, and nobody comes in without a certificate.
    assert!(!bench.pki(&["code", "--station", "x", "--role", "counter"]).status.success());
    let other = Bench::open().await;
    let error = bench.enrol("pc", &other.code("x", "counter")).await.expect_err("no enrolment");
    assert!(matches!(error, EnrolError::NotTheDaemon(_)), "{error:?}");
    let (_, stranger) = other_ca();
    let (key, certificate) = issue(&stranger, &["counter-1.bieb.example"], client_auth());
    write_credentials(&unknown, &key, &certificate, &authority);
    let error = bench.refusal(&unknown).await;
    assert!(matches!(error, ClientError::Tls { fault: TlsFault::NotAccepted, .. }), "{error:?}");

    // A station that no code knows can be revoked as well.
    assert!(bench.pki(&["revoke", "balie-1"]).status.success());
    let error = bench.refusal(&known).await;
    assert!(error.has_reason("STATION_REVOKED"), "{error:?}");
}
