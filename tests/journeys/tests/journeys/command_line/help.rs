//! Help, usage errors, completions and manual pages in both languages.

use super::program::{err, out};
use balie_journeys::program;
use std::process::{Command, Output};

fn balie(arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(program("balie"));
    for name in ["BALIE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"] {
        command.env_remove(name);
    }
    command.args(arguments).envs(variables.iter().copied()).output().expect("balie runs")
}

#[test]
fn help_is_in_the_language_of_the_caller() {
    for (arguments, variables, heading) in [
        (vec!["--help"], vec![], "Opdrachten:"),
        (vec!["--lang", "nl", "--help"], vec![("LANG", "en_GB.UTF-8")], "Opdrachten:"),
        (vec!["--help"], vec![("LANG", "nl_NL.UTF-8")], "Opdrachten:"),
        (vec!["--help"], vec![("LANG", "en_GB.UTF-8")], "Commands:"),
        (vec!["--lang=en", "do", "--help"], vec![], "Commands:"),
        (vec!["registrations", "list", "-h"], vec![], "Gebruik: balie registrations list [OPTIES]"),
        (vec!["do", "x", "pay", "--help"], vec![("BALIE_LANG", "en")], "Usage: balie do <NAME> pay"),
    ] {
        let ended = balie(&arguments, &variables);
        assert!(ended.status.success() && out(&ended).contains(heading), "{arguments:?}: {}", out(&ended));
    }
}

#[test]
fn usage_errors_are_in_the_language_of_the_caller() {
    let dutch = balie(&["regster"], &[]);
    assert_eq!(dutch.status.code(), Some(2));
    assert!(err(&dutch).contains("Fout: de opdracht 'regster' bestaat niet"), "{}", err(&dutch));
    let english = balie(&["--lang", "en", "regster"], &[]);
    assert_eq!(english.status.code(), Some(2));
    assert!(err(&english).contains("error: unrecognized subcommand 'regster'"), "{}", err(&english));
    let json = balie(&["--json", "jobs", "list", "--limit", "0"], &[]);
    let error: serde_json::Value = serde_json::from_slice(&json.stderr).expect("JSON");
    assert_eq!(error["error"]["exit_code"], 2);
    assert!(
        error["error"]["message"].as_str().is_some_and(|message| message.contains("1 t/m 1000")),
        "{error}"
    );
}

#[test]
fn completions_and_manual_pages_too() {
    for (lang, description) in [("nl", "Een klant inschrijven"), ("en", "Register a patron")] {
        for shell in ["zsh", "fish"] {
            let script = balie(&["--lang", lang, "completions", shell], &[]);
            assert!(script.status.success() && out(&script).contains(description), "{lang} {shell}");
        }
        let directory = tempfile::tempdir().expect("a directory");
        let made = balie(&["--lang", lang, "man", directory.path().to_str().unwrap()], &[]);
        assert!(made.status.success(), "{}", err(&made));
        let page = std::fs::read_to_string(directory.path().join("balie-register.1")).expect("a page");
        assert!(page.contains(description), "{page}");
        let heading = if lang == "nl" { ".SH NAAM" } else { ".SH NAME" };
        assert!(page.contains(heading), "{page}");
    }
}
