//! Name and address, salutation and duplicates, further data.

use super::{Fields, field, switch, twin};
use crate::session::{Form, Session};
use crate::typed::date_shown;
use balie_client::address::AddressRules;
use balie_client::phone::as_dialled;
use balie_client::v1::{self, Address, Person, PersonKind, Registration, Salutation};
use balie_typed::text::tidy;

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

/// Typed for the initials of somebody with one name only.
const NO_INITIALS: &str = "-";

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
        field("person.initials", if person.no_initials { NO_INITIALS.to_owned() } else { person.initials }),
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
    let initials = of_person("initials");
    let no_initials = tidy(&initials) == NO_INITIALS;
    let [main, postal, invoice, alternative] = ADDRESSES.map(|(path, open)| address(form, path, open));
    Person {
        kind: kind.into(),
        initials: if no_initials { String::new() } else { initials },
        no_initials,
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

/// What the country asks of the address with this path.
pub(super) fn address_rules<'s>(session: &'s Session, address: &str) -> AddressRules<'s> {
    let country = session.form.text(&format!("{address}.country"));
    AddressRules::of(&session.branch.address_forms, country)
}

/// Whether the country asks this part of an address; what is no part of one is not its matter.
fn by_country(session: &Session, path: &str) -> bool {
    let Some((address, part)) = path.rsplit_once('.').filter(|(front, _)| front.ends_with("_address")) else {
        return true;
    };
    let house = session.form.text(&format!("{address}.house_number"));
    address_rules(session, address).requires(part, house)
}

/// Whom to ask for.
const CONTACT: &str = "person.contact_person";

fn is_institution(session: &Session) -> bool {
    session.form.text("person.kind") == "institution"
}

/// The field is asked of this patron: of its kind by itself, or because the branch requires it. What is in a field
/// stays in view, and so does what the daemon says of one: nobody can put right what is hidden.
pub(super) fn shown(session: &Session, path: &str) -> bool {
    let (institution, form) = (is_institution(session), &session.form);
    if let Some(address) = path.strip_suffix(".postcode") {
        return address_rules(session, address).asks_postcode() || form.is_in_use(path);
    }
    let of_its_kind = match path {
        "person.initials" | "person.prefix" | "person.birth_date" => !institution,
        "person.call_name" if institution => return false,
        "person.call_name" => session.is_youth(),
        CONTACT => institution || session.is_youth(),
        // Whoever is named can be called.
        "person.contact_phone" => {
            institution || session.is_youth() || required(session, CONTACT) || !form.text(CONTACT).is_empty()
        }
        _ => true,
    };
    of_its_kind || !institution && (required(session, path) || form.is_in_use(path))
}

pub(super) fn fields(session: &Session) -> Vec<&'static str> {
    let form = &session.form;
    let mut fields = vec![
        "person.kind",
        "person.initials",
        "person.prefix",
        "person.surname",
        "person.birth_date",
        "person.call_name",
    ];
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
    fields.retain(|path| shown(session, path));
    fields
}

/// What the branch requires of this kind of patron; kind, surname and birth date always are.
pub(super) fn required(session: &Session, path: &str) -> bool {
    let institution = is_institution(session);
    if matches!(path, "person.kind" | "person.surname") || (path == "person.birth_date" && !institution) {
        return true;
    }
    let kind = match institution {
        true => "institution",
        false if session.is_youth() => "youth",
        false => "adult",
    };
    let Some(field) = path.strip_prefix("person.") else { return false };
    let mut required = session.branch.required_fields.iter().filter(|required| required.patron_kind == kind);
    required.any(|required| required.fields.iter().any(|known| known == field)) && by_country(session, path)
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
