//! The words of serde and of its readers, in words of people.

use crate::words::Words;

/// What was found, as `serde::de::Unexpected` writes it.
pub(crate) fn found(said: &str) -> Words {
    let value = |begin: &str| said.strip_prefix(begin).map(|rest| rest.trim_matches('`'));
    if let Some(value) = value("boolean ") {
        Words::same(&format!("`{value}`"))
    } else if let Some(value) = value("integer ").or_else(|| value("floating point ")) {
        Words::new(format!("getal {value}"), format!("number {value}"))
    } else if let Some(text) = value("string ") {
        Words::new(format!("tekst {text}"), format!("text {text}"))
    } else {
        match said {
            "map" => Words::new("een tabel", "a table"),
            "sequence" => Words::new("een lijst", "a list"),
            "null" | "unit value" | "Option value" => Words::new("niets", "nothing"),
            other => Words::same(other),
        }
    }
}

/// What was expected, as a `serde::de::Visitor` says it.
pub(crate) fn expected(said: &str) -> Words {
    match said {
        "a string" | "a borrowed string" | "path string" | "a character" => Words::new("tekst", "text"),
        "a boolean" => Words::new("`true` of `false`", "`true` or `false`"),
        "u8" | "u16" | "u32" | "u64" | "usize" => {
            Words::new("een geheel getal van 0 of hoger", "a whole number of 0 or more")
        }
        "i8" | "i16" | "i32" | "i64" | "isize" => Words::new("een geheel getal", "a whole number"),
        "f32" | "f64" => Words::new("een getal", "a number"),
        "a sequence" => Words::new("een lijst", "a list"),
        "string or map" => Words::new("een woord of een tabel", "a word or a table"),
        said if ["struct ", "a map", "enum ", "internally tagged enum "]
            .iter()
            .any(|kind| said.starts_with(kind)) =>
        {
            Words::new("een tabel met sleutels", "a table with keys")
        }
        other => Words::same(other),
    }
}

/// A rule that knows English only.
pub(crate) fn rule(said: &str) -> Words {
    Words::new(
        format!("dit kan hier niet: {}.", said.trim_end_matches('.')),
        format!("{}.", said.trim_end_matches('.')),
    )
}

/// What a reader says of a text that is not in its form.
pub(crate) fn syntax(said: &str) -> Words {
    let en = said.trim().replace('\n', "; ");
    let known = [
        ("EOF while parsing", "de tekst houdt te vroeg op"),
        ("trailing characters", "er staat nog iets achter"),
        ("trailing comma", "er staat een komma te veel"),
        ("key must be a string", "een sleutel staat tussen dubbele aanhalingstekens"),
        ("expected value", "hier ontbreekt een waarde"),
        ("expected `:`", "hier ontbreekt een `:`"),
        ("expected `,`", "hier ontbreekt een komma of een haakje"),
        ("duplicate key", "een sleutel staat er twee keer"),
        ("string values must be quoted", "tekst staat tussen aanhalingstekens"),
        ("invalid boolean", "alleen `true`, `false` of tekst tussen aanhalingstekens"),
        ("key with no value", "een sleutel heeft geen waarde"),
        ("unclosed", "er ontbreekt een haakje sluiten"),
        ("invalid number", "geen geldig getal"),
        ("recursion limit exceeded", "te diep genest"),
    ];
    match known.iter().find(|(begin, _)| en.starts_with(begin)) {
        Some((_, nl)) => Words::new(*nl, en),
        None => Words::new(format!("de lezer meldt: {en}"), en),
    }
}
