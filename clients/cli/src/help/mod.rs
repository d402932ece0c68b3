//! The grammar of the command line in the language of the caller: help, usage errors, completions and manual
//! pages.
//!
//! The tree of arguments is written once, with its help in English (`args`). In Dutch every text of that tree
//! is replaced by the one beside it in a table (`dutch`), and what clap itself says is said by `errors`. A test
//! proves that no text is missing from the table and none is in it for nothing.

mod dutch;
mod errors;
#[cfg(test)]
mod tests;
mod translate;

pub(crate) use translate::page as dutch_page;

use crate::args::Cli;
use crate::exit;
use crate::text::Lang;
use clap::{Command, CommandFactory as _};
use std::ffi::OsString;

/// The grammar with its help in a language. Its values stay text: it is there to be read, not to be parsed with.
pub(crate) fn grammar(lang: Lang) -> Command {
    let command = Cli::command().after_help(exit::help(lang));
    match lang {
        Lang::English => command,
        Lang::Dutch => translate::command(command),
    }
}

/// What there is to say instead of running a command: help, the version, or what is wrong.
pub(crate) fn said(lang: Lang, what: &clap::Error) -> String {
    let dutch = if lang == Lang::Dutch { errors::text(what) } else { None };
    dutch.unwrap_or_else(|| what.render().to_string())
}

/// The language that a command line asks for, also when the rest of it does not make sense.
pub(crate) fn asked_lang(args: &[OsString]) -> Option<Lang> {
    let mut words = args.iter().filter_map(|word| word.to_str()).take_while(|word| *word != "--");
    while let Some(word) = words.next() {
        let tag = match word.strip_prefix("--lang") {
            Some("") => words.next(),
            Some(rest) => rest.strip_prefix('='),
            None => None,
        };
        if let Some(lang) = tag.and_then(Lang::from_tag) {
            return Some(lang);
        }
    }
    None
}

/// What a command to a registration does, as `balie do --help` tells it; empty for one that is not known.
pub(crate) fn about_command(lang: Lang, name: &str) -> String {
    let command = Cli::command();
    let about = command
        .find_subcommand("do")
        .and_then(|commands| commands.find_subcommand(name))
        .and_then(|command| command.get_about().map(ToString::to_string))
        .unwrap_or_default();
    match lang {
        Lang::English => about,
        Lang::Dutch => dutch::text(&about).to_owned(),
    }
}
