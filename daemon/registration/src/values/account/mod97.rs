//! ISO/IEC 7064 MOD 97-10 over digits and letters, where A is 10 and Z is 35. IBAN (ISO 13616), creditor
//! identifiers (EPC AT-02) and our mandate references all use it.

/// The remainder by 97 of the number that the ASCII digits and letters of `text` spell; letters of either
/// case weigh the same, any other character is skipped.
pub(super) fn remainder(text: impl Iterator<Item = char>) -> u32 {
    text.filter_map(|c| c.to_digit(36)).fold(0, |remainder, value| {
        let shift = if value < 10 { 10 } else { 100 };
        (remainder * shift + value) % 97
    })
}

/// The two check digits, 2 to 98, that go with `text`.
pub(super) fn check_digits(text: impl Iterator<Item = char>) -> u32 {
    98 - remainder(text.chain("00".chars()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_standard() {
        // ISO/IEC 7064 and ISO 11649: 794 takes 44; a whole string leaves a remainder of 1.
        assert_eq!(check_digits("794".chars()), 44);
        assert_eq!(remainder("79444".chars()), 1);
        assert_eq!(remainder("ABNA0417164300NL91".chars()), 1);
        assert_eq!(remainder("abna 0417.1643.00 nl91".chars()), 1);
    }
}
