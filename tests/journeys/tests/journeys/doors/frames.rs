//! Frames of HTTP/2 (RFC 9113) as no client sends them.

use super::daemon::peak;
use balie_journeys::{Branch, PATIENCE};
use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
/// Flags: the settings are acknowledged; the headers are whole.
const ACK: u8 = 1;
const END_HEADERS: u8 = 4;
const END_STREAM: u8 = 1;
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

/// What comes back first for each of two calls on one connection: 200, or why it is refused.
fn answers(socket: &Path, hosts: [&[u8]; 2]) -> [Result<(), Vec<u8>>; 2] {
    let mut stream = UnixStream::connect(socket).expect("a connection");
    stream.set_read_timeout(Some(PATIENCE)).expect("a limit");
    let mut sent = [PREFACE, &frame(SETTINGS, 0, 0, &[]), &frame(SETTINGS, ACK, 0, &[])].concat();
    for (stream, host) in [1, 3].into_iter().zip(hosts) {
        let literal = |name: &[u8], value: &str| [name, &[value.len() as u8], value.as_bytes()].concat();
        let path = literal(&[0x04], "/balie.v1.BranchService/GetBranch");
        let fields = [path, host.to_vec(), literal(&[0x0f, 0x10], "application/grpc")].concat();
        sent.extend(frame(HEADERS, END_HEADERS, stream, &[&[0x83, 0x86][..], &fields].concat()));
        sent.extend(frame(DATA, END_STREAM, stream, &[0; 5]));
    }
    stream.write_all(&sent).expect("it is taken");
    let mut told = [None, None];
    while told.iter().any(Option::is_none) {
        let mut head = [0; 9];
        stream.read_exact(&mut head).expect("an answer");
        let length = u32::from_be_bytes([0, head[0], head[1], head[2]]) as usize;
        let mut payload = vec![0; length];
        stream.read_exact(&mut payload).expect("all of it");
        let call = match head[8] {
            1 => &mut told[0],
            3 => &mut told[1],
            _ => continue,
        };
        match head[3] {
            // `:status: 200` is the eighth of the static table.
            HEADERS if payload.first() == Some(&0x88) => *call = call.take().or(Some(Ok(()))),
            HEADERS | RST_STREAM => *call = call.take().or(Some(Err(payload))),
            _ => {}
        }
    }
    told.map(|told| told.expect("an answer"))
}

/// Whatever a library takes for the name of the host, and whether it remembers that for the next call.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_is_answered_whatever_its_library_names_as_the_host() {
    let branch = Branch::open("").await;
    let named = |form: u8, host: &str| [&[form, host.len() as u8], host.as_bytes()].concat();
    let (remembered, not) = (0x41, 0x01);
    // The newest of the table of this connection.
    let again = [0xbe].as_slice();
    for host in
        ["", "localhost", "%2Frun%2Fbalie%2Fbalied.sock", "/run/balie/balied.sock", "/srv/a b@c:1:2/é?x.sock"]
    {
        let (first, each) = (named(remembered, host), named(not, host));
        for [one, two] in [[first, again.to_vec()], [each.clone(), each]] {
            let socket = branch.socket();
            let answers = tokio::task::spawn_blocking(move || answers(&socket, [&one, &two]));
            assert_eq!(answers.await.expect("a thread"), [Ok(()), Ok(())], "{host:?}");
        }
    }
    // None at all is allowed. What is the name of no host and of no socket is refused, and nothing else on the
    // connection.
    let socket = branch.socket();
    let answers = tokio::task::spawn_blocking(move || answers(&socket, [&[0x01, 3, b'a', b'?', b'b'], &[]]));
    assert_eq!(answers.await.expect("a thread"), [Err(vec![0, 0, 0, 1]), Ok(())]);
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
