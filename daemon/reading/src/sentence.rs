//! The words of serde and of its readers, in words of people.

use crate::Form;
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

/// What cannot stand outside quotes, however the reader puts it: a word processor made other quotes of those that were
/// typed, or a name lacks them (TOML 1.0, "Keys": bare keys are ASCII; RFC 8259 section 2).
pub(crate) fn out_of_quotes(form: Form, line: &str) -> Option<Words> {
    let mut quote = None;
    let mut escaped = false;
    for c in line.chars() {
        match (quote, c) {
            (Some('"'), '\\') if !escaped => {
                escaped = true;
                continue;
            }
            (Some(open), c) if c == open && !escaped => quote = None,
            (None, '"') => quote = Some('"'),
            (None, '\'') if form == Form::Toml => quote = Some('\''),
            (None, '#') if form == Form::Toml => return None,
            (None, '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '«' | '»') => {
                return Some(Words::new(
                    format!("`{c}` is geen aanhalingsteken voor gegevens; typ het rechte teken `\"`"),
                    format!("`{c}` is no quote for data; type the straight one, `\"`"),
                ));
            }
            (None, c) if !c.is_ascii() && c.is_whitespace() => {
                return Some(Words::new(
                    "hier staat een harde spatie; typ een gewone spatie",
                    "this is a no-break space; type a plain one",
                ));
            }
            (None, c) if !c.is_ascii() => {
                return Some(Words::new(
                    format!("`{c}` kan alleen tussen aanhalingstekens staan"),
                    format!("`{c}` can only be in quotes"),
                ));
            }
            _ => {}
        }
        escaped = false;
    }
    None
}

/// A carriage return by itself, which ended the lines of the Macintosh before 2001: TOML takes a whole file of them for
/// one line.
pub(crate) fn line_ends(form: Form, said: &str, line: &str) -> Option<Words> {
    let told = said.starts_with("carriage return must be followed by newline") || line.contains('\r');
    (form == Form::Toml && told).then(|| {
        Words::new(
            "regels eindigen met CR, als op oude Macintosh-computers; sla het op met LF of CR LF",
            "lines end in CR, as on old Macintosh computers; save it with LF or CR LF",
        )
    })
}

/// A date in another order than TOML's, or a number with zeros in front or signs in it, such as a telephone number: in
/// quotes it is text.
pub(crate) fn bare_digits(form: Form, line: &str) -> Option<Words> {
    let (_, value) = line.split_once('=').filter(|_| form == Form::Toml)?;
    let value = value.split('#').next().unwrap_or_default().trim();
    let bare = value.starts_with(|c: char| c.is_ascii_digit() || c == '+') && !value.contains(['"', '\'']);
    // Else the mistake is another one, such as a key that is there twice.
    if !bare || toml::from_str::<toml::Table>(&format!("value = {value}")).is_ok() {
        return None;
    }
    let in_date = |c: char| c.is_ascii_digit() || matches!(c, '-' | '/' | '.');
    let separators = value.matches(['-', '/', '.']).count();
    Some(if separators == 2 && value.chars().all(in_date) {
        Words::new(
            format!(
                "`{value}` is geen datum; schrijf hem als 1991-01-31, of tussen aanhalingstekens: \"31-01-1991\""
            ),
            format!("`{value}` is no date; write it as 1991-01-31, or in quotes: \"31-01-1991\""),
        )
    } else {
        Words::new(
            format!("`{value}` is geen getal; zet het tussen aanhalingstekens: \"{value}\""),
            format!("`{value}` is no number; put it in quotes: \"{value}\""),
        )
    })
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
        ("unexpected key or value", "hier staat iets te veel"),
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
