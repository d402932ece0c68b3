//! Other users of this machine. A process of theirs is this program again, which root alone can start.

use super::raw;
use balie_virtual::root::as_root;
use std::io::Write as _;
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tokio::task::spawn_blocking;

/// The test at the end of this file, as the runner names it.
const TEST: &str = "doors::other_user::as_another_user";
const TASK: &str = "DOORS_TASK";
const SOCKET: &str = "DOORS_SOCKET";
/// Before what a process of another user has to say.
const SAYS: &str = "other user says: ";

/// Whether the test goes on here, as root, which can be other users.
pub fn possible() -> bool {
    as_root("to be other users").unwrap()
}

/// A process of another user that holds connections until it is dropped.
pub struct Holder(Child);

impl Drop for Holder {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn process(user: u32, socket: &Path, task: &str) -> Command {
    let mut process = Command::new("/proc/self/exe");
    process
        .args(["--ignored", "--exact", TEST, "--nocapture", "--test-threads=1"])
        .env(TASK, task)
        .env(SOCKET, socket)
        .uid(user)
        .gid(user)
        .current_dir("/")
        .stdin(Stdio::null())
        .stdout(Stdio::piped());
    process
}

/// Opens connections that say nothing; returns when the process has tried.
pub async fn hold(user: u32, socket: &Path, connections: usize) -> Holder {
    let mut child = process(user, socket, &format!("hold {connections}")).spawn().expect("it starts");
    let out = child.stdout.take().expect("its output");
    let ready = spawn_blocking(move || {
        use std::io::BufRead as _;
        std::io::BufReader::new(out).lines().map_while(Result::ok).any(|line| line.contains(SAYS))
    });
    assert!(ready.await.unwrap(), "it said nothing");
    Holder(child)
}

/// The answer to a call with so many bytes.
pub async fn call(user: u32, socket: &Path, path: &str, bytes: usize) -> String {
    let mut process = process(user, socket, &format!("call {path} {bytes}"));
    let ran = spawn_blocking(move || process.output()).await.unwrap().expect("it runs");
    let out = String::from_utf8(ran.stdout).unwrap();
    let said = out.lines().find_map(|line| Some(line.split_once(SAYS)?.1.to_owned()));
    said.unwrap_or_else(|| panic!("it said nothing: {out}"))
}

#[test]
#[ignore = "a process of another user, started by other tests"]
fn as_another_user() {
    let Ok(task) = std::env::var(TASK) else { return };
    let socket = PathBuf::from(std::env::var_os(SOCKET).unwrap());
    let words: Vec<_> = task.split(' ').collect();
    match words.as_slice() {
        ["hold", connections] => {
            let streams: Vec<_> =
                (0..connections.parse().unwrap()).map(|_| UnixStream::connect(&socket)).collect();
            println!("{SAYS}{}", streams.iter().flatten().count());
            std::io::stdout().flush().unwrap();
            loop {
                std::thread::park();
            }
        }
        ["call", path, bytes] => {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            let bytes = bytes.parse().unwrap();
            let (code, reason) = runtime.block_on(async {
                let wire = raw::framed(bytes, &super::memory::unknown_fields(bytes));
                raw::call(raw::channel(&socket).await, path, &[], wire).await
            });
            println!("{SAYS}{code:?} {reason}");
        }
        _ => panic!("{task}"),
    }
}
