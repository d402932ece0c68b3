//! How addresses are written in each country, from `countries.csv`.

use super::CountryCode;
use crate::explain::Lang;
use crate::values::ValueError;
use crate::values::name::search_key;
use crate::values::text::tidy;
use regex::Regex;
use std::sync::{LazyLock, OnceLock};
use unicode_normalization::UnicodeNormalization;

static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(|| {
    let lines = include_str!("countries.csv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(Country::read).collect()
});

/// Whether the addresses of a country have a postcode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PostcodeUse {
    /// Every address has one.
    Required,
    /// Some addresses have one, or not everybody writes it.
    Optional,
    /// There are no postcodes.
    None,
}

/// One country of the table.
#[derive(Debug)]
pub struct Country {
    code: CountryCode,
    dutch: &'static str,
    english: &'static str,
    others: &'static str,
    postcode: PostcodeUse,
    form: &'static str,
    examples: &'static str,
    prefixes: &'static str,
    pattern: OnceLock<Option<Regex>>,
}

impl Country {
    /// Every country of the table, in order of code.
    pub fn all() -> &'static [Self] {
        &COUNTRIES
    }

    /// The country with this code, where the table has it.
    pub fn of(code: CountryCode) -> Option<&'static Self> {
        COUNTRIES.iter().find(|country| country.code == code)
    }

    /// The country that is called so in Dutch or English, or by another name people use ("Engeland", "UK"); neither
    /// case nor accents count.
    pub fn named(text: &str) -> Option<&'static Self> {
        let key = search_key(text);
        let by = |country: &&Self| country.names().any(|name| search_key(name) == key);
        COUNTRIES.iter().find(by).filter(|_| !key.is_empty())
    }

    fn names(&self) -> impl Iterator<Item = &'static str> {
        let others = self.others.split(',').filter(|name| !name.is_empty());
        [self.dutch, self.english].into_iter().chain(others)
    }

    fn read(line: &'static str) -> Option<Self> {
        let parts: Vec<&'static str> = line.split(';').collect();
        let [code, dutch, english, others, postcode, form, examples, prefixes] = parts.try_into().ok()?;
        let postcode = match postcode {
            "required" => PostcodeUse::Required,
            "optional" => PostcodeUse::Optional,
            "none" => PostcodeUse::None,
            _ => return None,
        };
        let code = CountryCode::parse(code).ok()?;
        let pattern = OnceLock::new();
        Some(Self { code, dutch, english, others, postcode, form, examples, prefixes, pattern })
    }

    /// Its code.
    pub fn code(&self) -> CountryCode {
        self.code
    }

    /// Its name.
    pub fn name(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Nl => self.dutch,
            Lang::En => self.english,
        }
    }

    /// Whether its addresses have a postcode.
    pub fn postcode(&self) -> PostcodeUse {
        self.postcode
    }

    /// A postcode as it is written there; empty where there are none.
    pub fn example(&self) -> &'static str {
        self.examples().next().unwrap_or_default()
    }

    fn examples(&self) -> impl Iterator<Item = &'static str> {
        self.examples.split(',')
    }

    /// Whether the table knows what a postcode looks like there.
    pub(super) fn has_form(&self) -> bool {
        !self.form.is_empty()
    }

    /// A typed postcode as it is written there; none when it has another form. Case, full-width digits, spaces and
    /// hyphens do not matter, nor a country in front ("D-26871"), nor letters that all postcodes there begin with.
    pub(super) fn spelling(&self, typed: &str) -> Option<String> {
        let typed = tidy(&typed.nfkc().collect::<String>()).to_uppercase();
        let known = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-');
        if !typed.chars().all(known) {
            return None;
        }
        self.dressed(&typed).or_else(|| {
            let code = self.code.to_string();
            // All of them: the code of Finland begins its prefix FIN.
            let fronts = std::iter::once(code.as_str())
                .chain(self.prefixes.split(',').filter(|front| !front.is_empty()));
            let mut rests = fronts.filter_map(|front| typed.strip_prefix(front));
            rests.find_map(|rest| self.dressed(rest.trim_start_matches([' ', '-'])))
        })
    }

    /// With the spaces and hyphens of an example, where there is one of this length.
    fn dressed(&self, typed: &str) -> Option<String> {
        let bare: String = typed.chars().filter(|c| c.is_alphanumeric()).collect();
        let front =
            self.form.find(|c: char| !c.is_ascii_uppercase()).map_or(self.form, |end| &self.form[..end]);
        let fuller = (!front.is_empty() && !self.form.contains('|')).then(|| format!("{front}{bare}"));
        let spellings = std::iter::once(&bare).chain(&fuller);
        let like = |bare: &String| self.examples().find_map(|example| self.like(example, bare));
        spellings
            .clone()
            .find_map(like)
            .or_else(|| self.holds(typed).then(|| typed.to_owned()))
            .or_else(|| spellings.clone().find(|bare| self.holds(bare)).cloned())
    }

    fn like(&self, example: &str, bare: &str) -> Option<String> {
        let mut letters = bare.chars();
        let place = |c: char| if c.is_alphanumeric() { letters.next() } else { Some(c) };
        let dressed = example.chars().map(place).collect::<Option<String>>()?;
        (letters.next().is_none() && self.holds(&dressed)).then_some(dressed)
    }

    fn holds(&self, postcode: &str) -> bool {
        // Only ASCII digits, and the whole of it.
        let whole = || Regex::new(&format!("(?-u)^(?:{})$", self.form)).ok();
        self.pattern.get_or_init(whole).as_ref().is_some_and(|pattern| pattern.is_match(postcode))
    }
}

/// Reads a country by its code or by its name in Dutch or English; the Netherlands when blank.
///
/// # Errors
/// [`ValueError::CountryForm`].
pub fn read_country(text: &str) -> Result<CountryCode, ValueError> {
    let code = match CountryCode::parse(text) {
        Err(ValueError::Required) => return Ok(CountryCode::NL),
        code => code,
    };
    // A code that is given out is never taken for a name.
    if code.as_ref().is_ok_and(|&code| Country::of(code).is_some()) {
        return code;
    }
    Country::named(text).map(Country::code).map_or(code, Ok)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_row_of_the_table_holds() {
        let rows = include_str!("countries.csv").lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(Country::all().len(), rows);
        assert!(rows > 240);
        let codes: BTreeSet<_> = Country::all().iter().map(Country::code).collect();
        assert_eq!(codes.len(), rows);
        let mut names = BTreeSet::new();
        for country in Country::all() {
            let code = country.code();
            assert_eq!(Country::of(code).map(Country::code), Some(code));
            assert!(!country.dutch.is_empty() && !country.english.is_empty(), "{code}");
            let own: BTreeSet<_> = country.names().map(search_key).collect();
            assert!(names.is_disjoint(&own), "{code}: a name of another country");
            names.extend(own);
            for name in country.names() {
                assert_eq!(Country::named(name).map(Country::code), Some(code), "{name}");
            }
            match country.postcode() {
                PostcodeUse::Required => assert!(country.has_form(), "{code}"),
                PostcodeUse::None => assert!(!country.has_form(), "{code}"),
                PostcodeUse::Optional => {}
            }
            for example in country.examples().filter(|example| !example.is_empty()) {
                assert!(country.holds(example), "{code} {example}");
                assert_eq!(country.spelling(example).as_deref(), Some(example), "{code}");
            }
        }
    }

    #[test]
    fn people_call_a_country_as_they_do() {
        for (typed, code) in [
            ("duitsland", "DE"),
            ("Germany", "DE"),
            ("Curacao", "CW"),
            ("UK", "GB"),
            ("Engeland", "GB"),
            ("nederland", "NL"),
            ("Bonaire", "BQ"),
            ("U.S.A.", "US"),
            ("Turkey", "TR"),
            ("Turkije", "TR"),
            ("Deutschland", "DE"),
            ("osterreich", "AT"),
            ("Wit-Rusland", "BY"),
            ("St Maarten", "SX"),
            ("Hong Kong", "HK"),
            ("The Netherlands", "NL"),
            ("Cote d\u{2019}Ivoire", "CI"),
        ] {
            assert_eq!(
                Country::named(typed).map(|country| country.code().to_string()).as_deref(),
                Some(code)
            );
        }
        for typed in ["", " ", "Atlantis", "NLD", "-"] {
            assert!(Country::named(typed).is_none(), "{typed}");
        }
        for (typed, code) in [
            ("", "NL"),
            ("nl", "NL"),
            ("uk", "GB"),
            ("VK", "GB"),
            ("\u{FEFF}be", "BE"),
            ("België", "BE"),
            ("zz", "ZZ"),
        ] {
            assert_eq!(read_country(typed).map(|code| code.to_string()).as_deref(), Ok(code), "{typed}");
        }
        for typed in ["NLD", "N", "-", "Atlantis"] {
            assert_eq!(read_country(typed), Err(ValueError::CountryForm), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn a_spelling_is_one_of_its_own(text in any::<String>(), like in "[A-Z0-9 -]{1,10}", at in 0..252usize) {
            let country = &Country::all()[at % Country::all().len()];
            for typed in [text, like] {
                if let Some(spelling) = country.spelling(&typed) {
                    prop_assert!(country.holds(&spelling));
                    prop_assert_eq!(country.spelling(&spelling), Some(spelling));
                }
            }
        }
    }
}
