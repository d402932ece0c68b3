//! A printer nobody here wrote: `ippeveprinter`, the IPP Everywhere printer of CUPS (Debian package
//! `cups-ipp-utils`), run in a directory and scripted through files in it.

use std::fs;
use std::io;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;

use crate::peers::go_without;

/// How long the program may take to listen.
const START: Duration = Duration::from_secs(60);

/// How the printer is made.
#[derive(Debug, Clone)]
pub struct EveOptions {
    /// Media types it takes, separated by commas. A printer of a size of its own takes PWG raster as well.
    pub formats: &'static str,
    /// The sizes it takes; those of an office printer, A4 among them, when left out.
    pub media: Option<&'static str>,
}

impl Default for EveOptions {
    fn default() -> Self {
        Self { formats: "application/pdf,image/png,image/pwg-raster", media: None }
    }
}

/// A running printer; dropping it ends it.
#[derive(Debug)]
pub struct EvePrinter {
    process: Child,
    port: u16,
    directory: PathBuf,
}

/// What the printer does with a document: waits while it is held, then prints it into a directory.
const COMMAND: &str = r#"#!/bin/sh
cd "$(dirname "$0")" || exit 1
touch printing
trap 'rm -f printing' EXIT
tell() { [ -e state ] && mv state state.told && cat state.told >&2; }
tell
while [ -e hold ]; do tell; sleep 0.05; done
tell
[ -e fail ] && exit 1
cp "$1" "printed/.new" && mv printed/.new "printed/$(ls printed | wc -l)"
"#;

impl EvePrinter {
    /// Starts the printer in this empty directory; blocks until it listens. None when the program is not on this
    /// machine and tests may go without, which is told then.
    ///
    /// # Errors
    /// When the program is there and does not start, or is not there and tests are a check.
    pub fn start(directory: &Path, options: &EveOptions) -> io::Result<Option<Self>> {
        if !(is_program("ippeveprinter") && is_program("dbus-run-session")) {
            let needs = "ippeveprinter and dbus-run-session (Debian packages cups-ipp-utils and dbus-daemon)";
            go_without("printing by IPP", needs).map_err(io::Error::other)?;
            return Ok(None);
        }
        fs::create_dir_all(directory.join("spool"))?;
        fs::create_dir_all(directory.join("printed"))?;
        fs::create_dir_all(directory.join("keys"))?;
        let command = directory.join("print");
        fs::write(&command, COMMAND)?;
        fs::set_permissions(&command, fs::Permissions::from_mode(0o755))?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        // It wants a system bus to announce itself on; one of its own will do, where nobody listens.
        let mut process = Command::new("dbus-run-session");
        process
            .args(["--", "sh", "-c", "DBUS_SYSTEM_BUS_ADDRESS=$DBUS_SESSION_BUS_ADDRESS exec \"$@\"", "sh"])
            .args(["ippeveprinter", "-n", "localhost", "-r", "off", "-k", "-p", &port.to_string()])
            .arg("-d")
            .arg(directory.join("spool"))
            .arg("-K")
            .arg(directory.join("keys"))
            .arg("-c")
            .arg(&command);
        match options.media {
            None => process.args(["-f", options.formats]),
            // It takes the one or the other.
            Some(media) => {
                let attributes = directory.join("attributes.conf");
                fs::write(&attributes, attributes_of(media, options.formats))?;
                process.arg("-a").arg(attributes)
            }
        };
        let log = fs::File::create(directory.join("log"))?;
        process.arg("Balie test").stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).process_group(0);
        let printer = Self { process: process.spawn()?, port, directory: directory.to_path_buf() };
        let began = Instant::now();
        while TcpStream::connect(printer.address()).is_err() {
            if began.elapsed() > START {
                return Err(io::Error::other(format!("ippeveprinter does not listen: {}", printer.log())));
            }
            sleep(Duration::from_millis(50));
        }
        Ok(Some(printer))
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], self.port))
    }

    /// Its URI.
    #[must_use]
    pub fn uri(&self) -> String {
        format!("ipp://localhost:{}/ipp/print", self.port)
    }

    /// Its URI for encrypted connections.
    #[must_use]
    pub fn secure_uri(&self) -> String {
        format!("ipps://localhost:{}/ipp/print", self.port)
    }

    /// The certificate (DER) that it made itself when it was first asked for an encrypted connection.
    #[must_use]
    pub fn certificate(&self) -> Option<Vec<u8>> {
        let file = self.directory.join("keys").join("localhost.crt");
        CertificateDer::from_pem_file(file).ok().map(|certificate| certificate.to_vec())
    }

    /// What it logged.
    #[must_use]
    pub fn log(&self) -> String {
        fs::read_to_string(self.directory.join("log")).unwrap_or_default()
    }

    /// Holds the document that is being printed, or lets it go on.
    ///
    /// # Errors
    /// When the directory cannot be written.
    pub fn hold(&self, hold: bool) -> io::Result<()> {
        self.switch("hold", hold)
    }

    /// Makes printing fail, or succeed.
    ///
    /// # Errors
    /// When the directory cannot be written.
    pub fn fail(&self, fail: bool) -> io::Result<()> {
        self.switch("fail", fail)
    }

    /// Changes the reasons of the printer's state from within a job: `+media-empty-error`, `-media-empty-error`.
    ///
    /// # Errors
    /// When the directory cannot be written.
    pub fn tell_state(&self, change: &str) -> io::Result<()> {
        // In one step: the job may read it at any time.
        fs::write(self.directory.join("state.new"), format!("STATE: {change}\n"))?;
        fs::rename(self.directory.join("state.new"), self.directory.join("state"))
    }

    /// True while it works on a document, or holds it.
    #[must_use]
    pub fn is_printing(&self) -> bool {
        self.directory.join("printing").exists()
    }

    /// The documents that were printed, oldest first.
    #[must_use]
    pub fn printed(&self) -> Vec<Vec<u8>> {
        (0..)
            .map_while(|index| fs::read(self.directory.join("printed").join(index.to_string())).ok())
            .collect()
    }

    fn switch(&self, name: &str, on: bool) -> io::Result<()> {
        let file = self.directory.join(name);
        match on {
            true => fs::write(file, ""),
            false => match fs::remove_file(file) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
                _ => Ok(()),
            },
        }
    }
}

impl Drop for EvePrinter {
    fn drop(&mut self) {
        if let Ok(id) = i32::try_from(self.process.id()) {
            // The program, its bus and its job are one group; it may have ended already.
            let _ = killpg(Pid::from_raw(id), Signal::SIGKILL);
        }
        let _ = self.process.wait();
    }
}

fn is_program(name: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain([PathBuf::from("/usr/sbin"), PathBuf::from("/usr/bin")])
        .any(|place| place.join(name).is_file())
}

/// A printer of one size, named as PWG 5101.1 says: its dimensions are in the name.
fn attributes_of(media: &str, formats: &str) -> String {
    format!(
        "ATTR keyword media-default {media}\nATTR keyword media-ready {media}\n\
         ATTR keyword media-supported {media}\nATTR keyword sides-supported one-sided\n\
         ATTR resolution pwg-raster-document-resolution-supported 300dpi\n\
         ATTR keyword pwg-raster-document-type-supported sgray_8\n\
         ATTR mimeMediaType document-format-supported {formats}\n\
         ATTR text printer-make-and-model \"Example card printer\"\n\
         ATTR text printer-device-id \"MFG:Example;MDL:Card;SN:C0001;\"\n"
    )
}
