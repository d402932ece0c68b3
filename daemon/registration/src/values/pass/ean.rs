//! What is printed on books and magazines: EAN-13 (GS1 General Specifications 7.9; ISBN in ISO 2108:2017, ISSN in ISO
//! 3297), and the ISBN of ten characters that some scanners make of it (ISO 2108:1992).

/// What the EAN-13 of something printed begins with: 978 and 979 of books, 977 of magazines.
const PRINTED: [&str; 3] = ["978", "979", "977"];
/// Digits of the smaller barcode beside it, where there is one and the scanner reads it: the issue of a magazine, or
/// the price of a book (GS1 General Specifications 5.2.3).
const ADD_ONS: [usize; 2] = [2, 5];

/// The EAN-13 of a book or magazine with the right check digit, perhaps with its add-on behind it.
pub(super) fn is_printed(text: &str) -> bool {
    let Some((digits, add_on)) = text.split_at_checked(13) else { return false };
    let is_add_on = add_on.is_empty() || ADD_ONS.contains(&add_on.len());
    if !is_add_on || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    if !PRINTED.iter().any(|prefix| digits.starts_with(prefix)) {
        return false;
    }
    let digits = digits.as_bytes();
    let sum: u32 = digits
        .iter()
        .enumerate()
        .map(|(place, byte)| u32::from(byte - b'0') * if place % 2 == 0 { 1 } else { 3 })
        .sum();
    sum.is_multiple_of(10)
}

/// An ISBN of ten characters with the right check character: digits, the last of which may be X.
pub(crate) fn is_isbn10(text: &str) -> bool {
    let value = |(place, character): (usize, char)| match character {
        'X' | 'x' if place == 9 => Some(10),
        digit => digit.to_digit(10),
    };
    let values: Option<Vec<u32>> = text.chars().enumerate().map(value).collect();
    values.is_some_and(|values| {
        let weighted = values.iter().rev().zip(1..).map(|(value, weight)| value * weight);
        values.len() == 10 && weighted.sum::<u32>().is_multiple_of(11)
    })
}

#[cfg(test)]
mod tests {
    use super::{is_isbn10, is_printed};

    #[test]
    fn books_and_other_things() {
        for (text, book) in [
            ("9789023457046", true),
            ("9780306406157", true),
            ("9791034304905", true),
            ("9780306406158", false),
            ("8712345678906", false),
            ("978030640615", false),
            ("97803064061577", false),
            ("978030640615X", false),
            // With the price of a book, and the issue of a magazine; and with something else behind it.
            ("978902345704651995", true),
            ("977177070700001", true),
            ("9771770707000", true),
            ("97890234570465199", false),
            ("97890234570465199X", false),
            ("978902345704751995", false),
            ("871234567890651995", false),
            ("é89023457046", false),
            ("", false),
        ] {
            assert_eq!(is_printed(text), book, "{text}");
        }
    }

    #[test]
    fn books_of_ten_characters() {
        for (text, book) in [
            ("0306406152", true),
            ("080442957X", true),
            ("080442957x", true),
            ("0306406153", false),
            ("0X06406152", false),
            ("306406152", false),
            ("00306406152", false),
            ("", false),
        ] {
            assert_eq!(is_isbn10(text), book, "{text}");
        }
    }
}
