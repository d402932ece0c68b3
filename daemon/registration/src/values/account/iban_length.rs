//! How long an IBAN is in each country (ISO 13616 registry as kept by SWIFT).

/// Characters of an IBAN of this country, country code and check digits included. `None` for a country
/// without IBANs.
///
/// The library that judges an IBAN does not tell how long it should have been, and "one digit short" is
/// the one thing a clerk can do something about. A test proves the two agree.
pub(super) fn of(country: &str) -> Option<usize> {
    Some(match country {
        "NO" => 15,
        "BE" => 16,
        "DK" | "FI" | "FK" | "FO" | "GL" | "NL" | "SD" => 18,
        "MK" | "SI" => 19,
        "AT" | "BA" | "EE" | "KZ" | "LT" | "LU" | "MN" | "XK" => 20,
        "CH" | "HR" | "LI" | "LV" => 21,
        "BG" | "BH" | "CR" | "DE" | "GB" | "GE" | "IE" | "ME" | "RS" | "VA" => 22,
        "AE" | "GI" | "IL" | "IQ" | "OM" | "SO" | "TL" => 23,
        "AD" | "CZ" | "ES" | "MD" | "RO" | "SA" | "SE" | "SK" | "TN" | "VG" => 24,
        "LY" | "PT" | "ST" => 25,
        "IS" | "TR" => 26,
        "BI" | "DJ" | "FR" | "GR" | "IT" | "MC" | "MR" | "SM" => 27,
        "AL" | "AZ" | "BY" | "CY" | "DO" | "GT" | "HU" | "LB" | "NI" | "PL" | "SV" => 28,
        "BR" | "EG" | "PS" | "QA" | "UA" => 29,
        "JO" | "KW" | "MU" | "YE" => 30,
        "MT" | "SC" => 31,
        "LC" => 32,
        "RU" => 33,
        _ => return None,
    })
}

/// Countries outside the scope of the SEPA schemes whose banks give out IBANs that the library does not know: added to
/// the registry since, or used without being in it.
const ELSEWHERE: [&str; 24] = [
    "AO", "BF", "BJ", "CF", "CG", "CI", "CM", "CV", "DZ", "GA", "GQ", "GW", "HN", "IR", "KM", "MA", "MG",
    "ML", "MZ", "NE", "PK", "SN", "TD", "TG",
];

/// A country with IBANs of which nothing more is known than that they are outside the scope of SEPA.
pub(super) fn is_known_elsewhere(country: &str) -> bool {
    ELSEWHERE.contains(&country)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::account::mod97;
    use ::iban::{BaseIban, ParseIbanError};

    /// BBAN structures of the registry: n digits, a capital letters, c either.
    const STRUCTURES: &str = "AD8n12c AE19n AL8n16c AT16n AZ4a20c BA16n BE12n BG4a6n8c BH4a14c BI23n \
        BR23n1a1c BY4c4n16c CH5n12c CR18n CY8n16c CZ20n DE18n DJ23n DK14n DO4c20n EE16n EG25n ES20n FI14n \
        FK2a12n FO14n FR10n11c2n GB4a14n GE2a16n GI4a15c GL14n GR7n16c GT24c HR17n HU24n IE4a14n IL19n \
        IQ4a15n IS22n IT1a10n12c JO4a4n18c KW4a22c KZ3n13c LB4n20c LC4a24c LI5n12c LT16n LU3n13c LV4a13c \
        LY21n MC10n11c2n MD20c ME18n MK3n10c2n MN16n MR23n MT4a5n18c MU4a19n3a NI4a20n NL4a10n NO11n \
        OM3n16c PL24n PS4a21c PT21n QA4a21c RO4a16c RS18n RU14n15c SA2n18c SC4a20n3a SD14n SE20n SI15n \
        SK20n SM1a10n12c SO19n ST21n SV4a20n TL19n TN20n TR6n16c UA6n19c VA18n VG4a16n XK16n YE4a4n18c";

    fn sample(entry: &str) -> (String, String) {
        let (country, structure) = entry.split_at(2);
        let (mut bban, mut count) = (String::new(), String::new());
        for c in structure.chars() {
            match c {
                'n' | 'c' => bban.push_str(&"7".repeat(std::mem::take(&mut count).parse().unwrap())),
                'a' => bban.push_str(&"Q".repeat(std::mem::take(&mut count).parse().unwrap())),
                digit => count.push(digit),
            }
        }
        let check = mod97::check_digits(format!("{bban}{country}").chars());
        (country.to_owned(), format!("{country}{check:02}{bban}"))
    }

    #[test]
    fn agrees_with_the_library_on_the_length_of_every_country() {
        for entry in STRUCTURES.split_whitespace() {
            let (country, text) = sample(entry);
            assert!(text.parse::<::iban::Iban>().is_ok(), "{entry}: {text}");
            assert_eq!(of(&country), Some(text.len()), "{entry}");
        }
    }

    #[test]
    fn agrees_with_the_library_on_which_countries_have_ibans() {
        for (a, b) in ('A'..='Z').flat_map(|a| ('A'..='Z').map(move |b| (a, b))) {
            let country = format!("{a}{b}");
            let check = mod97::check_digits(format!("7{country}").chars());
            let base: BaseIban = format!("{country}{check:02}7").parse().unwrap();
            let known = !matches!(::iban::Iban::try_from(base), Err(ParseIbanError::UnknownCountry(_)));
            assert_eq!(of(&country).is_some(), known, "{country}");
            assert!(!(known && is_known_elsewhere(&country)), "{country} can be read by now");
        }
    }
}
