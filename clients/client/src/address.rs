//! What an address asks, by its country.

use balie_proto::v1::{AddressForm, PostcodeUse};
use balie_typed::text::tidy;

/// The code of the country whose addresses have the fewest freedoms, and which is meant when none is named.
pub const NETHERLANDS: &str = "NL";

/// How the addresses of one country are written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum AddressRules<'f> {
    /// Postcode, house number, street and place, all of them.
    Dutch,
    /// As the branch tells.
    Abroad(&'f AddressForm),
    /// Of a country that the branch does not know.
    Unknown,
}

impl<'f> AddressRules<'f> {
    /// Those of a country as typed: its code, or its name in the language of the caller; blank for the Netherlands.
    /// `forms` are the branch's (`GetBranchResponse.address_forms`).
    pub fn of(forms: &'f [AddressForm], country: &str) -> Self {
        let typed = tidy(country);
        if typed.is_empty() || typed.eq_ignore_ascii_case(NETHERLANDS) {
            return Self::Dutch;
        }
        let name = typed.to_lowercase();
        let is = |form: &&AddressForm| {
            form.country.eq_ignore_ascii_case(&typed) || form.display_name.to_lowercase() == name
        };
        match forms.iter().find(is) {
            Some(form) if form.country == NETHERLANDS => Self::Dutch,
            Some(form) => Self::Abroad(form),
            None => Self::Unknown,
        }
    }

    /// Whether there is a postcode to ask for.
    pub fn asks_postcode(self) -> bool {
        !matches!(self, Self::Abroad(form) if form.postcode() == PostcodeUse::None)
    }

    /// Whether an address that is required must have this part (`postcode`, `house_number`, `street` or `place`), with
    /// this house number.
    pub fn requires(self, part: &str, house_number: &str) -> bool {
        match (self, part) {
            (Self::Dutch, _) | (_, "place") => true,
            // A village may have no names of streets, and a house no number: one of them tells which house it is.
            (_, "street") => house_number.trim().is_empty(),
            (Self::Abroad(form), "postcode") => form.postcode() == PostcodeUse::Required,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms() -> Vec<AddressForm> {
        let form = |country: &str, name: &str, postcode: PostcodeUse| AddressForm {
            country: country.into(),
            display_name: name.into(),
            postcode: postcode.into(),
            ..Default::default()
        };
        vec![
            form("DE", "Duitsland", PostcodeUse::Required),
            form("IE", "Ierland", PostcodeUse::Optional),
            form("NL", "Nederland", PostcodeUse::Required),
            form("SR", "Suriname", PostcodeUse::None),
        ]
    }

    #[test]
    fn a_country_is_known_by_code_and_name() {
        let forms = forms();
        for dutch in ["", " ", "nl", "NL", "nederland", "\u{200B}"] {
            assert_eq!(AddressRules::of(&forms, dutch), AddressRules::Dutch, "{dutch}");
        }
        for german in ["de", " DE ", "DUITSLAND"] {
            assert_eq!(AddressRules::of(&forms, german), AddressRules::Abroad(&forms[0]), "{german}");
        }
        assert_eq!(AddressRules::of(&forms, "QQ"), AddressRules::Unknown);
        assert_eq!(AddressRules::of(&[], "DE"), AddressRules::Unknown);
    }

    #[test]
    fn what_must_be_there_depends_on_the_country() {
        let forms = forms();
        for (country, house, required, asked) in [
            ("", "", "postcode house_number street place", true),
            ("NL", "41", "postcode house_number street place", true),
            ("DE", "3", "postcode place", true),
            ("DE", "", "postcode street place", true),
            ("IE", "", "street place", true),
            ("SR", "", "street place", false),
            ("SR", "12", "place", false),
            ("QQ", "12", "place", true),
        ] {
            let rules = AddressRules::of(&forms, country);
            let parts = ["postcode", "house_number", "street", "place"];
            let found: Vec<_> = parts.into_iter().filter(|part| rules.requires(part, house)).collect();
            assert_eq!(
                (found.join(" ").as_str(), rules.asks_postcode()),
                (required, asked),
                "{country} {house}"
            );
        }
    }
}
