//! The messages in Dutch.

use super::{Entity, StoreError, Unique};
use crate::jobs::JobState;

pub(super) fn text(error: &StoreError) -> String {
    use StoreError as E;
    match error {
        E::DirectoryMissing { path } => format!(
            "De map {} bestaat niet. Maak de map aan en geef die aan de gebruiker van de dienst.",
            path.display()
        ),
        E::ReadOnly { path } => format!(
            "{} is alleen-lezen. Maak het bestand en de map schrijfbaar voor de gebruiker van de dienst.",
            path.display()
        ),
        E::Locked { path } => {
            format!("{} is in gebruik bij een andere balied. Stop die eerst.", path.display())
        }
        E::NotADatabase { path } => format!(
            "{} is geen database. Zet het bestand ergens anders neer of zet een back-up terug.",
            path.display()
        ),
        E::NotAFile { path } => format!(
            "{} is geen gewoon bestand, maar een koppeling, een map of een pijp. Haal dat weg.",
            path.display()
        ),
        E::ForeignDatabase { path } => {
            format!("{} is van een ander programma. Stel een ander pad in.", path.display())
        }
        E::Corrupt { path } => {
            format!("{} is beschadigd. Stop de dienst en zet de laatste back-up terug.", path.display())
        }
        E::NewerVersion { path, found, known } => format!(
            "{} is gemaakt door een nieuwere versie (schema {found}, deze versie kent {known}). \
             Installeer die versie.",
            path.display()
        ),
        E::AlteredSchema { path, version } => format!(
            "{} heeft een schema {version} dat afwijkt van deze versie. Installeer de versie die het maakte.",
            path.display()
        ),
        E::DiskFull { path } => format!(
            "Er is geen ruimte meer om {} te schrijven. Maak ruimte vrij op de schijf en probeer het opnieuw.",
            path.display()
        ),
        E::Io { path, detail } => {
            format!(
                "{} kan niet worden gelezen of geschreven ({detail}). Controleer de schijf.",
                path.display()
            )
        }
        E::Busy { path } => format!(
            "{} wordt vastgehouden door een ander programma. Sluit dat en probeer het opnieuw.",
            path.display()
        ),
        E::FileExists { path } => format!("{} bestaat al. Kies een andere naam.", path.display()),
        E::Closed => "De opslag is gesloten. Probeer het opnieuw als de dienst weer draait.".to_owned(),
        E::UnitPanicked => "De bewerking is onverwacht mislukt en ongedaan gemaakt. Meld dit.".to_owned(),
        E::UnitTimedOut => {
            "De bewerking duurde te lang en is ongedaan gemaakt. Probeer het opnieuw.".to_owned()
        }
        E::NotFound { entity, id } => format!("{} {id} bestaat niet.", entity_name(*entity)),
        E::Taken { what, .. } => format!("{} is al in gebruik.", unique_name(*what)),
        E::RevisionConflict { id, .. } => {
            format!("Inschrijving {id} is intussen gewijzigd. Bekijk de inschrijving opnieuw.")
        }
        E::JobState { id, found, wanted } => {
            format!("Opdracht {id} is {} en kan niet {} worden.", state_name(*found), state_name(*wanted))
        }
        E::JobUnderWay { id } => {
            format!("Voor inschrijving {id} loopt nog een opdracht. Wacht die af of handel die eerst af.")
        }
        E::CounterExhausted { name } => {
            format!("De nummers van {name} zijn op. Stel een volgende reeks in.")
        }
        E::Invalid { what } => format!("Dit kan niet worden verwerkt: {what}."),
        E::Database { detail } => format!("De database gaf een fout ({detail}). Meld dit."),
    }
}

fn entity_name(entity: Entity) -> &'static str {
    match entity {
        Entity::Registration => "Inschrijving",
        Entity::Job => "Opdracht",
        Entity::Attachment => "Bijlage",
    }
}

fn unique_name(what: Unique) -> &'static str {
    match what {
        Unique::Id => "Dit kenmerk",
        Unique::Pass => "Deze pas",
        Unique::MandateReference => "Dit kenmerk machtiging",
        Unique::JobKey => "Deze opdracht",
        Unique::Device => "Dit apparaat",
    }
}

fn state_name(state: JobState) -> &'static str {
    match state {
        JobState::Queued => "in de wachtrij",
        JobState::Started => "gestart",
        JobState::Attention => "in afwachting van hulp",
        JobState::Done => "klaar",
        JobState::Failed => "mislukt",
        JobState::Unknown => "onbekend",
        JobState::Cancelled => "geannuleerd",
    }
}
