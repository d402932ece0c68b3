//! Tests that only root can do: as root they go on, and who may become root without being asked has them done so.

use crate::peers::{PeerMissing, go_without};
use nix::unistd::geteuid;
use std::process::{Command, Stdio};

/// How root is become without being asked.
const SUDO: [&str; 4] = ["sudo", "--non-interactive", "--user=root", "--"];
/// What a test may look at, which sudo does not hand on.
const HANDED_ON: [&str; 5] = ["CI", "BALIE_PEERS", "NEXTEST", "RUST_BACKTRACE", "PATH"];

/// Whether the test whose thread calls this goes on. It does as root. Who is not root but has sudo without a password
/// runs this test again by that, and its result is the result: what it wrote is shown when it fails.
///
/// # Errors
/// [`PeerMissing`] for who is neither, where tests are a check.
///
/// # Panics
/// When the test failed as root.
pub fn as_root(needs: &str) -> Result<bool, PeerMissing> {
    if geteuid().is_root() {
        return Ok(true);
    }
    let thread = std::thread::current();
    // The test runner names the thread of each test after it.
    let test = thread.name().unwrap_or("a test");
    if !sudo("true", &[]).status().is_ok_and(|tried| tried.success()) {
        go_without(test, &format!("root, or sudo without a password, {needs}"))?;
        return Ok(false);
    }
    again(test);
    Ok(false)
}

fn again(test: &str) {
    let own = std::env::current_exe().unwrap_or_else(|_| "/proc/self/exe".into());
    let set = HANDED_ON.map(|name| std::env::var(name).ok().map(|value| format!("{name}={value}")));
    let mut arguments: Vec<_> = set.into_iter().flatten().collect();
    arguments.push(own.display().to_string());
    arguments.extend(["--exact", test, "--include-ignored"].map(str::to_owned));
    // What it does without is told past the runner there, and so here.
    let ran = sudo("env", &arguments).stderr(Stdio::inherit()).output();
    let (passed, said) = match ran {
        Ok(ran) => (ran.status.success(), String::from_utf8_lossy(&ran.stdout).into_owned()),
        Err(error) => (false, error.to_string()),
    };
    // Without a test of this name there is nothing that could fail.
    let passed = passed && said.contains("test result: ok. 1 passed;");
    // Whoever reads the lines of the runner must not take these for its own.
    let said: String = said.lines().map(|line| format!("as root: {line}\n")).collect();
    assert!(passed, "{test} as root:\n{said}");
}

fn sudo(program: &str, arguments: &[String]) -> Command {
    let mut sudo = Command::new(SUDO[0]);
    sudo.args(&SUDO[1..]).arg(program).args(arguments).stdin(Stdio::null());
    sudo.stdout(Stdio::piped()).stderr(Stdio::null());
    sudo
}
