//! What the system says of the daemon.

use balie_journeys::{Branch, PATIENCE};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// Most memory that the daemon has had, in bytes.
pub fn peak(branch: &Branch) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", branch.pid())).expect("it runs");
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).expect("its peak");
    let kib: u64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    kib * 1024
}

/// Files that the daemon has open.
pub fn descriptors(branch: &Branch) -> usize {
    std::fs::read_dir(format!("/proc/{}/fd", branch.pid())).expect("it runs").count()
}

/// The daemon's ends of the connections on its socket, by the numbers that the system gives them (proc_pid_net(5)).
pub fn connections(branch: &Branch) -> BTreeSet<String> {
    let socket = branch.socket();
    let all = std::fs::read_to_string("/proc/net/unix").expect("the sockets of this machine");
    let of_socket = all.lines().filter(|line| line.ends_with(&format!(" {}", socket.display())));
    of_socket.filter_map(|line| line.split_whitespace().nth(6)).map(str::to_owned).collect()
}

/// Files that the daemon has open when nobody comes or goes.
pub async fn descriptors_at_rest(branch: &Branch) -> usize {
    let (mut last, mut same) = (0, 0);
    while same < 10 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        let now = descriptors(branch);
        same = if now == last { same + 1 } else { 0 };
        last = now;
    }
    last
}

/// Lines of the log with these words.
pub fn said(branch: &Branch, words: &str) -> usize {
    branch.log().lines().filter(|line| line.contains(words)).count()
}

/// Waits until this is so.
pub async fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < PATIENCE, "{what}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
