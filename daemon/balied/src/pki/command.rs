//! `balied pki`: what branch IT does with the certificates of the counter PCs.

use super::{Authority, DIRECTORY, Pki, PkiError, Register, is_station_name};
use crate::api::RoleName;
use crate::config::Config;
use crate::state::Absent;
use crate::terminal::{self, tell};
use chrono::{DateTime, TimeDelta, Utc};
use clap::Subcommand;

/// Longest validity of a code.
const VALID_MAX: TimeDelta = TimeDelta::days(7);

/// Certificates of the counter PCs.
#[derive(Debug, Subcommand)]
pub enum PkiTask {
    /// Makes the CA of this branch, once. What is there is never replaced.
    ///
    /// Key and certificate are put in `pki/` in the state directory. The key is worth as much as the branch: keep a copy
    /// of the directory apart from backups. Without it every counter PC must be enrolled anew.
    Init,
    /// Makes a one-time code for a counter PC, and prints it on standard output.
    ///
    /// The code proves the PC to the daemon and the daemon to the PC. It is kept as a hash, ends with the first PC that
    /// uses it, after five wrong attempts, or when its time has passed. An earlier code for the same station stops
    /// working. When the station is enrolled already, the PC that uses the code takes its place.
    Code {
        /// Name of the station, such as balie-2; the PC proposes its host name when not given.
        #[arg(long)]
        station: Option<String>,
        /// What the station may do.
        #[arg(long, value_enum)]
        role: RoleName,
        /// How long the code is valid, up to 7 days: 90s, 15m, 2h, 1d.
        #[arg(long, value_name = "TIME", default_value = "15m", value_parser = valid)]
        valid: TimeDelta,
    },
    /// Lists the stations: name, role, state, and until when the certificate lasts.
    List,
    /// Shuts a station out, at once: open connections break too. A new code lets it in again.
    Revoke {
        /// Name of the station.
        station: String,
    },
}

impl PkiTask {
    /// What is done about a state directory that is not there.
    pub fn absent(&self) -> Absent {
        match self {
            Self::Init | Self::Revoke { .. } => Absent::Make,
            Self::Code { .. } | Self::List => Absent::Leave,
        }
    }
}

fn valid(text: &str) -> Result<TimeDelta, String> {
    let wrong = || "expected a time such as 90s, 15m, 2h or 1d".to_owned();
    let unit = text.chars().last().ok_or_else(wrong)?;
    let number: i64 = text.strip_suffix(unit).and_then(|number| number.parse().ok()).ok_or_else(wrong)?;
    let valid = match unit {
        's' => TimeDelta::try_seconds(number),
        'm' => TimeDelta::try_minutes(number),
        'h' => TimeDelta::try_hours(number),
        'd' => TimeDelta::try_days(number),
        _ => None,
    };
    let valid = valid.ok_or_else(wrong)?;
    let allowed = valid > TimeDelta::zero() && valid <= VALID_MAX;
    allowed.then_some(valid).ok_or_else(|| "must be more than nothing and at most 7d".to_owned())
}

/// Carries out a command. The daemon may run, or stand still.
///
/// # Errors
/// [`PkiError`], in both languages.
pub fn run(task: PkiTask, config: &Config) -> Result<(), PkiError> {
    let directory = config.paths.state.join(DIRECTORY);
    let now = Utc::now();
    match task {
        PkiTask::Init => {
            let (_, made) = Authority::create(&directory, &config.branch.number, now)?;
            let directory = directory.display();
            if made {
                tell(format_args!("{directory}: CA gemaakt; bewaar een kopie apart van de reservekopieën."));
                tell(format_args!("{directory}: CA made; keep a copy apart from backups."));
            } else {
                tell(format_args!("{directory}: er is al een CA; er is niets veranderd."));
                tell(format_args!("{directory}: there is a CA already; nothing was changed."));
            }
        }
        PkiTask::Code { station, role, valid } => {
            if config.tcp.as_ref().is_some_and(|tcp| tcp.own_pki.is_some()) {
                return Err(PkiError::OwnPki);
            }
            let pki = Pki::open(&config.paths.state, TimeDelta::zero())?;
            let code = pki.code(station.as_deref(), role, now + valid)?;
            let name = station.as_deref().unwrap_or("?");
            let until = now + valid;
            let local = balie_typed::local(until).format("%d-%m-%Y %H:%M:%S");
            tell(format_args!("aanmeldcode voor {name}, rol {role}, geldig tot {local}."));
            tell(format_args!(
                "enrolment code for {name}, role {role}, valid until {local} (Europe/Amsterdam)."
            ));
            let port = config.tcp.as_ref().map_or(7443, |tcp| tcp.listen.port());
            tell(format_args!("balie enrol https://SERVER:{port} CODE"));
            print(&format!("{code}\n"))?;
        }
        PkiTask::List => {
            balie_files::check_directory(&directory)?;
            let book = Register::new(&directory).book()?;
            let mut table = String::new();
            for (name, station) in &book.stations {
                let role = station.role.map_or_else(|| "-".to_owned(), |role| role.to_string());
                let end = station.certificates.values().max().copied();
                let state = match (station.revoked, end) {
                    (Some(_), _) => "revoked",
                    (None, Some(end)) if end > now => "enrolled",
                    (None, _) => "ended",
                };
                let day = |time: Option<DateTime<Utc>>| {
                    time.map_or_else(|| "-".to_owned(), |time| time.format("%Y-%m-%d").to_string())
                };
                let when = day(station.revoked.or(end));
                table.push_str(&format!("{name:<24} {role:<12} {state:<8} {when}\n"));
            }
            print(&table)?;
        }
        PkiTask::Revoke { station } => {
            if !is_station_name(&station) {
                return Err(PkiError::StationName(station));
            }
            super::files::directory(&directory)?;
            super::files::remove_old_drafts(&directory)?;
            let was = Register::new(&directory).change(|book| book.revoke(&station, now))?;
            tell(format_args!("{station}: toegang ingetrokken."));
            tell(format_args!("{station}: access revoked."));
            if !was {
                tell(format_args!("{station}: er was geen pc met deze naam aangemeld."));
                tell(format_args!("{station}: no PC of this name was enrolled."));
            }
        }
    }
    Ok(())
}

fn print(text: &str) -> Result<(), PkiError> {
    terminal::print(text).map_err(|source| PkiError::Io { path: "stdout".into(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_within_bounds() {
        assert_eq!(valid("90s"), Ok(TimeDelta::seconds(90)));
        assert_eq!(valid("15m"), Ok(TimeDelta::minutes(15)));
        assert_eq!(valid("7d"), Ok(TimeDelta::days(7)));
        for wrong in ["", "m", "15", "0m", "-1h", "8d", "1w", "99999999999999999d", "1é"] {
            assert!(valid(wrong).is_err(), "{wrong}");
        }
    }
}
