//! What a printer says it is: the device id of IEEE 1284, such as
//! `MFG:Evolis;MDL:Zenius;CMD:ESC;SN:10000123;`.

/// Who a printer says it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeviceIdentity {
    /// `MFG` or `MANUFACTURER`.
    pub manufacturer: Option<String>,
    /// `MDL` or `MODEL`.
    pub model: Option<String>,
    /// `SN`, `SERN` or `SERIALNUMBER`.
    pub serial: Option<String>,
    /// `CMD` or `COMMAND SET`: the languages it speaks.
    pub languages: Vec<String>,
}

impl DeviceIdentity {
    /// Reads an answer of GET_DEVICE_ID: two bytes of length, most significant first, themselves included,
    /// then the text. Printers that count wrongly are read as far as there is text.
    #[must_use]
    pub fn from_answer(answer: &[u8]) -> Self {
        let text = match answer.split_at_checked(2) {
            Some((length, text)) => {
                let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
                text.get(..length.saturating_sub(2)).filter(|text| !text.is_empty()).unwrap_or(text)
            }
            None => answer,
        };
        Self::from_text(&String::from_utf8_lossy(text))
    }

    /// Reads the text itself. Keys that are not known are skipped.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        let mut identity = Self::default();
        for pair in text.trim_end_matches('\0').split(';') {
            let Some((key, value)) = pair.split_once(':') else { continue };
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            match key.trim().to_ascii_uppercase().as_str() {
                "MFG" | "MANUFACTURER" => identity.manufacturer = Some(value.to_owned()),
                "MDL" | "MODEL" => identity.model = Some(value.to_owned()),
                "SN" | "SERN" | "SERIALNUMBER" => identity.serial = Some(value.to_owned()),
                "CMD" | "COMMAND SET" => {
                    identity.languages = value.split(',').map(|one| one.trim().to_owned()).collect();
                }
                _ => {}
            }
        }
        identity
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "MFG:Zebra Technologies;CMD:ZPL,EPL2;mdl: ZTC ZD420-300dpi ;CLS:PRINTER;SN:D4J1;";

    fn zebra() -> DeviceIdentity {
        DeviceIdentity {
            manufacturer: Some("Zebra Technologies".into()),
            model: Some("ZTC ZD420-300dpi".into()),
            serial: Some("D4J1".into()),
            languages: vec!["ZPL".into(), "EPL2".into()],
        }
    }

    fn answer(length: usize) -> Vec<u8> {
        let mut bytes = u16::try_from(length).unwrap().to_be_bytes().to_vec();
        bytes.extend_from_slice(TEXT.as_bytes());
        bytes
    }

    #[test]
    fn keys_have_long_and_short_names_and_any_case() {
        assert_eq!(DeviceIdentity::from_answer(&answer(TEXT.len() + 2)), zebra());
        let long = DeviceIdentity::from_text("MANUFACTURER:Evolis;MODEL:Zenius;COMMAND SET:ESC;SERN:1;");
        assert_eq!((long.manufacturer.as_deref(), long.serial.as_deref()), (Some("Evolis"), Some("1")));
    }

    #[test]
    fn a_wrong_length_is_forgiven() {
        for length in [0, 1, 2, 60_000] {
            assert_eq!(DeviceIdentity::from_answer(&answer(length)), zebra(), "{length}");
        }
        // Too short a length cuts the last value off, as any reader must take it.
        assert_eq!(DeviceIdentity::from_answer(&answer(30)).manufacturer, zebra().manufacturer);
        assert_eq!(DeviceIdentity::from_answer(b"x"), DeviceIdentity::default());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_bytes_can_be_read(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            let identity = DeviceIdentity::from_answer(&bytes);
            prop_assert!(identity.model.is_none_or(|model| !model.is_empty()));
        }
    }
}
