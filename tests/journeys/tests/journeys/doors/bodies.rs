//! Bodies that are not what they should be.

use super::raw;
use balie_client::v1;
use balie_journeys::Branch;
use prost::Message as _;
use tonic::Code;

const GET: &str = "/balie.v1.BranchService/GetBranch";
const CREATE: &str = "/balie.v1.RegistrationService/CreateRegistration";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_compressed_doubled_or_cut_is_refused_and_does_nothing() {
    let branch = Branch::open("").await;
    let channel = raw::channel(&branch.socket()).await;
    let request_id = uuid::Uuid::now_v7().to_string();
    let create = v1::CreateRegistrationRequest { request_id, ..Default::default() }.encode_to_vec();
    let one = raw::framed(create.len(), &create);
    let refused = async |headers: &[(&str, &str)], wire: Vec<u8>| {
        let (code, reason) = raw::call(channel.clone(), CREATE, headers, wire).await;
        assert_ne!(code, Code::Ok);
        (code, reason)
    };
    // A second message would not be looked at.
    let twice = [one.clone(), one.clone()].concat();
    assert_eq!(refused(&[], twice).await, (Code::InvalidArgument, "MESSAGE_MALFORMED".to_owned()));
    let cut = one[..one.len() - 1].to_vec();
    assert_eq!(refused(&[], cut).await, (Code::InvalidArgument, "MESSAGE_BROKEN_OFF".to_owned()));
    let compressed = [&[1][..], &one[1..]].concat();
    assert_eq!(refused(&[], compressed).await.0, Code::Internal);
    for encoding in ["gzip", "deflate", "zstd", "nonsense"] {
        assert_eq!(refused(&[("grpc-encoding", encoding)], one.clone()).await.0, Code::Unimplemented);
    }
    let vast = raw::framed(u32::MAX as usize, &[0; 100]);
    assert_eq!(refused(&[], vast).await, (Code::OutOfRange, "MESSAGE_TOO_LARGE".to_owned()));
    // Nothing was begun.
    let client = branch.client("balie-1").await;
    assert!(client.branch.changes(0, 10, "").await.expect("the feed").changes.is_empty());
    // What is not compressed may say so.
    let plain = raw::call(channel.clone(), CREATE, &[("grpc-encoding", "identity")], one).await;
    assert_eq!(plain, (Code::Ok, "OK".to_owned()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_there_is_not_is_said_not_to_be_without_waiting_for_the_rest() {
    let branch = Branch::open("").await;
    let channel = raw::channel(&branch.socket()).await;
    for path in ["/balie.v1.BranchService/NoMethod", "/balie.v1.NoService/NoMethod", "/"] {
        let (code, _) = raw::unfinished(channel.clone(), path, raw::framed(1000, &[0; 10])).await;
        assert_eq!(code, Code::Unimplemented, "{path}");
    }
    let (_, reason) =
        raw::call(channel.clone(), GET, &[("x", &"a".repeat(20_000))], raw::framed(0, &[])).await;
    assert!(reason.starts_with("431 "), "headers have an end: {reason}");
    let (code, _) = raw::call(raw::channel(&branch.socket()).await, GET, &[], raw::framed(0, &[])).await;
    assert_eq!(code, Code::Ok);
}
