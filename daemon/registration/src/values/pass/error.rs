//! Why a pass or branch number was refused.

use crate::explain::{Explain, Lang};
use serde::{Deserialize, Serialize};

/// Why something is not a pass number or branch number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case", tag = "rule")]
#[non_exhaustive]
pub enum PassError {
    /// A branch number is exactly four digits.
    #[error("not a branch number")]
    Branch,
    /// Something else than digits.
    #[error("pass number holds {found:?}")]
    Characters {
        /// The first character that is not a digit.
        found: char,
    },
    /// Not 14 digits.
    #[error("{found} digits, 14 expected")]
    Length {
        /// Digits found.
        found: usize,
    },
    /// 14 digits that do not begin with 2.
    #[error("begins with {found}, not with 2")]
    Prefix {
        /// The first digit.
        found: char,
    },
    /// The last digit does not fit the others (Luhn, ISO/IEC 7812-1 annex B).
    #[error("wrong check digit")]
    CheckDigit,
    /// The barcode of a book or another item.
    #[error("this is a book, not a pass")]
    IsBook,
    /// A serial above 99 999 999.
    #[error("serial out of range")]
    Serial,
    /// A code that is good in itself, behind what a scanner puts in front of every code to say of which kind it is.
    #[error("the scanner put {found:?} in front of the code")]
    Identifier {
        /// What stands in front: one to three characters.
        found: String,
    },
}

impl Explain for PassError {
    fn code(&self) -> &'static str {
        match self {
            Self::Branch => "BRANCH_FORM",
            Self::Characters { .. } => "PASS_CHARACTERS",
            Self::Length { .. } => "PASS_LENGTH",
            Self::Prefix { .. } => "PASS_PREFIX",
            Self::CheckDigit => "PASS_CHECK_DIGIT",
            Self::IsBook => "PASS_IS_BOOK",
            Self::Serial => "PASS_SERIAL",
            Self::Identifier { .. } => "PASS_CODE_IDENTIFIER",
        }
    }

    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Branch => lang.pick(
                "Geen vestigingsnummer: vier cijfers, bijvoorbeeld 9401.",
                "Not a branch number: four digits, for example 9401.",
            ),
            Self::Characters { .. } => lang.pick(
                "Een pasnummer bestaat alleen uit cijfers; scan de pas opnieuw.",
                "A pass number holds digits only; scan the pass again.",
            ),
            Self::Length { found } => {
                let (cijfers, digits) = if *found == 1 { ("cijfer", "digit") } else { ("cijfers", "digits") };
                lang.pick(
                    &format!("Pasnummer heeft {found} {cijfers}, 14 verwacht; scan de pas opnieuw."),
                    &format!("Pass number has {found} {digits}, 14 expected; scan the pass again."),
                )
            }
            Self::Prefix { found } => lang.pick(
                &format!("Dit is geen pas: het nummer begint met {found}, een pas begint met 2."),
                &format!("This is not a pass: the number begins with {found}, a pass begins with 2."),
            ),
            Self::CheckDigit => lang.pick(
                "Het controlecijfer klopt niet: een cijfer is verkeerd of verwisseld; scan opnieuw.",
                "The check digit is wrong: a digit is mistyped or swapped; scan again.",
            ),
            Self::IsBook => lang.pick(
                "Dit is een boek, geen pas; scan een blanco pas.",
                "This is a book, not a pass; scan a blank pass.",
            ),
            Self::Serial => lang.pick(
                "Het volgnummer van een pas is hoogstens 99999999.",
                "The serial of a pass is at most 99999999.",
            ),
            Self::Identifier { found } => lang.pick(
                &format!(
                    "De scanner zet {found} voor de code: een instelling van de scanner. Scan in het boekje van de \
                     scanner de code waarmee die code-ID uitgaat (of AIM-ID aangaat), en scan dan opnieuw."
                ),
                &format!(
                    "The scanner puts {found} in front of the code: a setting of the scanner. Scan the code in its \
                     manual that switches this code ID off (or AIM ID on), then scan again."
                ),
            ),
        }
    }
}
