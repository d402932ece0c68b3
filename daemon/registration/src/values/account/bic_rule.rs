//! Which account needs a BIC (manual: "Alleen bij buitenlandse rekeningnummers").

use super::{AccountError, Bic, Iban};
use crate::values::ValueError;

/// Whether this BIC, or none, may go with this IBAN.
///
/// - Dutch account: no BIC (manual, screen "Geef de bankrekeninggegevens in").
/// - Elsewhere in the EEA: a BIC may be given (Regulation (EU) 260/2012 article 5(7)).
/// - Outside the EEA: a BIC is required (EPC SEPA Core Direct Debit rulebook, AT-13).
/// - The BIC is of the country of the IBAN, or of a territory whose accounts carry that country's IBAN
///   (EPC409-09, list of SEPA scheme countries): Jersey with GB, Réunion with FR.
///
/// # Errors
/// [`AccountError::BicOnlyForeign`], [`AccountError::BicRequired`] or [`AccountError::BicCountry`].
pub fn bic_rule(iban: &Iban, bic: Option<&Bic>) -> Result<(), ValueError> {
    let refused = match bic {
        Some(_) if iban.is_dutch() => AccountError::BicOnlyForeign,
        None if !iban.in_eea() => AccountError::BicRequired { country: iban.country().to_owned() },
        Some(bic) if !belongs(bic.country(), iban.country()) => {
            AccountError::BicCountry { iban: iban.country().to_owned(), bic: bic.country().to_owned() }
        }
        _ => return Ok(()),
    };
    Err(refused.into())
}

/// A bank of `bic` may hold accounts with an IBAN of `iban`.
fn belongs(bic: &str, iban: &str) -> bool {
    bic == iban
        || match iban {
            "GB" => matches!(bic, "GG" | "JE" | "IM"),
            "FR" => {
                matches!(
                    bic,
                    "BL" | "GF" | "GP" | "MF" | "MQ" | "NC" | "PF" | "PM" | "RE" | "TF" | "WF" | "YT"
                )
            }
            "FI" => bic == "AX",
            "NO" => bic == "SJ",
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_needs_which() {
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
        ] {
            let bic = bic.map(|text| Bic::parse(text).unwrap());
            let found = bic_rule(&Iban::parse(iban).unwrap(), bic.as_ref());
            assert_eq!(found, outcome.map_err(ValueError::from), "{iban} {bic:?}");
        }
    }
}
