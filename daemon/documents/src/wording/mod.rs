//! The fixed words on the documents, per language. One file per language, so that a lawyer or
//! translator reads one page.

mod dutch;
mod english;

use serde::Serialize;

/// Language of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// Dutch, the default.
    #[default]
    Dutch,
    /// English.
    English,
}

impl Language {
    /// Both languages.
    pub const ALL: [Language; 2] = [Language::Dutch, Language::English];

    /// ISO 639-1 code; templates see it as `lang`.
    pub fn code(self) -> &'static str {
        match self {
            Language::Dutch => "nl",
            Language::English => "en",
        }
    }

    pub(crate) fn pass_labels(self) -> PassLabels {
        match self {
            Language::Dutch => dutch::PASS,
            Language::English => english::PASS,
        }
    }

    pub(crate) fn mandate_labels(self) -> MandateLabels {
        match self {
            Language::Dutch => dutch::MANDATE,
            Language::English => english::MANDATE,
        }
    }

    /// The text by which the holder authorises creditor and bank (EPC016-06 section 4.8.1).
    pub(crate) fn authorisation(self, creditor: &str) -> String {
        match self {
            Language::Dutch => dutch::authorisation(creditor),
            Language::English => english::authorisation(creditor),
        }
    }
}

/// Fixed words on the pass.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct PassLabels {
    pub title: &'static str,
    pub number: &'static str,
}

/// Fixed words on the mandate form.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct MandateLabels {
    pub title: &'static str,
    pub scheme: &'static str,
    pub creditor: &'static str,
    pub holder: &'static str,
    pub patron: &'static str,
    pub name: &'static str,
    pub address: &'static str,
    pub place: &'static str,
    pub country: &'static str,
    pub creditor_identifier: &'static str,
    pub reference: &'static str,
    pub purpose: &'static str,
    pub payment_type: &'static str,
    pub recurrent: &'static str,
    pub iban: &'static str,
    pub bic: &'static str,
    pub patron_name: &'static str,
    pub patron_number: &'static str,
    pub switch_service: &'static str,
    pub authorisation: &'static str,
    pub refund: &'static str,
    pub signing: &'static str,
    pub signing_place: &'static str,
    pub signing_date: &'static str,
    pub signature: &'static str,
    pub hand_in: &'static str,
    pub usual_purpose: &'static str,
}
