//! `balie completions`: a completion script for a shell.

use crate::args::CompletionsArgs;
use crate::context::Outcome;
use crate::help;
use crate::terminal::Terminal;
use crate::text::Lang;

pub(super) fn run(args: &CompletionsArgs, terminal: &mut Terminal, lang: Lang) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut help::grammar(lang), "balie", &mut script);
    terminal.bytes(&script);
    Ok(())
}
