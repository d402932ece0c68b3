//! What a typed line means.

use crate::text::Lang;

/// What a typed line means, wherever it is typed.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Typed {
    /// Nothing: the default, where there is one.
    Enter,
    /// `-`: nothing at all, even where there is a default.
    Clear,
    /// `<`: to the question before this one.
    Back,
    /// `<<`: to the step before this one.
    StepBack,
    /// `!q`: away; the registration stays open.
    Leave,
    /// `?`: help.
    Help,
    /// `!stand`: what is known so far.
    Overview,
    /// `!scanner`: ask for the scanner, or let it go.
    Scanner,
    /// `!annuleer`: cancel the registration.
    Cancel,
    /// Anything else, without the white space around it.
    Text(String),
}

/// Reads a line. Words are those of the language; signs are the same in both. A backslash in front makes a
/// line plain text, so that somebody may be called Stop.
pub(super) fn read(lang: Lang, line: &str) -> Typed {
    let line = printable(line);
    let text = line.trim();
    if let Some(literal) = text.strip_prefix('\\') {
        return Typed::Text(literal.to_owned());
    }
    let word = text.to_lowercase();
    match (word.as_str(), lang) {
        ("", _) => Typed::Enter,
        ("-", _) => Typed::Clear,
        ("<", _) | ("terug", Lang::Dutch) | ("back", Lang::English) => Typed::Back,
        ("<<", _) => Typed::StepBack,
        ("!q" | "!quit", _) | ("stop", _) => Typed::Leave,
        ("?" | "!help", _) => Typed::Help,
        ("!stand", Lang::Dutch) | ("!status", Lang::English) => Typed::Overview,
        ("!scanner", _) => Typed::Scanner,
        ("!annuleer", Lang::Dutch) | ("!cancel", Lang::English) => Typed::Cancel,
        _ => Typed::Text(text.to_owned()),
    }
}

/// Without control characters and escape sequences (ECMA-48): an arrow key is no part of a name.
fn printable(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        match character {
            '\u{1b}' => skip_sequence(&mut characters),
            '\t' => text.push(' '),
            other if other.is_control() => {}
            other => text.push(other),
        }
    }
    text
}

/// Skips what follows an escape: `[` or `O`, parameters, and one final byte from `@` on.
fn skip_sequence(characters: &mut std::str::Chars<'_>) {
    if matches!(characters.next(), Some('[' | 'O')) {
        for character in characters.by_ref() {
            if ('@'..='~').contains(&character) {
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Typed {
        Typed::Text(text.to_owned())
    }

    #[test]
    fn signs_mean_the_same_in_both_languages() {
        for lang in Lang::ALL {
            for (line, typed) in [
                ("", Typed::Enter),
                ("  \t ", Typed::Enter),
                ("-", Typed::Clear),
                (" < ", Typed::Back),
                ("<<", Typed::StepBack),
                ("!q", Typed::Leave),
                ("!Q", Typed::Leave),
                ("stop", Typed::Leave),
                ("?", Typed::Help),
                ("!scanner", Typed::Scanner),
                ("van de", text("van de")),
                ("--", text("--")),
            ] {
                assert_eq!(read(lang, line), typed, "{line:?}");
            }
        }
    }

    #[test]
    fn words_are_those_of_the_language() {
        assert_eq!(read(Lang::Dutch, "Terug"), Typed::Back);
        assert_eq!(read(Lang::English, "Terug"), text("Terug"));
        assert_eq!(read(Lang::English, "back"), Typed::Back);
        assert_eq!(read(Lang::Dutch, "Back"), text("Back"));
        assert_eq!(read(Lang::Dutch, "!annuleer"), Typed::Cancel);
        assert_eq!(read(Lang::English, "!cancel"), Typed::Cancel);
        assert_eq!(read(Lang::Dutch, "!stand"), Typed::Overview);
    }

    #[test]
    fn a_backslash_makes_it_plain_text() {
        assert_eq!(read(Lang::Dutch, "\\Stop"), text("Stop"));
        assert_eq!(read(Lang::Dutch, "\\-"), text("-"));
        assert_eq!(read(Lang::Dutch, "\\\\x"), text("\\x"));
        assert_eq!(read(Lang::Dutch, "\\"), text(""));
    }

    #[test]
    fn stray_keys_are_no_part_of_the_text() {
        assert_eq!(read(Lang::Dutch, "Te\u{1b}[Dst\u{1b}[3~"), text("Test"));
        assert_eq!(read(Lang::Dutch, "Test\u{7f}\u{1b}OA"), text("Test"));
        assert_eq!(read(Lang::Dutch, "\u{1b}[A"), Typed::Enter);
        assert_eq!(read(Lang::Dutch, "Test\u{1b}"), text("Test"));
        assert_eq!(read(Lang::Dutch, "van\tde"), text("van de"));
    }
}
