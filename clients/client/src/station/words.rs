//! Enrolment for people: what this PC is now, and why it did not succeed. The command line and the counter screen say
//! the same.

use super::{CredentialsError, EnrolError};
use crate::connection::Language;
use crate::error::ClientError;
use balie_enrolment_code::CodeError;

/// A role in Dutch or English; one of a newer daemon, which is not known here, as it is.
pub fn role_name(role: &str, language: Language) -> &str {
    let (nl, en) = match role {
        "counter" => ("balie", "counter"),
        "education" => ("educatie", "education"),
        "branch-admin" => ("vestigingsbeheer", "branch admin"),
        "central" => ("centrale administratie", "central"),
        "monitoring" => ("bewaking", "monitoring"),
        other => (other, other),
    };
    choose(language, nl, en)
}

impl EnrolError {
    /// What is the matter and what helps, in Dutch or English.
    pub fn message(&self, language: Language) -> String {
        let (nl, en) = match self {
            Self::Mistyped(CodeError::Length(count)) => (
                format!("Een aanmeldcode heeft 16 tekens; dit zijn er {count}."),
                format!("An enrolment code has 16 symbols; these are {count}."),
            ),
            Self::Mistyped(CodeError::Symbol(symbol)) => (
                format!("`{symbol}` komt in een aanmeldcode niet voor."),
                format!("`{symbol}` does not occur in an enrolment code."),
            ),
            Self::Mistyped(CodeError::Check) => both(
                "De aanmeldcode is verkeerd overgenomen. Kijk hem na.",
                "The enrolment code was copied wrongly. Check it.",
            ),
            Self::Address(text) => (
                format!(
                    "`{text}` is geen adres van een Balie-server, zoals balie.annen.lan of 10.0.0.5:7443."
                ),
                format!(
                    "`{text}` is no address of a Balie server, such as balie.annen.lan or 10.0.0.5:7443."
                ),
            ),
            Self::Unreachable { at, .. } => (
                format!("Op {at} antwoordt niemand. Kijk het adres en het netwerk na."),
                format!("Nobody answers at {at}. Check the address and the network."),
            ),
            Self::NotTheDaemon(at) => (
                format!(
                    "{at} is niet de server waarvoor deze code is gemaakt. Er is niets verstuurd. \
                     Kijk het adres na; klopt dat, waarschuw dan de beheerder."
                ),
                format!(
                    "{at} is not the server that this code was made for. Nothing was sent. \
                     Check the address; when it is right, warn the administrator."
                ),
            ),
            Self::NoDaemon(at) => (
                format!("Op {at} draait iets anders dan Balie. Kijk het adres en de poort na."),
                format!("Something other than Balie runs at {at}. Check address and port."),
            ),
            Self::Name(at) => (
                format!(
                    "Het certificaat van de server noemt het adres {at} niet. Gebruik een ander adres, \
                     of laat de beheerder het toevoegen onder [tcp] names."
                ),
                format!(
                    "The certificate of the server does not have the address {at}. Use another one, \
                     or have the administrator add it to [tcp] names."
                ),
            ),
            Self::Clock => both(
                "De klok van deze pc of van de server loopt verkeerd. Zet de klok goed en probeer het opnieuw.",
                "The clock of this PC or of the server is wrong. Set it right and try again.",
            ),
            Self::NoEnrolment => both(
                "Deze vestiging werkt met certificaten van de organisatie; aanmelden met een code kan niet.",
                "This branch works with certificates of its organisation; there is no enrolment by code.",
            ),
            Self::CodeWrong => both("De aanmeldcode klopt niet.", "The enrolment code is not right."),
            Self::CodeBlocked => both(
                "De aanmeldcode is te vaak verkeerd ingevoerd. Vraag de beheerder om een nieuwe.",
                "The enrolment code was entered wrongly too often. Ask the administrator for a new one.",
            ),
            Self::CodeUsed => both(
                "De aanmeldcode is al gebruikt. Vraag de beheerder om een nieuwe.",
                "The enrolment code was used already. Ask the administrator for a new one.",
            ),
            Self::CodeExpired => both(
                "De aanmeldcode is verlopen. Vraag de beheerder om een nieuwe.",
                "The enrolment code has expired. Ask the administrator for a new one.",
            ),
            Self::StationTaken(name) => (
                format!("Er is al een balieplek {name} aangemeld. Geef deze pc een andere naam."),
                format!("A station {name} is enrolled already. Give this PC another name."),
            ),
            Self::Store(error) => error.both(),
            Self::Other(ClientError::Refused(refusal)) => (refusal.message.clone(), refusal.message.clone()),
            Self::Other(error) => (
                format!("Aanmelden is niet gelukt: {error}."),
                format!("Enrolment did not succeed: {error}."),
            ),
        };
        choose(language, nl, en)
    }
}

impl CredentialsError {
    /// What is the matter and what helps, in Dutch or English.
    pub fn message(&self, language: Language) -> String {
        let (nl, en) = self.both();
        choose(language, nl, en)
    }

    fn both(&self) -> (String, String) {
        match self {
            Self::Missing(directory) => {
                let directory = directory.display();
                (
                    format!(
                        "Deze pc is nog niet aangemeld ({directory}). Meld hem aan met: balie enrol ADRES CODE"
                    ),
                    format!(
                        "This PC is not enrolled yet ({directory}). Enrol it with: balie enrol ADDRESS CODE"
                    ),
                )
            }
            Self::Broken { path, detail } => {
                let path = path.display();
                (
                    format!("{path} is onbruikbaar ({detail}). Meld deze pc opnieuw aan."),
                    format!("{path} is of no use ({detail}). Enrol this PC again."),
                )
            }
            Self::Readable(path) => {
                let path = path.display();
                (
                    format!("{path}: iedereen op deze pc kan de sleutel lezen. Zet de rechten op 0600."),
                    format!("{path}: everybody on this PC can read the key. Set its mode to 0600."),
                )
            }
            Self::Io { path, source } => {
                let text = format!("{}: {source}", path.display());
                (text.clone(), text)
            }
        }
    }
}

fn both(nl: &str, en: &str) -> (String, String) {
    (nl.to_owned(), en.to_owned())
}

fn choose<T>(language: Language, nl: T, en: T) -> T {
    match language {
        Language::Dutch => nl,
        Language::English => en,
    }
}
