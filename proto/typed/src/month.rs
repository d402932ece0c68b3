//! Names of months.

/// Names of the months, Dutch and English, from January.
pub const MONTHS: [(&str, &str); 12] = [
    ("januari", "January"),
    ("februari", "February"),
    ("maart", "March"),
    ("april", "April"),
    ("mei", "May"),
    ("juni", "June"),
    ("juli", "July"),
    ("augustus", "August"),
    ("september", "September"),
    ("oktober", "October"),
    ("november", "November"),
    ("december", "December"),
];

/// The usual short form of March in Dutch is not its beginning (Het Groene Boekje: "mrt.").
const SHORT_MARCH: &str = "mrt";
/// Fewest letters of a short form.
const SHORTEST: usize = 3;

/// The number of a month, 1 to 12, by its name in either language or the first three or more letters of it.
pub(crate) fn month_number(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    if word == SHORT_MARCH {
        return Some(3);
    }
    let begins = |name: &str| word.len() >= SHORTEST && name.to_lowercase().starts_with(&word);
    let at = MONTHS.iter().position(|(nl, en)| begins(nl) || begins(en))?;
    u32::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_and_short_names_in_both_languages() {
        for (words, number) in [
            (&["januari", "Jan", "JANUARY"][..], 1),
            (&["mrt", "maart", "Mar", "maa"], 3),
            (&["mei", "May"], 5),
            (&["juni", "jun", "June"], 6),
            (&["juli", "jul", "July"], 7),
            (&["aug", "Augustus", "august"], 8),
            (&["sept", "september"], 9),
            (&["okt", "Oct", "oktober", "October"], 10),
            (&["dec", "december"], 12),
        ] {
            for word in words {
                assert_eq!(month_number(word), Some(number), "{word}");
            }
        }
        for word in ["", "j", "ja", "ju", "januarie", "janvier", "m", "1"] {
            assert_eq!(month_number(word), None, "{word}");
        }
    }
}
