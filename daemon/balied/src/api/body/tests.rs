use super::budget::CALL;
use super::*;
use crate::api::methods::method;
use balie_proto::v1::{GetRegistrationRequest, UploadMandatePageRequest};
use http_body_util::{BodyExt as _, StreamBody};
use prost::Message;
use tonic::Code;

const UPLOAD: &str = "/balie.v1.DocumentService/UploadMandatePage";
const GET: &str = "/balie.v1.RegistrationService/GetRegistration";

fn framed(mut message: Vec<u8>, unknown: bool) -> Vec<u8> {
    if unknown {
        // Field 99, a varint.
        message.extend([0x98, 0x06, 0x01]);
    }
    let length = u32::try_from(message.len()).unwrap();
    [&[0][..], &length.to_be_bytes(), &message].concat()
}

fn piece(content: &[u8], unknown: bool) -> Vec<u8> {
    framed(
        UploadMandatePageRequest { content: content.to_vec(), ..Default::default() }.encode_to_vec(),
        unknown,
    )
}

fn question(length: usize) -> Vec<u8> {
    framed(GetRegistrationRequest { name: "a".repeat(length) }.encode_to_vec(), false)
}

fn body(path: &str, wire: &[u8], cut: usize, share: &Arc<Share>) -> RequestBody {
    let pieces: Vec<_> =
        wire.chunks(cut).map(|piece| Ok::<_, Status>(Frame::data(Bytes::copy_from_slice(piece)))).collect();
    let inner = Body::new(StreamBody::new(tokio_stream::iter(pieces)));
    RequestBody::new(inner, method(path).unwrap(), Arc::clone(share), Lang::En)
}

fn share(budget: &Budget) -> Arc<Share> {
    Arc::new(budget.share(Origin::User(1), 0).unwrap())
}

async fn through(path: &str, wire: &[u8], cut: usize) -> Result<Vec<u8>, Status> {
    let body = body(path, wire, cut, &share(&Budget::default()));
    Ok(body.collect().await?.to_bytes().to_vec())
}

#[tokio::test]
async fn what_is_known_comes_through_as_it_was_however_it_is_cut() {
    let pieces: Vec<u8> =
        [&b"page"[..], &[7; 300], b""].iter().flat_map(|content| piece(content, false)).collect();
    for (path, wire) in [(UPLOAD, pieces), (GET, question(300)), (GET, question(0)), (GET, Vec::new())] {
        for cut in 1..wire.len() + 1 {
            assert_eq!(through(path, &wire, cut).await.unwrap(), wire, "{path} in pieces of {cut}");
        }
    }
}

#[tokio::test]
async fn what_breaks_off_is_refused() {
    for wire in [piece(b"page", false), question(300)] {
        for (path, end) in [(UPLOAD, 3), (UPLOAD, wire.len() - 2), (GET, 1), (GET, wire.len() - 1)] {
            if let Ok(whole) = through(path, &wire[..end.min(wire.len())], 2).await {
                panic!("{path}: {whole:?}");
            }
        }
    }
    let refused = through(GET, &question(10)[..7], 9).await.unwrap_err();
    // `CANCELLED` would be taken for the end.
    assert_eq!(refused.code(), Code::InvalidArgument);
}

#[tokio::test]
async fn what_is_not_known_is_refused_wherever_it_is() {
    for at in 0..3 {
        let wire: Vec<u8> = (0..3).flat_map(|index| piece(b"piece", index == at)).collect();
        for cut in [1, 7, wire.len()] {
            let refused = through(UPLOAD, &wire, cut).await.unwrap_err();
            assert!(refused.message().contains("99"), "{refused:?}");
        }
    }
}

#[tokio::test]
async fn a_message_is_refused_by_its_length_before_it_is_there() {
    for (path, most) in [(UPLOAD, 1024 * 1024), (GET, 64 * 1024)] {
        for length in [most + 1, u32::MAX] {
            let head = [&[0][..], &length.to_be_bytes()].concat();
            let refused = through(path, &head, 5).await.unwrap_err();
            assert_eq!(refused.code(), Code::OutOfRange, "{path}: {length}");
        }
    }
    // As large as may be. The name is a field of a key and a length of three bytes.
    let fits = question(64 * 1024 - 4);
    assert_eq!(through(GET, &fits, 16_384).await.unwrap(), fits);
}

#[tokio::test]
async fn a_method_with_one_message_takes_one_and_no_bytes_beside_it() {
    for beside in [question(3), vec![0], vec![1, 2, 3]] {
        let wire = [question(3), beside].concat();
        for cut in [1, 6, wire.len()] {
            let refused = through(GET, &wire, cut).await.unwrap_err();
            assert_eq!(refused.code(), Code::InvalidArgument, "{refused:?}");
        }
    }
}

#[tokio::test]
async fn messages_without_end_have_one() {
    let wire = piece(b"", false).repeat(8192);
    let endless = tokio_stream::iter(std::iter::repeat_with(move || {
        Ok::<_, Status>(Frame::data(Bytes::copy_from_slice(&wire)))
    }));
    let inner = Body::new(StreamBody::new(endless));
    let mut body = RequestBody::new(inner, method(UPLOAD).unwrap(), share(&Budget::default()), Lang::En);
    let refused = loop {
        match body.frame().await.expect("no end without a word") {
            Ok(_) => {}
            Err(status) => break status,
        }
    };
    assert_eq!(refused.code(), Code::OutOfRange, "{refused:?}");
    assert!(body.frame().await.is_none());
}

#[tokio::test]
async fn what_is_said_to_be_compressed_is_left_to_the_server_behind_by_its_beginning() {
    let wire = [&[1, 0, 0, 0, 200][..], &[9; 200]].concat();
    assert_eq!(through(GET, &wire, 64).await.unwrap(), [1, 0, 0, 0, 0]);
}

#[tokio::test]
async fn a_message_takes_up_what_has_come_of_it_until_the_call_is_over() {
    let budget = Budget::default();
    let whole = share(&budget);
    let wire = question(40_000);
    // Two thirds of it, and then nothing.
    let begun = Bytes::copy_from_slice(&wire[..26_000]);
    let silent = tokio_stream::StreamExt::chain(
        tokio_stream::iter([Ok::<_, Status>(Frame::data(begun))]),
        tokio_stream::pending(),
    );
    let mut open = RequestBody::new(
        Body::new(StreamBody::new(silent)),
        method(GET).unwrap(),
        Arc::clone(&whole),
        Lang::En,
    );
    assert!(futures_util::FutureExt::now_or_never(open.frame()).is_none());
    assert_eq!((open.held.len(), open.held.capacity()), (26_000, 26_000));
    // Another one of the same peer is refused when there is no room beside it.
    let rest = share(&budget);
    rest.resize(8 * 1024 * 1024 - 26_000 - 5 - 3 * CALL).unwrap();
    let refused = body(GET, &wire, 100, &share(&budget)).collect().await.unwrap_err();
    assert_eq!(refused.code(), Code::ResourceExhausted);
    drop((open, whole));
    rest.resize(8 * 1024 * 1024 - 45_000 - 3 * CALL).unwrap();
    let next = share(&budget);
    body(GET, &wire, 100, &next).collect().await.unwrap();
    // The message was handed over, but the call is not over.
    let beside = share(&budget);
    assert_eq!(beside.resize(5_000), Err(Full));
    drop(next);
    beside.resize(45_000).unwrap();
}

#[tokio::test]
async fn of_several_messages_one_is_held_at_a_time() {
    let budget = Budget::default();
    let share = share(&budget);
    let wire: Vec<u8> = (0..20).flat_map(|_| piece(&[7; 900_000], false)).collect();
    let whole = body(UPLOAD, &wire, 16_384, &share).collect().await.unwrap();
    assert_eq!(whole.to_bytes().len(), wire.len(), "20 pieces of 0.9 MB, of which 8 MiB may be held");
}
