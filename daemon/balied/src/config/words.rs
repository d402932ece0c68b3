//! What the reader of a configuration says, in Dutch as well.

use balie_registration::{Explain, Lang};

/// A sentence in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Dutch.
    pub nl: String,
    /// English.
    pub en: String,
}

impl Words {
    /// Both.
    pub fn new(nl: impl Into<String>, en: impl Into<String>) -> Self {
        Self { nl: nl.into(), en: en.into() }
    }

    /// What is explained in both languages already.
    pub fn of(why: &impl Explain) -> Self {
        Self::new(why.message(Lang::Nl), why.message(Lang::En))
    }
}

/// The sentences of serde, of which the form is fixed, and of the TOML reader.
pub fn unread(message: &str) -> Words {
    let en = message.trim().to_owned();
    let between = |begin: &str| en.strip_prefix(begin)?.split_once(", expected ");
    let nl = if let Some((key, known)) = between("unknown field ") {
        format!("onbekende sleutel {key}; bekend: {}", list(known))
    } else if let Some((word, known)) = between("unknown variant ") {
        format!("{word} kan hier niet; kies {}", list(known))
    } else if let Some(key) = en.strip_prefix("missing field ") {
        format!("sleutel {key} ontbreekt")
    } else if let Some(key) = en.strip_prefix("duplicate field ") {
        format!("sleutel {key} staat er twee keer")
    } else if let Some((found, expected)) = between("invalid type: ").or_else(|| between("invalid value: ")) {
        format!("verkeerde waarde: {found}; verwacht: {}", list(expected))
    } else {
        format!("geen geldige TOML: {en}")
    };
    Words { nl, en }
}

fn list(known: &str) -> String {
    known.replace("one of ", "een van ").replace("` or `", "` of `")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code, reason = "only read")]
    struct Table {
        number: u32,
        kind: Kind,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Kind {
        One,
        Two,
    }

    #[test]
    fn every_sentence_of_the_reader_has_a_dutch_one() {
        for (text, nl) in [
            ("nummer = 1", "onbekende sleutel `nummer`; bekend: `number` of `kind`"),
            ("number = 1\nkind = \"three\"", "`three` kan hier niet; kies `one` of `two`"),
            ("number = 1", "sleutel `kind` ontbreekt"),
            ("number = \"1\"", "verkeerde waarde: string \"1\"; verwacht: u32"),
            ("number = -1", "verkeerde waarde: integer `-1`; verwacht: u32"),
            ("number = ", "geen geldige TOML: "),
        ] {
            let words = unread(toml::from_str::<Table>(text).unwrap_err().message());
            assert!(words.nl.starts_with(nl), "{text}: {words:?}");
            assert_ne!(words.nl, words.en);
        }
    }
}
