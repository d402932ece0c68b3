//! Where a scanner is.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use hyper::Uri;
use serde::{Deserialize, Deserializer};

/// The root of a scanner's services, such as `http://10.0.0.30/eSCL`.
///
/// The path is `/eSCL` where none is given, as by far most scanners have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EsclUrl {
    tls: bool,
    host: String,
    port: u16,
    path: String,
}

/// A text that cannot be the address of a scanner.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not the address of a scanner: expected is http://HOST/eSCL or https://HOST/eSCL")]
pub struct InvalidEsclUrl(String);

impl EsclUrl {
    /// True for HTTPS.
    #[must_use]
    pub const fn is_tls(&self) -> bool {
        self.tls
    }

    /// Name or address of the host, without the brackets of IPv6.
    #[must_use]
    pub fn host(&self) -> &str {
        self.host.trim_start_matches('[').trim_end_matches(']')
    }

    /// Port.
    #[must_use]
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// Path, without a slash at its end.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Host and port. The port always stands in it: some scanners insist.
    #[must_use]
    pub fn authority(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }

    /// What the scanner is told to be called: host and port. One on this machine is on USB, where it goes by the name
    /// `localhost` whatever its address (USB-IF, IPP over USB): some refuse any other, and `ipp-usb` sends whoever uses
    /// one elsewhere.
    #[must_use]
    pub fn told(&self) -> String {
        match self.host().parse::<IpAddr>() {
            Ok(address) if address.is_loopback() => format!("localhost:{}", self.port),
            _ => self.authority(),
        }
    }
}

impl FromStr for EsclUrl {
    type Err = InvalidEsclUrl;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let invalid = || InvalidEsclUrl(text.to_owned());
        let uri: Uri = text.trim().parse().map_err(|_| invalid())?;
        let tls = match uri.scheme_str() {
            Some("http") => false,
            Some("https") => true,
            _ => return Err(invalid()),
        };
        let authority =
            uri.authority().filter(|authority| !authority.as_str().contains('@')).ok_or_else(invalid)?;
        let host = authority.host().to_owned();
        if host.is_empty() || uri.query().is_some() {
            return Err(invalid());
        }
        let port = authority.port_u16().unwrap_or(if tls { 443 } else { 80 });
        let path = match uri.path().trim_end_matches('/') {
            "" => "/eSCL".to_owned(),
            path => path.to_owned(),
        };
        Ok(Self { tls, host, port, path })
    }
}

impl fmt::Display for EsclUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}{}", if self.tls { "https" } else { "http" }, self.authority(), self.path)
    }
}

impl<'de> Deserialize<'de> for EsclUrl {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_completed() {
        for (text, shown) in [
            ("http://10.0.0.30", "http://10.0.0.30:80/eSCL"),
            ("http://localhost:60000/eSCL/", "http://localhost:60000/eSCL"),
            ("https://scanner.annen.example/", "https://scanner.annen.example:443/eSCL"),
            ("http://[fd00::30]:8080/scan/eSCL", "http://[fd00::30]:8080/scan/eSCL"),
        ] {
            assert_eq!(text.parse::<EsclUrl>().unwrap().to_string(), shown);
        }
        assert_eq!("http://[fd00::30]/".parse::<EsclUrl>().unwrap().host(), "fd00::30");
    }

    #[test]
    fn a_scanner_on_this_machine_is_called_localhost() {
        for (text, told) in [
            ("http://127.0.0.1:60000/eSCL", "localhost:60000"),
            ("http://[::1]:60001", "localhost:60001"),
            ("http://localhost:60000", "localhost:60000"),
            ("http://10.0.0.30", "10.0.0.30:80"),
            ("https://[fd00::30]/", "[fd00::30]:443"),
            ("http://scanner.annen.example", "scanner.annen.example:80"),
        ] {
            assert_eq!(text.parse::<EsclUrl>().unwrap().told(), told, "{text}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in [
            "",
            "10.0.0.30",
            "ftp://10.0.0.30/eSCL",
            "http://",
            "http://a b/",
            "/eSCL",
            "http://u:p@h/",
            "http://h/?q",
        ] {
            assert!(text.parse::<EsclUrl>().is_err(), "{text}");
        }
    }
}
