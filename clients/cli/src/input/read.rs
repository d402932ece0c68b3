//! Reading files and JSON: what is wrong with them, in the language of the caller.

use crate::failure::Failure;
use crate::text::Lang;
use balie_reading::Unreadable;
use serde::de::DeserializeOwned;

/// Reads the bytes of a TOML file, however they were saved; `source` is how the caller names it.
///
/// # Errors
/// [`Failure::Input`] with the line, the key and what is possible there.
pub(crate) fn toml<T: DeserializeOwned>(lang: Lang, source: &str, bytes: &[u8]) -> Result<T, Failure> {
    let read = balie_reading::text(bytes).and_then(|text| balie_reading::toml(&text));
    read.map_err(|error| unreadable(lang, source, &error))
}

/// Reads the bytes of a JSON text, as [`toml`] does a file.
///
/// # Errors
/// As [`toml`].
pub(crate) fn json<T: DeserializeOwned>(lang: Lang, source: &str, bytes: &[u8]) -> Result<T, Failure> {
    let read = balie_reading::text(bytes).and_then(|text| balie_reading::json(&text));
    read.map_err(|error| unreadable(lang, source, &error))
}

fn unreadable(lang: Lang, source: &str, error: &Unreadable) -> Failure {
    let words = error.words();
    let message = match lang {
        Lang::Dutch => words.nl,
        Lang::English => words.en,
    };
    Failure::input(source, Some(error.line), message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::CommandInput;

    fn told(lang: Lang, text: &str) -> Vec<String> {
        json::<CommandInput>(lang, "--command", text.as_bytes()).unwrap_err().lines(lang)
    }

    #[test]
    fn a_mistake_in_a_command_is_told_in_the_language_of_the_caller() {
        let text = "{\"enter_person\": {\"person\":\n {\"achternaam\": \"Test\"}}}";
        let nl = told(Lang::Dutch, text).concat();
        let expected = "--command, regel 2: enter_person.person: onbekende sleutel `achternaam`. ";
        assert!(nl.starts_with(expected) && nl.contains("`surname`"), "{nl}");
        let en = told(Lang::English, text).concat();
        assert!(en.starts_with("--command, line 2: enter_person.person: unknown key `achternaam`. "), "{en}");
    }

    /// PowerShell pipes and saves UTF-16 with a byte order mark; editors save the code page of the machine.
    #[test]
    fn a_command_is_read_however_it_was_saved_or_named_for_what_it_is() {
        let text = "\u{feff}{\"cancel\": {\"reason\": \"dubbel één\"}}";
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [text.as_bytes(), &utf16] {
            assert!(matches!(json(Lang::Dutch, "-", bytes), Ok(CommandInput::Cancel(_))), "{bytes:x?}");
        }
        let failure = json::<CommandInput>(Lang::Dutch, "-", b"{\"cancel\":\n{\"reason\": \"\xE9\xE9n\"}}");
        let told = failure.unwrap_err().lines(Lang::Dutch).concat();
        assert!(
            told.starts_with("-, regel 2: dit bestand is niet in UTF-8") && told.contains("“é”"),
            "{told}"
        );
    }

    #[test]
    fn a_command_that_does_not_exist_brings_the_one_that_was_meant() {
        let nl = told(Lang::Dutch, "{\"assign_pas\": {\"code\": \"2\"}}").concat();
        assert!(nl.contains("`assign_pas` kan hier niet. Bedoelt u `assign_pass`? Kies uit: "), "{nl}");
    }
}
