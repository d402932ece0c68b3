//! The main journey: a code on the server, one command on the PC, a patron registered over TCP.

use crate::bench::Bench;
use balie_client::{Code, Language, v1};
use balie_journeys::{example_person, program, saved};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Stdio;
use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;

const PASS: &str = "29401000075801";

fn balie(directory: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(program("balie"));
    command.args(arguments).env("BALIE_CREDENTIALS", directory).env("BALIE_STATION", "host-name");
    command.env_remove("BALIE_SOCKET").env_remove("BALIE_SERVER").env("BALIE_LANG", "nl");
    command
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pc_enrols_and_registers_a_patron() {
    let bench = Bench::open().await;
    let directory = bench.directory("balie-2");
    let before = balie(&directory, &["whoami", "--server", &bench.server()]).output().await.unwrap();
    assert_eq!(before.status.code(), Some(6));
    assert!(String::from_utf8_lossy(&before.stderr).contains("balie enrol"), "{before:?}");

    let code = bench.code("balie-2", "counter");
    let mut enrolling = balie(&directory, &["enrol", &bench.server()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // As a person types it.
    let typed = format!("{}\n", code.to_lowercase().replace('-', " "));
    enrolling.stdin.take().unwrap().write_all(typed.as_bytes()).await.unwrap();
    let enrolled = enrolling.wait_with_output().await.unwrap();
    assert!(enrolled.status.success(), "{enrolled:?}");
    let said = String::from_utf8(enrolled.stdout).unwrap();
    assert_eq!(said.trim(), format!("Aangemeld als balie-2 (rol balie) bij {}", bench.server()));
    let mode = std::fs::metadata(directory.join("station.pem")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);

    // From now on the PC finds its server by itself, and is who the certificate says, whatever it calls itself.
    let whoami = balie(&directory, &["whoami", "--json"]).output().await.unwrap();
    let who: serde_json::Value = serde_json::from_slice(&whoami.stdout).unwrap();
    assert_eq!((who["station"].as_str(), who["role"].as_str()), (Some("balie-2"), Some("counter")));

    let client = bench.client(&directory).await.unwrap();
    let person = v1::Person { email: String::new(), ..example_person() };
    let now = saved(&client, PASS, person, "0045").await;
    assert_eq!(now.patron_number, "381847");
    let on_the_server = bench.branch.client("check").await;
    assert_eq!(on_the_server.registrations.get(&now.name).await.unwrap().patron_number, "381847");

    // The code, and every part of it that proves something, stays out of the log.
    let log = bench.branch.log();
    assert!(log.contains("station enrolled"), "{log}");
    assert!(!log.contains(&code) && !log.contains(&code.replace('-', "")), "{log}");
    assert!(!log.contains("PRIVATE KEY"));
    let list = bench.pki(&["list"]);
    let list = String::from_utf8(list.stdout).unwrap();
    assert!(
        list.starts_with("balie-2 ") && list.contains(" counter ") && list.contains(" enrolled "),
        "{list}"
    );
}

/// A certificate that cannot be stored is not asked for: the code is good for one time.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_is_not_spent_where_its_certificate_has_no_place() {
    let bench = Bench::open().await;
    let code = bench.code("balie-2", "counter");
    let file = bench.directory("file");
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(&file, "in the way").unwrap();
    for nowhere in [file.clone(), file.join("deeper")] {
        let refused = balie(&nowhere, &["enrol", &bench.server(), &code]).output().await.unwrap();
        let told = String::from_utf8_lossy(&refused.stderr);
        assert!(!refused.status.success() && told.contains("file"), "{told}");
    }
    assert!(!bench.branch.log().contains("station enrolled"), "nothing was asked for");
    let directory = bench.directory("balie-2");
    let enrolled = balie(&directory, &["enrol", &bench.server(), &code]).output().await.unwrap();
    assert!(enrolled.status.success(), "{enrolled:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_certificate_decides_what_a_station_may_do() {
    let bench = Bench::open().await;
    let counter = bench.client_in(&bench.station("balie-2", "counter").await, Language::Dutch).await.unwrap();
    let admin = bench.client(&bench.station("kantoor", "branch-admin").await).await.unwrap();
    let monitor = bench.client(&bench.station("monitor", "monitoring").await).await.unwrap();
    let person = v1::Person { email: String::new(), ..example_person() };
    let now = saved(&counter, PASS, person, "0045").await;

    let refused = |error: balie_client::ClientError| error.refusal().map(|refusal| refusal.code);
    let erase = counter.registrations.erase(&now.name, "", true).await;
    assert_eq!(refused(erase.expect_err("a counter does not erase")), Some(Code::PermissionDenied));
    let epoch = admin.branch.changes(0, 1, "").await.unwrap().epoch;
    let acknowledge = counter.branch.acknowledge(1, &epoch).await;
    assert_eq!(refused(acknowledge.expect_err("that is for the centre")), Some(Code::PermissionDenied));
    let read = monitor.registrations.get(&now.name).await;
    assert_eq!(refused(read.expect_err("no personal data")), Some(Code::PermissionDenied));
    admin.registrations.erase(&now.name, "", true).await.expect("the administrator erases");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_ca_is_made_once_and_the_certificate_survives_a_restart() {
    let mut bench = Bench::open().await;
    let directory = bench.station("balie-2", "counter").await;
    let (authority, server) = (bench.authority(), bench.branch.state().join("pki/server.pem"));
    let before = std::fs::read_to_string(&server).unwrap();
    let again = bench.pki(&["init"]);
    assert!(again.status.success());
    assert!(String::from_utf8_lossy(&again.stderr).contains("there is a CA already"), "{again:?}");
    assert_eq!(bench.authority(), authority);
    for name in ["ca.key", "server.pem", "register.json"] {
        let mode =
            std::fs::metadata(bench.branch.state().join("pki").join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    let client = bench.client(&directory).await.unwrap();
    bench.branch.kill();
    bench.branch.start().await;
    assert_eq!(std::fs::read_to_string(&server).unwrap(), before);
    let found = async {
        // The channel comes back by itself.
        while client.branch.get().await.is_err() {
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(balie_journeys::PATIENCE, found).await.expect("in time");
}
