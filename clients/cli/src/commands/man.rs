//! `balie man`: man pages, one for each subcommand, for the package.

use crate::args::ManArgs;
use crate::context::Outcome;
use crate::failure::Failure;
use crate::terminal::Terminal;
use crate::text::{Lang, lists as text};

pub(super) fn run(args: &ManArgs, terminal: &mut Terminal, lang: Lang) -> Outcome {
    let failed = |error| Failure::io(&args.directory, error);
    std::fs::create_dir_all(&args.directory).map_err(failed)?;
    clap_mangen::generate_to(crate::grammar(), &args.directory).map_err(failed)?;
    terminal.line(&text::written(lang, args.directory.display()));
    Ok(())
}
