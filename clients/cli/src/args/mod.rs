//! What may be typed: the grammar of the command line, with its help in English; `help` tells it in Dutch.

mod branch;
mod devices;
mod documents;
mod enrol;
mod global;
mod jobs;
mod register;
mod registrations;
mod values;

pub(crate) use branch::{CatalogueArgs, ChangesArgs, OptionsArgs, SummaryArgs, WatchArgs};
pub(crate) use devices::{DevicesArgs, DevicesCommand, ScanArgs};
pub(crate) use documents::{
    MandateArgs, MandateCommand, MandateFormArgs, MandatePageArgs, MandatePrintArgs, MandateProcessArgs,
    MandateScanArgs, MandateUploadArgs, PassArgs, ScannerArgs,
};
pub(crate) use enrol::EnrolArgs;
pub(crate) use global::Global;
pub(crate) use jobs::{JobsArgs, JobsCommand, JobsListArgs};
pub(crate) use register::RegisterArgs;
pub(crate) use registrations::{DoArgs, ListArgs, RegistrationsArgs, RegistrationsCommand};

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// The counter of a public library branch.
#[derive(Debug, Parser)]
#[command(name = "balie", version, disable_help_subcommand = true)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Sub,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum Sub {
    /// Register a patron: asks step by step, or works from a file
    Register(RegisterArgs),
    /// List, show, follow and change registrations
    Registrations(RegistrationsArgs),
    /// Carry out one command on a registration
    Do(DoArgs),
    /// Follow registrations, devices and jobs as they change
    Watch(WatchArgs),
    /// List or follow devices
    Devices(DevicesArgs),
    /// Claim a scanner and print what it reads
    Scan(ScanArgs),
    /// List, show, follow and cancel jobs
    Jobs(JobsArgs),
    /// The subscriptions in force
    Catalogue(CatalogueArgs),
    /// The subscriptions for the person of a registration
    Options(OptionsArgs),
    /// Write the artwork of the pass to a file
    Pass(PassArgs),
    /// Mandate forms: write, upload, process
    Mandate(MandateArgs),
    /// The branch and what it requires
    Branch,
    /// The change feed
    Changes(ChangesArgs),
    /// Counts and sums by day and subscription
    Summary(SummaryArgs),
    /// Whether the branch is well: devices, open registrations, prints that nobody judged; exit code 8 when
    /// something needs a person
    Status,
    /// Make this PC a station of a branch, with a one-time code
    Enrol(EnrolArgs),
    /// Who you are to the daemon
    Whoami,
    /// Print a completion script
    Completions(CompletionsArgs),
    /// Write man pages to a directory
    #[command(hide = true)]
    Man(ManArgs),
}

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// Arguments of `man`.
#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// Directory; made when absent
    pub directory: PathBuf,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_grammar_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn global_flags_may_stand_anywhere() {
        let cli = Cli::try_parse_from(["balie", "registrations", "list", "--json", "--lang", "en"]).unwrap();
        assert!(cli.global.json && cli.global.lang.is_some());
    }
}
