//! Registrations by the numbers that a clerk has at hand, and fields by their words.

use balie_journeys::{Branch, example_person, pass_number, saved, signing};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_registration_is_named_as_it_is_printed_and_a_slip_is_told() {
    let branch = Branch::open("").await;
    let client = branch.client("balie-1").await;
    let now = signing(&client, 1).await;
    let pass = pass_number(1);
    let reference = now.mandate.as_ref().expect("a mandate").reference.clone();
    let spaced = format!("{} {} {} {}", &pass[..1], &pass[1..5], &pass[5..13], &pass[13..]);
    for name in [
        spaced,
        pass.clone(),
        now.patron_number.clone(),
        reference.to_lowercase().replace('-', " "),
        reference.replace('-', ""),
        reference.clone(),
    ] {
        let shown = branch.balie("nl", &["--json", "registrations", "show", &name]).await.done();
        assert!(shown.contains(&now.name), "{name}: {shown}");
    }
    for (lang, name, words) in [
        ("nl", &pass[..13], ["13 cijfers, 14 verwacht", "klantnummer"]),
        ("en", &pass[..13], ["13 digits, 14 expected", "patron number"]),
        ("nl", "bogus", ["bogus", "geen pasnummer, klantnummer, kenmerk van een machtiging of id"]),
        ("en", "bogus", ["bogus", "not a pass number, patron number, mandate reference or id"]),
    ] {
        for command in [&["registrations", "show", name][..], &["do", name, "save"]] {
            let told = branch.balie(lang, command).await.refused(3, &words);
            assert!(!told.contains("uuid"), "{told}");
        }
    }
    let shown = branch.balie("nl", &["--json", "registrations", "show", "bogus"]).await;
    let error: serde_json::Value = serde_json::from_str(&shown.err).expect("JSON");
    assert_eq!(error["error"]["violations"][0]["field"], "name", "{error}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn filters_read_what_show_reads() {
    let branch = Branch::open("").await;
    let client = branch.client("balie-1").await;
    let without_account = || balie_client::v1::Person { email: String::new(), ..example_person() };
    let now = saved(&client, &pass_number(1), without_account(), "0045").await;
    saved(&client, &pass_number(2), without_account(), "0045").await;
    let pass = pass_number(1);
    let (patron_front, patron_back) = now.patron_number.split_at(3);
    for filter in [
        format!("--pass={} {}", &pass[..5], &pass[5..]),
        format!("--patron-number={patron_front} {patron_back}"),
    ] {
        let listed = branch.balie("nl", &["--json", "registrations", "list", &filter]).await.done();
        let listed: serde_json::Value = serde_json::from_str(&listed).expect("JSON");
        let names: Vec<_> = listed["registrations"].as_array().into_iter().flatten().collect();
        assert!(names.len() == 1 && names[0]["name"] == now.name.as_str(), "{filter}: {listed}");
    }
    let short = format!("--pass={}", &pass[..13]);
    for (filter, words) in [
        (short.as_str(), "13 cijfers, 14 verwacht"),
        ("--pass= ", "pasnummer van 14 cijfers"),
        ("--patron-number=Test", "klantnummer van hooguit 9 cijfers"),
        ("--enrolled-from=vandaag", "een datum, zoals 31-01-2026"),
        ("--enrolled-through=31-02-2026", "een datum, zoals 31-01-2026"),
        ("--limit=0", "0 ligt niet in 1 en hoger"),
    ] {
        let told = branch.balie("nl", &["registrations", "list", filter]).await.refused(2, &[words]);
        assert!(!told.contains("filter."), "{told}");
    }
    let from = format!("--enrolled-from={}", now.enrolment_date);
    let listed = branch.balie("nl", &["registrations", "list", &from, "--limit=1"]).await.done();
    assert!(!listed.contains("Niets gevonden"), "{listed}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_address_says_of_which_and_a_comma_fits_in_one() {
    let branch = Branch::open("").await;
    let client = branch.client("balie-1").await;
    let pass = balie_client::v1::AssignPass { code: pass_number(1), ..Default::default() };
    let now = client.registrations.create(Some(pass)).await.expect("a free pass");
    let enter = |more: &[&str]| {
        let person = ["--kind=woman", "--initials=A.", "--surname=Test", "--birth-date=01-01-1991"];
        let home = ["--postcode=9468BG", "--house-number=41", "--street=Kruisakkers", "--place=Annen"];
        let words = ["do", now.name.as_str(), "enter-person"];
        let all = words.iter().chain(&person).chain(&home).chain(more);
        all.map(|word| (*word).to_owned()).collect::<Vec<_>>()
    };
    for (lang, country, words) in [("nl", "Duitslnd", ["Land: "]), ("en", "Germny", ["Country: "])] {
        let told = branch.balie(lang, &enter(&["--country", country])).await.refused(3, &words);
        assert!(!told.contains("main_address"), "{told}");
    }
    let wrong = ["--postal-address=9468,1,Weg,Annen", "--invoice-address=9468,1,Weg,Annen"];
    branch
        .balie("nl", &enter(&wrong))
        .await
        .refused(3, &["Postadres, postcode: ", "Factuuradres, postcode: "]);
    let english = ["Postal address, postal code: ", "Invoice address, postal code: "];
    branch.balie("en", &enter(&wrong)).await.refused(3, &english);

    let vienna = r#"--postal-address=1010,1,Stephansplatz,"Wien, Innere Stadt",AT"#;
    branch.balie("nl", &enter(&[vienna])).await.done();
    let person = client.registrations.get(&now.name).await.expect("it is there").person.expect("a person");
    let postal = person.postal_address.expect("an address");
    assert_eq!((postal.place.as_str(), postal.country.as_str()), ("Wien, Innere Stadt", "AT"));
}
