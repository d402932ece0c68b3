//! Where a daemon listens.

use crate::station::Credentials;
use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};

/// The socket of the daemon on this machine.
pub const DEFAULT_SOCKET: &str = "/run/balie/balied.sock";

/// Environment variable that names another socket.
pub const SOCKET_VARIABLE: &str = "BALIE_SOCKET";

/// Environment variable with the address of a daemon on another machine.
pub const SERVER_VARIABLE: &str = "BALIE_SERVER";

/// Where a daemon listens.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Endpoint {
    /// A Unix socket on this machine; the daemon knows the caller by peer credentials.
    Unix(PathBuf),
    /// TCP with mutual TLS; the daemon knows the caller by the certificate of this station.
    Tcp {
        /// Address, such as "https://balie.annen.lan:7443".
        server: String,
        /// Directory with the credentials; none when this PC is not enrolled.
        credentials: Option<PathBuf>,
    },
}

impl Endpoint {
    /// A Unix socket.
    pub fn unix(path: impl Into<PathBuf>) -> Self {
        Self::Unix(path.into())
    }

    /// A daemon on another machine, with the credentials of this PC.
    pub fn tcp(server: impl Into<String>) -> Self {
        Self::Tcp { server: server.into(), credentials: Credentials::find() }
    }

    /// The daemon that [`SERVER_VARIABLE`] names, else the socket that [`SOCKET_VARIABLE`] names, else the daemon that
    /// this PC is enrolled at, else [`DEFAULT_SOCKET`].
    pub fn from_env() -> Self {
        if let Some(server) = variable(SERVER_VARIABLE) {
            return Self::tcp(server.to_string_lossy());
        }
        if let Some(socket) = variable(SOCKET_VARIABLE) {
            return Self::unix(socket);
        }
        let credentials = Credentials::find();
        match credentials.as_deref().and_then(Credentials::server) {
            Some(server) => Self::Tcp { server, credentials },
            None => Self::unix(DEFAULT_SOCKET),
        }
    }

    /// Whether this PC has no daemon yet: no variable names one, it has no credentials, and there is nothing at
    /// [`DEFAULT_SOCKET`]. It is to be enrolled then, see [`crate::station::enrol`].
    pub fn is_missing() -> bool {
        let is_named = [SERVER_VARIABLE, SOCKET_VARIABLE].into_iter().any(|name| variable(name).is_some());
        let is_enrolled = || Credentials::find().is_some_and(|directory| Credentials::are_in(&directory));
        // What may not be looked at may well be there.
        let is_here = || Path::new(DEFAULT_SOCKET).try_exists().unwrap_or(true);
        !is_named && !is_enrolled() && !is_here()
    }
}

fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unix(path) => write!(f, "{}", path.display()),
            Self::Tcp { server, .. } => f.write_str(server),
        }
    }
}
