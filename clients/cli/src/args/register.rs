//! Arguments of `register`.

use clap::Args;
use std::path::PathBuf;
use std::time::Duration;

/// Arguments of `register`.
#[derive(Debug, Clone, Args)]
pub(crate) struct RegisterArgs {
    /// Work from this file without asking anything; `-` is standard input. Absent: ask step by step
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Go on with this registration
    #[arg(long, value_name = "NAME")]
    pub resume: Option<String>,
    /// Pass printer; may be absent when the branch has one
    #[arg(long, value_name = "ID")]
    pub printer: Option<String>,
    /// Directory for the pass (PNG) and the mandate form (PDF), made where there is none; asking step by step, the form
    /// goes to the current directory when absent
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// With --file: how long to wait for a print, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 300, requires = "file")]
    pub print_wait: u64,
}

impl RegisterArgs {
    /// How long to wait for a print without a clerk.
    pub fn print_wait(&self) -> Duration {
        Duration::from_secs(self.print_wait)
    }
}
