//! Money at the till, by one command at a time.

use balie_client::v1;
use balie_journeys::{Branch, example_person, pass_number, saved};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_payment_says_what_to_give_back_and_a_slip_is_no_amount() {
    let branch = Branch::open("").await;
    let client = branch.client("balie-1").await;
    let person = v1::Person { email: String::new(), ..example_person() };
    let now = saved(&client, &pass_number(1), person, "0045").await;
    let pay = |amount| ["do", now.patron_number.as_str(), "pay", amount];
    for slip in ["20.555", "1.000", "5 0", "1e3"] {
        branch.balie("nl", &pay(slip)).await.refused(3, &["bedrag"]);
    }
    for nothing in ["", " ", "€"] {
        branch.balie("nl", &pay(nothing)).await.refused(3, &["Dit veld is verplicht."]);
    }
    let part = branch.balie("nl", &pay("20,")).await.done();
    assert!(!part.contains("Terug te geven"), "{part}");
    let rest = branch.balie("nl", &pay("40")).await.done();
    assert!(rest.contains("Terug te geven: € 2,00"), "{rest}");
    let ledger = client.registrations.get(&now.name).await.expect("it is there").ledger.expect("a ledger");
    assert_eq!((ledger.received.as_str(), ledger.last_change.as_str()), ("58.00", "2.00"));
}
