//! Why an account, bank, creditor or mandate was refused.

use crate::explain::{Explain, Lang};
use serde::{Deserialize, Serialize};

/// Why something is not an IBAN, BIC, creditor identifier or mandate reference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case", tag = "rule")]
#[non_exhaustive]
pub enum AccountError {
    /// Something else than letters and digits.
    #[error("IBAN holds {found:?}")]
    IbanCharacters {
        /// The first such character.
        found: char,
    },
    /// Does not begin with two letters and two digits.
    #[error("IBAN without country and check digits")]
    IbanForm,
    /// No country with IBANs.
    #[error("no IBANs in country {country}")]
    IbanCountry {
        /// The first two letters.
        country: String,
    },
    /// Too long or too short for the country.
    #[error("IBAN of {country} has {found} characters, {expected} expected")]
    IbanLength {
        /// Country.
        country: String,
        /// Characters found.
        found: usize,
        /// Characters expected.
        expected: usize,
    },
    /// Fails mod 97.
    #[error("wrong IBAN check digits")]
    IbanCheckDigits,
    /// Check digits 00, 01 or 99: ISO 13616 gives out 02 to 98.
    #[error("IBAN check digits outside 02 to 98")]
    IbanCheckRange,
    /// Right length and check digits, but letters where the country has digits or the reverse.
    #[error("IBAN structure is not that of {country}")]
    IbanStructure {
        /// Country.
        country: String,
    },
    /// An account from which cannot be collected, as its country is outside the scope of the SEPA schemes.
    #[error("account in {country} outside the SEPA schemes")]
    OutsideSepa {
        /// Country of the account.
        country: String,
    },
    /// A BIC of tests: 0 at position 8.
    #[error("test BIC")]
    BicTest,
    /// Not four letters, a country and two or five letters or digits.
    #[error("not a BIC")]
    BicForm,
    /// Neither 8 nor 11 characters.
    #[error("BIC has {found} characters, 8 or 11 expected")]
    BicLength {
        /// Characters found.
        found: usize,
    },
    /// A BIC with a Dutch IBAN.
    #[error("BIC only for foreign accounts")]
    BicOnlyForeign,
    /// No BIC with an IBAN from outside the EEA.
    #[error("BIC required for an account in {country}")]
    BicRequired {
        /// Country of the account.
        country: String,
    },
    /// BIC and IBAN of different countries.
    #[error("BIC of {bic}, IBAN of {iban}")]
    BicCountry {
        /// Country of the IBAN.
        iban: String,
        /// Country of the BIC.
        bic: String,
    },
    /// Not a creditor identifier by its form.
    #[error("not a creditor identifier")]
    CreditorForm,
    /// A creditor identifier of the wrong length.
    #[error("creditor identifier has {found} characters, {expected} expected")]
    CreditorLength {
        /// Characters found.
        found: usize,
        /// Characters expected (NL) or possible at most.
        expected: usize,
    },
    /// Fails mod 97, positions 5 to 7 ignored.
    #[error("wrong creditor identifier check digits")]
    CreditorCheckDigits,
    /// Not a reference that Balie issued, by its form.
    #[error("not a mandate reference")]
    MandateForm,
    /// Begins as a reference and breaks off.
    #[error("incomplete mandate reference: {found} of {expected} characters")]
    MandateIncomplete {
        /// Letters and digits found.
        found: usize,
        /// Letters and digits of a whole one.
        expected: usize,
    },
    /// Fails mod 97.
    #[error("wrong mandate reference check digits")]
    MandateCheckDigits,
    /// More references in one day, or a year, than a reference can hold.
    #[error("mandate reference out of range")]
    MandateRange,
}

impl Explain for AccountError {
    fn code(&self) -> &'static str {
        match self {
            Self::IbanCharacters { .. } => "IBAN_CHARACTERS",
            Self::IbanForm => "IBAN_FORM",
            Self::IbanCountry { .. } => "IBAN_COUNTRY",
            Self::IbanLength { .. } => "IBAN_LENGTH",
            Self::IbanCheckDigits => "IBAN_CHECK_DIGITS",
            Self::IbanCheckRange => "IBAN_CHECK_RANGE",
            Self::OutsideSepa { .. } => "ACCOUNT_OUTSIDE_SEPA",
            Self::BicTest => "BIC_TEST",
            Self::IbanStructure { .. } => "IBAN_STRUCTURE",
            Self::BicForm => "BIC_FORM",
            Self::BicLength { .. } => "BIC_LENGTH",
            Self::BicOnlyForeign => "BIC_ONLY_FOREIGN",
            Self::BicRequired { .. } => "BIC_REQUIRED",
            Self::BicCountry { .. } => "BIC_COUNTRY",
            Self::CreditorForm => "CREDITOR_FORM",
            Self::CreditorLength { .. } => "CREDITOR_LENGTH",
            Self::CreditorCheckDigits => "CREDITOR_CHECK_DIGITS",
            Self::MandateForm => "MANDATE_FORM",
            Self::MandateIncomplete { .. } => "MANDATE_INCOMPLETE",
            Self::MandateCheckDigits => "MANDATE_CHECK_DIGITS",
            Self::MandateRange => "MANDATE_RANGE",
        }
    }

    fn message(&self, lang: Lang) -> String {
        match self {
            Self::IbanCharacters { .. } => lang.pick(
                "Een IBAN bestaat alleen uit letters en cijfers; haal andere tekens weg.",
                "An IBAN holds letters and digits only; remove other characters.",
            ),
            Self::IbanForm => lang.pick(
                "Een IBAN begint met twee letters en twee cijfers, bijvoorbeeld NL91.",
                "An IBAN begins with two letters and two digits, for example NL91.",
            ),
            Self::IbanCountry { country } => lang.pick(
                &format!("{country} is geen land met IBAN's; controleer de eerste twee letters."),
                &format!("{country} is not a country with IBANs; check the first two letters."),
            ),
            Self::IbanLength { country, found, expected } => lang.pick(
                &format!("Een IBAN van {country} heeft {expected} tekens, hier staan er {found}."),
                &format!("An IBAN of {country} has {expected} characters, there are {found} here."),
            ),
            Self::IbanCheckDigits => lang.pick(
                "De controlecijfers van de IBAN kloppen niet: er is een teken verkeerd of verwisseld.",
                "The check digits of the IBAN are wrong: a character is mistyped or swapped.",
            ),
            Self::IbanCheckRange => lang.pick(
                "De controlecijfers van een IBAN lopen van 02 tot en met 98; controleer het derde en vierde teken.",
                "The check digits of an IBAN run from 02 to 98; check the third and fourth character.",
            ),
            Self::OutsideSepa { country } => lang.pick(
                &format!(
                    "Een rekening in {country} valt buiten SEPA: daarvan kan niet worden geïncasseerd. Neem een \
                     rekening in een SEPA-land, of laat contant of met de pin betalen."
                ),
                &format!(
                    "An account in {country} is outside SEPA: nothing can be collected from it by direct debit. Take \
                     an account in a SEPA country, or have it paid in cash or by card."
                ),
            ),
            Self::BicTest => lang.pick(
                "Dit is een BIC voor proeven (een 0 op de achtste plaats); typ de BIC van het rekeningafschrift.",
                "This is a BIC for tests (a 0 in eighth place); type the BIC of the bank statement.",
            ),
            Self::IbanStructure { country } => lang.pick(
                &format!("Letters en cijfers staan niet waar ze in een IBAN van {country} horen."),
                &format!("Letters and digits are not where an IBAN of {country} has them."),
            ),
            Self::BicForm => lang.pick(
                "Geen BIC: vier letters, twee letters van het land en twee of vijf letters of cijfers.",
                "Not a BIC: four letters, two letters of the country and two or five letters or digits.",
            ),
            Self::BicLength { found } => lang.pick(
                &format!("Een BIC heeft 8 of 11 tekens, hier staan er {found}."),
                &format!("A BIC has 8 or 11 characters, there are {found} here."),
            ),
            Self::BicOnlyForeign => lang.pick(
                "Een BIC is alleen voor buitenlandse rekeningnummers; laat hem leeg.",
                "A BIC is only for foreign accounts; leave it empty.",
            ),
            Self::BicRequired { country } => lang.pick(
                &format!("Voor een rekening in {country} (buiten de EER) is een BIC verplicht."),
                &format!("For an account in {country} (outside the EEA) a BIC is required."),
            ),
            Self::BicCountry { iban, bic } => lang.pick(
                &format!("De BIC is van {bic} en de IBAN van {iban}; controleer beide."),
                &format!("The BIC is of {bic} and the IBAN of {iban}; check both."),
            ),
            Self::CreditorForm => lang.pick(
                "Geen incassant-ID: landcode, twee cijfers, drie tekens en een nationaal nummer.",
                "Not a creditor identifier: country, two digits, three characters and a national number.",
            ),
            Self::CreditorLength { found, expected } => lang.pick(
                &format!("Incassant-ID heeft {found} tekens, {expected} verwacht."),
                &format!("Creditor identifier has {found} characters, {expected} expected."),
            ),
            Self::CreditorCheckDigits => lang.pick(
                "De controlecijfers van het incassant-ID kloppen niet.",
                "The check digits of the creditor identifier are wrong.",
            ),
            Self::MandateForm => lang.pick(
                "Geen machtigingskenmerk; scan de barcode links bovenaan het formulier.",
                "Not a mandate reference; scan the barcode at the top left of the form.",
            ),
            Self::MandateIncomplete { found, expected } => lang.pick(
                &format!("Machtigingskenmerk incompleet: {found} van de {expected} tekens; scan opnieuw."),
                &format!("Mandate reference is incomplete: {found} of {expected} characters; scan again."),
            ),
            Self::MandateCheckDigits => lang.pick(
                "De controlecijfers van het machtigingskenmerk kloppen niet; scan opnieuw.",
                "The check digits of the mandate reference are wrong; scan again.",
            ),
            Self::MandateRange => lang.pick(
                "Geen machtigingskenmerk meer uit te geven: meer dan 99999 op een dag, of niet in 2000-2099.",
                "No mandate reference left to issue: more than 99999 in a day, or not in 2000-2099.",
            ),
        }
    }
}
