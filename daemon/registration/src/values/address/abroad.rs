//! Addresses outside the Netherlands: each country's own form of postcode, and any house.

use super::{AddressError, Country, CountryCode, HouseNumber, PostcodeUse};
use crate::explain::Lang;
use crate::values::ValueError;
use crate::values::text::{TextRule, is_wording, personal_text, tidy};

/// Longest postcode of a country whose form is not known (Universal Postal Union S42: ten characters with separators).
const LONGEST_POSTCODE: usize = 12;

const HOUSE: TextRule = TextRule { min: 1, max: 60, needs_letter: false, allows: is_wording };

personal_text! {
    /// What tells a house from the others in its street, 1 to 60 characters: `41a`, `12 bis`, `Rose Cottage`, `#05-01`.
    /// In the Netherlands always a [`HouseNumber`] in its one spelling.
    House, HOUSE
}

impl From<&HouseNumber> for House {
    fn from(number: &HouseNumber) -> Self {
        Self(number.to_string())
    }
}

/// Reads a postcode as addresses of a country have it, in that country's spelling; empty for none.
///
/// Where the country has no postcodes, or is not known, anything with a digit of up to twelve letters, digits, spaces
/// and hyphens is taken as it is: countries introduce postcodes before every table has them.
///
/// # Errors
/// [`ValueError::Required`] when blank where every address has one, else [`AddressError::ForeignPostcode`].
pub fn foreign_postcode(text: &str, country: CountryCode) -> Result<String, ValueError> {
    let known = Country::of(country);
    let typed = tidy(text).to_uppercase();
    if typed.is_empty() {
        return match known.map(Country::postcode) {
            Some(PostcodeUse::Required) => Err(ValueError::Required),
            _ => Ok(String::new()),
        };
    }
    let spelling = match known.filter(|country| country.has_form()) {
        Some(country) => country.spelling(&typed),
        None => Some(typed).filter(|typed| is_usual(typed)),
    };
    spelling.ok_or_else(|| {
        let name = |lang| known.map_or_else(|| country.to_string(), |known| known.name(lang).to_owned());
        let example = known.map(Country::example).unwrap_or_default().to_owned();
        AddressError::ForeignPostcode { dutch: name(Lang::Nl), english: name(Lang::En), example }.into()
    })
}

fn is_usual(typed: &str) -> bool {
    let usual = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-');
    typed.len() <= LONGEST_POSTCODE
        && typed.chars().all(usual)
        && typed.contains(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explain::Explain;
    use proptest::prelude::*;

    fn read(typed: &str, country: &str) -> Result<String, ValueError> {
        foreign_postcode(typed, CountryCode::parse(country).unwrap())
    }

    #[test]
    fn a_postcode_has_the_spelling_of_its_country() {
        for (country, typed, shown) in [
            ("DE", "26871", "26871"),
            ("DE", "D-26871", "26871"),
            ("DE", "de 26871", "26871"),
            ("DE", "2 68 71", "26871"),
            ("BE", "B-1000", "1000"),
            ("GB", "sw1a 1aa", "SW1A 1AA"),
            ("GB", "SW1A1AA", "SW1A 1AA"),
            ("GB", "m1 1ae", "M1 1AE"),
            ("GB", "BFPO 801", "BFPO 801"),
            ("GB", "UK-SW1A 1AA", "SW1A 1AA"),
            ("IE", "a65f4e2", "A65 F4E2"),
            ("PL", "00950", "00-950"),
            ("PT", "2725 079", "2725-079"),
            ("US", "95014", "95014"),
            ("US", "95014-", "95014"),
            ("US", "221621010", "22162-1010"),
            ("CA", "h3z2y7", "H3Z 2Y7"),
            ("SE", "114 55", "11455"),
            ("CZ", "10000", "100 00"),
            ("LU", "L-4750", "4750"),
            ("LV", "1073", "LV-1073"),
            ("LV", "LV1073", "LV-1073"),
            ("AD", "100", "AD100"),
            ("LI", "FL-9490", "9490"),
            ("JP", "１５４−００２３", "154-0023"),
            ("IN", "110 001", "110001"),
            ("BR", "40301110", "40301-110"),
            ("FO", "FO-100", "100"),
            ("MT", "BZN1130", "BZN 1130"),
            ("SV", "1101", "CP 1101"),
            ("AT", "A-1010", "1010"),
            ("CH", "CH 8001", "8001"),
            ("SE", "SE-114 55", "11455"),
            ("FI", "FIN-00550", "00550"),
            ("FI", "FI-00550", "00550"),
            ("IE", "IRL-A65 F4E2", "A65 F4E2"),
            ("SI", "SLO-1000", "1000"),
            ("PT", "P-2725-079", "2725-079"),
            ("CA", "H3Z-2Y7", "H3Z 2Y7"),
            ("GB", "bfpo 61", "BFPO 61"),
            ("GG", "gy11aa", "GY1 1AA"),
            ("GI", "gx111aa", "GX11 1AA"),
            ("TR", "06\u{a0}101", "06101"),
            ("RU", "１０３３７５", "103375"),
            ("KY", "11100", "KY1-1100"),
            ("HK", "999077", "999077"),
        ] {
            assert_eq!(read(typed, country).as_deref(), Ok(shown), "{country} {typed}");
        }
    }

    #[test]
    fn a_country_without_postcodes_needs_none_and_one_with_them_does() {
        for country in ["SR", "CW", "AW", "SX", "BQ", "HK", "AE", "GH", "BW", "QQ", "IE", "VN"] {
            assert_eq!(read(" ", country).as_deref(), Ok(""), "{country}");
        }
        for country in ["DE", "GB", "FR", "US", "SG"] {
            assert_eq!(read("", country), Err(ValueError::Required), "{country}");
        }
        // Introduced before the table has it.
        assert_eq!(read("pa 0801", "PA").as_deref(), Ok("PA 0801"));
        assert_eq!(read("12345", "QQ").as_deref(), Ok("12345"));
    }

    #[test]
    fn another_form_is_refused() {
        for (country, typed) in [
            ("DE", "2687"),
            ("DE", "268711"),
            ("DE", "F-26871"),
            ("DE", "26871#"),
            ("DE", "٢٦٨٧١"),
            ("GB", "9468 BG"),
            ("GB", "SW1A 1A"),
            ("GB", "1AA"),
            ("US", "12345-12345"),
            ("FR", "Paris"),
            ("IE", "123"),
            ("SR", "geen"),
            ("GB", "EC1Y 8S\u{406}"),
            ("BE", "10000"),
            ("CH", "D-8001"),
            ("US", "CA 95014"),
            ("PL", "00-95O"),
            ("SR", "1 in Suriname"),
            ("QQ", "12.345"),
        ] {
            let refused = read(typed, country).unwrap_err();
            assert_eq!(refused.code(), "FOREIGN_POSTCODE", "{country} {typed}");
        }
        let told = |country, lang| read("123", country).unwrap_err().message(lang);
        assert_eq!(told("DE", Lang::Nl), "Geen postcode van Duitsland: die ziet eruit als 26133.");
        assert_eq!(told("GB", Lang::En), "Not a postcode of United Kingdom: those look like EC1Y 8SY.");
        assert!(read("geen", "SR").unwrap_err().message(Lang::Nl).ends_with("leeg als er geen is."));
    }

    #[test]
    fn a_house_has_a_number_a_name_or_both() {
        for typed in
            ["41a", "12 bis", "Rose Cottage", "Flat 3b, 12", "#05-01", "s/n", "12½", "2-chōme 8-1", "блок 2"]
        {
            assert_eq!(House::parse(typed).map(|house| house.to_string()), Ok(typed.to_owned()));
        }
        assert_eq!(House::parse(" "), Err(ValueError::Required));
        assert_eq!(House::parse(&"1".repeat(61)), Err(ValueError::TooLong { max: 60, found: 61 }));
        let dutch = HouseNumber::parse("41 bis").unwrap();
        assert_eq!(House::from(&dutch).as_str(), "41 bis");
    }

    proptest! {
        #[test]
        fn a_postcode_reads_back_and_nothing_panics(
            text in any::<String>(),
            like in "[A-Za-z0-9 -]{1,12}",
            country in "[A-Z]{2}",
        ) {
            let country = CountryCode::parse(&country).unwrap();
            for typed in [text, like] {
                if let Ok(postcode) = foreign_postcode(&typed, country) {
                    prop_assert_eq!(foreign_postcode(&postcode, country), Ok(postcode));
                }
            }
        }

        #[test]
        fn every_dutch_house_number_is_a_house(
            text in "(t/o |bij )?[1-9][0-9]{0,4}([ /-]?[a-zA-Z0-9][a-zA-Z0-9 /-]{0,5})?",
        ) {
            if let Ok(number) = HouseNumber::parse(&text) {
                let house = House::from(&number);
                prop_assert_eq!(House::parse(house.as_str()), Ok(house));
            }
        }
    }
}
