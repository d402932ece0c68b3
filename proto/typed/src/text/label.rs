//! What a number is called, copied along with it.

/// Words that may follow the name of a number: `IBAN nr.`, `BIC code`. Not `no`: that begins an account in Norway.
const NUMBER: [&str; 4] = ["nummer", "number", "nr", "code"];

/// The text without the name of what it holds, when one of `names` (in lower case) stands in front of it: `IBAN:
/// NL91...`, `tel:+31...`. A name is told from the beginning of the value by what follows it: a space, a colon, or
/// another sign.
#[must_use]
pub fn without_label<'a>(text: &'a str, names: &[&str]) -> &'a str {
    let trimmed = text.trim_start();
    let Some(rest) = names.iter().find_map(|name| after_name(trimmed, name)) else { return text };
    let rest = after_signs(rest);
    after_number(rest).map_or(rest, after_signs)
}

/// What follows a name, to which the word for a number may be joined: `telefoonnummer`.
fn after_name<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    after_word(text, name).or_else(|| after_number(after(text, name)?))
}

fn after_number(text: &str) -> Option<&str> {
    NUMBER.iter().find_map(|word| after_word(text, word))
}

/// What follows a whole word, case not regarded.
fn after_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    after(text, word).filter(|rest| rest.starts_with(|c: char| !c.is_alphanumeric()))
}

fn after<'a>(text: &'a str, letters: &str) -> Option<&'a str> {
    let (front, rest) = text.split_at_checked(letters.len())?;
    front.eq_ignore_ascii_case(letters).then_some(rest)
}

/// Signs between a name and its value; a plus and a bracket begin a telephone number.
fn after_signs(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '.' | '=' | '-' | '#' | '/'))
}
