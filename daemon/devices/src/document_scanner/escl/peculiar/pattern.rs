//! Patterns of names.

use balie_reading::both;

/// A name in which `*` stands for anything, whatever capitals it is written in.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Pattern(String);

impl TryFrom<String> for Pattern {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let text = text.trim().to_lowercase();
        if text.is_empty() {
            return Err(both("een patroon mag niet leeg zijn.", "a pattern must not be empty."));
        }
        Ok(Self(text))
    }
}

impl Pattern {
    pub fn fits(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        let mut parts = self.0.split('*');
        let Some(rest) = parts.next().and_then(|first| name.strip_prefix(first)) else { return false };
        let mut rest = rest;
        let mut last = None;
        for part in parts {
            if let Some(before) = last.replace(part) {
                let Some(at) = rest.find(before) else { return false };
                rest = &rest[at + before.len()..];
            }
        }
        last.map_or(rest.is_empty(), |last: &str| rest.ends_with(last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fits(pattern: &str, name: &str) -> bool {
        Pattern::try_from(pattern.to_owned()).unwrap().fits(name)
    }

    #[test]
    fn a_star_stands_for_anything() {
        for (pattern, name, fitting) in [
            ("B205", "b205", true),
            ("B205", "B2050", false),
            ("Brother *", "Brother MFC-L2710DW series", true),
            ("*series", "Brother MFC-L2710DW series", true),
            ("*", "", true),
            ("HP*M28*w", "HP LaserJet MFP M28w", true),
            ("HP*M28*w", "HP LaserJet MFP M28-M31", false),
            ("a*a", "a", false),
            ("a*a", "aa", true),
            ("a*b*a", "aba", true),
            ("a*b*a", "abxxa", true),
            ("a*b*a", "axxa", false),
        ] {
            assert_eq!(fits(pattern, name), fitting, "{pattern} {name}");
        }
        assert!(Pattern::try_from(" ".to_owned()).is_err());
    }

    proptest! {
        #[test]
        fn a_name_with_anything_left_out_fits(
            name in "[a-z](|[a-zA-Z0-9 é]{0,10}[A-Z])", from in 0..13_usize, to in 0..13_usize,
        ) {
            let characters: Vec<char> = name.chars().collect();
            let (from, to) = (from.min(characters.len()), to.min(characters.len()));
            let (from, to) = (from.min(to), from.max(to));
            let pattern: String =
                characters[..from].iter().chain(&['*']).chain(&characters[to..]).collect();
            prop_assert!(fits(&pattern, &name), "{} {}", pattern, name);
        }
    }
}
