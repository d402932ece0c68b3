//! Flags of every subcommand.

use crate::text::Lang;
use balie_client::Endpoint;
use clap::Args;
use std::path::PathBuf;

/// Their heading in the help.
const HEADING: &str = "Global options";

/// Flags of every subcommand.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// Write JSON (streams: one object a line) instead of text; errors too
    #[arg(long, global = true, help_heading = HEADING)]
    pub json: bool,
    /// Language: nl or en [default: BALIE_LANG, else the locale, else nl]
    #[arg(long, global = true, help_heading = HEADING, value_parser = lang)]
    pub lang: Option<Lang>,
    /// Socket of the daemon [default: BALIE_SOCKET, else the server this PC is enrolled at, else
    /// /run/balie/balied.sock]
    #[arg(long, global = true, help_heading = HEADING, value_name = "PATH")]
    pub socket: Option<PathBuf>,
    /// Address of the daemon on another machine, where this PC is enrolled [default: BALIE_SERVER]
    #[arg(long, global = true, help_heading = HEADING, value_name = "ADDRESS", conflicts_with = "socket")]
    pub server: Option<String>,
    /// Name of this station [default: the host name]
    #[arg(long, global = true, help_heading = HEADING, value_name = "NAME", env = "BALIE_STATION", hide_env_values = true)]
    pub station: Option<String>,
}

impl Global {
    /// Where the daemon is.
    pub fn endpoint(&self) -> Endpoint {
        match (&self.server, &self.socket) {
            (Some(server), _) => Endpoint::tcp(server),
            (None, Some(socket)) => Endpoint::unix(socket),
            (None, None) => Endpoint::from_env(),
        }
    }
}

fn lang(text: &str) -> Result<Lang, String> {
    Lang::from_tag(text).ok_or_else(|| "expected nl or en".to_owned())
}
