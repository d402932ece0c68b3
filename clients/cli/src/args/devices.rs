//! Arguments of `devices` and `scan`.

use clap::{Args, Subcommand};

/// Arguments of `devices`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct DevicesArgs {
    /// Device of which everything is told; all devices in short when absent
    #[arg(value_name = "ID")]
    pub id: Option<String>,
    #[command(subcommand)]
    pub command: Option<DevicesCommand>,
}

/// Subcommands of `devices`.
#[derive(Debug, Subcommand)]
pub(crate) enum DevicesCommand {
    /// List devices and their state (the default)
    List,
    /// Follow devices as they change
    Watch,
    /// Print a test card on a pass printer and follow it to its end (branch administrators)
    TestCard {
        /// Pass printer
        id: String,
    },
    /// Clear a trouble of a pass printer that was removed, such as a jam (branch administrators)
    Reset {
        /// Pass printer
        id: String,
    },
}

/// Arguments of `scan`.
#[derive(Debug, Args)]
pub(crate) struct ScanArgs {
    /// Scanner; may be absent when the branch has one
    #[arg(long, value_name = "ID", default_value = "", hide_default_value = true)]
    pub device: String,
    /// Ask the station that holds the scanner to release it
    #[arg(long)]
    pub ask: bool,
    /// Stop after this many scans
    #[arg(long, value_name = "NUMBER")]
    pub count: Option<u64>,
}
