//! Name and address, salutation and duplicates, further data.

use super::{Fields, field, switch, twin};
use crate::session::{Form, Session};
use crate::typed::{date_shown, parse_date};
use balie_client::phone::as_dialled;
use balie_client::v1::{self, Address, Person, PersonKind, Registration, Salutation};

/// Kinds of person by their value in the form.
const KINDS: [(&str, PersonKind); 4] = [
    ("man", PersonKind::Man),
    ("woman", PersonKind::Woman),
    ("neutral", PersonKind::Neutral),
    ("institution", PersonKind::Institution),
];

/// Salutations by their value in the form.
const SALUTATIONS: [(&str, Salutation); 4] = [
    ("mr", Salutation::Mr),
    ("mrs", Salutation::Mrs),
    ("neutral", Salutation::Neutral),
    ("institution", Salutation::Institution),
];

/// Addresses with the switch that opens them; the main address has none.
const ADDRESSES: [(&str, &str); 4] = [
    ("person.main_address", ""),
    ("person.postal_address", "more.postal"),
    ("person.invoice_address", "more.invoice"),
    ("person.alternative_address", "more.alternative"),
];

fn named<T: Copy + PartialEq>(names: &[(&'static str, T)], value: T) -> &'static str {
    names.iter().find(|(_, known)| *known == value).map_or("", |(name, _)| name)
}

fn valued<T: Copy + Default>(names: &[(&'static str, T)], name: &str) -> T {
    names.iter().find(|(known, _)| *known == name).map(|(_, value)| *value).unwrap_or_default()
}

pub(super) fn load(now: &Registration) -> Fields {
    let person = now.person.clone().unwrap_or_default();
    let mut fields = vec![
        field("person.kind", named(&KINDS, person.kind())),
        field("person.initials", person.initials),
        field("person.prefix", person.prefix),
        field("person.surname", person.surname),
        field("person.call_name", person.call_name),
        field("person.birth_date", date_shown(&person.birth_date)),
        field("person.phone", as_dialled(&person.phone)),
        field("person.sms_number", as_dialled(&person.sms_number)),
        field("person.email", person.email),
        field("person.contact_person", person.contact_person),
        field("person.contact_phone", as_dialled(&person.contact_phone)),
    ];
    let addresses =
        [person.main_address, person.postal_address, person.invoice_address, person.alternative_address];
    for ((path, open), address) in ADDRESSES.into_iter().zip(addresses) {
        if !open.is_empty() {
            fields.push(field(open, switch(address.is_some())));
        }
        let address = address.unwrap_or_default();
        // At home is what everybody means who says nothing.
        let country = if address.country == "NL" { String::new() } else { address.country };
        for (part, text) in [
            ("postcode", address.postcode),
            ("house_number", address.house_number),
            ("street", address.street),
            ("place", address.place),
            ("country", country),
        ] {
            fields.push(field(&format!("{path}.{part}"), text));
        }
    }
    fields
}

fn address(form: &Form, path: &str, open: &str) -> Option<Address> {
    if !open.is_empty() && !form.is_on(open) {
        return None;
    }
    let part = |part: &str| form.text(&format!("{path}.{part}")).trim().to_owned();
    Some(Address {
        postcode: part("postcode"),
        house_number: part("house_number"),
        street: part("street"),
        place: part("place"),
        country: part("country"),
    })
}

/// The person as typed. What is not asked of this kind of person is left out.
pub(in crate::session) fn person(form: &Form) -> Person {
    let kind = valued(&KINDS, form.text("person.kind"));
    let text = |name: &str| form.text(&format!("person.{name}")).trim().to_owned();
    let of_person = |name: &str| if kind == PersonKind::Institution { String::new() } else { text(name) };
    let [main, postal, invoice, alternative] = ADDRESSES.map(|(path, open)| address(form, path, open));
    Person {
        kind: kind.into(),
        initials: of_person("initials"),
        prefix: of_person("prefix"),
        surname: text("surname"),
        call_name: of_person("call_name"),
        birth_date: of_person("birth_date"),
        main_address: main,
        postal_address: postal,
        invoice_address: invoice,
        alternative_address: alternative,
        phone: text("phone"),
        sms_number: text("sms_number"),
        email: text("email"),
        contact_person: text("contact_person"),
        contact_phone: text("contact_phone"),
    }
}

pub(super) fn fields(form: &Form) -> Vec<&'static str> {
    let institution = form.text("person.kind") == "institution";
    let mut fields = vec!["person.kind"];
    if institution {
        fields.push("person.surname");
    } else {
        fields.extend(["person.initials", "person.prefix", "person.surname"]);
        fields.extend(["person.birth_date", "person.call_name"]);
    }
    fields.extend([
        "person.main_address.postcode",
        "person.main_address.house_number",
        "person.main_address.street",
        "person.main_address.place",
        "person.main_address.country",
        "person.email",
        "person.phone",
        "person.sms_number",
        "person.contact_person",
        "person.contact_phone",
    ]);
    let extra: [(&str, [&'static str; 5]); 3] = [
        (
            "more.postal",
            [
                "person.postal_address.postcode",
                "person.postal_address.house_number",
                "person.postal_address.street",
                "person.postal_address.place",
                "person.postal_address.country",
            ],
        ),
        (
            "more.invoice",
            [
                "person.invoice_address.postcode",
                "person.invoice_address.house_number",
                "person.invoice_address.street",
                "person.invoice_address.place",
                "person.invoice_address.country",
            ],
        ),
        (
            "more.alternative",
            [
                "person.alternative_address.postcode",
                "person.alternative_address.house_number",
                "person.alternative_address.street",
                "person.alternative_address.place",
                "person.alternative_address.country",
            ],
        ),
    ];
    for (open, paths) in extra {
        if form.is_on(open) {
            fields.extend(paths);
        }
    }
    fields
}

/// What the branch requires of this kind of patron; kind, surname and birth date always are.
pub(super) fn required(session: &Session, path: &str) -> bool {
    let institution = session.form.text("person.kind") == "institution";
    if matches!(path, "person.kind" | "person.surname") || (path == "person.birth_date" && !institution) {
        return true;
    }
    let born = parse_date(session.form.text("person.birth_date"), session.today);
    let kind = match (institution, born) {
        (true, _) => "institution",
        _ if session.is_youth() => "youth",
        _ => "adult",
    };
    let Some(field) = path.strip_prefix("person.") else { return false };
    session
        .branch
        .required_fields
        .iter()
        .any(|required| required.patron_kind == kind && required.fields.iter().any(|known| known == field))
}

pub(super) fn load_choice(now: &Registration) -> Fields {
    let kind = now.person.as_ref().map(Person::kind).unwrap_or_default();
    let chosen = match (now.salutation(), kind) {
        (_, PersonKind::Institution) => Salutation::Institution,
        (Salutation::Unspecified, PersonKind::Man) => Salutation::Mr,
        (Salutation::Unspecified, PersonKind::Woman) => Salutation::Mrs,
        (Salutation::Unspecified | Salutation::Institution, _) => Salutation::Neutral,
        (chosen, _) => chosen,
    };
    vec![field("salutation", named(&SALUTATIONS, chosen)), field("twin", "")]
}

pub(super) fn choice(form: &Form) -> v1::ChoosePerson {
    v1::ChoosePerson {
        salutation: valued(&SALUTATIONS, form.text("salutation")).into(),
        new_person: form.text("twin") == "new",
        re_enrol: twin(form).unwrap_or_default().to_owned(),
    }
}

pub(super) fn load_details(now: &Registration) -> Fields {
    let details = now.details.clone().unwrap_or_default();
    vec![
        field("details.iban", details.iban),
        field("details.newsletter", switch(details.newsletter)),
        field("details.selection", details.selection),
        field("new_person", ""),
    ]
}

pub(super) fn details(form: &Form) -> v1::EnterDetails {
    v1::EnterDetails {
        details: Some(v1::Details {
            iban: form.text("details.iban").trim().to_owned(),
            newsletter: form.is_on("details.newsletter"),
            selection: form.text("details.selection").to_owned(),
        }),
        new_person: form.is_on("new_person"),
    }
}
