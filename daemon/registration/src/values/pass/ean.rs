//! EAN-13 as printed on books (GS1 General Specifications 7.9; ISBN in ISO 2108:2017).

/// A 13-digit ISBN: begins with 978 or 979 and its EAN-13 check digit is right.
pub(super) fn is_isbn13(text: &str) -> bool {
    let digits = text.as_bytes();
    if digits.len() != 13 || !digits.iter().all(u8::is_ascii_digit) {
        return false;
    }
    if !text.starts_with("978") && !text.starts_with("979") {
        return false;
    }
    let sum: u32 = digits
        .iter()
        .enumerate()
        .map(|(place, byte)| u32::from(byte - b'0') * if place % 2 == 0 { 1 } else { 3 })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::is_isbn13;

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
            ("", false),
        ] {
            assert_eq!(is_isbn13(text), book, "{text}");
        }
    }
}
