//! Frames of HTTP/2 (RFC 9113) as no client sends them.

use super::daemon::peak;
use balie_journeys::Branch;
use std::io::Write;
use std::os::unix::net::UnixStream;
use std::path::Path;

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
const DATA: u8 = 0;
const HEADERS: u8 = 1;
const SETTINGS: u8 = 4;
/// Flags: the settings are acknowledged; the headers are whole.
const ACK: u8 = 1;
const END_HEADERS: u8 = 4;
/// Calls that are begun, far more than may be open at once.
const CALLS: u32 = 60_000;

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    [&length[1..], &[kind, flags], &stream.to_be_bytes(), payload].concat()
}

/// The headers of a call (RFC 7541): from the static table, or literally and not to be kept.
fn headers(path: &str) -> Vec<u8> {
    let literal =
        |name: u8, value: &str| [&[name, u8::try_from(value.len()).unwrap()], value.as_bytes()].concat();
    [vec![0x83, 0x86], literal(0x04, path), literal(0x01, "localhost")].concat()
}

/// Begins calls that nobody answers any more, each with a frame of its body, until the daemon closes the connection.
/// Whether it did.
fn is_shut_out(socket: &Path) -> bool {
    let mut stream = UnixStream::connect(socket).expect("a connection");
    let mut answers = stream.try_clone().expect("a handle");
    let reading = std::thread::spawn(move || std::io::copy(&mut answers, &mut std::io::sink()));
    let begun = [PREFACE, &frame(SETTINGS, 0, 0, &[]), &frame(SETTINGS, ACK, 0, &[])].concat();
    let mut open = stream.write_all(&begun).is_ok();
    let call = headers("/balie.v1.BranchService/GetBranch");
    for number in 0..CALLS {
        if !open {
            break;
        }
        let id = 2 * number + 1;
        let frames = [frame(HEADERS, END_HEADERS, id, &call), frame(DATA, 0, id, &[0])].concat();
        open = stream.write_all(&frames).is_ok();
    }
    drop(stream.shutdown(std::net::Shutdown::Both));
    drop(reading.join());
    !open
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_begins_call_after_call_beyond_what_may_be_open_is_shut_out() {
    let branch = Branch::open("").await;
    let before = peak(&branch);
    for _ in 0..4 {
        let socket = branch.socket();
        assert!(tokio::task::spawn_blocking(move || is_shut_out(&socket)).await.expect("a thread"));
    }
    let grown = peak(&branch) - before;
    assert!(grown < 32 * 1024 * 1024, "{} MiB", grown / 1024 / 1024);
    branch.client("balie-1").await.branch.get().await.expect("the next one is served");
}
