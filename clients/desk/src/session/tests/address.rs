//! What the countries ask of an address.

use super::*;

const HOME: &str = "person.main_address";

fn filled(country: &str) -> Session {
    let mut session = opened(at(Step::EnteringPerson, 1));
    session.branch.required_fields.push(v1::RequiredFields {
        patron_kind: "adult".into(),
        fields: ["postcode", "house_number", "street", "place"]
            .map(|part| format!("main_address.{part}"))
            .to_vec(),
    });
    session.branch.address_forms =
        [("DE", "Duitsland", v1::PostcodeUse::Required), ("SR", "Suriname", v1::PostcodeUse::None)]
            .map(|(code, name, postcode)| v1::AddressForm {
                country: code.into(),
                display_name: name.into(),
                postcode: postcode.into(),
                ..Default::default()
            })
            .to_vec();
    fill_adult(&mut session);
    for part in ["postcode", "house_number", "street", "place"] {
        session.form.set(&format!("{HOME}.{part}"), "");
    }
    session.form.accept(&[]);
    type_in(&mut session, &[(format!("{HOME}.country").as_str(), country)]);
    session
}

fn needed(session: &Session) -> Vec<&'static str> {
    let parts = ["postcode", "house_number", "street", "place"];
    parts.into_iter().filter(|part| required(session, &format!("{HOME}.{part}"))).collect()
}

#[test]
fn what_is_required_depends_on_the_country() {
    for dutch in ["", "NL", "nl"] {
        assert_eq!(needed(&filled(dutch)), ["postcode", "house_number", "street", "place"], "{dutch}");
    }
    assert_eq!(needed(&filled("de")), ["postcode", "street", "place"]);
    assert_eq!(needed(&filled("SR")), ["street", "place"]);
    assert_eq!(needed(&filled("suriname")), ["street", "place"]);
    assert_eq!(needed(&filled("QQ")), ["street", "place"], "a country that the branch does not know");
    let mut session = filled("SR");
    type_in(&mut session, &[(format!("{HOME}.house_number").as_str(), "Rose Cottage")]);
    assert_eq!(needed(&session), ["place"]);
}

#[test]
fn a_postcode_is_not_asked_where_there_is_none() {
    let postcode = format!("{HOME}.postcode");
    let mut session = filled("SR");
    assert!(!shown(&session, &postcode));
    type_in(
        &mut session,
        &[(format!("{HOME}.street").as_str(), "Waterkant"), (format!("{HOME}.place").as_str(), "Paramaribo")],
    );
    let effects = act(&mut session, Action::Go);
    let Some((_, _, Command::EnterPerson(enter))) = applied(&effects) else { panic!("{effects:?}") };
    let home = enter.person.as_ref().unwrap().main_address.clone().unwrap();
    assert_eq!((home.postcode.as_str(), home.country.as_str()), ("", "SR"));
    // Typed before the country was, it stays in view.
    let mut session = filled("");
    type_in(&mut session, &[(postcode.as_str(), "1234"), (format!("{HOME}.country").as_str(), "SR")]);
    assert!(shown(&session, &postcode));
    assert!(shown(&filled("DE"), &postcode) && shown(&filled("QQ"), &postcode));
}
