//! What is wrong with a command line, in Dutch. In English clap says it.

use super::{dutch, translate};
use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::error::Error as _;

/// A usage error as text; none for what is no error, or has no words here.
pub(super) fn text(error: &Error) -> Option<String> {
    let what = what(error)?;
    let mut text = format!("Fout: {what}\n");
    for (kind, hint) in [
        (ContextKind::SuggestedSubcommand, "Bedoelde u de opdracht"),
        (ContextKind::SuggestedArg, "Bedoelde u"),
        (ContextKind::SuggestedValue, "Bedoelde u"),
    ] {
        if let Some(suggested) = given(error, kind).filter(|suggested| !suggested.is_empty()) {
            text.push_str(&format!("  {hint}: {suggested}\n"));
        }
    }
    if let Some(usage) = error.get(ContextKind::Usage) {
        text.push_str(&format!("\nGebruik: {}\n", translate::usage(&usage.to_string())));
    }
    text.push_str("\nMeer hulp met --help\n");
    Some(text)
}

/// The sentence.
fn what(error: &Error) -> Option<String> {
    let argument = || given(error, ContextKind::InvalidArg).unwrap_or_default();
    let value = || given(error, ContextKind::InvalidValue).unwrap_or_default();
    let number = |kind| given(error, kind).unwrap_or_default();
    Some(match error.kind() {
        ErrorKind::InvalidValue if value().is_empty() => {
            format!("{} heeft een waarde nodig{}", argument(), possible(error))
        }
        ErrorKind::InvalidValue => {
            format!("'{}' is geen waarde voor {}{}", value(), argument(), possible(error))
        }
        ErrorKind::UnknownArgument => format!("{} bestaat niet", argument()),
        ErrorKind::InvalidSubcommand => {
            format!(
                "de opdracht '{}' bestaat niet",
                given(error, ContextKind::InvalidSubcommand).unwrap_or_default()
            )
        }
        ErrorKind::NoEquals => format!("{} wil de waarde achter een =", argument()),
        ErrorKind::ValueValidation => {
            let why = error.source().map(|source| format!(": {}", reason(&source.to_string())));
            format!("'{}' gaat niet voor {}{}", value(), argument(), why.unwrap_or_default())
        }
        ErrorKind::TooManyValues => format!("'{}' is te veel voor {}", value(), argument()),
        ErrorKind::TooFewValues => {
            format!("{} wil minstens {} waarden", argument(), number(ContextKind::MinValues))
        }
        ErrorKind::WrongNumberOfValues => {
            format!("{} wil {} waarden", argument(), number(ContextKind::ExpectedNumValues))
        }
        ErrorKind::ArgumentConflict => {
            let prior = given(error, ContextKind::PriorArg).unwrap_or_default();
            match argument() == prior {
                true => format!("{prior} mag maar één keer"),
                false => format!("{} gaat niet samen met {prior}", argument()),
            }
        }
        ErrorKind::MissingRequiredArgument => format!("er ontbreekt: {}", argument()),
        ErrorKind::MissingSubcommand => format!("er ontbreekt een opdracht{}", possible(error)),
        ErrorKind::InvalidUtf8 => "de opdrachtregel bevat tekens die geen UTF-8 zijn".to_owned(),
        _ => return None,
    })
}

/// The values or commands that are possible, where the error names them.
fn possible(error: &Error) -> String {
    let kinds = [ContextKind::ValidValue, ContextKind::ValidSubcommand];
    let named = kinds.into_iter().find_map(|kind| given(error, kind)).filter(|named| !named.is_empty());
    named.map(|named| format!(" (mogelijk: {named})")).unwrap_or_default()
}

fn given(error: &Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join(", ")),
        ContextValue::Number(number) => Some(number.to_string()),
        ContextValue::StyledStrs(texts) => {
            Some(texts.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
        }
        _ => None,
    }
}

/// Why a value does not do: a reason of this program, or of a number.
fn reason(english: &str) -> String {
    if let Some((number, range)) = english.split_once(" is not in ") {
        return format!("{number} ligt niet in {}", range.replace("..=", " t/m ").replace("..", " en hoger"));
    }
    if let Some((found, expected)) = english.split_once(" digits, ")
        && let Some(expected) = expected.strip_suffix(" expected")
    {
        return format!("{found} cijfers, {expected} verwacht");
    }
    match english {
        "invalid digit found in string" => "dat is geen geheel getal".to_owned(),
        "cannot parse integer from empty string" => "er staat niets".to_owned(),
        "number too large to fit in target type" => "dat getal is te groot".to_owned(),
        other => dutch::text(other).to_owned(),
    }
}
