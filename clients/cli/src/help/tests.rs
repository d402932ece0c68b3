//! The Dutch table against the tree of arguments.

use super::*;
use std::collections::BTreeSet;

/// Every text of the English help that a person can see.
fn english() -> BTreeSet<String> {
    let mut texts = BTreeSet::new();
    collect(&Cli::command(), &mut texts);
    texts
}

fn collect(command: &Command, texts: &mut BTreeSet<String>) {
    texts.extend(command.get_about().map(ToString::to_string));
    for argument in command.get_arguments() {
        texts.extend(argument.get_help_heading().map(str::to_owned));
        let help = argument.get_help().map(ToString::to_string);
        assert!(help.is_some(), "{} of {} has no help", argument.get_id(), command.get_name());
        texts.extend(help);
        if argument.get_action().takes_values() {
            let names =
                argument.get_value_names().map(|names| names.iter().map(ToString::to_string).collect());
            let id = || vec![argument.get_id().as_str().to_ascii_uppercase()];
            texts.extend(names.unwrap_or_else(id));
            let values = argument.get_possible_values();
            texts.extend(values.iter().filter_map(|value| value.get_help()).map(ToString::to_string));
        }
    }
    command.get_subcommands().for_each(|below| collect(below, texts));
}

#[test]
fn every_text_has_its_dutch_and_none_is_stale() {
    let english = english();
    let known: BTreeSet<String> = dutch::texts().map(|(text, _)| (*text).to_owned()).collect();
    assert_eq!(known.len(), dutch::texts().count(), "no text stands twice");
    let missing: Vec<_> = english.difference(&known).collect();
    let stale: Vec<_> = known.difference(&english).collect();
    assert!(missing.is_empty() && stale.is_empty(), "missing: {missing:#?}\nstale: {stale:#?}");
}

/// What clap says by itself, and the words that stand in its place.
const ENGLISH: [&str; 12] = [
    "Usage:",
    "Options:",
    "Commands:",
    "Arguments:",
    "[OPTIONS]",
    "<COMMAND>",
    "[COMMAND]",
    "default:",
    "possible values",
    "Possible values",
    "env:",
    "Print ",
];

fn helps(command: &mut Command, path: &str, each: &mut impl FnMut(&str, String)) {
    each(path, command.render_help().to_string());
    each(path, command.render_long_help().to_string());
    for below in command.get_subcommands_mut() {
        let path = format!("{path} {}", below.get_name());
        helps(below, &path, each);
    }
}

#[test]
fn dutch_help_has_no_english_of_claps_own() {
    let mut count = 0;
    helps(&mut grammar(Lang::Dutch), "balie", &mut |path, help| {
        count += 1;
        for english in ENGLISH {
            assert!(!help.contains(english), "{english} in the help of {path}:\n{help}");
        }
        assert!(help.contains(&format!("Gebruik: {}", path.split(' ').next().unwrap())), "{path}:\n{help}");
        let at = |heading: &str| help.find(heading);
        let headings: Vec<_> = ["Opdrachten:", "Argumenten:", "\nOpties:", "Algemene opties:"]
            .iter()
            .filter_map(|it| at(it))
            .collect();
        assert!(headings.is_sorted() && at("Algemene opties:").is_some(), "{path}:\n{help}");
    });
    assert!(count > 150, "{count}");
}

#[test]
fn values_are_explained_in_both_languages() {
    let mut found = Vec::new();
    for lang in Lang::ALL {
        helps(&mut grammar(lang), "balie", &mut |path, help| {
            if path == "balie do pay" && help.contains("- cash: ") {
                found.push(help);
            }
        });
    }
    assert_eq!(found.len(), 2);
    assert!(found.iter().any(|help| help.contains("- cash: Contant; het wisselgeld")), "{found:#?}");
}

fn error(line: &str) -> String {
    let read = grammar(Lang::Dutch).try_get_matches_from(line.split_whitespace());
    let read = read.and_then(|_| <Cli as clap::Parser>::try_parse_from(line.split_whitespace()));
    let error = match read {
        Ok(_) => panic!("{line} is right"),
        Err(error) => error,
    };
    errors::text(&error).unwrap_or_else(|| panic!("{line} has no words: {error}"))
}

#[test]
fn what_is_wrong_with_a_command_line_is_said_in_dutch() {
    for (line, said) in [
        ("balie regster", "de opdracht 'regster' bestaat niet"),
        ("balie branch --wat", "--wat bestaat niet"),
        ("balie jobs list --limit 0", "'0' gaat niet voor --limit <AANTAL>: 0 ligt niet in 1 t/m 1000"),
        ("balie jobs list --limit x", "dat is geen geheel getal"),
        ("balie jobs show", "er ontbreekt: <NAAM>"),
        ("balie registrations list --limit 0", "0 ligt niet in 1 en hoger"),
        ("balie registrations list --pass 2940100090202", "13 cijfers, 14 verwacht"),
        ("balie summary --from vandaag", "'vandaag' gaat niet voor --from <DATUM>: typ een datum, zoals"),
        ("balie catalogue --date morgen", "typ een datum, zoals 31-01-2026"),
        ("balie mandate --json", "er ontbreekt een opdracht (mogelijk: form, print, upload"),
        ("balie completions dos", "'dos' is geen waarde voor <SHELL> (mogelijk: bash,"),
        (
            "balie do x pay 5 --method cheque",
            "'cheque' is geen waarde voor --method <HOE> (mogelijk: cash, card)",
        ),
        ("balie register --file", "--file <BESTAND> heeft een waarde nodig"),
        ("balie changes --acknowledge 5 --epoch e --follow", "gaat niet samen met --follow"),
        ("balie branch --lang nl --lang en", "--lang <TAAL> mag maar één keer"),
    ] {
        let text = error(line);
        assert!(text.starts_with("Fout: ") && text.contains(said), "{line}:\n{text}");
        assert!(text.contains("--help") && !text.contains("Usage"), "{line}:\n{text}");
    }
    let text = error("balie regster");
    let hint = text.lines().find(|line| line.contains("Bedoelde u de opdracht: "));
    assert!(hint.is_some_and(|hint| hint.contains("register")), "{text}");
}

#[test]
fn reasons_of_values_have_their_dutch_and_none_is_stale() {
    let mut said = Vec::new();
    for line in [
        "balie branch --lang fr",
        "balie do x choose-login misschien",
        "balie jobs list --state weg",
        "balie registrations list --step weg",
        "balie registrations list --account-deadline-before morgen",
        "balie registrations list --enrolled-from vandaag",
        "balie registrations list --pass Test",
        "balie registrations list --patron-number Test",
        "balie do x enter-person --postal-address thuis",
    ] {
        said.push(error(line));
    }
    for (english, dutch) in dutch::reasons() {
        assert!(said.iter().any(|text| text.contains(dutch)), "{english} is not said");
    }
    for text in said {
        assert!(dutch::reasons().any(|(_, dutch)| text.contains(dutch)), "{text}");
    }
}

#[test]
fn the_language_is_known_before_the_rest_makes_sense() {
    let asked = |line: &str| asked_lang(&line.split_whitespace().map(OsString::from).collect::<Vec<_>>());
    assert_eq!(asked("balie --lang en --wat"), Some(Lang::English));
    assert_eq!(asked("balie branch --lang=nl"), Some(Lang::Dutch));
    assert_eq!(asked("balie branch -- --lang en"), None);
    assert_eq!(asked("balie --lang"), None);
    assert_eq!(asked("balie --lang fr"), None);
    assert_eq!(asked("balie --language en"), None);
}

#[test]
fn commands_have_the_same_words_everywhere() {
    assert_eq!(about_command(Lang::English, "step-back"), "Go back one step; what was entered is kept");
    assert_eq!(about_command(Lang::Dutch, "step-back"), "Een stap terug; wat is ingevoerd blijft bewaard");
    assert_eq!(about_command(Lang::Dutch, "future"), "");
}
