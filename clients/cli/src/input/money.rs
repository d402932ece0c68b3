//! Amounts of money in files.

use balie_reading::{both, custom};
use serde::de::{Deserializer, Error, Visitor};
use std::fmt;

/// An amount: best a string such as `"58,00"`; a whole number will do. A number with a point is refused:
/// a binary fraction is no money.
pub(crate) fn amount<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    deserializer.deserialize_any(Amount)
}

struct Amount;

impl Visitor<'_> for Amount {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&both(
            "een bedrag tussen aanhalingstekens, zoals \"58,00\"",
            "an amount in quotes, such as \"58,00\"",
        ))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(text.to_owned()))
    }

    fn visit_u64<E: Error>(self, euro: u64) -> Result<Self::Value, E> {
        Ok(Some(format!("{euro}.00")))
    }

    fn visit_i64<E: Error>(self, euro: i64) -> Result<Self::Value, E> {
        match u64::try_from(euro) {
            Ok(euro) => self.visit_u64(euro),
            Err(_) => {
                Err(custom("een bedrag is niet minder dan nul.", "an amount is not less than nothing."))
            }
        }
    }

    fn visit_f64<E: Error>(self, amount: f64) -> Result<Self::Value, E> {
        Err(custom(
            format_args!("zet het bedrag tussen aanhalingstekens: \"{amount:.2}\"."),
            format_args!("put the amount in quotes: \"{amount:.2}\"."),
        ))
    }

    /// `null` in JSON: no amount.
    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Deserialize)]
    struct Sample {
        #[serde(default, deserialize_with = "amount")]
        tendered: Option<String>,
    }

    fn read(text: &str) -> Option<Option<String>> {
        balie_reading::toml::<Sample>(text).ok().map(|sample| sample.tendered)
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
