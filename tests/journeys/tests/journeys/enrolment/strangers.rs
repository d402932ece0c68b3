//! Who has no certificate of a station gets nothing but the enrolment.

use crate::bench::{Bench, anonymous, from_now, other_ca, station_params, write_credentials};
use balie_client::station::TlsFault;
use balie_client::{ClientError, Code};
use prost::Message as _;
use rcgen::KeyPair;
use tonic::client::Grpc;
use tonic::codegen::http::uri::PathAndQuery;
use tonic::transport::Channel;
use tonic::{Request, Status};
use tonic_prost::ProstCodec;

const DAY: i64 = 24 * 60 * 60;

async fn call(channel: &Channel, path: &str) -> Result<(), Status> {
    let mut grpc = Grpc::new(channel.clone());
    grpc.ready().await.map_err(|error| Status::unavailable(error.to_string()))?;
    let path = PathAndQuery::try_from(path).unwrap();
    let codec = ProstCodec::<(), ()>::default();
    grpc.unary(Request::new(()), path, codec).await.map(|_| ())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_certificate_there_is_enrolment_and_nothing_else() {
    let bench = Bench::open().await;
    let set = prost_types::FileDescriptorSet::decode(balie_client::v1::FILE_DESCRIPTOR_SET).unwrap();
    let mut paths = vec![
        "/grpc.health.v1.Health/Check".to_owned(),
        "/grpc.health.v1.Health/Watch".to_owned(),
        "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo".to_owned(),
        "/balie.v1.NoService/NoMethod".to_owned(),
        "/balie.v1.EnrolmentService/NoMethod".to_owned(),
        "/balie.v1.EnrolmentService/Enrol/".to_owned(),
        "/".to_owned(),
    ];
    for file in set.file.iter().filter(|file| file.package() == "balie.v1") {
        for service in &file.service {
            let name = |method: &str| format!("/balie.v1.{}/{method}", service.name());
            paths.extend(service.method.iter().map(|method| name(method.name())));
        }
    }
    assert!(paths.len() > 30, "{paths:?}");
    let channel = anonymous(&bench).await;
    let mut open = Vec::new();
    for path in paths {
        let error = ClientError::from(call(&channel, &path).await.expect_err(&path));
        let refusal = error.refusal().unwrap_or_else(|| panic!("{path}: {error:?}"));
        if refusal.code == Code::Unauthenticated {
            assert!(error.has_reason("NO_CERTIFICATE"), "{path}: {error:?}");
        } else {
            assert!(error.has_reason("CODE_FORM"), "{path}: {error:?}");
            open.push(path);
        }
    }
    assert_eq!(open, ["/balie.v1.EnrolmentService/Enrol"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn certificates_that_the_daemon_did_not_give_out_are_refused() {
    let bench = Bench::open().await;
    let uri = "balie:station/balie-2?role=branch-admin";
    let params = station_params(uri, from_now(-DAY), from_now(DAY));
    let key = KeyPair::generate().unwrap();
    // By another CA.
    let (_, other) = other_ca();
    let foreign = bench.directory("foreign");
    let certificate = params.signed_by(&key, &other).unwrap();
    write_credentials(&foreign, &key.serialize_pem(), &certificate.pem(), &bench.authority());
    let error = bench.refusal(&foreign).await;
    assert!(matches!(error, ClientError::Tls { fault: TlsFault::NotAccepted, .. }), "{error:?}");
    // By the right CA, but not in the register: its key leaked.
    let forged = bench.directory("forged");
    let certificate = params.signed_by(&key, &bench.issuer()).unwrap();
    write_credentials(&forged, &key.serialize_pem(), &certificate.pem(), &bench.authority());
    let error = bench.refusal(&forged).await;
    assert!(error.has_reason("CERTIFICATE_UNKNOWN"), "{error:?}");
    // A station cannot pass for the daemon, nor the daemon's certificate for a station.
    let server = std::fs::read_to_string(bench.branch.state().join("pki/server.pem")).unwrap();
    let stolen = bench.directory("stolen");
    write_credentials(&stolen, &server, "", &bench.authority());
    let error = bench.refusal(&stolen).await;
    assert!(matches!(error, ClientError::Tls { .. }), "{error:?}");
}
