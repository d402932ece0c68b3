//! A branch whose state directory belongs to the user of the service, beside what is root's.

use balie_store::Store;
use balie_virtual::root::as_root;
use balied::pki::{self, Pki};
use balied::vault;
use chrono::{TimeDelta, Utc};
use nix::sys::stat::Mode;
use nix::unistd::mkfifo;
use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, lchown, symlink};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A user whom this machine does not know.
pub const SERVICE: u32 = 4242;
/// How long a program may take before it is taken to wait for ever.
pub const PATIENCE: Duration = Duration::from_secs(60);
/// A code of the form that activates an account; of none.
pub const TOKEN: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
const SECRET: &str = "root alone knows this\n";

/// Whether the test goes on here, as root.
pub fn is_root() -> bool {
    as_root("for files of root and of another user").unwrap()
}

/// What is planted in a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Planted {
    /// A link to a file of root.
    Link,
    /// A link to where root could make a file.
    Dangling,
    /// A link to a directory of root.
    ToDirectory,
    /// A pipe that nobody writes to.
    Pipe,
    /// The file of root itself, under one more name.
    HardLink,
}

/// How a program ended.
#[derive(Debug)]
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

pub struct Room(TempDir);

thread_local! {
    /// Made once for a test, which has a thread of its own: what a process keeps to its end, nobody would remove.
    static TEMPLATE: Room = template();
}

/// A state directory with everything in it, of root; and a backup of it.
fn template() -> Room {
    let room = Room::empty();
    assert_eq!(room.run(&["pki", "init"]).code, Some(0));
    assert_eq!(room.run(&["pki", "code", "--role", "counter"]).code, Some(0));
    let now = Utc::now();
    let own = Pki::open(&room.state(), TimeDelta::days(1)).unwrap();
    own.server(&["localhost".to_owned()], now).unwrap();
    assert!(room.state().join(pki::DIRECTORY).join("server.pem").exists());
    vault::load(&room.state(), None, false).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let store = Store::open(room.state().join("balie.db"), balie_store::Options::default()).await;
        store.unwrap().close().await;
    });
    let unknown = room.run(&["activate", TOKEN]);
    assert!(unknown.err.contains("activation link is not valid"), "{}", unknown.err);
    assert!(room.state().join("accounts.db").exists() && room.state().join("outbox").is_dir());
    let backup = room.at("backup.tar");
    assert_eq!(room.run(&["backup", backup.to_str().unwrap()]).code, Some(0));
    room
}

impl Room {
    /// A room without a state directory. The configuration is for root alone.
    pub fn empty() -> Self {
        let room = Self(tempfile::tempdir().unwrap());
        // The service gets to its state directory through this one.
        fs::set_permissions(room.0.path(), fs::Permissions::from_mode(0o755)).unwrap();
        room.configure(&room.state());
        fs::create_dir(room.at("private")).unwrap();
        fs::set_permissions(room.at("private"), fs::Permissions::from_mode(0o700)).unwrap();
        fs::write(room.victim(), SECRET).unwrap();
        fs::set_permissions(room.victim(), fs::Permissions::from_mode(0o600)).unwrap();
        room
    }

    /// A room with a state directory of this user, with everything in it, and a backup that is for root alone.
    pub fn of(owner: u32) -> Self {
        let room = Self::empty();
        TEMPLATE.with(|template| {
            copy(&template.state(), &room.state());
            fs::copy(template.at("backup.tar"), room.at("private/backup.tar")).unwrap();
        });
        room.give_state_to(owner);
        room
    }

    pub fn give_state_to(&self, owner: u32) {
        for path in everything(&self.state()) {
            lchown(path, Some(owner), Some(owner)).unwrap();
        }
    }

    /// Writes the configuration of a branch with this state directory.
    pub fn configure(&self, state: &Path) {
        let config = format!(
            "branch = {{ number = \"9401\", name = \"Annen\" }}\n\
             patron_numbers = {{ first = 381847, last = 399999 }}\n\
             paths = {{ state = \"{}\", socket = \"{}\" }}\n\
             devices = {{ auto = false }}\n\
             tcp = {{ listen = \"127.0.0.1:0\", names = [\"127.0.0.1\"] }}\n\
             [creditor]\nname = \"Bibliotheek Annen\"\nstreet = \"Kruisakkers 41\"\nplace = \"9468 BG Annen\"\n\
             country = \"Nederland\"\nidentifier = \"NL79ZZZ999999990000\"\n",
            state.display(),
            self.at("run/balied.sock").display(),
        );
        fs::write(self.at("balied.toml"), config).unwrap();
        fs::set_permissions(self.at("balied.toml"), fs::Permissions::from_mode(0o600)).unwrap();
    }

    pub fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn state(&self) -> PathBuf {
        self.at("state")
    }

    fn victim(&self) -> PathBuf {
        self.at("private/victim")
    }

    /// Puts this in a place of the state directory, instead of what is there, as the owner of that directory would.
    pub fn plant(&self, planted: Planted, place: &str) {
        let path = self.state().join(place);
        let owner = fs::metadata(self.state()).unwrap().uid();
        match fs::symlink_metadata(&path) {
            Ok(found) if found.is_dir() => fs::remove_dir_all(&path).unwrap(),
            Ok(_) => fs::remove_file(&path).unwrap(),
            Err(_) => {}
        }
        match planted {
            Planted::Link => symlink(self.victim(), &path).unwrap(),
            Planted::Dangling => symlink(self.at("private/new"), &path).unwrap(),
            Planted::ToDirectory => symlink(self.at("private"), &path).unwrap(),
            Planted::Pipe => mkfifo(&path, Mode::S_IRWXU).unwrap(),
            Planted::HardLink => return fs::hard_link(self.victim(), &path).unwrap(),
        }
        lchown(&path, Some(owner), Some(owner)).unwrap();
    }

    /// What is root's is as it was, and nothing of root's came into the state directory.
    pub fn assert_untouched(&self, by: &str) {
        let found = fs::symlink_metadata(self.victim()).unwrap();
        let (owner, group, mode) = (found.uid(), found.gid(), found.mode() & 0o7777);
        assert_eq!((owner, group, mode), (0, 0, 0o600), "owner, group and mode after {by}");
        assert_eq!(fs::read_to_string(self.victim()).unwrap(), SECRET, "content after {by}");
        let private = fs::metadata(self.at("private")).unwrap();
        assert_eq!((private.uid(), private.mode() & 0o7777), (0, 0o700), "the directory of root after {by}");
        for entry in fs::read_dir(self.at("private")).unwrap() {
            let entry = entry.unwrap();
            let known = ["victim", "backup.tar", "made.tar"].iter().any(|name| entry.file_name() == *name);
            assert!(known, "{} was made by {by}", entry.path().display());
        }
        let service = fs::metadata(self.state()).unwrap().uid();
        let victim = found.ino();
        for path in everything(&self.state()) {
            let found = fs::symlink_metadata(&path).unwrap();
            let is_his = found.uid() == service || found.ino() == victim;
            assert!(is_his, "{} belongs to {} after {by}", path.display(), found.uid());
        }
    }

    /// The program with these arguments, to be started.
    pub fn balied(&self, arguments: &[&str]) -> Command {
        let mut balied = Command::new(env!("CARGO_BIN_EXE_balied"));
        balied.arg("--config").arg(self.at("balied.toml")).args(arguments);
        balied.env_remove("NOTIFY_SOCKET").env_remove("JOURNAL_STREAM").env_remove("CREDENTIALS_DIRECTORY");
        balied.current_dir("/").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        balied
    }

    /// Runs the program to its end.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        ended(self.balied(arguments).spawn().unwrap(), &format!("balied {}", arguments.join(" ")))
    }
}

/// How a program ended, which says little.
pub fn ended(mut child: Child, what: &str) -> Ran {
    let began = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if began.elapsed() > PATIENCE {
            child.kill().unwrap();
            let told = child.wait_with_output().unwrap();
            panic!("{what} waits for ever:\n{}", String::from_utf8_lossy(&told.stderr));
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let told = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: told.status.code(), out: text(told.stdout), err: text(told.stderr) }
}

/// A directory and all that is in it; links are not followed.
fn everything(directory: &Path) -> Vec<PathBuf> {
    let mut found = vec![directory.to_owned()];
    for entry in fs::read_dir(directory).unwrap() {
        let entry = entry.unwrap();
        match entry.file_type().unwrap() {
            kind if kind.is_dir() => found.extend(everything(&entry.path())),
            _ => found.push(entry.path()),
        }
    }
    found
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    fs::set_permissions(to, fs::metadata(from).unwrap().permissions()).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target)
        } else {
            // With its mode.
            fs::copy(entry.path(), &target).unwrap();
        }
    }
}
