//! The NAW data as a form: which fields, for whom, and which of them are required.

use super::address::{self, main_address};
use crate::dialogue::Dialogue;
use crate::dialogue::ask::Choice;
use crate::dialogue::form::{Field, Form, Traits, always, any_text};
use crate::show;
use crate::text::{Lang, fields, person as words, states};
use balie_client::Command;
use balie_client::phone::as_dialled;
use balie_client::v1::{AddressForm, EnterPerson, Person, PersonKind, RequiredFields};

/// The form of NAW data, or of one more address.
pub(super) struct NawForm {
    pub fields: Vec<Field<Person>>,
    required: Vec<RequiredFields>,
    youth_through_age: i32,
    address_forms: Vec<AddressForm>,
}

impl Form for NawForm {
    type Message = Person;

    fn fields(&self) -> &[Field<Person>] {
        &self.fields
    }

    fn command(&self, person: Person) -> Command {
        Command::EnterPerson(EnterPerson { person: Some(person) })
    }

    fn requires(&self, field: &Field<Person>, draft: &Person) -> bool {
        let kind = match draft.kind() {
            PersonKind::Institution => "institution",
            _ if self.traits(draft).youth => "youth",
            _ => "adult",
        };
        let required = self.required.iter().filter(|required| required.patron_kind == kind);
        let mut paths = required.flat_map(|required| &required.fields);
        let listed =
            paths.any(|path| field.paths.iter().any(|own| own.strip_prefix("person.") == Some(path)));
        let by_country = || address::requires(&self.address_forms, draft, field.paths[0]);
        field.paths.contains(&"person.kind") || (listed && by_country())
    }

    fn remedy(&self, lang: Lang, field: &Field<Person>, draft: &Person, reason: &str) -> Option<String> {
        address::remedy(lang, &self.address_forms, draft, field.paths[0], reason)
    }

    /// What the branch requires is asked of everybody but an institution, which has nothing more to tell; and what is
    /// in a field already stays in view, so that it can be put right.
    fn asks(&self, draft: &Person, at: usize) -> bool {
        let field = &self.fields[at];
        let filled = || !(field.get)(Lang::Dutch, draft).is_empty();
        (field.asked)(draft, self.traits(draft))
            || draft.kind() != PersonKind::Institution && (self.requires(field, draft) || filled())
    }

    /// Only decides what is asked; the daemon knows whether somebody is youth.
    fn traits(&self, draft: &Person) -> Traits {
        let age = show::age_today(&draft.birth_date, show::today()).and_then(|age| i32::try_from(age).ok());
        Traits { youth: age.is_some_and(|age| age <= self.youth_through_age) }
    }
}

/// A field of plain text that is a field of the message too.
macro_rules! plain {
    ($field:ident, $label:path, $help:path, $asked:expr) => {
        Field {
            paths: &[concat!("person.", stringify!($field))],
            label: |lang, _| $label(lang),
            help: $help,
            asked: $asked,
            get: |_, person: &Person| person.$field.clone(),
            set: |person, typed| person.$field = typed,
            choices: any_text,
        }
    };
}

/// The same for a telephone number, which is shown as it is dialled.
macro_rules! phone {
    ($field:ident, $label:path, $help:path, $asked:expr) => {
        Field {
            get: |_, person: &Person| as_dialled(&person.$field),
            ..plain!($field, $label, $help, $asked)
        }
    };
}

fn of_a_person(person: &Person, _: Traits) -> bool {
    person.kind() != PersonKind::Institution
}

fn of_youth(person: &Person, traits: Traits) -> bool {
    of_a_person(person, traits) && traits.youth
}

/// An institution has somebody to talk to, a child a guardian.
fn has_contact(person: &Person, traits: Traits) -> bool {
    !of_a_person(person, traits) || traits.youth
}

/// Whoever was named can be called.
fn can_be_called(person: &Person, traits: Traits) -> bool {
    has_contact(person, traits) || !person.contact_person.is_empty()
}

fn kinds(lang: Lang) -> Vec<Choice<&'static str>> {
    let kind = |key, kind: PersonKind| Choice::new(key, states::person_kind(lang, kind), kind.as_str_name());
    vec![
        kind(words::key_man(lang), PersonKind::Man),
        kind(words::key_woman(lang), PersonKind::Woman),
        kind("n", PersonKind::Neutral),
        kind("i", PersonKind::Institution),
    ]
}

pub(super) fn naw_fields() -> Vec<Field<Person>> {
    let mut all = vec![
        Field {
            paths: &["person.kind"],
            label: |lang, _: &Person| fields::kind(lang),
            help: words::kind_help,
            asked: always,
            get: |lang, person| match person.kind() {
                PersonKind::Unspecified => String::new(),
                kind => states::person_kind(lang, kind).to_owned(),
            },
            set: |person, name| person.kind = PersonKind::from_str_name(&name).unwrap_or_default().into(),
            choices: kinds,
        },
        Field {
            get: |lang, person| match person.no_initials {
                true => words::no_initials(lang).to_owned(),
                false => person.initials.clone(),
            },
            set: |person, typed| {
                let word = typed.trim().to_lowercase();
                person.no_initials = Lang::ALL.iter().any(|lang| word == words::no_initials(*lang));
                person.initials = if person.no_initials { String::new() } else { typed };
            },
            ..plain!(initials, fields::initials, fields::initials_help, of_a_person)
        },
        plain!(prefix, fields::prefix, fields::prefix_help, of_a_person),
        Field {
            label: |lang, person| match person.kind() {
                PersonKind::Institution => fields::institution_name(lang),
                _ => fields::surname(lang),
            },
            ..plain!(surname, fields::surname, fields::surname_help, always)
        },
        Field {
            get: |_, person| show::date(&person.birth_date),
            ..plain!(birth_date, fields::birth_date, fields::birth_date_help, of_a_person)
        },
        plain!(call_name, fields::call_name, fields::call_name_help, of_youth),
    ];
    all.extend(main_address());
    all.extend([
        phone!(phone, fields::phone, fields::phone_help, always),
        phone!(sms_number, fields::sms_number, fields::sms_number_help, always),
        plain!(email, fields::email, fields::email_help, always),
        plain!(contact_person, fields::contact_person, fields::contact_person_help, has_contact),
        phone!(contact_phone, fields::contact_phone, fields::contact_phone_help, can_be_called),
    ]);
    all
}

impl Dialogue<'_, '_> {
    /// A form of these fields, as this branch wants it.
    pub(super) fn naw_form(&self, fields: Vec<Field<Person>>) -> NawForm {
        NawForm {
            fields,
            required: self.branch.required_fields.clone(),
            youth_through_age: self.branch.youth_through_age,
            address_forms: self.branch.address_forms.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use balie_client::v1::{Address, PostcodeUse};

    fn form() -> NawForm {
        let required = |kind: &str, fields: &[&str]| RequiredFields {
            patron_kind: kind.into(),
            fields: fields.iter().map(|field| (*field).into()).collect(),
        };
        NawForm {
            fields: naw_fields(),
            required: vec![
                required("adult", &["surname", "main_address.postcode"]),
                required("youth", &["surname", "call_name"]),
                required("institution", &["surname", "contact_person"]),
            ],
            youth_through_age: 18,
            address_forms: vec![
                AddressForm {
                    country: "SR".into(),
                    postcode: PostcodeUse::None.into(),
                    ..Default::default()
                },
                AddressForm {
                    country: "DE".into(),
                    display_name: "Duitsland".into(),
                    postcode: PostcodeUse::Required.into(),
                    postcode_example: "26133".into(),
                },
            ],
        }
    }

    fn labels(draft: &Person, only_required: bool) -> Vec<&'static str> {
        let form = form();
        (0..form.fields.len())
            .filter(|at| form.asks(draft, *at))
            .map(|at| &form.fields[at])
            .filter(|field| !only_required || form.requires(field, draft))
            .map(|field| (field.label)(Lang::Dutch, draft))
            .collect()
    }

    fn person(kind: PersonKind, birth_date: &str) -> Person {
        Person { kind: kind.into(), birth_date: birth_date.into(), ..Default::default() }
    }

    #[test]
    fn each_kind_of_patron_is_asked_what_fits() {
        let adult = labels(&person(PersonKind::Woman, "01-01-1991"), false);
        assert!(!adult.contains(&"Roepnaam") && !adult.contains(&"Contactpersoon"), "{adult:?}");
        let youth = labels(&person(PersonKind::Man, "01-01-2020"), false);
        assert!(youth.contains(&"Roepnaam") && youth.contains(&"Contactpersoon"), "{youth:?}");
        let school = labels(&person(PersonKind::Institution, "01-01-2020"), false);
        assert_eq!(school[..3], ["Persoon", "Naam instelling", "Postcode"]);
        assert!(school.contains(&"Contactpersoon") && !school.contains(&"Geboortedatum"), "{school:?}");
    }

    #[test]
    fn the_branch_says_what_is_required() {
        let required = |kind, birth_date| labels(&person(kind, birth_date), true);
        assert_eq!(required(PersonKind::Neutral, "01-01-1991"), ["Persoon", "Achternaam", "Postcode"]);
        assert_eq!(required(PersonKind::Man, "01-01-2020"), ["Persoon", "Achternaam", "Roepnaam"]);
        assert_eq!(required(PersonKind::Institution, ""), ["Persoon", "Naam instelling", "Contactpersoon"]);
    }

    /// Everything that a configuration may require.
    #[test]
    fn whatever_the_branch_requires_is_asked_whoever_the_patron_is() {
        let of_a_person = ["initials", "call_name"];
        let of_all = [
            "main_address.postcode",
            "main_address.house_number",
            "main_address.street",
            "main_address.place",
            "phone",
            "sms_number",
            "email",
            "contact_person",
            "contact_phone",
        ];
        for (kind, draft) in [
            ("adult", person(PersonKind::Woman, "01-01-1991")),
            ("youth", person(PersonKind::Man, "01-01-2020")),
            ("institution", person(PersonKind::Institution, "")),
        ] {
            let own = if kind == "institution" { &[][..] } else { &of_a_person[..] };
            for path in own.iter().chain(&of_all) {
                let required =
                    vec![RequiredFields { patron_kind: kind.into(), fields: vec![(*path).to_owned()] }];
                let form = NawForm { required, ..form() };
                let asked = (0..form.fields.len()).find(|at| {
                    let own =
                        form.fields[*at].paths.iter().any(|own| own.strip_prefix("person.") == Some(path));
                    own && form.asks(&draft, *at) && form.requires(&form.fields[*at], &draft)
                });
                assert!(asked.is_some(), "{path} of {kind}");
            }
        }
    }

    #[test]
    fn what_is_in_a_field_is_shown_and_sent_whoever_the_patron_is() {
        let typed = Person {
            call_name: "Bram".into(),
            contact_person: "D. de Vries".into(),
            ..person(PersonKind::Woman, "01-01-1991")
        };
        let shown = labels(&typed, false);
        assert!(shown.contains(&"Roepnaam") && shown.contains(&"Telefoon contactpersoon"), "{shown:?}");
        assert_eq!(form().message(&typed), typed);
    }

    #[test]
    fn what_an_address_must_have_depends_on_its_country() {
        let all = ["postcode", "house_number", "street", "place"];
        let fields = all.map(|part| format!("main_address.{part}")).to_vec();
        let required = vec![RequiredFields { patron_kind: "adult".into(), fields }];
        let form = NawForm { required, ..form() };
        let required_at = |country: &str, house: &str| {
            let home = Address { country: country.into(), house_number: house.into(), ..Default::default() };
            let draft = Person { main_address: Some(home), ..person(PersonKind::Woman, "01-01-1991") };
            let needed = form.fields.iter().filter(|field| form.requires(field, &draft));
            needed.map(|field| (field.label)(Lang::Dutch, &draft)).collect::<Vec<_>>()
        };
        assert_eq!(required_at("", ""), ["Persoon", "Postcode", "Huisnummer", "Straat", "Plaats"]);
        assert_eq!(required_at("SR", ""), ["Persoon", "Straat", "Plaats"]);
        assert_eq!(required_at("SR", "12"), ["Persoon", "Plaats"]);
    }

    #[test]
    fn a_postcode_that_is_refused_is_followed_by_what_may_be_typed() {
        let form = form();
        let told = |path: &str, country: &str, reason: &str| {
            let home = Address { country: country.into(), ..Default::default() };
            let draft = Person { main_address: Some(home), ..Default::default() };
            let field = form.fields.iter().find(|field| field.paths[0] == path).unwrap();
            form.remedy(Lang::Dutch, field, &draft, reason).unwrap_or_default()
        };
        assert!(told("person.main_address.postcode", "", "POSTCODE_FORM").contains("DE 26871"));
        for country in ["DE", "Duitsland"] {
            assert!(told("person.main_address.postcode", country, "REQUIRED").contains("DE 26133"));
        }
        for (path, country, reason) in [
            ("person.main_address.postcode", "", "REQUIRED"),
            ("person.main_address.postcode", "", "POSTCODE_ZERO"),
            ("person.main_address.place", "DE", "REQUIRED"),
            ("person.surname", "", "REQUIRED"),
        ] {
            assert_eq!(told(path, country, reason), "", "{path} {country} {reason}");
        }
    }

    #[test]
    fn what_is_not_asked_is_not_sent_but_stays_typed() {
        let typed = Person {
            initials: "A.".into(),
            surname: "Test".into(),
            call_name: "Bram".into(),
            ..person(PersonKind::Institution, "01-01-2020")
        };
        let sent = form().message(&typed);
        assert_eq!((sent.initials.as_str(), sent.call_name.as_str(), sent.birth_date.as_str()), ("", "", ""));
        assert_eq!(sent.surname, "Test");
        assert_eq!(typed.initials, "A.");
    }

    #[test]
    fn somebody_who_left_goes_on_after_the_last_field() {
        let form = form();
        assert_eq!(form.left_off(Lang::Dutch, &Person::default()), 0);
        let half = Person { surname: "Test".into(), ..person(PersonKind::Woman, "") };
        let at = form.next(&half, form.left_off(Lang::Dutch, &half)).unwrap();
        assert_eq!((form.fields[at].label)(Lang::Dutch, &half), "Geboortedatum");
    }

    #[test]
    fn somebody_with_one_name_has_no_initials() {
        let form = form();
        let field = form.fields.iter().find(|field| field.paths == ["person.initials"]).unwrap();
        let mut draft = person(PersonKind::Man, "01-01-1991");
        for word in ["geen", "None"] {
            (field.set)(&mut draft, word.to_owned());
            assert!(draft.no_initials && draft.initials.is_empty(), "{word}");
            assert_eq!((field.get)(Lang::English, &draft), "none");
        }
        (field.set)(&mut draft, "A.".to_owned());
        assert!(!draft.no_initials && draft.initials == "A.");
        (field.set)(&mut draft, String::new());
        assert!(!draft.no_initials && (field.get)(Lang::Dutch, &draft).is_empty());
    }

    #[test]
    fn dates_are_shown_as_they_are_typed() {
        let form = form();
        let known = person(PersonKind::Woman, "1991-01-01");
        let field = form.fields.iter().find(|field| field.paths == ["person.birth_date"]).unwrap();
        assert_eq!((field.get)(Lang::Dutch, &known), "01-01-1991");
    }
}
