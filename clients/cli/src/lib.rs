//! The command line `balie`: every action of the counter and of branch IT, for people and for scripts.
//!
//! - `args`: what may be typed, as clap sees it; `help`: its help and errors in the language of the caller;
//! - `input`: what a person enters, shared by flags, JSON and files;
//! - `commands`: one file for each subcommand;
//! - `dialogue`: a whole registration, question by question; `unattended`: the same from a file;
//! - `offer`: what is offered and checked on the screen; `papers`: documents as files; `scanning`: pages
//!   through a document scanner;
//! - `view`: the stable JSON; `show`: values for people; `text`: every sentence in Dutch and English.

mod args;
mod commands;
mod context;
mod dialogue;
mod exit;
mod failure;
mod help;
mod input;
mod offer;
mod papers;
mod places;
mod scanning;
mod show;
mod terminal;
mod text;
mod unattended;
mod view;

pub use exit::Exit;
pub use terminal::Terminal;

use clap::Parser as _;
use std::ffi::OsString;
use std::process::ExitCode;

/// Runs the program with the arguments and the terminal of this process.
pub fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let exit = match runtime {
        Ok(runtime) => runtime.block_on(run(std::env::args_os(), Terminal::of_process())),
        Err(_) => Exit::Unexpected,
    };
    ExitCode::from(exit.code())
}

/// Runs the program with these arguments (the first is the program's name) and this terminal. Must be
/// called within a Tokio runtime.
pub async fn run(args: impl IntoIterator<Item = OsString>, mut terminal: Terminal) -> Exit {
    let args: Vec<OsString> = args.into_iter().collect();
    let lang = text::choose(help::asked_lang(&args), |name| std::env::var(name).ok());
    // Help and errors are those of the grammar in the language; the values are read by the one they belong to.
    let read = help::grammar(lang).try_get_matches_from(&args);
    match read.and_then(|_| args::Cli::try_parse_from(&args)) {
        Ok(cli) => commands::run(cli, lang, &mut terminal).await,
        Err(other) => {
            let text = help::said(lang, &other);
            if !other.use_stderr() {
                terminal.text(&text);
                return Exit::Ok;
            }
            match args.iter().any(|word| word == "--json") {
                true => failure::Failure::usage(text.trim()).tell(&mut terminal, lang, true),
                false => terminal.error_text(&text),
            }
            Exit::Usage
        }
    }
}
