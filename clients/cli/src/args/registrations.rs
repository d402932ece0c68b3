//! Arguments of `registrations` and `do`.

use super::values;
use crate::input::CommandInput;
use balie_client::Timestamp;
use balie_client::v1::{RegistrationFilter, Step, login_account, mandate};
use chrono::{DateTime, NaiveDate, NaiveTime};
use clap::{Args, Subcommand};

/// Arguments of `registrations`.
#[derive(Debug, Args)]
pub(crate) struct RegistrationsArgs {
    #[command(subcommand)]
    pub command: Option<RegistrationsCommand>,
}

/// Subcommands of `registrations`. NAME is a resource name, a UUID, a pass number, a patron number or a
/// mandate reference.
#[derive(Debug, Subcommand)]
#[allow(clippy::large_enum_variant, reason = "made once for each run of the program")]
pub(crate) enum RegistrationsCommand {
    /// List registrations, the one changed last first; without a subcommand those that are open
    List(ListArgs),
    /// Show a registration
    Show {
        /// Registration: pass number, patron number, mandate reference or id
        name: String,
    },
    /// Cancel a registration; a pass that is still blank becomes free
    Cancel {
        /// Registration: pass number, patron number, mandate reference or id
        name: String,
        /// Why, 3 to 200 characters
        #[arg(long)]
        reason: String,
        /// The pass that was handed out without printing is back; otherwise its number is spent
        #[arg(long)]
        pass_returned: bool,
    },
    /// Go back one step; what was entered is kept
    Back {
        /// Registration: pass number, patron number, mandate reference or id
        name: String,
    },
    /// Erase a registration and everything personal in it, for good; asks first
    Erase {
        /// Registration: pass number, patron number, mandate reference or id
        name: String,
        /// Also when the central administration has not confirmed it: it then exists nowhere any more
        #[arg(long)]
        unconfirmed: bool,
        /// Do not ask: erase
        #[arg(long)]
        yes: bool,
    },
    /// Follow a registration
    Watch {
        /// Registration: pass number, patron number, mandate reference or id
        name: String,
    },
    /// Who saw or changed what, without values
    Audit {
        /// Registration: pass number, patron number, mandate reference or id
        name: String,
    },
    /// Carry out one command (the same as `balie do`)
    Apply(DoArgs),
}

/// Arguments of `do` and `registrations apply`.
#[derive(Debug, Args)]
pub(crate) struct DoArgs {
    /// Registration: pass number, patron number, mandate reference or id
    pub name: String,
    /// Only if the registration still has this etag
    #[arg(long)]
    pub etag: Option<String>,
    /// Request id (UUID); the same id with the same content within 24 hours is carried out once
    #[arg(long, value_name = "UUID")]
    pub request_id: Option<String>,
    /// Only tell whether it would be accepted
    #[arg(long)]
    pub validate_only: bool,
    /// Wait for the jobs it starts, and fail if they fail
    #[arg(long)]
    pub wait: bool,
    /// The command as JSON, such as '{"pay": {"tendered": "60"}}'; `-` is standard input
    #[arg(long = "command", value_name = "JSON")]
    pub command_json: Option<String>,
    #[command(subcommand)]
    pub command: Option<CommandInput>,
}

/// Arguments of `registrations list`.
#[derive(Debug, Default, Args)]
pub(crate) struct ListArgs {
    /// Only at these steps, such as settling; may be repeated
    #[arg(long, value_parser = step)]
    pub step: Vec<Step>,
    /// Only those a clerk still has to finish
    #[arg(long)]
    pub open: bool,
    /// Pass number
    #[arg(long, default_value = "", hide_default_value = true, value_parser = values::pass_number)]
    pub pass: String,
    /// Patron number
    #[arg(long, default_value = "", hide_default_value = true, value_parser = values::patron_number)]
    pub patron_number: String,
    /// Begin of the surname
    #[arg(long, default_value = "", hide_default_value = true)]
    pub surname: String,
    /// Enrolled on or after this date
    #[arg(long, default_value = "", hide_default_value = true, value_parser = values::date)]
    pub enrolled_from: String,
    /// Enrolled on or before this date
    #[arg(long, default_value = "", hide_default_value = true, value_parser = values::date)]
    pub enrolled_through: String,
    /// Tariff code
    #[arg(long, default_value = "", hide_default_value = true)]
    pub subscription: String,
    /// Station that changed it last
    #[arg(long, default_value = "", hide_default_value = true)]
    pub changed_at: String,
    /// Only those with an open balance
    #[arg(long)]
    pub open_balance: bool,
    /// State of the mandate, such as signing or active
    #[arg(long, value_parser = mandate_state)]
    pub mandate_state: Option<mandate::State>,
    /// State of the login account, such as pending or lapsed
    #[arg(long, value_parser = account_state)]
    pub account_state: Option<login_account::State>,
    /// Only those whose account must be activated before this date or instant (RFC 3339, UTC)
    #[arg(long, value_parser = instant)]
    pub account_deadline_before: Option<Timestamp>,
    /// At most this many
    #[arg(long, default_value_t = 50, value_parser = values::limit)]
    pub limit: usize,
}

impl ListArgs {
    /// The filter of the API.
    pub fn filter(self) -> RegistrationFilter {
        RegistrationFilter {
            steps: self.step.into_iter().map(i32::from).collect(),
            open_only: self.open,
            pass_number: self.pass,
            patron_number: self.patron_number,
            enrolled_from: self.enrolled_from,
            enrolled_through: self.enrolled_through,
            subscription: self.subscription,
            station: self.changed_at,
            open_balance: self.open_balance,
            mandate_state: self.mandate_state.unwrap_or_default().into(),
            account_deadline_before: self.account_deadline_before,
            account_state: self.account_state.unwrap_or_default().into(),
            surname: self.surname,
        }
    }
}

/// A name of `--json`, such as `settling` or `no-upload`, as the API writes it.
pub(super) fn proto_name(prefix: &str, text: &str) -> String {
    format!("{prefix}{}", text.replace('-', "_").to_ascii_uppercase())
}

fn step(text: &str) -> Result<Step, String> {
    Step::from_str_name(&proto_name("STEP_", text)).ok_or_else(|| "no such step".to_owned())
}

fn mandate_state(text: &str) -> Result<mandate::State, String> {
    mandate::State::from_str_name(&proto_name("STATE_", text)).ok_or_else(|| "no such state".to_owned())
}

fn account_state(text: &str) -> Result<login_account::State, String> {
    login_account::State::from_str_name(&proto_name("STATE_", text)).ok_or_else(|| "no such state".to_owned())
}

fn instant(text: &str) -> Result<Timestamp, String> {
    let at = DateTime::parse_from_rfc3339(text).map(|at| at.to_utc()).or_else(|_| {
        NaiveDate::parse_from_str(text, "%Y-%m-%d").map(|date| date.and_time(NaiveTime::MIN).and_utc())
    });
    let at = at.map_err(|_| "expected 2026-05-01 or 2026-05-01T12:00:00Z".to_owned())?;
    Ok(Timestamp { seconds: at.timestamp(), nanos: 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_named_as_in_json() {
        assert_eq!(step("issuing_pass"), Ok(Step::IssuingPass));
        assert_eq!(step("issuing-pass"), Ok(Step::IssuingPass));
        assert!(step("step_issuing_pass").is_err());
        assert_eq!(mandate_state("active"), Ok(mandate::State::Active));
        assert_eq!(account_state("to-be-generated"), Ok(login_account::State::ToBeGenerated));
    }

    #[test]
    fn instants_may_be_dates() {
        assert_eq!(instant("2026-05-01").unwrap().seconds, 1_777_593_600);
        assert_eq!(instant("2026-05-01T02:00:00+02:00").unwrap().seconds, 1_777_593_600);
        assert!(instant("morgen").is_err());
    }
}
