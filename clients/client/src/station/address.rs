//! Where a daemon listens on TCP.

use std::fmt;
use std::net::Ipv6Addr;
use tokio_rustls::rustls::pki_types::ServerName;

/// Port of a daemon, when none is given.
const PORT: u16 = 7443;

/// Where a daemon listens on TCP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerAddress {
    host: String,
    port: u16,
}

impl ServerAddress {
    /// Reads "balie.annen.lan", "10.0.0.5:7443", "[::1]:7443" or "https://balie.annen.lan:7443". The port is 7443 when
    /// none is given; none for what is no address, and for http.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let bare = text.strip_prefix("https://").unwrap_or(text).trim_end_matches('/');
        let (host, port) = match bare.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((host, "")) => (host, None),
            Some((host, port)) => (host, Some(port.strip_prefix(':')?)),
            None if bare.parse::<Ipv6Addr>().is_ok() => (bare, None),
            None => match bare.split_once(':') {
                Some((host, port)) => (host, Some(port)),
                None => (bare, None),
            },
        };
        let port = port.map_or(Some(PORT), |port| port.parse().ok().filter(|port| *port != 0))?;
        ServerName::try_from(host).ok()?;
        Some(Self { host: host.to_owned(), port })
    }

    /// Host name or address, and port, to connect to.
    pub(crate) fn target(&self) -> (&str, u16) {
        (&self.host, self.port)
    }

    /// The name that the daemon's certificate must have.
    pub(crate) fn name(&self) -> Option<ServerName<'static>> {
        ServerName::try_from(self.host.clone()).ok()
    }
}

impl fmt::Display for ServerAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { host, port } = self;
        if host.contains(':') {
            write!(f, "https://[{host}]:{port}")
        } else {
            write!(f, "https://{host}:{port}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_people_write_them() {
        for (text, known) in [
            ("balie.annen.lan", "https://balie.annen.lan:7443"),
            (" https://balie.annen.lan:8443/ ", "https://balie.annen.lan:8443"),
            ("10.0.0.5:1", "https://10.0.0.5:1"),
            ("::1", "https://[::1]:7443"),
            ("[::1]", "https://[::1]:7443"),
            ("https://[fd00::5]:99", "https://[fd00::5]:99"),
        ] {
            let address = ServerAddress::parse(text).unwrap();
            assert_eq!(address.to_string(), known);
            assert_eq!(ServerAddress::parse(known), Some(address));
        }
        for wrong in
            ["", "http://balie", "balie:", "balie:0", "balie:70000", "ba lie", "[::1", "[::1]7443", "a:b:c"]
        {
            assert_eq!(ServerAddress::parse(wrong), None, "{wrong}");
        }
    }
}
