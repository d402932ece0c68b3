//! Surnames and call names.

use crate::values::text::{TextRule, is_in_a_name, personal_text};

const SURNAME: TextRule = TextRule { min: 1, max: 60, needs_letter: true, allows: is_in_a_name };

const CALL_NAME: TextRule = TextRule { min: 1, max: 40, needs_letter: true, allows: is_in_a_name };

personal_text! {
    /// A surname without prefix, 1 to 60 characters: letters of any script with their marks, hyphen, apostrophe, dot
    /// and middle dot, and joiners inside a word.
    Surname, SURNAME
}

personal_text! {
    /// A call name (roepnaam), 1 to 40 characters of the same kind as in a [`Surname`]; asked of youth.
    CallName, CALL_NAME
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::ValueError;
    use proptest::prelude::*;

    #[test]
    fn names_of_all_kinds() {
        for (typed, kept) in [
            ("Test", "Test"),
            ("  Jansen \u{2013} Bos ", "Jansen - Bos"),
            ("D\u{2019}Angelo", "D'Angelo"),
            ("Öztürk", "Öztürk"),
            ("Rene\u{301}", "René"),
            ("St. John", "St. John"),
            ("Łukasiewicz", "Łukasiewicz"),
            ("Иванова", "Иванова"),
            ("山田", "山田"),
            ("Col·lell", "Col·lell"),
            ("Co\u{140}lell", "Col·lell"),
            ("レオナルド・ディカプリオ", "レオナルド・ディカプリオ"),
            ("علی\u{200C}نژاد", "علی\u{200C}نژاد"),
            ("\u{200C}علی\u{200D}", "علی"),
            ("काव्य", "काव्य"),
            ("བསྟན་འཛིན", "བསྟན་འཛིན"),
            ("O\u{2032}Neill", "O'Neill"),
            ("O\u{FF07}Neill", "O'Neill"),
            ("Lana\u{2BB}i", "Lana'i"),
            ("Di\u{1EB7}critics", "Di\u{1EB7}critics"),
            ("Te\u{202E}st\u{202C}", "Test"),
            ("\u{FEFF}Te\u{AD}s\u{200B}t", "Test"),
            ("Jan\u{200D}sen", "Jansen"),
            ("De\u{FB01}n", "Defin"),
            ("Nguyễn", "Nguyễn"),
            ("Ñáñez", "Ñáñez"),
            ("N\u{303}a\u{301}n\u{303}ez", "Ñáñez"),
            ("Ng\u{2019}ang\u{2019}a", "Ng'ang'a"),
            ("D\u{B4}Souza", "D'Souza"),
            ("O\u{2BC}Hara", "O'Hara"),
            ("ǃKung", "ǃKung"),
            ("Əliyev", "Əliyev"),
            ("Þórsdóttir", "Þórsdóttir"),
            ("בן\u{5BE}גוריון", "בן-גוריון"),
            ("ქართველიშვილი", "ქართველიშვილი"),
            ("አበበ", "አበበ"),
            ("ထွန်း", "ထွန်း"),
            ("សុខ", "សុខ"),
            ("நா. முத்துக்குமார்", "நா. முத்துக்குமார்"),
            ("അനില\u{D4D}\u{200D}", "അനില\u{D4D}\u{200D}"),
            ("佐々木", "佐々木"),
            ("列奥纳多\u{2027}迪卡普里奥", "列奥纳多·迪卡普里奥"),
            ("김", "김"),
            ("\u{1100}\u{1175}\u{11B7}", "김"),
            ("Jan\u{2800}sen\u{FFFC}", "Jansen"),
        ] {
            assert_eq!(Surname::parse(typed).map(|n| n.to_string()), Ok(kept.to_owned()), "{typed}");
        }
        assert_eq!(CallName::parse("Jan-Piet").map(|n| n.to_string()), Ok("Jan-Piet".to_owned()));
    }

    #[test]
    fn tells_what_is_wrong() {
        for (typed, error) in [
            (" ", ValueError::Required),
            ("Test2", ValueError::Character { found: '2' }),
            ("Te\u{0}st", ValueError::Character { found: '\0' }),
            ("\u{200B}\u{2066}", ValueError::Required),
            ("Test🙂", ValueError::Character { found: '🙂' }),
            ("Test@", ValueError::Character { found: '@' }),
            ("Test٢", ValueError::Character { found: '٢' }),
            ("Test²", ValueError::Character { found: '²' }),
            ("Test\u{E000}", ValueError::Character { found: '\u{E000}' }),
            ("Test/Bos", ValueError::Character { found: '/' }),
            ("-'.", ValueError::NoLetter),
            ("\u{301}", ValueError::NoLetter),
        ] {
            assert_eq!(Surname::parse(typed), Err(error), "{typed:?}");
        }
        assert!(Surname::parse(&"é".repeat(60)).is_ok());
        assert_eq!(Surname::parse(&"é".repeat(61)), Err(ValueError::TooLong { max: 60, found: 61 }));
    }

    #[test]
    fn debug_shows_no_name() {
        assert_eq!(format!("{:?}", Surname::parse("Test").unwrap()), "Surname(•••)");
    }

    proptest! {
        #[test]
        fn shown_reads_back_and_never_panics(text in any::<String>(), like in "[\\p{L}\\p{M}' .-]{1,20}") {
            for typed in [text, like] {
                if let Ok(name) = Surname::parse(&typed) {
                    prop_assert_eq!(Surname::parse(name.as_str()), Ok(name));
                }
            }
        }
    }
}
