//! Who holds the account that is debited.

use crate::values::text::{TextRule, is_wording, personal_text};

const RULE: TextRule = TextRule { min: 1, max: 70, needs_letter: true, allows: is_wording };

personal_text! {
    /// Name of the account holder as on the mandate, 1 to 70 characters (EPC AT-14; ISO 20022 `Max70Text`);
    /// may be another person than the patron, or an organisation.
    HolderName, RULE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::ValueError;

    #[test]
    fn people_and_organisations() {
        // A surname may be one letter.
        for name in [
            "Dhr. N. Test",
            "A. van de Test e/o B. Test",
            "Obs 't Oelebröd (school 2)",
            "X",
            "李",
            "ТОВ «Мир»",
        ] {
            assert_eq!(HolderName::parse(name).map(|n| n.to_string()), Ok(name.to_owned()));
        }
        assert_eq!(
            HolderName::parse("\u{202D}A. D\u{2019}Angelo\u{202C}").map(String::from),
            Ok("A. D'Angelo".to_owned())
        );
        assert_eq!(HolderName::parse("12345"), Err(ValueError::NoLetter));
        assert_eq!(HolderName::parse(" "), Err(ValueError::Required));
        assert_eq!(HolderName::parse("."), Err(ValueError::NoLetter));
        assert_eq!(HolderName::parse(&"a".repeat(71)), Err(ValueError::TooLong { max: 70, found: 71 }));
    }
}
