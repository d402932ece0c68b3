//! What somebody typed or planted elsewhere cannot steer the terminal it is shown on.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Stands for a character that is not shown (Unicode 17.0, "replacement character").
const REPLACEMENT: char = '\u{fffd}';

/// The text with a replacement character for each control character but line feed and tab (C0 and C1 of ECMA-48, which
/// begin escape sequences), and for each that turns the direction of the text around it (Unicode Annex 9, explicit
/// formatting).
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if steers(c) { REPLACEMENT } else { c }).collect())
}

fn steers(c: char) -> bool {
    let shown = matches!(c, '\n' | '\t');
    c.is_control() && !shown || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The same JSON value with an escape (RFC 8259 section 7) for each such character that JSON allows to stand as it is, so
/// that a program reads what was stored. In JSON these characters only occur within strings.
#[must_use]
pub fn escape_in_json(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        if steers(c) {
            // Writing to a string cannot fail.
            let _ = write!(escaped, "\\u{:04x}", u32::from(c));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_steers_the_terminal() {
        for (text, shown) in [
            ("Col·lell, O'Neill\n\tلیلا", "Col·lell, O'Neill\n\tلیلا"),
            ("\u{1b}[2J\u{0}\u{7}Test\r", "\u{fffd}[2J\u{fffd}\u{fffd}Test\u{fffd}"),
            ("\u{9b}31m\u{7f}", "\u{fffd}31m\u{fffd}"),
            ("Jansen\u{202e}nesnaJ\u{2066}", "Jansen\u{fffd}nesnaJ\u{fffd}"),
        ] {
            assert_eq!(visible(text), shown, "{text:?}");
        }
    }

    #[test]
    fn json_says_the_same_without_these_characters() {
        let value = serde_json::json!({ "surname": "Te\u{1b}st\u{9b}31m\u{7f}\u{202e}\n\"é" });
        let escaped = escape_in_json(&format!("{value:#}"));
        assert!(!escaped.contains(steers), "{escaped}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&escaped).unwrap(), value);
    }
}
