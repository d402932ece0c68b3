//! Callers that name the socket where a request names a host, as gRPC for Python does, and for C++, Java and Swift.

use super::raw::{call, channel, framed};
use balie_client::v1;
use balie_journeys::{Branch, PATIENCE};
use balie_virtual::peers::go_without;
use prost::Message as _;
use std::path::Path;
use std::process::Stdio;
use tokio::process::Command;

/// What the other library calls, asked by it.
async fn ask(library: &Path, socket: &Path, host: &[&str]) -> Result<v1::GetBranchResponse, String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journeys/doors/caller.py");
    let python = Command::new("python3")
        .arg(script)
        .arg(socket)
        .args(host)
        .env("PYTHONPATH", library)
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output();
    let asked = tokio::time::timeout(PATIENCE, python).await.expect("it ends").expect("python3 runs");
    if !asked.status.success() {
        return Err(String::from_utf8_lossy(&asked.stderr).into_owned());
    }
    v1::GetBranchResponse::decode(asked.stdout.as_slice()).map_err(|error| error.to_string())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn python_reaches_the_socket_with_its_defaults_and_with_a_host_of_its_own() {
    let Some(library) = std::env::var_os("GRPC_PYTHON") else {
        let needs = "grpcio, installed by pip in the directory that GRPC_PYTHON names, as tests/run does";
        return go_without("the socket against gRPC for Python", needs).expect("the other library");
    };
    let branch = Branch::open("").await;
    for host in [&[][..], &["localhost"], &["%2Frun%2Fbalie%2Fbalied.sock"], &["/run/balie/balied.sock"]] {
        let answer = ask(Path::new(&library), &branch.socket(), host).await;
        let answer = answer.unwrap_or_else(|why| panic!("{host:?}: {why}"));
        assert_eq!((answer.number.as_str(), answer.display_name.as_str()), ("9401", "Annen"), "{host:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_host_in_the_usual_form_and_headers_of_any_form_go_through() {
    let branch = Branch::open("").await;
    let long = "%/".repeat(4000);
    for note in ["50%/2", &long] {
        let channel = channel(&branch.socket()).await;
        let path = "/balie.v1.BranchService/GetBranch";
        let answer = call(channel, path, &[("x-note", note)], framed(0, b"")).await;
        assert_eq!(answer, (tonic::Code::Ok, "OK".to_owned()), "{} bytes", note.len());
    }
}
