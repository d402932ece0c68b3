//! Account numbers: in full only where a clerk must check them.

/// Country and the last four characters; the rest hidden. What is masked already stays as it is.
pub(crate) fn masked(iban: &str) -> String {
    let plain: Vec<char> = iban.chars().filter(|c| !c.is_whitespace()).collect();
    if plain.len() < 8 || !plain.iter().all(char::is_ascii_alphanumeric) {
        // Too short to hide anything in, or masked by the daemon.
        let is_masked = plain.iter().any(|c| !c.is_ascii_alphanumeric());
        return if is_masked { iban.to_owned() } else { "•".repeat(plain.len()) };
    }
    let hidden = plain.len() - 4;
    let shown =
        plain.iter().enumerate().map(|(index, c)| if index < 2 || index >= hidden { *c } else { '•' });
    in_groups(&shown.collect::<Vec<_>>())
}

/// In groups of four, as printed (ISO 13616).
fn in_groups(characters: &[char]) -> String {
    characters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_country_and_end_are_shown() {
        assert_eq!(masked("NL91ABNA0417164300"), "NL•• •••• •••• ••43 00");
        assert_eq!(masked("NL91 ABNA 0417 1643 00"), "NL•• •••• •••• ••43 00");
        assert_eq!(masked("NL•• •••• •••• ••43 00"), "NL•• •••• •••• ••43 00");
        assert_eq!(masked("NL91"), "••••");
        assert_eq!(masked(""), "");
    }
}
