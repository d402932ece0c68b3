//! Who asks, and in which language the answer is wanted.

use crate::error::ClientError;
use std::fs;

/// Longest station name, in characters.
const MAX_STATION: usize = 64;

/// Language of messages to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// Dutch.
    #[default]
    Dutch,
    /// English.
    English,
}

impl Language {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Dutch, Self::English];

    /// Language tag (BCP 47), as sent in `accept-language`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Dutch => "nl",
            Self::English => "en",
        }
    }

    /// The language of a tag or a locale such as `en`, `en-GB`, `nl_NL.UTF-8`; none for another language.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_', '.', '@']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| primary.eq_ignore_ascii_case(language.tag()))
    }
}

/// Who asks: the station, and its language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    pub(super) language: Language,
    pub(super) station: String,
}

impl Caller {
    /// A caller at `station`; at the station named as this host when none is given.
    ///
    /// # Errors
    /// [`ClientError::Station`] unless the station has 1 to 64 letters, digits, `.`, `_` or `-` (it travels
    /// as metadata, which is ASCII).
    pub fn new(language: Language, station: Option<String>) -> Result<Self, ClientError> {
        let station = station.unwrap_or_else(host_name);
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
        if station.is_empty() || station.len() > MAX_STATION || !station.chars().all(allowed) {
            return Err(ClientError::Station { station });
        }
        Ok(Self { language, station })
    }

    /// Name of the station.
    pub fn station(&self) -> &str {
        &self.station
    }

    /// Language of the answers.
    pub fn language(&self) -> Language {
        self.language
    }
}

/// The kernel's name of this host; "localhost" where there is none, so that a caller always has a station.
fn host_name() -> String {
    let name = fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let name = name.trim();
    if name.is_empty() { "localhost".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_name_languages() {
        assert_eq!(Language::from_tag("en_GB.UTF-8"), Some(Language::English));
        assert_eq!(Language::from_tag("NL"), Some(Language::Dutch));
        assert_eq!(Language::from_tag("nl-BE"), Some(Language::Dutch));
        assert_eq!(Language::from_tag("de_DE"), None);
        assert_eq!(Language::from_tag("C"), None);
        assert_eq!(Language::from_tag("enx"), None);
    }

    #[test]
    fn stations_are_checked() {
        let station = |name: &str| Caller::new(Language::Dutch, Some(name.to_owned()));
        assert_eq!(station("balie-1.annen").unwrap().station(), "balie-1.annen");
        for wrong in ["", "balie 1", "balië", &"x".repeat(65)] {
            assert!(matches!(station(wrong), Err(ClientError::Station { .. })), "{wrong}");
        }
        assert!(!Caller::new(Language::Dutch, None).unwrap().station().is_empty());
    }
}
