//! Arguments of `enrol`.

use clap::Args;
use std::path::PathBuf;

/// Arguments of `enrol`.
#[derive(Debug, Args)]
pub(crate) struct EnrolArgs {
    /// Address of the branch server, such as balie.annen.lan or 10.0.0.5:7443
    pub address: String,
    /// One-time code from `balied pki code`; read from standard input when absent, so that it is in no history
    pub code: Option<String>,
    /// Directory for key and certificate [default: BALIE_CREDENTIALS, else ~/.config/balie, for root /etc/balie/station]
    #[arg(long, value_name = "DIR")]
    pub directory: Option<PathBuf>,
}
