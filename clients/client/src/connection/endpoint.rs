//! Where a daemon listens.

use std::fmt;
use std::path::{Path, PathBuf};

/// The socket of the daemon on this machine.
pub const DEFAULT_SOCKET: &str = "/run/balie/balied.sock";

/// Environment variable that names another socket.
pub const SOCKET_VARIABLE: &str = "BALIE_SOCKET";

/// Where a daemon listens. TCP with mTLS gets a variant of its own beside the socket.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Endpoint {
    /// A Unix socket on this machine; the daemon knows the caller by peer credentials.
    Unix(PathBuf),
}

impl Endpoint {
    /// A Unix socket.
    pub fn unix(path: impl Into<PathBuf>) -> Self {
        Self::Unix(path.into())
    }

    /// The socket that [`SOCKET_VARIABLE`] names, else [`DEFAULT_SOCKET`].
    pub fn from_env() -> Self {
        match std::env::var_os(SOCKET_VARIABLE) {
            Some(path) if !path.is_empty() => Self::unix(path),
            _ => Self::unix(DEFAULT_SOCKET),
        }
    }

    /// Path of the socket.
    pub fn path(&self) -> &Path {
        match self {
            Self::Unix(path) => path,
        }
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unix(path) => write!(f, "{}", path.display()),
        }
    }
}
