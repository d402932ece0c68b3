//! What is wrong with a file of addresses.

use super::LONGEST;
use balie_reading::Words;
use std::io;

/// Why a file of addresses cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.words().en)]
pub enum AddressFault {
    /// It cannot be read.
    Io(#[from] io::Error),
    /// Something else than text, or text in another encoding than UTF-8.
    Encoding {
        /// The line where it shows, from 1.
        line: usize,
        /// What it is, and what helps.
        words: Words,
    },
    /// Text in UTF-16, in which nothing can be found without reading all of it.
    Utf16,
    /// Lines that end in the way of old Macintoshes, so that there is only one.
    LineEnds,
    /// A line that is not a postcode, a street and a place.
    Form {
        /// Its number, from 1.
        line: usize,
        /// What is there instead.
        wrong: Wrong,
    },
    /// A postcode that should have come earlier.
    Order {
        /// Its number, from 1.
        line: usize,
    },
}

/// What is in a line instead of a postcode, a street and a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// More bytes than a line may have.
    TooLong,
    /// A quotation mark without its other one.
    Quote,
    /// Another number of columns.
    Columns {
        /// How many.
        found: usize,
        /// What separates them in this file.
        separator: char,
    },
    /// A first column that is no postcode, shortened.
    Postcode(String),
    /// A column with nothing in it.
    Empty,
    /// A control character, such as a line end of old Macintoshes among others.
    Control(u8),
}

impl AddressFault {
    /// The same in both languages.
    pub fn words(&self) -> Words {
        match self {
            Self::Io(error) => Words::new(
                format!("dit bestand kan niet worden gelezen: {error}"),
                format!("this file cannot be read: {error}"),
            ),
            Self::Encoding { line, words } => {
                Words::new(format!("regel {line}: {}", words.nl), format!("line {line}: {}", words.en))
            }
            Self::Utf16 => Words::new(
                "dit bestand is in UTF-16 opgeslagen (“Unicode-tekst”). Sla het op als CSV UTF-8.",
                "this file is saved in UTF-16 (“Unicode Text”). Save it as CSV UTF-8.",
            ),
            Self::LineEnds => Words::new(
                "de regels eindigen als op een oude Macintosh. Sla het op als CSV UTF-8, niet als CSV (Macintosh).",
                "the lines end as on an old Macintosh. Save it as CSV UTF-8, not as CSV (Macintosh).",
            ),
            Self::Form { line, wrong } => {
                let (nl, en) = wrong.words();
                Words::new(
                    format!("regel {line}: verwacht wordt `9468 BG;Straat;Plaats`, maar {nl}."),
                    format!("line {line}: expected `9468 BG;Street;Place`, but {en}."),
                )
            }
            Self::Order { line } => Words::new(
                format!("regel {line}: niet in volgorde van postcode; sorteer het bestand."),
                format!("line {line}: not in order of postcode; sort the file."),
            ),
        }
    }
}

impl Wrong {
    fn words(&self) -> (String, String) {
        match self {
            Self::TooLong => (
                format!("de regel is langer dan {LONGEST} bytes"),
                format!("the line is longer than {LONGEST} bytes"),
            ),
            Self::Quote => (
                "een aanhalingsteken wordt niet gesloten".to_owned(),
                "a quotation mark is not closed".to_owned(),
            ),
            Self::Columns { found, separator } => {
                let separator = if *separator == '\t' { "tab".to_owned() } else { format!("`{separator}`") };
                match found {
                    1 => (
                        format!("er is maar één kolom: {separator} komt er niet in voor"),
                        format!("there is only one column: {separator} does not occur in it"),
                    ),
                    found => (
                        format!("er zijn {found} kolommen, gescheiden door {separator}"),
                        format!("there are {found} columns, separated by {separator}"),
                    ),
                }
            }
            Self::Postcode(found) => {
                (format!("“{found}” is geen Nederlandse postcode"), format!("“{found}” is no Dutch postcode"))
            }
            Self::Empty => ("een kolom is leeg".to_owned(), "a column is empty".to_owned()),
            Self::Control(byte) => (
                format!("er staat een stuurteken in (byte {byte:02X})"),
                format!("there is a control character in it (byte {byte:02X})"),
            ),
        }
    }
}
