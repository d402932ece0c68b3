//! Running the program.

use balie_journeys::{Branch, program};
use std::process::Output;

/// Runs `balie` with these arguments, in a language, without a terminal.
pub async fn balie(branch: &Branch, lang: &str, arguments: &[&str]) -> Output {
    tokio::process::Command::new(program("balie"))
        .args(arguments)
        .current_dir(branch.path())
        .env("BALIE_SOCKET", branch.socket())
        .env("BALIE_STATION", "balie-1")
        .env("BALIE_LANG", lang)
        // The clock of the machine is not that of the library.
        .env("TZ", "America/New_York")
        .stdin(std::process::Stdio::null())
        .output()
        .await
        .expect("balie runs")
}

/// Registers from a plan; fails when that fails.
pub async fn registers(branch: &Branch, plan: &str) {
    std::fs::write(branch.path().join("plan.toml"), plan).expect("a plan");
    let ended = balie(branch, "nl", &["register", "--file", "plan.toml"]).await;
    assert!(ended.status.success(), "{}\n{plan}", err(&ended));
}

/// Standard output.
pub fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Standard error.
pub fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
