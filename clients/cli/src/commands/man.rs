//! `balie man`: man pages, one for each subcommand, for the package.

use crate::args::ManArgs;
use crate::context::Outcome;
use crate::failure::Failure;
use crate::help;
use crate::terminal::Terminal;
use crate::text::{Lang, lists as text};

pub(super) fn run(args: &ManArgs, terminal: &mut Terminal, lang: Lang) -> Outcome {
    let failed = |error| Failure::io(&args.directory, error);
    std::fs::create_dir_all(&args.directory).map_err(failed)?;
    clap_mangen::generate_to(help::grammar(lang), &args.directory).map_err(failed)?;
    if lang == Lang::Dutch {
        for page in std::fs::read_dir(&args.directory).map_err(failed)? {
            let path = page.map_err(failed)?.path();
            let english = std::fs::read_to_string(&path).map_err(failed)?;
            std::fs::write(&path, help::dutch_page(&english)).map_err(failed)?;
        }
    }
    terminal.line(&text::written(lang, args.directory.display()));
    Ok(())
}
