//! Arguments of `jobs`.

use super::registrations::proto_name;
use balie_client::v1::JobState;
use clap::{Args, Subcommand};

/// Arguments of `jobs`.
#[derive(Debug, Args)]
pub(crate) struct JobsArgs {
    #[command(subcommand)]
    pub command: Option<JobsCommand>,
}

/// Subcommands of `jobs`.
#[derive(Debug, Subcommand)]
pub(crate) enum JobsCommand {
    /// List jobs, the newest first (the default)
    List(JobsListArgs),
    /// Show a job
    Show {
        /// Job
        name: String,
    },
    /// Cancel a job that has not passed the point of no return
    Cancel {
        /// Job
        name: String,
    },
    /// Follow a job to its end; exit code 8 when it failed or its outcome is unknown
    Watch {
        /// Job
        name: String,
    },
}

/// Jobs listed unless told otherwise.
const LIMIT: i32 = 50;

/// Arguments of `jobs list`.
#[derive(Debug, Args)]
pub(crate) struct JobsListArgs {
    /// Only in these states, such as queued or unknown; may be repeated
    #[arg(long, value_parser = state)]
    pub state: Vec<JobState>,
    /// Only of this registration
    #[arg(long, value_name = "NAME")]
    pub registration: Option<String>,
    /// At most this many, up to 1000
    #[arg(long, default_value_t = LIMIT, value_parser = clap::value_parser!(i32).range(1..=1000))]
    pub limit: i32,
}

impl Default for JobsListArgs {
    fn default() -> Self {
        Self { state: Vec::new(), registration: None, limit: LIMIT }
    }
}

fn state(text: &str) -> Result<JobState, String> {
    JobState::from_str_name(&proto_name("JOB_STATE_", text)).ok_or_else(|| "no such state".to_owned())
}
