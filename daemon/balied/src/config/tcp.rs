//! TCP with mutual TLS (`[tcp]`).

use super::Wrong;
use crate::api::RoleName;
use balie_reading::Words;
use chrono::TimeDelta;
use serde::Deserialize;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

/// Longest lifetime of a station's certificate, in days.
const STATION_DAYS_MAX: u32 = 825;

/// TCP with mutual TLS.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TcpConfig {
    /// Address and port, such as "0.0.0.0:7443".
    pub listen: SocketAddr,
    /// Names and addresses by which counter PCs reach the daemon; they stand in its certificate. Without any: the host
    /// name, and "localhost" with its addresses.
    #[serde(default)]
    names: Vec<String>,
    /// How long a station's certificate lasts, in days, 1 to 825. It renews itself when two thirds have passed.
    #[serde(default = "station_days")]
    pub station_days: u32,
    /// Connections of stations at once, 1 to 10 000.
    #[serde(default = "max_connections")]
    pub max_connections: usize,
    /// Requests per second of one station, 1 to 10 000; twice as many at once.
    #[serde(default = "requests_per_second")]
    pub requests_per_second: u32,
    /// Certificates of an organisation; without them, the branch has a CA of its own.
    #[serde(default)]
    pub own_pki: Option<OwnPki>,
}

fn station_days() -> u32 {
    365
}

fn max_connections() -> usize {
    256
}

fn requests_per_second() -> u32 {
    50
}

/// Certificates of an organisation. The files are read at start and daily.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnPki {
    /// Certificate chain of the daemon (PEM).
    pub certificate: PathBuf,
    /// Key of the daemon (PEM).
    pub key: PathBuf,
    /// CA certificates that stations' certificates are issued by (PEM).
    pub client_ca: PathBuf,
    /// Which certificate is which station. The first that fits.
    #[serde(default)]
    pub station: Vec<StationRule>,
}

/// Which certificate is which station.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StationRule {
    /// Common name, DNS name, URI or mail address in the certificate, in full.
    pub subject: String,
    /// Role.
    pub role: RoleName,
    /// Name of the station; the subject when not given.
    #[serde(default)]
    pub station: Option<String>,
}

impl TcpConfig {
    /// Names and addresses of the daemon; addresses in their usual form.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.names.iter().map(|name| usual(name)).collect();
        if names.is_empty() {
            let host = nix::unistd::gethostname().ok().and_then(|name| name.into_string().ok());
            names.extend(host.filter(|name| !name.is_empty() && name != "localhost"));
            names.extend(["localhost", "127.0.0.1", "::1"].map(str::to_owned));
            let listen = self.listen.ip();
            if !listen.is_unspecified() && !listen.is_loopback() {
                names.push(listen.to_string());
            }
        }
        names
    }

    /// How long a station's certificate lasts.
    pub fn station_lifetime(&self) -> TimeDelta {
        TimeDelta::days(self.station_days.into())
    }

    pub(super) fn check(&self) -> Result<(), Wrong> {
        let between = |most: u32| {
            Words::new(format!("moet 1 tot en met {most} zijn."), format!("must be 1 to {most}."))
        };
        if !(1..=STATION_DAYS_MAX).contains(&self.station_days) {
            return Err(("tcp.station_days", between(STATION_DAYS_MAX)));
        }
        if !(1..=10_000).contains(&self.max_connections) {
            return Err(("tcp.max_connections", between(10_000)));
        }
        if !(1..=10_000).contains(&self.requests_per_second) {
            return Err(("tcp.requests_per_second", between(10_000)));
        }
        let dns = |name: &str| {
            let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
            !name.is_empty() && name.len() <= 253 && name.chars().all(allowed)
        };
        if let Some(wrong) = self.names.iter().find(|name| name.parse::<IpAddr>().is_err() && !dns(name)) {
            let words = Words::new(
                format!("`{wrong}` is geen hostnaam of IP-adres."),
                format!("`{wrong}` is no host name or IP address."),
            );
            return Err(("tcp.names", words));
        }
        Ok(())
    }
}

fn usual(name: &str) -> String {
    name.parse::<IpAddr>().map_or_else(|_| name.to_owned(), |address| address.to_string())
}
