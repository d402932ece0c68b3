//! What is no backup, not for this branch or of a newer version is refused, and everything stays as it was.

use balie_client::v1;
use balie_journeys::{Branch, pass_number};
use serde_json::Value;
use sqlx::ConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use std::io::Read;
use std::path::{Path, PathBuf};

/// A stopped branch with one registration, and its backup.
async fn branch() -> (Branch, v1::Registration, PathBuf) {
    let mut branch = Branch::open("").await;
    let pass = v1::AssignPass { code: pass_number(1), confirm_other_branch: false };
    let client = branch.client("balie-1").await;
    let kept = client.registrations.create(Some(pass)).await.expect("a registration");
    branch.stop().await;
    let file = branch.path().join("annen.tar");
    branch.balied(&["backup".as_ref(), file.as_os_str()]).await.done();
    (branch, kept, file)
}

/// The files of an archive, in order.
fn unpack(file: &Path) -> Vec<(String, Vec<u8>)> {
    let mut archive = tar::Archive::new(std::fs::File::open(file).expect("an archive"));
    let entries = archive.entries().expect("entries").map(|entry| {
        let mut entry = entry.expect("an entry");
        let name = entry.path().expect("a name").to_str().expect("text").to_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("its bytes");
        (name, bytes)
    });
    entries.collect()
}

fn pack(file: &Path, files: &[(String, Vec<u8>)]) {
    let mut archive = tar::Builder::new(std::fs::File::create(file).expect("an archive"));
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o600);
        archive.append_data(&mut header, name, bytes.as_slice()).expect("an entry");
    }
    archive.finish().expect("a whole archive");
}

/// The archive with its manifest changed.
fn forge(file: &Path, key: &str, value: Value) {
    let mut files = unpack(file);
    let mut manifest: Value = serde_json::from_slice(&files[0].1).expect("a manifest");
    manifest[key] = value;
    files[0].1 = manifest.to_string().into_bytes();
    pack(file, &files);
}

/// Restoring is refused in these words, in Dutch and in English, and leaves the branch as it was.
async fn refuses(branch: &mut Branch, kept: &v1::Registration, file: &Path, words: [&str; 2]) {
    let before = std::fs::read(branch.state().join("balie.db")).expect("a database");
    branch.balied(&["restore".as_ref(), file.as_os_str()]).await.refused(1, &words);
    assert!(std::fs::read(branch.state().join("balie.db")).expect("a database") == before, "it was touched");
    for entry in branch.state().read_dir().expect("a directory") {
        let name = entry.expect("an entry").file_name().into_string().expect("a name");
        assert!(!name.contains("restor") && !name.contains("backup"), "{name} is left behind");
    }
    branch.start().await;
    let now = branch.client("balie-1").await.registrations.get(&kept.name).await.expect("it is there");
    assert_eq!(now.etag, kept.etag, "not even its epoch changed");
    branch.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_backup_is_refused() {
    let (mut branch, kept, file) = branch().await;
    let words = ["is geen reservekopie van Balie", "is not a backup of Balie"];
    let whole = std::fs::read(&file).expect("a backup");
    let other = branch.path().join("other");
    for bytes in [&b""[..], &[0x5a; 4096][..], &whole[..whole.len() / 2]] {
        std::fs::write(&other, bytes).expect("a file");
        refuses(&mut branch, &kept, &other, words).await;
    }
    // An archive of somebody else, and one that wants to write elsewhere.
    pack(&other, &[("notes.txt".to_owned(), b"hello".to_vec())]);
    refuses(&mut branch, &kept, &other, words).await;
    let mut files = unpack(&file);
    files.push(("evil.db".to_owned(), b"x".to_vec()));
    pack(&other, &files);
    refuses(&mut branch, &kept, &other, words).await;
    // The right names with damage inside.
    let mut files = unpack(&file);
    files[1].1[200..].fill(0xa5);
    pack(&other, &files);
    refuses(&mut branch, &kept, &other, ["is beschadigd", "is damaged"]).await;
    let missing = branch.path().join("missing.tar");
    refuses(&mut branch, &kept, &missing, ["missing.tar", "No such file"]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_another_branch_is_refused() {
    let (mut branch, kept, file) = branch().await;
    forge(&file, "branch", "5280".into());
    let words = ["is van vestiging 5280; dit is vestiging 9401", "is of branch 5280; this is branch 9401"];
    refuses(&mut branch, &kept, &file, words).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_a_newer_version_is_refused() {
    let (mut branch, kept, file) = branch().await;
    let whole = std::fs::read(&file).expect("a backup");
    forge(&file, "form", 2.into());
    forge(&file, "version", "9.0.0".into());
    refuses(&mut branch, &kept, &file, ["versie 9.0.0. Installeer die", "version 9.0.0. Install that"]).await;

    // The same archive with a database that went through a later migration.
    std::fs::write(&file, whole).expect("the backup as it was");
    let mut files = unpack(&file);
    let database = branch.path().join("later.db");
    std::fs::write(&database, &files[1].1).expect("a copy");
    later(&database).await;
    files[1].1 = std::fs::read(&database).expect("a copy");
    pack(&file, &files);
    let words = ["gemaakt door een nieuwere versie (schema 9999", "made by a newer release (schema 9999"];
    refuses(&mut branch, &kept, &file, words).await;
}

/// Notes a migration that this release does not know.
async fn later(database: &Path) {
    let options = SqliteConnectOptions::new().filename(database);
    let mut connection = options.connect().await.expect("a database");
    sqlx::query(
        "INSERT INTO _sqlx_migrations (version, description, installed_on, success, checksum, execution_time)
         VALUES (9999, 'later', CURRENT_TIMESTAMP, 1, x'00', 0)",
    )
    .execute(&mut connection)
    .await
    .expect("a row");
    sqlx::Connection::close(connection).await.expect("a whole file");
}
