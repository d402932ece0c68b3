//! Why a device that was found on USB is not used.

use crate::state::Words;

/// Why a device, or one of its interfaces, is not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NotUsed {
    /// The configuration says so.
    Ignored,
    /// Devices are not found by themselves, says the configuration, and it does not name this one.
    AutomaticOff,
    /// A keyboard that does not look like a scanner: it may be the clerk's own.
    UnknownKeyboard,
    /// A serial line at whose other end may be anything.
    UnknownSerialLine,
    /// The same scanner is read in a better way already.
    SpareInterface,
    /// A scanner that is set up to speak in a way of its maker's.
    UnusableMode,
}

impl NotUsed {
    /// Every reason.
    pub const ALL: [Self; 6] = [
        Self::Ignored,
        Self::AutomaticOff,
        Self::UnknownKeyboard,
        Self::UnknownSerialLine,
        Self::SpareInterface,
        Self::UnusableMode,
    ];

    /// A stable name in the form of `google.rpc.ErrorInfo.reason`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.words().code
    }

    /// Why it is not used: English for `en` and its regions, Dutch for anything else.
    #[must_use]
    pub fn message(self, lang: &str) -> &'static str {
        self.words().message(lang)
    }

    /// What a person can do about it, in the same languages.
    #[must_use]
    pub fn remedy(self, lang: &str) -> &'static str {
        self.words().remedy(lang)
    }

    const fn words(self) -> &'static Words {
        match self {
            Self::Ignored => &Words {
                code: "IGNORED_BY_CONFIGURATION",
                nl: "Overgeslagen volgens de configuratie",
                nl_remedy: "Haal het apparaat weg bij [devices] ignore om het te gebruiken.",
                en: "Ignored by configuration",
                en_remedy: "Take the device out of [devices] ignore to use it.",
            },
            Self::AutomaticOff => &Words {
                code: "AUTOMATIC_OFF",
                nl: "Apparaten worden niet vanzelf gebruikt",
                nl_remedy: "Zet [devices] auto aan, of noem het apparaat in een [[scanner]].",
                en: "Devices are not used by themselves",
                en_remedy: "Switch [devices] auto on, or name the device in a [[scanner]].",
            },
            Self::UnknownKeyboard => &Words {
                code: "UNKNOWN_KEYBOARD",
                nl: "Een toetsenbord dat niet op een scanner lijkt",
                nl_remedy: "Is het een scanner? Noem zijn vendor in match van een [[scanner]] met driver = \"usb\".",
                en: "A keyboard that does not look like a scanner",
                en_remedy: "Is it a scanner? Give its vendor in match of a [[scanner]] with driver = \"usb\".",
            },
            Self::UnknownSerialLine => &Words {
                code: "UNKNOWN_SERIAL_LINE",
                nl: "Een seriële lijn waar van alles aan kan zitten",
                nl_remedy: "Is het een scanner? Noem hem in match van een [[scanner]] met driver = \"serial\".",
                en: "A serial line with anything at its other end",
                en_remedy: "Is it a scanner? Name it in match of a [[scanner]] with driver = \"serial\".",
            },
            Self::SpareInterface => &Words {
                code: "SPARE_INTERFACE",
                nl: "Dezelfde scanner wordt al op een betere manier gelezen",
                nl_remedy: "Er hoeft niets te gebeuren.",
                en: "The same scanner is read in a better way already",
                en_remedy: "Nothing needs to be done.",
            },
            Self::UnusableMode => &Words {
                code: "UNUSABLE_MODE",
                nl: "De scanner staat in een stand die alleen de fabrikant kent",
                nl_remedy: "Scan de code voor HID-toetsenbord of HID POS uit het boekje van de scanner.",
                en: "The scanner is in a mode that only its maker knows",
                en_remedy: "Scan the code for HID keyboard or HID POS in the manual of the scanner.",
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_its_own_code_and_words_in_both_languages() {
        let mut codes: Vec<_> = NotUsed::ALL.iter().map(|reason| reason.code()).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), NotUsed::ALL.len());
        for reason in NotUsed::ALL {
            assert_ne!(reason.message("nl"), reason.message("en"), "{reason:?}");
            assert!(reason.remedy("nl").ends_with('.') && reason.remedy("en").ends_with('.'), "{reason:?}");
        }
    }
}
