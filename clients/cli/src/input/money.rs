//! Amounts of money in files.

use serde::{Deserialize, Deserializer, de::Error as _};

/// An amount: best a string such as `"58,00"`; a whole number will do. A number with a point is refused:
/// a binary fraction is no money.
pub(super) fn amount<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Typed {
        Whole(u32),
        Fraction(f64),
        Text(String),
    }
    match Typed::deserialize(deserializer)? {
        Typed::Whole(euro) => Ok(Some(format!("{euro}.00"))),
        Typed::Fraction(amount) => {
            Err(D::Error::custom(format!("put the amount in quotes: \"{amount:.2}\"")))
        }
        Typed::Text(text) => Ok(Some(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Sample {
        #[serde(default, deserialize_with = "amount")]
        tendered: Option<String>,
    }

    fn read(text: &str) -> Option<Option<String>> {
        toml::from_str::<Sample>(text).ok().map(|sample| sample.tendered)
    }

    #[test]
    fn amounts_are_text_or_whole() {
        assert_eq!(read("tendered = 60"), Some(Some("60.00".into())));
        assert_eq!(read("tendered = \"58,00\""), Some(Some("58,00".into())));
        assert_eq!(read(""), Some(None));
        assert_eq!(read("tendered = 58.1"), None);
        assert_eq!(read("tendered = -1"), None);
    }
}
