//! The sentences for broken catalogue rules.

use super::{AmountFault, CatalogueRule as Rule};
use crate::explain::Lang;

pub(super) fn dutch(rule: &Rule) -> String {
    let lang = Lang::Nl;
    match rule {
        Rule::Syntax { detail } => format!("Geen geldige TOML: {detail}."),
        Rule::Format { found } => format!("Formaat {found} is onbekend; dit programma leest formaat 1."),
        Rule::UnknownKey { key } => format!("Onbekende sleutel '{key}': controleer de spelling."),
        Rule::MissingKey { key } => format!("Sleutel '{key}' ontbreekt."),
        Rule::WrongType { key, example } => format!("Verkeerd soort waarde bij '{key}'; schrijf: {example}."),
        Rule::Text { key, longest } => {
            format!("Tekst bij '{key}' moet 1 tot {longest} tekens hebben, zonder stuurtekens.")
        }
        Rule::Number { key, from, through } => {
            format!("Getal bij '{key}' moet van {from} tot en met {through} zijn.")
        }
        Rule::Word { key, found, allowed } => format!("'{found}' kan niet bij '{key}'; kies uit {allowed}."),
        Rule::WordTwice { key, found } => format!("'{found}' staat twee keer in '{key}'."),
        Rule::EmptyList { key } => format!("Lijst '{key}' is leeg."),
        Rule::Code { found } => format!("Code '{found}' heeft niet precies vier cijfers."),
        Rule::DuplicateCode { code } => format!("Code {code} komt al eerder voor."),
        Rule::Amount { found, fault } => {
            let why = match fault {
                AmountFault::Form => "is geen bedrag; schrijf cijfers met een punt, zoals 58.00",
                AmountFault::Decimals => "heeft meer dan twee decimalen",
                AmountFault::Negative => "is minder dan nul",
                AmountFault::TooHigh => "is hoger dan 99999.99",
            };
            format!("Bedrag '{found}' {why}.")
        }
        Rule::FineAboveMax => "De boete per dag is hoger dan het maximum.".into(),
        Rule::PricesUnsorted { audience, date } => format!(
            "De prijs vanaf {date} voor {} staat na een latere: zet prijzen op volgorde van datum.",
            audience.label(lang)
        ),
        Rule::PricesOverlap { audience, date } => {
            format!("Voor {} gelden vanaf {date} twee prijzen.", audience.label(lang))
        }
        Rule::PriceAudience { audience } => {
            format!("Prijs voor {}, maar daarvoor is dit abonnement niet.", audience.label(lang))
        }
        Rule::ConditionAudience { audience } => {
            format!("Voorwaarde voor {}, maar daarvoor is dit abonnement niet.", audience.label(lang))
        }
        Rule::NoPrice { audience } => format!("Er is geen prijs voor {}.", audience.label(lang)),
        Rule::AgeReversed { from, through } => {
            format!("De leeftijd loopt terug: van {from} tot en met {through}.")
        }
        Rule::AgeWithoutPersons => "Een leeftijd kan alleen bij een abonnement voor personen.".into(),
        Rule::AgeMissing { key } => {
            format!("'{key}' vraagt om een leeftijd: age = {{ from = …, through = … }}.")
        }
        Rule::PeriodUnit => "Geef bij 'period' ofwel 'months' ofwel 'weeks'.".into(),
        Rule::PeriodEndOfWeeks => "'end' hoort bij 'months'; weken eindigen altijd op de dag zelf.".into(),
        Rule::CodeNowhere { key, code } => format!("'{key}' wijst naar {code}, maar die code bestaat niet."),
        Rule::CodeNotInUse { key, code } => {
            format!("'{key}' wijst naar {code}, maar dat is niet in gebruik.")
        }
        Rule::BecomesAge { code, age } => {
            format!("'becomes' wijst naar {code}, maar dat kan niet met {age} jaar.")
        }
        Rule::NoAutomatic => {
            "Er is geen automatisch abonnement voor de jeugd: zet bij één 'automatic = true'.".into()
        }
        Rule::AutomaticOverlap { first, age } => {
            format!("Voor {age} jaar is abonnement {first} al automatisch: er kan er maar één zijn.")
        }
        Rule::AutomaticConditional => {
            "Een automatisch abonnement kan geen voorwaarden ('only', 'needs') hebben.".into()
        }
        Rule::PayAtOnceWithMandate => {
            "Direct betalen ('pay_at_once') en een machtiging sluiten elkaar uit.".into()
        }
        Rule::FurtherWithoutOnce => "'further' heeft alleen zin samen met 'once'.".into(),
    }
}

pub(super) fn english(rule: &Rule) -> String {
    let lang = Lang::En;
    match rule {
        Rule::Syntax { detail } => format!("Not valid TOML: {detail}."),
        Rule::Format { found } => format!("Format {found} is unknown; this program reads format 1."),
        Rule::UnknownKey { key } => format!("Unknown key '{key}': check the spelling."),
        Rule::MissingKey { key } => format!("Key '{key}' is missing."),
        Rule::WrongType { key, example } => format!("Wrong kind of value for '{key}'; write: {example}."),
        Rule::Text { key, longest } => {
            format!("Text of '{key}' must have 1 to {longest} characters, none of them control characters.")
        }
        Rule::Number { key, from, through } => {
            format!("Number of '{key}' must be from {from} through {through}.")
        }
        Rule::Word { key, found, allowed } => format!("'{found}' cannot be '{key}'; choose from {allowed}."),
        Rule::WordTwice { key, found } => format!("'{found}' is in '{key}' twice."),
        Rule::EmptyList { key } => format!("List '{key}' is empty."),
        Rule::Code { found } => format!("Code '{found}' is not exactly four digits."),
        Rule::DuplicateCode { code } => format!("Code {code} was used before."),
        Rule::Amount { found, fault } => {
            let why = match fault {
                AmountFault::Form => "is no amount; write digits with a point, such as 58.00",
                AmountFault::Decimals => "has more than two decimals",
                AmountFault::Negative => "is less than nothing",
                AmountFault::TooHigh => "is more than 99999.99",
            };
            format!("Amount '{found}' {why}.")
        }
        Rule::FineAboveMax => "The fine per day is more than the maximum.".into(),
        Rule::PricesUnsorted { audience, date } => format!(
            "The price from {date} for audience {} comes after a later one: put prices in order of date.",
            audience.label(lang)
        ),
        Rule::PricesOverlap { audience, date } => {
            format!("Two prices hold from {date} for audience {}.", audience.label(lang))
        }
        Rule::PriceAudience { audience } => {
            format!("A price for audience {}, which this subscription is not for.", audience.label(lang))
        }
        Rule::ConditionAudience { audience } => {
            format!("A condition for audience {}, which this subscription is not for.", audience.label(lang))
        }
        Rule::NoPrice { audience } => format!("There is no price for audience {}.", audience.label(lang)),
        Rule::AgeReversed { from, through } => {
            format!("The age runs backwards: from {from} through {through}.")
        }
        Rule::AgeWithoutPersons => "An age is possible only for a subscription for persons.".into(),
        Rule::AgeMissing { key } => format!("'{key}' asks for an age: age = {{ from = …, through = … }}."),
        Rule::PeriodUnit => "Give 'period' either 'months' or 'weeks'.".into(),
        Rule::PeriodEndOfWeeks => "'end' belongs to 'months'; weeks always end on the day.".into(),
        Rule::CodeNowhere { key, code } => format!("'{key}' points to {code}, which does not exist."),
        Rule::CodeNotInUse { key, code } => format!("'{key}' points to {code}, which is not in use."),
        Rule::BecomesAge { code, age } => {
            format!("'becomes' points to {code}, which is not possible at age {age}.")
        }
        Rule::NoAutomatic => {
            "There is no automatic subscription for youth: give one 'automatic = true'.".into()
        }
        Rule::AutomaticOverlap { first, age } => {
            format!("Subscription {first} is already automatic at age {age}: there can be only one.")
        }
        Rule::AutomaticConditional => {
            "An automatic subscription cannot have conditions ('only', 'needs').".into()
        }
        Rule::PayAtOnceWithMandate => {
            "Paying at once ('pay_at_once') and a mandate exclude each other.".into()
        }
        Rule::FurtherWithoutOnce => "'further' makes sense only together with 'once'.".into(),
    }
}
