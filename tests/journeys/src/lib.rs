//! A real branch for end-to-end tests: the `balied` program as it is built, with virtual devices on real
//! transports, and a client on its socket.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests")]

pub mod paper;
mod registrations;

pub use registrations::{account_is, apply, example_person, pass_number, saved, seen, signing, until};

use balie_client::{CallPolicy, Caller, Client, Connection, Endpoint, Language};
use balie_virtual::{Card, VirtualEvolis, VirtualSerialScanner};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command as Process, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long anything may take before a test gives up.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A branch on this machine.
pub struct Branch {
    directory: TempDir,
    daemon: Option<Child>,
    ahead: Duration,
    descriptors: Option<u32>,
    /// The card printer.
    pub printer: Arc<VirtualEvolis>,
    /// The barcode scanner.
    pub scanner: VirtualSerialScanner,
}

/// A program of this build.
///
/// # Panics
/// When it was not built.
pub fn program(name: &str) -> PathBuf {
    let own = std::env::current_exe().expect("a running program has a path");
    let path = own.parent().and_then(Path::parent).expect("tests run in target/").join(name);
    assert!(path.exists(), "{} is not built: run `cargo build --workspace` first", path.display());
    path
}

impl Branch {
    /// A branch with devices and a running daemon. `extra` is added to the configuration.
    ///
    /// # Panics
    /// When it cannot be started.
    pub async fn open(extra: &str) -> Self {
        let mut branch = Self::prepare(extra).await;
        branch.start().await;
        branch
    }

    /// The same with the daemon still to be started.
    ///
    /// # Panics
    /// When a device cannot be made.
    pub async fn prepare(extra: &str) -> Self {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let printer = Arc::new(VirtualEvolis::start().await.expect("a virtual printer"));
        let scanner =
            VirtualSerialScanner::plug(directory.path().join("scanner")).expect("a virtual scanner");
        let state = directory.path().join("state");
        let config = format!(
            "[branch]\nnumber = \"9401\"\nname = \"Annen\"\n\
             [patron_numbers]\nfirst = 381847\nlast = 399999\n\
             [creditor]\nname = \"Bibliotheek Annen\"\nstreet = \"Kruisakkers 41\"\nplace = \"9468 BG Annen\"\n\
             country = \"Nederland\"\nidentifier = \"NL79ZZZ999999990000\"\n\
             [paths]\nstate = \"{}\"\nsocket = \"{}\"\n\
             [devices]\nauto = false\n\
             [[scanner]]\ndriver = \"serial\"\nid = \"scanner\"\npath = \"{}\"\n\
             [[pass_printer]]\ndriver = \"evolis\"\nid = \"printer\"\naddress = \"{}\"\npoll_ms = 200\n{extra}\n",
            state.display(),
            directory.path().join("balied.sock").display(),
            scanner.path().display(),
            printer.address(),
        );
        std::fs::write(directory.path().join("balied.toml"), config).expect("a configuration");
        Self { directory, daemon: None, ahead: Duration::ZERO, descriptors: None, printer, scanner }
    }

    /// A branch with a CA, whose running daemon also listens on this port of 127.0.0.1, for stations that enrol.
    ///
    /// # Panics
    /// When it cannot be started.
    pub async fn open_to_stations() -> (Self, u16) {
        let port = free_port();
        let tcp = format!("[tcp]\nlisten = \"127.0.0.1:{port}\"\nnames = [\"127.0.0.1\"]");
        let mut branch = Self::prepare(&tcp).await;
        branch.balied(&["pki", "init"]).await.done();
        branch.start().await;
        (branch, port)
    }

    /// The socket of the daemon.
    pub fn socket(&self) -> PathBuf {
        self.directory.path().join("balied.sock")
    }

    /// The directory the daemon keeps its state in.
    pub fn state(&self) -> PathBuf {
        self.directory.path().join("state")
    }

    /// A directory for what a test writes.
    pub fn path(&self) -> &Path {
        self.directory.path()
    }

    /// The configuration of the daemon.
    pub fn config(&self) -> PathBuf {
        self.directory.path().join("balied.toml")
    }

    /// The process of the daemon.
    ///
    /// # Panics
    /// When it does not run.
    pub fn pid(&self) -> u32 {
        self.daemon.as_ref().expect("balied runs").id()
    }

    /// The daemon may have so many files open, once it is started again.
    pub fn limit_descriptors(&mut self, most: u32) {
        self.descriptors = Some(most);
    }

    /// Lets other users of this machine reach the socket.
    ///
    /// # Panics
    /// When the directory cannot be opened to them.
    pub fn open_to_all(&self) {
        use std::os::unix::fs::PermissionsExt as _;
        let all = std::fs::Permissions::from_mode(0o711);
        std::fs::set_permissions(self.directory.path(), all).expect("it is ours");
    }

    /// Stops the daemon and starts it again, with date and time so much ahead of this machine's; what it waits for takes
    /// as long as ever.
    ///
    /// # Panics
    /// When it cannot be started.
    pub async fn ahead(&mut self, by: Duration) {
        self.stop().await;
        self.ahead = by;
        self.start().await;
    }

    /// Starts the daemon and waits until it answers.
    ///
    /// # Panics
    /// When it does not.
    pub async fn start(&mut self) {
        self.spawn();
        self.ready().await;
    }

    /// Starts the daemon and waits for nothing.
    ///
    /// # Panics
    /// When the program cannot be run.
    pub fn spawn(&mut self) {
        let log = std::fs::File::options()
            .create(true)
            .append(true)
            .open(self.directory.path().join("balied.log"))
            .expect("a log file");
        let mut balied = match self.descriptors {
            None => Process::new(program("balied")),
            Some(most) => {
                let mut limited = Process::new("prlimit");
                limited.arg(format!("--nofile={most}:{most}")).arg(program("balied"));
                limited
            }
        };
        if !self.ahead.is_zero() {
            balied
                .env("LD_PRELOAD", faketime())
                .env("FAKETIME", format!("+{}", self.ahead.as_secs()))
                .env("FAKETIME_DONT_FAKE_MONOTONIC", "1")
                .env("NO_FAKE_STAT", "1");
        }
        let daemon = balied
            .arg("--config")
            .arg(self.config())
            .env_remove("NOTIFY_SOCKET")
            .env_remove("JOURNAL_STREAM")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("balied starts");
        self.daemon = Some(daemon);
    }

    /// Waits until the daemon answers.
    ///
    /// # Panics
    /// When it does not, or has ended.
    pub async fn ready(&mut self) {
        let began = Instant::now();
        loop {
            if let Ok(client) = Client::connect(Endpoint::unix(self.socket()), self.caller("probe")).await
                && client.branch.get().await.is_ok()
            {
                return;
            }
            let ended = self.daemon.as_mut().and_then(|daemon| daemon.try_wait().expect("a child"));
            assert!(ended.is_none(), "balied has ended:\n{}", self.log());
            assert!(began.elapsed() < PATIENCE, "balied does not answer:\n{}", self.log());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Kills the daemon the hard way (SIGKILL).
    ///
    /// # Panics
    /// When it does not run.
    pub fn kill(&mut self) {
        let mut daemon = self.daemon.take().expect("balied runs");
        daemon.kill().expect("it can be killed");
        daemon.wait().expect("it ended");
    }

    /// Stops the daemon the way the service manager does (SIGTERM), and waits until it has ended.
    ///
    /// # Panics
    /// When it does not run, or does not end well.
    pub async fn stop(&mut self) {
        let mut daemon = self.daemon.take().expect("balied runs");
        let id = Pid::from_raw(daemon.id().cast_signed());
        kill(id, Signal::SIGTERM).expect("it can be told to stop");
        let ended = tokio::task::spawn_blocking(move || daemon.wait()).await.expect("a thread");
        assert!(ended.expect("it ended").success(), "balied stopped badly:\n{}", self.log());
    }

    /// Runs the daemon program with the configuration of this branch until it ends by itself.
    ///
    /// # Panics
    /// When the program cannot be run.
    pub async fn balied<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Ran {
        let mut balied = Process::new(program("balied"));
        balied.arg("--config").arg(self.config()).args(arguments);
        Ran::of(balied).await
    }

    /// Runs the command line of the counter in this language (`nl` or `en`).
    ///
    /// # Panics
    /// When the program cannot be run.
    pub async fn balie<S: AsRef<OsStr>>(&self, language: &str, arguments: &[S]) -> Ran {
        let mut balie = Process::new(program("balie"));
        balie.env("BALIE_SOCKET", self.socket()).args(["--lang", language]).args(arguments);
        Ran::of(balie).await
    }

    /// What the daemon logged.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.directory.path().join("balied.log")).unwrap_or_default()
    }

    fn caller(&self, station: &str) -> Caller {
        caller(station, Language::English)
    }

    /// A client at a station.
    ///
    /// # Panics
    /// When it cannot connect.
    pub async fn client(&self, station: &str) -> Client {
        Client::connect(Endpoint::unix(self.socket()), self.caller(station)).await.expect("a connection")
    }

    /// A client at a station, with a language and with deadlines and retries of its own.
    ///
    /// # Panics
    /// When it cannot connect.
    pub async fn client_with(&self, station: &str, language: Language, policy: CallPolicy) -> Client {
        let endpoint = Endpoint::unix(self.socket());
        let connection = Connection::connect_with(endpoint, caller(station, language), policy).await;
        Client::new(&connection.expect("a connection"))
    }

    /// Waits until the printer has printed this many cards.
    ///
    /// # Panics
    /// When it does not.
    pub async fn cards(&self, number: usize) -> Vec<Card> {
        let began = Instant::now();
        while self.printer.cards().len() < number {
            assert!(began.elapsed() < PATIENCE, "no card came out:\n{}", self.log());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        self.printer.cards()
    }
}

/// How a program ended.
#[derive(Debug)]
pub struct Ran {
    /// Its exit code; none when a signal ended it.
    pub code: Option<i32>,
    /// What it said on its standard output.
    pub out: String,
    /// What it said on its standard error.
    pub err: String,
}

impl Ran {
    async fn of(mut program: Process) -> Self {
        program.env_remove("NOTIFY_SOCKET").env_remove("JOURNAL_STREAM").stdin(Stdio::null());
        let ended = tokio::time::timeout(PATIENCE, tokio::task::spawn_blocking(move || program.output()));
        let ended = ended.await.expect("it ends").expect("a thread").expect("the program runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
        Self { code: ended.status.code(), out: text(ended.stdout), err: text(ended.stderr) }
    }

    /// It went well; what it said on its standard output.
    ///
    /// # Panics
    /// When it did not.
    pub fn done(self) -> String {
        assert_eq!(self.code, Some(0), "{}", self.err);
        self.out
    }

    /// It ended with this code, and said each of these on its standard error.
    ///
    /// # Panics
    /// When it did not.
    pub fn refused(self, code: i32, words: &[&str]) -> String {
        assert_eq!(self.code, Some(code), "{}\n{}", self.out, self.err);
        for word in words {
            assert!(self.err.contains(word), "no {word:?} in:\n{}", self.err);
        }
        self.err
    }
}

/// What moves the clock of a program that is started with it.
fn faketime() -> PathBuf {
    let found = std::fs::read_dir("/usr/lib").into_iter().flatten().flatten();
    let mut libraries = found.map(|directory| directory.path().join("faketime/libfaketimeMT.so.1"));
    libraries.find(|path| path.exists()).expect("the package libfaketime is installed")
}

/// A port of 127.0.0.1 that nobody uses now.
///
/// # Panics
/// When there is none.
pub fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("an address").port()
}

fn caller(station: &str, language: Language) -> Caller {
    Caller::new(language, Some(station.to_owned())).expect("a station name")
}

impl Drop for Branch {
    fn drop(&mut self) {
        if let Some(daemon) = &mut self.daemon {
            // The test is over; a daemon that is gone already is no fault.
            let _ = daemon.kill();
            let _ = daemon.wait();
        }
    }
}
