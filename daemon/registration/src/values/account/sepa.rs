//! From which accounts can be collected.

use super::{AccountError, Bic, Iban};
use crate::values::{CountryCode, ValueError};
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The geographical scope of the SEPA schemes (EPC409-09), by the country code in front of an IBAN.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SepaScope {
    /// Where the list is from.
    pub source: String,
    /// The first day on which all of it holds.
    pub as_of: NaiveDate,
    accounts: BTreeMap<CountryCode, Accounts>,
}

/// The accounts with an IBAN of one country.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Accounts {
    /// In the European Economic Area (EU, Iceland, Liechtenstein, Norway).
    eea: bool,
    /// Other countries of banks that hold such accounts.
    #[serde(default)]
    banks: Vec<CountryCode>,
    /// Countries of banks whose accounts are outside the scope in spite of their IBAN.
    #[serde(default)]
    outside: Vec<CountryCode>,
}

impl SepaScope {
    /// The file behind [`SepaScope::built_in`], for a branch that wants to start its own from it.
    pub const BUILT_IN: &str = include_str!("sepa.toml");

    /// The list that comes with the program.
    #[expect(clippy::expect_used, reason = "the text is part of the program and a test reads it")]
    pub fn built_in() -> Self {
        toml::from_str(Self::BUILT_IN).expect("the built-in list holds")
    }

    /// Whether the account is in the European Economic Area: a BIC and the debtor's address may be left out
    /// (Regulation (EU) 260/2012 article 5(7); EPC016-06, AT-09 and AT-13).
    pub fn in_eea(&self, iban: &Iban) -> bool {
        self.accounts(iban).is_ok_and(|accounts| accounts.eea)
    }

    /// Whether can be collected from the account.
    ///
    /// # Errors
    /// [`AccountError::OutsideSepa`].
    pub fn check(&self, iban: &Iban) -> Result<(), ValueError> {
        self.accounts(iban)?;
        Ok(())
    }

    /// Whether can be collected from the account, with this BIC or none.
    ///
    /// - Dutch account: no BIC (manual, screen "Geef de bankrekeninggegevens in").
    /// - Elsewhere in the EEA: a BIC may be given (Regulation (EU) 260/2012 article 5(7)).
    /// - Outside the EEA: a BIC is required (EPC SEPA Core Direct Debit rulebook, AT-13).
    /// - The BIC is of the country of the IBAN, or of a territory whose accounts carry that country's IBAN: Jersey with
    ///   GB, Réunion with FR. Not all of these are in the scope: New Caledonia with FR is not.
    ///
    /// # Errors
    /// [`AccountError::OutsideSepa`], [`AccountError::BicOnlyForeign`], [`AccountError::BicRequired`] or
    /// [`AccountError::BicCountry`].
    pub fn bic_rule(&self, iban: &Iban, bic: Option<&Bic>) -> Result<(), ValueError> {
        let accounts = self.accounts(iban)?;
        let is_among = |countries: &[CountryCode], bic: &Bic| {
            countries.iter().any(|code| code.to_string() == bic.country())
        };
        let refused = match bic {
            Some(_) if iban.is_dutch() => AccountError::BicOnlyForeign,
            None if !accounts.eea => AccountError::BicRequired { country: iban.country().to_owned() },
            Some(bic) if is_among(&accounts.outside, bic) => {
                AccountError::OutsideSepa { country: bic.country().to_owned() }
            }
            Some(bic) if bic.country() != iban.country() && !is_among(&accounts.banks, bic) => {
                AccountError::BicCountry { iban: iban.country().to_owned(), bic: bic.country().to_owned() }
            }
            _ => return Ok(()),
        };
        Err(refused.into())
    }

    fn accounts(&self, iban: &Iban) -> Result<&Accounts, AccountError> {
        let country = iban.country();
        let accounts = CountryCode::parse(country).ok().and_then(|code| self.accounts.get(&code));
        accounts.ok_or_else(|| AccountError::OutsideSepa { country: country.to_owned() })
    }
}

impl Default for SepaScope {
    fn default() -> Self {
        Self::built_in()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::account::iban_length;

    /// Countries and territories of EPC409-09 by the code in front of their IBANs.
    const SCOPE: &str = "AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK \
        MT NL NO PL PT RO RS SE SI SK SM VA";

    #[test]
    fn knows_the_scope_and_from_when_it_is() {
        let scope = SepaScope::built_in();
        assert_eq!(scope.accounts.keys().map(ToString::to_string).collect::<Vec<_>>().join(" "), SCOPE);
        assert_eq!(scope.accounts.values().filter(|accounts| accounts.eea).count(), 30);
        assert!(scope.source.contains("EPC409-09") && scope.as_of.to_string() == "2026-05-05");
        // Whatever is in the scope can be read.
        assert!(scope.accounts.keys().all(|code| iban_length::of(&code.to_string()).is_some()));
    }

    #[test]
    fn accounts_elsewhere_are_refused_though_their_ibans_hold() {
        let scope = SepaScope::built_in();
        for text in [
            "TR33 0006 1005 1978 6457 8413 26",
            "RU03 0445 2522 5408 1781 0538 0913 1041 9",
            "BR18 0036 0305 0000 1000 9795 493C 1",
            "SA03 8000 0000 6080 1016 7519",
            "EG38 0019 0005 0000 0000 2631 8000 2",
            "UA21 3223 1300 0002 6007 2335 6600 1",
            "XK05 1212 0123 4567 8906",
            "BI42 10000 10001 00003320451 81",
            // Not in the scope, though of Denmark.
            "FO62 6460 0001 6316 34",
            "GL89 6471 0001 0002 06",
            "IL62 0108 0000 0009 9999 999",
        ] {
            let iban = Iban::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            let outside = AccountError::OutsideSepa { country: text[..2].to_owned() }.into();
            assert_eq!(scope.check(&iban), Err(outside), "{text}");
        }
        for text in
            ["ME25 5050 0001 2345 6789 51", "RS35 2600 0560 1001 6113 79", "MD24 AG00 0225 1000 1310 4168"]
        {
            assert_eq!(scope.check(&Iban::parse(text).unwrap()), Ok(()), "{text}");
        }
    }

    /// An account of every country of the scope, as its bank writes it (examples of the IBAN registry).
    #[test]
    fn accounts_of_every_country_of_the_scope_are_taken() {
        let examples = "AD1200012030200359100100 AL47212110090000000235698741 AT611904300234573201 BE68539007547034 \
            BG80BNBG96611020345678 CH9300762011623852957 CY17002001280000001200527600 CZ6508000000192000145399 \
            DE89370400440532013000 DK5000400440116243 EE382200221020145685 ES9121000418450200051332 \
            FI2112345600000785 FR1420041010050500013M02606 GB29NWBK60161331926819 GI75NWBK000000007099453 \
            GR1601101250000000012300695 HR1210010051863000160 HU42117730161111101800000000 IE29AIBK93115212345678 \
            IS140159260076545510730339 IT60X0542811101000000123456 LI21088100002324013AA LT121000011101001000 \
            LU280019400644750000 LV80BANK0000435195001 MC5811222000010123456789030 MD24AG000225100013104168 \
            ME25505000012345678951 MK07250120000058984 MT84MALT011000012345MTLCAST001S NL91ABNA0417164300 \
            NO9386011117947 PL61109010140000071219812874 PT50000201231234567890154 RO49AAAA1B31007593840000 \
            RS35260005601001611379 SE4550000000058398257466 SI56263300012039086 SK3112000000198742637541 \
            SM86U0322509800000000270100 VA59001123000012345678";
        let scope = SepaScope::built_in();
        let mut seen = Vec::new();
        for text in examples.split_whitespace() {
            let iban = Iban::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(scope.check(&iban), Ok(()), "{text}");
            seen.push(iban.country().to_owned());
        }
        assert_eq!(seen.join(" "), SCOPE);
    }

    #[test]
    fn knows_the_european_economic_area() {
        for (text, eea) in [
            ("NL91ABNA0417164300", true),
            ("DE44500105175407324931", true),
            ("NO9386011117947", true),
            ("IS140159260076545510730339", true),
            ("LI21088100002324013AA", true),
            ("GB29NWBK60161331926819", false),
            ("CH9300762011623852957", false),
            ("SM86U0322509800000000270100", false),
            ("TR330006100519786457841326", false),
        ] {
            assert_eq!(SepaScope::built_in().in_eea(&Iban::parse(text).unwrap()), eea, "{text}");
        }
    }

    #[test]
    fn who_needs_which_bic() {
        let (nl, de, gb) = ("NL91ABNA0417164300", "DE44500105175407324931", "GB29NWBK60161331926819");
        let (fr, ch) = ("FR1420041010050500013M02606", "CH9300762011623852957");
        let country = |code: &str| code.to_owned();
        for (iban, bic, outcome) in [
            (nl, None, Ok(())),
            (nl, Some("ABNANL2A"), Err(AccountError::BicOnlyForeign)),
            (nl, Some("DEUTDEFF"), Err(AccountError::BicOnlyForeign)),
            (de, None, Ok(())),
            (de, Some("DEUTDEFF"), Ok(())),
            (de, Some("ABNANL2A"), Err(AccountError::BicCountry { iban: country("DE"), bic: country("NL") })),
            (gb, None, Err(AccountError::BicRequired { country: country("GB") })),
            (gb, Some("NWBKGB2L"), Ok(())),
            (gb, Some("MIDLJESH"), Ok(())),
            (ch, None, Err(AccountError::BicRequired { country: country("CH") })),
            (ch, Some("NWBKJE2L"), Err(AccountError::BicCountry { iban: country("CH"), bic: country("JE") })),
            (fr, Some("AGRIRERX"), Ok(())),
            (fr, Some("AGRIMCM1"), Err(AccountError::BicCountry { iban: country("FR"), bic: country("MC") })),
            (fr, Some("SOGENCNN"), Err(AccountError::OutsideSepa { country: country("NC") })),
        ] {
            let bic = bic.map(|text| Bic::parse(text).unwrap());
            let found = SepaScope::built_in().bic_rule(&Iban::parse(iban).unwrap(), bic.as_ref());
            assert_eq!(found, outcome.map_err(ValueError::from), "{iban} {bic:?}");
        }
        let tr = Iban::parse("TR330006100519786457841326").unwrap();
        let outside = AccountError::OutsideSepa { country: country("TR") }.into();
        assert_eq!(SepaScope::built_in().bic_rule(&tr, None), Err(outside));
    }

    #[test]
    fn another_list_decides_otherwise() {
        let text =
            SepaScope::BUILT_IN.replace("MK = { eea = false }", "MK = { eea = true }\nTR = { eea = false }");
        let scope: SepaScope = toml::from_str(&text).unwrap();
        assert_eq!(scope.check(&Iban::parse("TR330006100519786457841326").unwrap()), Ok(()));
        assert!(scope.in_eea(&Iban::parse("MK07250120000058984").unwrap()));
        for wrong in
            ["as_of = \"2026\"", "source = \"\"\nas_of = \"2026-01-01\"\n[accounts]\nNLD = { eea = true }"]
        {
            assert!(toml::from_str::<SepaScope>(wrong).is_err(), "{wrong}");
        }
    }
}
