//! What the program is started with.

use balie_client::{Caller, ClientError, Language};
use pico_args::Arguments;
use std::ffi::OsString;

const LANG: &str = "--lang";
const STATION: &str = "--station";
const DARK: &str = "--dark";
const ENROL: &str = "--enrol";
const LANG_VARIABLE: &str = "BALIE_LANG";
const STATION_VARIABLE: &str = "BALIE_STATION";

/// The counter screen of Balie.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Language of the screen; the one that was last chosen when absent.
    pub language: Option<Language>,
    /// Name of this counter; the name of this computer when absent.
    pub station: Option<String>,
    /// Dark colours (true) or light ones (false); those that were last chosen when absent.
    pub dark: Option<bool>,
    /// Begin with the page that enrols this PC at a branch, with a one-time code.
    pub enrol: bool,
}

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub enum Asked {
    /// The screen.
    Screen(Options),
    /// A text for who started the program: the help, or the version.
    Text(String),
}

impl Options {
    /// Reads a command line, without the name of the program, and the variables that stand in for options.
    ///
    /// # Errors
    /// What is wrong with it, in the language that it asks for.
    pub fn read(
        arguments: Vec<OsString>,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Asked, String> {
        let mut arguments = Arguments::from_vec(arguments);
        let variable = |name: &str| variable(name).filter(|value| !value.is_empty());
        let tag = value(&mut arguments, LANG, Language::default())?.or_else(|| variable(LANG_VARIABLE));
        let language = tag.as_deref().and_then(Language::from_tag);
        let lang = language.unwrap_or_default();
        if let (Some(tag), None) = (&tag, language) {
            return Err(not_one_of(lang, LANG, tag, "nl, en"));
        }
        if arguments.contains(["-h", "--help"]) {
            return Ok(Asked::Text(help(lang).to_owned()));
        }
        if arguments.contains(["-V", "--version"]) {
            return Ok(Asked::Text(format!("balie-desk {}\n", env!("CARGO_PKG_VERSION"))));
        }
        let station = value(&mut arguments, STATION, lang)?.or_else(|| variable(STATION_VARIABLE));
        let dark = match value(&mut arguments, DARK, lang)? {
            Some(text) => Some(text.parse().map_err(|_| not_one_of(lang, DARK, &text, "true, false"))?),
            None => None,
        };
        let enrol = arguments.contains(ENROL);
        match arguments.finish().first() {
            Some(unknown) => Err(not_known(lang, &unknown.to_string_lossy())),
            None => Ok(Asked::Screen(Self { language, station, dark, enrol })),
        }
    }

    /// This counter, as the daemon knows it.
    ///
    /// # Errors
    /// [`ClientError::Station`] for a name that cannot be sent.
    pub fn caller(&self, language: Language) -> Result<Caller, ClientError> {
        Caller::new(language, self.station.clone())
    }
}

fn value(arguments: &mut Arguments, option: &'static str, lang: Language) -> Result<Option<String>, String> {
    arguments.opt_value_from_str(option).map_err(|_| match lang {
        Language::Dutch => format!("achter {option} hoort een waarde; balie-desk --help noemt ze"),
        Language::English => format!("{option} needs a value; balie-desk --help lists them"),
    })
}

fn not_one_of(lang: Language, option: &str, value: &str, possible: &str) -> String {
    match lang {
        Language::Dutch => format!("{option} kan niet '{value}' zijn; mogelijk: {possible}"),
        Language::English => format!("{option} cannot be '{value}'; possible: {possible}"),
    }
}

fn not_known(lang: Language, argument: &str) -> String {
    match lang {
        Language::Dutch => format!("onbekend: '{argument}'; balie-desk --help noemt wat er is"),
        Language::English => format!("unknown: '{argument}'; balie-desk --help lists what there is"),
    }
}

const fn help(lang: Language) -> &'static str {
    match lang {
        Language::Dutch => {
            "Het baliescherm van Balie

Gebruik: balie-desk [OPTIES]

  --lang TAAL         nl of en; anders de laatst gekozen taal [BALIE_LANG]
  --station NAAM      naam van deze balie; anders die van deze computer [BALIE_STATION]
  --dark true|false   donkere of lichte kleuren; anders de laatst gekozen
  --enrol             begin met het aanmelden van deze pc, met een eenmalige code
  -h, --help          toont deze hulp
  -V, --version       toont de versie
"
        }
        Language::English => {
            "The counter screen of Balie

Usage: balie-desk [OPTIONS]

  --lang LANGUAGE     nl or en; else the one that was last chosen [BALIE_LANG]
  --station NAME      name of this counter; else that of this computer [BALIE_STATION]
  --dark true|false   dark or light colours; else those that were last chosen
  --enrol             begin with enrolling this PC, with a one-time code
  -h, --help          shows this help
  -V, --version       shows the version
"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = include_str!("../../../../packaging/deb/balie-desk/balie-desk.1");

    fn read(line: &str, variables: &[(&str, &str)]) -> Result<Asked, String> {
        let variable = |name: &str| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        };
        Options::read(line.split_whitespace().map(OsString::from).collect(), variable)
    }

    #[test]
    fn the_manual_page_and_the_help_tell_of_each_option_and_its_variable() {
        let page = PAGE.replace("\\-", "-");
        for text in [page.as_str(), help(Language::Dutch), help(Language::English)] {
            for told in [LANG, STATION, DARK, ENROL, "--help", "--version", LANG_VARIABLE, STATION_VARIABLE] {
                assert!(text.contains(told), "{told}");
            }
        }
    }

    #[test]
    fn a_command_line_comes_before_the_variables() {
        let all = Options {
            language: Some(Language::English),
            station: Some("balie-2".to_owned()),
            dark: Some(true),
            enrol: true,
        };
        let variables = [("BALIE_LANG", "nl"), ("BALIE_STATION", "balie-9")];
        let line = "--enrol --lang=en --station balie-2 --dark true";
        assert_eq!(read(line, &variables), Ok(Asked::Screen(all)));
        let some = Options {
            language: Some(Language::Dutch),
            station: Some("balie-9".to_owned()),
            ..Options::default()
        };
        assert_eq!(read("", &variables), Ok(Asked::Screen(some)));
        assert_eq!(read("", &[("BALIE_LANG", "")]), Ok(Asked::Screen(Options::default())));
    }

    #[test]
    fn what_is_wrong_is_told_in_the_language_that_was_asked_for() {
        for (line, told) in [
            ("--lang fr", "--lang kan niet 'fr' zijn; mogelijk: nl, en"),
            ("--lang", "achter --lang hoort een waarde; balie-desk --help noemt ze"),
            ("--dark yes", "--dark kan niet 'yes' zijn; mogelijk: true, false"),
            ("--lang en --dark yes", "--dark cannot be 'yes'; possible: true, false"),
            ("--lang en --station", "--station needs a value; balie-desk --help lists them"),
            ("--lang en --full", "unknown: '--full'; balie-desk --help lists what there is"),
            ("balie-2", "onbekend: 'balie-2'; balie-desk --help noemt wat er is"),
        ] {
            assert_eq!(read(line, &[]), Err(told.to_owned()), "{line}");
        }
    }

    #[test]
    fn help_and_version_are_told() {
        let told = |line: &str| match read(line, &[]) {
            Ok(Asked::Text(text)) => text,
            other => panic!("{line}: {other:?}"),
        };
        assert!(
            told("-h").starts_with("Het baliescherm") && told("--help --lang en").starts_with("The counter")
        );
        assert_eq!(told("--version"), format!("balie-desk {}\n", env!("CARGO_PKG_VERSION")));
    }
}
