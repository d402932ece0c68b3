//! What can be wrong with a text.

use crate::encoding::Encoding;
use crate::words::{Words, marked};
use crate::{Form, sentence};

/// How like a known word another must be to be offered in its place (Jaro, as for mistyped subcommands).
const LIKE: f64 = 0.7;

/// What is wrong with a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A key that is not known.
    UnknownKey {
        /// The key.
        key: String,
        /// Keys that are.
        known: Vec<String>,
    },
    /// A word that is not one of those to choose from.
    UnknownWord {
        /// The word.
        word: String,
        /// Words to choose from.
        known: Vec<String>,
    },
    /// A key that must be there is not.
    MissingKey {
        /// The key.
        key: String,
    },
    /// A key is there twice.
    KeyTwice {
        /// The key.
        key: String,
    },
    /// A value of another kind or out of range.
    WrongValue {
        /// What is there.
        found: Words,
        /// What should be.
        expected: Words,
    },
    /// A rule of our own.
    Rule(Words),
    /// The bytes are no text that can be read.
    Encoding(Encoding),
    /// It is not in the form at all.
    Syntax {
        /// The form.
        form: Form,
        /// What the reader says.
        detail: Words,
    },
}

impl Fault {
    /// From a sentence of serde; any other is a rule of our own.
    pub(crate) fn said(message: &str) -> Self {
        let message = message.trim();
        let with_expected = |begin: &str| message.strip_prefix(begin)?.rsplit_once(", expected ");
        let with_known = |begin: &str| {
            let rest = message.strip_prefix(begin)?;
            let (found, known) = rest.split_once(", ")?;
            Some((bare(found), quoted(known)))
        };
        if let Some((key, known)) = with_known("unknown field ") {
            Self::UnknownKey { key, known }
        } else if let Some((word, known)) = with_known("unknown variant ") {
            Self::UnknownWord { word, known }
        } else if let Some(key) = message.strip_prefix("missing field ") {
            Self::MissingKey { key: bare(key) }
        } else if let Some(key) = message.strip_prefix("duplicate field ") {
            Self::KeyTwice { key: bare(key) }
        } else if let Some((found, expected)) =
            with_expected("invalid type: ").or_else(|| with_expected("invalid value: "))
        {
            let expected = marked(expected).unwrap_or_else(|| sentence::expected(expected));
            Self::WrongValue { found: sentence::found(found), expected }
        } else {
            Self::Rule(marked(message).unwrap_or_else(|| sentence::rule(message)))
        }
    }

    /// From what a reader says of a text that is not in its form, and the line it says it of.
    pub(crate) fn syntax(form: Form, message: &str, line: &str) -> Self {
        let hint = sentence::line_ends(form, message, line)
            .or_else(|| sentence::out_of_quotes(form, line))
            .or_else(|| sentence::bare_digits(form, line));
        let detail = hint.unwrap_or_else(|| sentence::syntax(message));
        Self::Syntax { form, detail }
    }

    /// The same of a value that turns out to be a date: to readers it is a table with one key.
    pub(crate) fn of_date(self, date: &str) -> Self {
        match self {
            Self::WrongValue { expected, .. } => {
                let found = Words::new(format!("datum {date}"), format!("date {date}"));
                let quoted = |words: String, quotes: &str| match words.as_str() {
                    "tekst" | "text" => format!("{words} {quotes}"),
                    _ => words,
                };
                let expected = Words {
                    nl: quoted(expected.nl, "tussen aanhalingstekens"),
                    en: quoted(expected.en, "in quotes"),
                };
                Self::WrongValue { found, expected }
            }
            other => other,
        }
    }

    /// The key that is not known, when that is the matter.
    pub(crate) fn unknown_key(&self) -> Option<&str> {
        match self {
            Self::UnknownKey { key, .. } => Some(key),
            _ => None,
        }
    }

    /// One sentence in each language.
    pub fn words(&self) -> Words {
        match self {
            Self::UnknownKey { key, known } => {
                let choice = choice(key, known, "Bekend zijn", "Known are");
                Words {
                    nl: format!("onbekende sleutel `{key}`. {}", choice.nl),
                    en: format!("unknown key `{key}`. {}", choice.en),
                }
            }
            Self::UnknownWord { word, known } => {
                let choice = choice(word, known, "Kies uit", "Choose from");
                Words {
                    nl: format!("`{word}` kan hier niet. {}", choice.nl),
                    en: format!("`{word}` cannot be here. {}", choice.en),
                }
            }
            Self::MissingKey { key } => {
                Words { nl: format!("sleutel `{key}` ontbreekt."), en: format!("key `{key}` is missing.") }
            }
            Self::KeyTwice { key } => Words {
                nl: format!("sleutel `{key}` staat er twee keer."),
                en: format!("key `{key}` is there twice."),
            },
            Self::WrongValue { found, expected } => Words {
                nl: format!("{} kan hier niet; verwacht wordt {}.", found.nl, expected.nl),
                en: format!("{} cannot be here; expected is {}.", found.en, expected.en),
            },
            Self::Rule(words) => words.clone(),
            Self::Encoding(encoding) => encoding.words(),
            Self::Syntax { form, detail } => {
                let form = format!("{form:?}").to_uppercase();
                Words {
                    nl: format!("geen geldige {form}: {}.", detail.nl),
                    en: format!("not valid {form}: {}.", detail.en),
                }
            }
        }
    }
}

/// The known words, the one that was probably meant first.
fn choice(found: &str, known: &[String], nl: &str, en: &str) -> Words {
    if known.is_empty() {
        return Words::new("Hier kan er geen staan.", "There can be none here.");
    }
    let like = |word: &&String| strsim::jaro(found, word);
    let meant = known.iter().max_by(|a, b| like(a).total_cmp(&like(b))).filter(|word| like(word) >= LIKE);
    let list = known.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    match meant {
        Some(meant) => Words {
            nl: format!("Bedoelt u `{meant}`? {nl}: {list}."),
            en: format!("Did you mean `{meant}`? {en}: {list}."),
        },
        None => Words { nl: format!("{nl}: {list}."), en: format!("{en}: {list}.") },
    }
}

fn bare(quoted: &str) -> String {
    quoted.trim_matches('`').to_owned()
}

/// The words within backquotes.
fn quoted(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}
