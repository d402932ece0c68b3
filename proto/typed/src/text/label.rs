//! What a number is called, copied along with it.

/// Words that may follow the name of a number: `IBAN nr.`, `BIC code`. Not `no`: so begins an account in Norway.
const NUMBER: [&str; 4] = ["nummer", "number", "nr", "code"];

/// The text without the name of what it holds, when one of `names` (in lower case) stands in front of it: `IBAN: NL91...`,
/// `tel:+31...`. A name is told from the beginning of the value by what follows it: a space, a colon, or another sign.
#[must_use]
pub fn without_label<'a>(text: &'a str, names: &[&str]) -> &'a str {
    let trimmed = text.trim_start();
    let named = names.iter().find_map(|name| after_word(trimmed, name));
    let Some(rest) = named else { return text };
    let rest = after_signs(rest);
    NUMBER.iter().find_map(|word| after_word(rest, word)).map_or(rest, after_signs)
}

/// What follows a whole word, case not regarded.
fn after_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (front, rest) = text.split_at_checked(word.len())?;
    let whole = rest.starts_with(|c: char| !c.is_alphanumeric());
    (whole && front.eq_ignore_ascii_case(word)).then_some(rest)
}

/// Signs between a name and its value; a plus and a bracket begin a telephone number.
fn after_signs(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '.' | '=' | '-' | '#' | '/'))
}
