//! `balie completions`: a completion script for a shell.

use crate::args::CompletionsArgs;
use crate::context::Outcome;
use crate::terminal::Terminal;

pub(super) fn run(args: &CompletionsArgs, terminal: &mut Terminal) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut crate::grammar(), "balie", &mut script);
    terminal.bytes(&script);
    Ok(())
}
