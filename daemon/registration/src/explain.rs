//! How a refused value or command explains itself to a person and to a program.

use serde::{Deserialize, Serialize};

/// A language people at the counter read. Dutch is the default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Dutch.
    #[default]
    Nl,
    /// English.
    En,
}

impl Lang {
    /// The first supported language of an `Accept-Language` value (RFC 9110 section 12.5.4), in the
    /// order written; quality values are ignored. Dutch when none is supported.
    pub fn from_accept_language(header: &str) -> Self {
        header
            .split(',')
            .filter_map(|range| {
                let tag = range.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
                match tag.split('-').next() {
                    Some("nl") => Some(Self::Nl),
                    Some("en") => Some(Self::En),
                    _ => None,
                }
            })
            .next()
            .unwrap_or_default()
    }

    /// BCP 47 tag of the language.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Nl => "nl",
            Self::En => "en",
        }
    }

    /// The text in this language.
    pub fn pick(self, nl: &str, en: &str) -> String {
        match self {
            Self::Nl => nl.to_owned(),
            Self::En => en.to_owned(),
        }
    }
}

/// Something that was refused and can say why.
pub trait Explain {
    /// Stable machine-readable reason in `UPPER_SNAKE_CASE`, at most 63 characters
    /// (`google.rpc.ErrorInfo.reason`).
    fn code(&self) -> &'static str;

    /// One sentence for a person: what is wrong and, where there is one, the remedy.
    /// Never holds personal data beyond what the person typed in that very field.
    fn message(&self, lang: Lang) -> String;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accept_language_picks_the_first_supported() {
        for (header, lang) in [
            ("", Lang::Nl),
            ("en", Lang::En),
            ("en-GB,nl;q=0.8", Lang::En),
            ("de, nl-NL", Lang::Nl),
            ("fr;q=1, EN;q=0.5", Lang::En),
            ("*", Lang::Nl),
        ] {
            assert_eq!(Lang::from_accept_language(header), lang, "{header:?}");
        }
    }
}
