//! The grammar in Dutch: every text replaced by the one beside it in the table.

use super::dutch;
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Arg, ArgAction, Command};

/// What clap's own template has in English.
const TEMPLATE: &str = "{before-help}{about-with-newline}\nGebruik: {usage}\n\n{all-args}{after-help}";

/// Headings.
const ARGUMENTS: &str = "Argumenten";
const OPTIONS: &str = "Opties";
const GLOBAL: &str = "Algemene opties";
const COMMANDS: &str = "Opdrachten";
const COMMAND: &str = "OPDRACHT";

/// The whole grammar in Dutch.
pub(super) fn command(command: Command) -> Command {
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help)
        .global(true)
        .help("Deze hulp tonen")
        .help_heading(GLOBAL);
    let version = Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version)
        .help("De versie tonen")
        .help_heading(GLOBAL);
    let mut root = texts(command).disable_help_flag(true).disable_version_flag(true).arg(version).arg(help);
    root.build();
    usages(root)
}

/// The texts of a command and of those below it.
fn texts(command: Command) -> Command {
    let about = command.get_about().map(|about| dutch::text(&about.to_string()).to_owned());
    let command = command
        .help_template(TEMPLATE)
        .subcommand_help_heading(COMMANDS)
        .subcommand_value_name(COMMAND)
        .mut_args(argument)
        .mut_subcommands(texts);
    match about {
        Some(about) => command.about(about),
        None => command,
    }
}

fn argument(argument: Arg) -> Arg {
    let heading = match argument.get_help_heading() {
        Some(heading) => dutch::find(heading).unwrap_or(OPTIONS),
        None if argument.is_positional() => ARGUMENTS,
        None => OPTIONS,
    };
    let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
    let argument = argument.help_heading(heading).help(dutch::text(&help).to_owned());
    if argument.get_action().takes_values() { with_value(argument) } else { argument }
}

/// What clap adds about the value of an argument, which it can only say in English: said here.
fn with_value(argument: Arg) -> Arg {
    let shown = match argument.get_value_names() {
        Some([name, ..]) => name.to_string(),
        _ => argument.get_id().as_str().to_ascii_uppercase(),
    };
    let name = dutch::find(&shown);
    let about = argument.get_help().map(ToString::to_string).unwrap_or_default();
    let values: Vec<_> = argument.get_possible_values().into_iter().map(value).collect();
    let mut help = about.clone();
    if !values.is_empty() {
        let names: Vec<_> = values.iter().map(PossibleValue::get_name).collect();
        help.push_str(&format!(" [mogelijk: {}]", names.join(", ")));
    }
    let defaults: Vec<_> =
        argument.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    if !defaults.is_empty() && !argument.is_hide_default_value_set() {
        help.push_str(&format!(" [standaard: {}]", defaults.join(", ")));
    }
    if let Some(variable) = argument.get_env() {
        help.push_str(&format!(" [omgeving: {}]", variable.to_string_lossy()));
    }
    let explained =
        values.iter().filter_map(|value| Some(format!("- {}: {}", value.get_name(), value.get_help()?)));
    let explained = explained.collect::<Vec<_>>().join("\n");
    let mut argument = argument.help(help).hide_default_value(true).hide_env(true);
    if let Some(name) = name {
        argument = argument.value_name(name);
    }
    if !explained.is_empty() {
        argument = argument.long_help(format!("{about}\n\nMogelijk:\n{explained}"));
    }
    if !values.is_empty() {
        argument = argument.value_parser(PossibleValuesParser::new(values)).hide_possible_values(true);
    }
    argument
}

fn value(value: PossibleValue) -> PossibleValue {
    match value.get_help().map(|help| dutch::text(&help.to_string()).to_owned()) {
        Some(help) => value.help(help),
        None => value,
    }
}

/// The usage of a command that is built, and of those below it.
fn usages(mut command: Command) -> Command {
    let usage = command.render_usage().to_string();
    for below in command.get_subcommands_mut() {
        *below = usages(std::mem::take(below));
    }
    command.override_usage(self::usage(&usage))
}

/// A usage of clap in Dutch, without its heading.
pub(super) fn usage(english: &str) -> String {
    english.trim_start_matches("Usage:").trim().replace("[OPTIONS]", "[OPTIES]")
}

/// Headings of a manual page (man-pages(7)), and what stands in their place.
const SECTIONS: [(&str, &str); 7] = [
    ("NAME", "NAAM"),
    ("SYNOPSIS", "SAMENVATTING"),
    ("DESCRIPTION", "BESCHRIJVING"),
    ("OPTIONS", "OPTIES"),
    ("SUBCOMMANDS", "OPDRACHTEN"),
    ("EXTRA", "VERDER"),
    ("VERSION", "VERSIE"),
];

/// A manual page of the Dutch grammar, whose headings are English.
pub(crate) fn page(page: &str) -> String {
    let line = |line: &str| match line.strip_prefix(".SH ") {
        Some(heading) => {
            let dutch = SECTIONS.iter().find(|(english, _)| *english == heading.trim_matches('"'));
            format!(".SH {}\n", dutch.map_or(heading, |(_, dutch)| dutch))
        }
        None => format!("{line}\n"),
    };
    page.lines().map(line).collect()
}
