//! Account numbers as people write them.

use crate::text::{clean, squeeze, without_label};

/// What an IBAN is called.
const NAMES: [&str; 5] = ["iban", "rekening", "bankrekening", "rek", "account"];

/// An IBAN as it was typed or pasted, without a word in front that says what it is and without spaces and dots, in
/// capitals.
#[must_use]
pub fn bare_iban(text: &str) -> String {
    let bare = squeeze(without_label(&clean(text), &NAMES)).replace('.', "").to_ascii_uppercase();
    // Also when it is written in one word: no country is called IB, and no check digits AN.
    bare.strip_prefix("IBAN").map(str::to_owned).unwrap_or(bare)
}

#[cfg(test)]
mod tests {
    use super::bare_iban;

    #[test]
    fn what_was_copied_along_is_left_out() {
        for typed in [
            "NL91 ABNA 0417 1643 00",
            "nl91abna0417164300",
            "IBAN NL91 ABNA 0417 1643 00",
            "iban: nl91.abna.0417.1643.00",
            "IBANNL91ABNA0417164300",
            "\u{FEFF}NL91\u{200B}ABNA\u{a0}0417\u{AD}1643\u{202D}00\u{202C}",
        ] {
            assert_eq!(bare_iban(typed), "NL91ABNA0417164300", "{typed}");
        }
        for (typed, bare) in
            [("", ""), ("iban", ""), ("IBAN: ", ""), ("nl91-abna", "NL91-ABNA"), ("ib", "IB")]
        {
            assert_eq!(bare_iban(typed), bare, "{typed}");
        }
    }
}
