//! Long numbers in the groups in which people read them aloud.

/// Groups a pass number: kind, branch, serial in two halves, check digit (`2 9401 0000 7580 1`).
/// Anything that is not 14 digits is printed in groups of four.
pub(crate) fn group_pass_number(number: &str) -> String {
    let compact = compact(number);
    if compact.len() == 14 && compact.bytes().all(|byte| byte.is_ascii_digit()) {
        let parts = [&compact[..1], &compact[1..5], &compact[5..9], &compact[9..13], &compact[13..]];
        return parts.join(" ");
    }
    in_fours(&compact)
}

/// Groups an IBAN in fours, upper case: the print format of ISO 13616-1.
pub(crate) fn group_iban(iban: &str) -> String {
    in_fours(&compact(iban).to_uppercase())
}

fn compact(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn in_fours(text: &str) -> String {
    let mut grouped = String::with_capacity(text.len() + text.len() / 4);
    for (index, character) in text.chars().enumerate() {
        if index > 0 && index % 4 == 0 {
            grouped.push(' ');
        }
        grouped.push(character);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pass_number_shows_kind_branch_serial_and_check_digit() {
        assert_eq!(group_pass_number("29401000075801"), "2 9401 0000 7580 1");
        assert_eq!(group_pass_number("2940100007580"), "2940 1000 0758 0");
        assert_eq!(group_pass_number("AB12"), "AB12");
    }

    #[test]
    fn an_iban_is_printed_in_fours_however_it_was_typed() {
        assert_eq!(group_iban("nl91abna0417164300"), "NL91 ABNA 0417 1643 00");
        assert_eq!(group_iban("NL91 ABNA 0417 1643 00"), "NL91 ABNA 0417 1643 00");
        assert_eq!(group_iban("é1234567"), "É123 4567");
    }
}
