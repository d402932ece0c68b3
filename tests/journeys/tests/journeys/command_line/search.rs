//! Looking for a patron by the surname: what was typed is what is looked for.

use super::program::{balie, err, out};
use balie_client::v1::{self, RegistrationFilter};
use balie_journeys::{Branch, example_person, pass_number, saved};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sign_of_a_query_language_stands_for_itself() {
    let branch = Branch::open("").await;
    let client = branch.client("balie-1").await;
    let person = v1::Person { email: String::new(), ..example_person() };
    let test = saved(&client, &pass_number(1), person, "0045").await;
    let school = v1::Person {
        kind: v1::PersonKind::Institution.into(),
        surname: "100% Lezen_thuis".to_owned(),
        contact_person: "D. de Vries".to_owned(),
        main_address: example_person().main_address,
        ..Default::default()
    };
    let school = saved(&client, &pass_number(2), school, "0082").await;
    for (asked, found) in [
        ("%", &[][..]),
        ("_", &[]),
        ("*", &[]),
        ("t%", &[]),
        ("t_st", &[]),
        ("te*", &[]),
        ("[t]", &[]),
        ("-", &[]),
        ("\u{10ffff}", &[]),
        ("te", &[&test]),
        ("van de Te", &[&test]),
        ("100%", &[&school]),
        ("100% lezen_", &[&school]),
        ("100_", &[]),
        ("", &[&school, &test]),
    ] {
        let names = |found: &[v1::Registration]| found.iter().map(|one| one.name.clone()).collect::<Vec<_>>();
        let expected: Vec<_> = found.iter().map(|one| one.name.clone()).collect();
        let filter = RegistrationFilter { surname: asked.to_owned(), ..Default::default() };
        let listed = client.registrations.list_up_to(filter, 9).await.expect("a list");
        assert_eq!(names(&listed), expected, "{asked:?}");
        let shown = balie(&branch, "nl", &["--json", "registrations", "list", "--surname", asked]).await;
        assert!(shown.status.success(), "{}", err(&shown));
        let listed: serde_json::Value = serde_json::from_str(&out(&shown)).expect("JSON");
        assert_eq!(listed["registrations"].as_array().map(Vec::len), Some(found.len()), "{asked:?}");
    }
    // What no keyboard types is looked for as well, or refused; it does not mean everybody.
    for asked in ["\0", "\u{1}", "\u{200b}"] {
        let filter = RegistrationFilter { surname: asked.to_owned(), ..Default::default() };
        if let Ok(listed) = client.registrations.list_up_to(filter, 9).await {
            assert!(listed.is_empty(), "{asked:?}");
        }
    }
}
