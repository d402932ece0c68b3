//! What the program is started with.

use balie_client::{Caller, ClientError, Language};
use clap::Parser;

/// The counter screen of Balie.
#[derive(Debug, Clone, Parser)]
#[command(name = "balie-desk", version, about)]
pub struct Options {
    /// Language: nl or en
    #[arg(long = "lang", env = "BALIE_LANG", value_parser = language)]
    pub language: Option<Language>,
    /// Name of this counter; the name of this computer when absent
    #[arg(long, env = "BALIE_STATION")]
    pub station: Option<String>,
    /// Dark colours (true) or light ones (false)
    #[arg(long)]
    pub dark: Option<bool>,
    /// Begin with the page that enrols this PC at a branch, with a one-time code
    #[arg(long)]
    pub enrol: bool,
}

impl Options {
    /// This counter, as the daemon knows it.
    ///
    /// # Errors
    /// [`ClientError::Station`] for a name that cannot be sent.
    pub fn caller(&self, language: Language) -> Result<Caller, ClientError> {
        Caller::new(language, self.station.clone())
    }
}

fn language(tag: &str) -> Result<Language, String> {
    Language::from_tag(tag).ok_or_else(|| "nl, en".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    const PAGE: &str = include_str!("../../../../packaging/deb/balie-desk/balie-desk.1");

    #[test]
    fn the_manual_page_tells_of_each_option_and_its_variable() {
        let page = PAGE.replace("\\-", "-");
        let command = Options::command();
        for argument in command.get_arguments() {
            let option = format!("--{}", argument.get_long().expect("an option"));
            assert!(page.contains(&option), "{option}");
            if let Some(variable) = argument.get_env() {
                let variable = variable.to_str().expect("ASCII");
                assert!(page.contains(variable), "{variable}");
            }
        }
    }
}
