//! What others send costs the daemon little memory. A bound, not a measurement: it holds on any machine.

use super::daemon::{peak, until};
use super::{other_user, raw};
use crate::bench::{Bench, anonymous};
use balie_client::v1;
use balie_journeys::Branch;
use prost::Message as _;
use tokio::task::JoinSet;
use tonic::Code;

const MIB: usize = 1024 * 1024;
/// Most memory of the daemon.
const BOUND: u64 = 100 * 1024 * 1024;
const APPLY: &str = "/balie.v1.RegistrationService/ApplyCommand";
const UPLOAD: &str = "/balie.v1.DocumentService/UploadMandatePage";
const ENROL: &str = "/balie.v1.EnrolmentService/Enrol";

/// A message of about so many bytes, full of fields that no message has.
pub fn unknown_fields(bytes: usize) -> Vec<u8> {
    let mut message = Vec::new();
    let mut number = 1000_u32;
    while message.len() + 6 < bytes {
        // A varint of which the key takes two or three bytes.
        let key = number << 3;
        message.extend([(key & 0x7f) as u8 | 0x80, (key >> 7 & 0x7f) as u8 | 0x80, (key >> 14) as u8, 1]);
        number = 1000 + (number - 999) % 200_000;
    }
    // The last one fills it up: a field of so many bytes.
    let rest = bytes - message.len();
    if rest > 0 {
        message.extend([0x7a, u8::try_from(rest.saturating_sub(2)).unwrap()]);
        message.resize(bytes, 0);
    }
    message
}

fn bounded(branch: &Branch, what: &str, before: u64) {
    let after = peak(branch);
    println!("{what}: peak {} MiB, {} MiB before", after / MIB as u64, before / MIB as u64);
    assert!(after < BOUND, "{what}: {} MiB", after / MIB as u64);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn strangers_cannot_make_the_daemon_large() {
    let bench = Bench::open().await;
    let before = peak(&bench.branch);
    let mut calls = JoinSet::new();
    for index in 0..16 {
        let bytes = if index % 2 == 0 { MIB } else { 16 * 1024 };
        let channel = anonymous(&bench).await;
        let wire = raw::framed(bytes, &unknown_fields(bytes));
        calls.spawn(async move { (bytes, raw::call(channel, ENROL, &[], wire).await.1) });
    }
    let mut looked_at = 0;
    for (bytes, reason) in calls.join_all().await {
        match reason.as_str() {
            // After ten, an address has to wait.
            "TOO_MANY_REQUESTS" => {}
            "MESSAGE_TOO_LARGE" if bytes == MIB => looked_at += 1,
            "UNKNOWN_FIELD" if bytes < MIB => looked_at += 1,
            _ => panic!("{bytes} bytes: {reason}"),
        }
    }
    assert!(looked_at >= 10, "{looked_at}");
    bounded(&bench.branch, "16 strangers with 16 KiB and 1 MiB", before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn users_without_a_role_cannot_make_the_daemon_large() {
    if !other_user::possible() {
        return;
    }
    let branch = Branch::open("").await;
    branch.open_to_all();
    let before = peak(&branch);
    let mut calls = JoinSet::new();
    for user in 0..16 {
        let socket = branch.socket();
        calls.spawn(async move { other_user::call(20_001 + user, &socket, APPLY, MIB).await });
    }
    for answer in calls.join_all().await {
        assert_eq!(answer, "PermissionDenied NO_ROLE");
    }
    bounded(&branch, "16 users without a role with 1 MiB", before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_role_that_may_not_is_refused_before_what_it_sends_is_read() {
    let branch = Branch::open("[[access]]\nrole = \"monitoring\"\nuser = \"0\"").await;
    let before = peak(&branch);
    let mut calls = JoinSet::new();
    for _ in 0..16 {
        let channel = raw::channel(&branch.socket()).await;
        let wire = raw::framed(MIB, &unknown_fields(MIB));
        calls.spawn(async move { raw::call(channel, APPLY, &[], wire).await });
    }
    for answer in calls.join_all().await {
        assert_eq!(answer, (Code::PermissionDenied, "ROLE_MAY_NOT".to_owned()));
    }
    bounded(&branch, "16 calls of monitoring with 1 MiB", before);
}

/// The answers show as well that a call that does not go on is ended.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_that_are_never_finished_take_up_no_more_than_a_share() {
    let branch = Branch::open("").await;
    let before = peak(&branch);
    let mut calls = JoinSet::new();
    for _ in 0..8 {
        let channel = raw::channel(&branch.socket()).await;
        for (path, most) in [(APPLY, 256 * 1024), (UPLOAD, MIB)].repeat(4) {
            // All but the last byte.
            let wire = raw::framed(most, &vec![0x12; most - 1]);
            let channel = channel.clone();
            calls.spawn(async move { raw::unfinished(channel, path, wire).await });
        }
    }
    let answers = calls.join_all().await;
    let of = |reason: &str| answers.iter().filter(|(_, said)| said == reason).count();
    let (slow, busy) = (of("MESSAGE_TOO_SLOW"), of("TOO_MUCH_AT_ONCE"));
    println!("of 64 unfinished calls {slow} were waited for, for {busy} there was no room");
    assert_eq!(slow + busy, 64, "{answers:?}");
    // One peer sends four files at once, so 28 are refused; for the rest, 12 MiB, there is room for 8.
    assert!(slow > 8 && busy >= 32, "{slow} {busy}");
    bounded(&branch, "64 unfinished calls", before);
    // All of that is room again.
    let (code, reason) = raw::call(
        raw::channel(&branch.socket()).await,
        "/balie.v1.BranchService/GetBranch",
        &[],
        raw::framed(0, &[]),
    )
    .await;
    assert_eq!((code, reason.as_str()), (Code::Ok, "OK"));
}

/// Four pages are as many as one peer may send at once; in memory they would be over the bound.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_that_come_in_are_not_in_memory() {
    let branch = Branch::open("").await;
    let before = peak(&branch);
    let piece = v1::UploadMandatePageRequest { content: vec![7; MIB - 1024], ..Default::default() };
    let piece = piece.encode_to_vec();
    let mut calls = JoinSet::new();
    for _ in 0..4 {
        let channel = raw::channel(&branch.socket()).await;
        let wire = raw::framed(piece.len(), &piece).repeat(19);
        calls.spawn(async move { raw::unfinished(channel, UPLOAD, wire).await });
    }
    until("all of it is on the disk", || {
        uploads(&branch).iter().filter(|size| **size > 18 * MIB as u64).count() == 4
    })
    .await;
    bounded(&branch, "4 pages of 19 MiB on their way", before);
    calls.abort_all();
    until("nothing is left of them", || uploads(&branch).is_empty()).await;
}

/// Sizes of the files without a name that the daemon has open in its state directory.
fn uploads(branch: &Branch) -> Vec<u64> {
    let open = std::fs::read_dir(format!("/proc/{}/fd", branch.pid())).expect("it runs");
    let nameless = open.flatten().filter(|file| {
        std::fs::read_link(file.path()).is_ok_and(|target| {
            target.starts_with(branch.state()) && target.to_string_lossy().ends_with("(deleted)")
        })
    });
    nameless.filter_map(|file| std::fs::metadata(file.path()).ok()).map(|file| file.len()).collect()
}
