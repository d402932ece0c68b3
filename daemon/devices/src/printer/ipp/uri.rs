//! The URI of a printer (RFC 3510).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer};

/// Where an IPP printer is: `ipp://host[:port]/path`, or `ipps://` for an encrypted connection (RFC 7472).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IppUri {
    tls: bool,
    host: String,
    port: u16,
    path: String,
}

/// A text that is no URI of an IPP printer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not the URI of a printer that Balie can reach, ipp://host[:port]/path or ipps://")]
pub struct InvalidIppUri(String);

impl IppUri {
    /// True when the connection is encrypted.
    #[must_use]
    pub const fn is_tls(&self) -> bool {
        self.tls
    }

    /// The host, without the brackets of an IPv6 address.
    #[must_use]
    pub fn host(&self) -> &str {
        self.host.trim_start_matches('[').trim_end_matches(']')
    }

    /// Host and port, for a connection.
    #[must_use]
    pub fn host_and_port(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }

    /// The path, for the request line.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl FromStr for IppUri {
    type Err = InvalidIppUri;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || InvalidIppUri(text.to_owned());
        let uri: ::ipp::prelude::Uri = text.parse().map_err(|_| wrong())?;
        let authority = uri.authority().ok_or_else(wrong)?;
        // A user would need a password, which has no place in a configuration that people read.
        let tls = match uri.scheme_str() {
            Some("ipp") => false,
            Some("ipps") => true,
            _ => return Err(wrong()),
        };
        if authority.as_str().contains('@') || uri.query().is_some() {
            return Err(wrong());
        }
        Ok(Self {
            tls,
            host: authority.host().to_owned(),
            port: authority.port_u16().unwrap_or(631),
            path: uri.path().to_owned(),
        })
    }
}

impl fmt::Display for IppUri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.tls { "ipps" } else { "ipp" };
        match self.port {
            631 => write!(f, "{scheme}://{}{}", self.host, self.path),
            port => write!(f, "{scheme}://{}:{port}{}", self.host, self.path),
        }
    }
}

impl<'de> Deserialize<'de> for IppUri {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_631_unless_told() {
        let uri: IppUri = "ipp://localhost/printers/passen".parse().unwrap();
        assert_eq!((uri.host_and_port().as_str(), uri.path()), ("localhost:631", "/printers/passen"));
        let uri: IppUri = "ipp://[::1]:8631/ipp/print".parse().unwrap();
        assert_eq!((uri.host_and_port().as_str(), uri.path()), ("[::1]:8631", "/ipp/print"));
        assert_eq!((uri.to_string().as_str(), uri.is_tls()), ("ipp://[::1]:8631/ipp/print", false));
        let uri: IppUri = "ipps://[::1]/ipp/print".parse().unwrap();
        assert_eq!((uri.host_and_port().as_str(), uri.host(), uri.is_tls()), ("[::1]:631", "::1", true));
        assert_eq!(uri.to_string(), "ipps://[::1]/ipp/print");
    }

    #[test]
    fn what_balie_cannot_reach_is_refused() {
        for wrong in ["", "printer", "http://x/ipp", "ipp://a:b@x/ipp", "ipp://x/ipp?y=1"] {
            assert!(wrong.parse::<IppUri>().is_err(), "{wrong}");
        }
    }
}
