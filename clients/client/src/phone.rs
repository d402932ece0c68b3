//! Telephone numbers as people at a counter write them.

/// Country calling code of the Netherlands, in the form of ITU-T E.164.
const DUTCH: &str = "+31";

/// A number as it is dialled from here: `0612345678` for `+31612345678`, `140592` for the municipality of `+31140592`.
/// One of another country, and what is not in the form of ITU-T E.164, is left as it is. The daemon reads either.
#[must_use]
pub fn as_dialled(number: &str) -> String {
    match number.strip_prefix(DUTCH) {
        Some(municipal) if municipal.starts_with("140") && municipal.len() <= 6 => municipal.to_owned(),
        Some(national) if !national.is_empty() => format!("0{national}"),
        _ => number.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::as_dialled;

    #[test]
    fn dutch_ones_are_national_and_nothing_else_changes() {
        for (stored, shown) in [
            ("+31880128295", "0880128295"),
            ("+31612345678", "0612345678"),
            ("+318001234", "08001234"),
            ("+31140592", "140592"),
            ("+3114020", "14020"),
            ("+31140123456", "0140123456"),
            ("+4930123456", "+4930123456"),
            ("06 1234", "06 1234"),
            ("+31", "+31"),
            ("", ""),
        ] {
            assert_eq!(as_dialled(stored), shown, "{stored}");
        }
    }
}
