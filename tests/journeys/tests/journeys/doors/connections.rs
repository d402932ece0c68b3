//! Connections to the socket: one user has a share of them, and who says nothing does not stay.

use super::daemon::{connections, descriptors, descriptors_at_rest, said, until};
use super::{other_user, raw};
use balie_journeys::{Branch, PATIENCE};
use std::io::ErrorKind;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::UnixStream;
use tokio::time::timeout;
use tonic::Code;

const GET: &str = "/balie.v1.BranchService/GetBranch";
/// The beginning of a connection of HTTP/2, with empty settings (RFC 9113 section 3.4).
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";
/// What the daemon may have open when nobody is there, and what must stay free.
const LIMIT: u32 = 1024;
const RESERVED: usize = 256;

async fn limited(access: &str) -> Branch {
    let mut branch = Branch::prepare(access).await;
    branch.limit_descriptors(LIMIT);
    branch.start().await;
    branch
}

async fn answers(branch: &Branch) {
    let calling =
        async { raw::call(raw::channel(&branch.socket()).await, GET, &[], raw::framed(0, &[])).await };
    let (code, reason) = timeout(PATIENCE, calling).await.expect("it answers");
    assert_eq!(code, Code::Ok, "{reason}");
}

/// Nobody has to spin for that: the loop says it when it cannot take connections in, and seldom that it refuses them.
fn is_calm(branch: &Branch, free: usize) {
    let open = descriptors(branch);
    assert!(open + free <= LIMIT as usize, "{open} descriptors");
    assert_eq!(said(branch, "cannot be taken in"), 0, "{}", branch.log());
    assert!(said(branch, "connections refused") <= 4, "{}", branch.log());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_user_with_1100_connections_keeps_nobody_out() {
    if !other_user::possible() {
        return;
    }
    let branch = limited("[[access]]\nrole = \"counter\"\nuser = \"20100\"").await;
    branch.open_to_all();
    let before = descriptors_at_rest(&branch).await;
    let holder = other_user::hold(20_001, &branch.socket(), 1100).await;
    until("his share is taken", || descriptors(&branch) > before + 32).await;
    for _ in 0..3 {
        answers(&branch).await;
        assert_eq!(other_user::call(20_100, &branch.socket(), GET, 0).await, "Ok OK");
    }
    is_calm(&branch, 2 * RESERVED);
    assert!(descriptors(&branch) <= before + 64 + 8, "{} and {before}", descriptors(&branch));
    // Who said nothing is gone after a while, and who comes back is let in.
    until("they are closed", || descriptors(&branch) <= before + 8).await;
    drop(holder);
    let again = other_user::hold(20_001, &branch.socket(), 10).await;
    until("he is let in again", || descriptors(&branch) >= before + 8).await;
    drop(again);
    until("they are closed", || descriptors(&branch) <= before + 2).await;
    answers(&branch).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_users_with_60_connections_each_leave_room_for_the_administrator() {
    if !other_user::possible() {
        return;
    }
    let branch = limited("").await;
    branch.open_to_all();
    let before = descriptors_at_rest(&branch).await;
    let mut holders = Vec::new();
    for user in 0..10 {
        holders.push(other_user::hold(20_001 + user, &branch.socket(), 60).await);
        // However long it takes to start them all, some are there.
        answers(&branch).await;
    }
    is_calm(&branch, RESERVED);
    assert!(descriptors(&branch) <= before + 512, "{} and {before}", descriptors(&branch));
    drop(holders);
    until("they are closed", || descriptors(&branch) <= before + 2).await;
    answers(&branch).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_asks_nothing_is_shown_out_and_who_was_served_may_stay() {
    let branch = Branch::open("").await;
    let served = raw::channel(&branch.socket()).await;
    assert_eq!(raw::call(served.clone(), GET, &[], raw::framed(0, &[])).await.0, Code::Ok);
    descriptors_at_rest(&branch).await;
    let open = connections(&branch);
    assert_eq!(open.len(), 2, "the one that listens, and the one that was served: {open:?}");
    let mut silent = Vec::new();
    for says in [&b""[..], PREFACE, b"GET / HTTP/1.1\r\n", &[0xff; 100]] {
        let mut stream = UnixStream::connect(branch.socket()).await.unwrap();
        // The daemon may have closed what is no HTTP/2 already.
        let _ = stream.write_all(says).await;
        silent.push(stream);
    }
    for mut stream in silent {
        let mut read = Vec::new();
        match timeout(PATIENCE, stream.read_to_end(&mut read)).await.expect("the daemon closes") {
            Ok(_) => {}
            Err(error) => assert_eq!(error.kind(), ErrorKind::ConnectionReset),
        }
    }
    until("they are gone on the other side too", || connections(&branch) == open).await;
    assert_eq!(raw::call(served, GET, &[], raw::framed(0, &[])).await.0, Code::Ok);
    assert_eq!(connections(&branch), open, "on the connection that was there");
}
