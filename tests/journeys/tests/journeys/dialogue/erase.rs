//! `balie registrations erase` on a terminal: only a typed yes erases.

use super::clerk::Clerk;
use balie_client::v1;
use balie_journeys::{Branch, pass_number};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_a_typed_yes_erases() {
    let branch = Branch::open("").await;
    let client = branch.client("balie-2").await;
    let pass = v1::AssignPass { code: pass_number(1), confirm_other_branch: false };
    let now = client.registrations.create(Some(pass)).await.expect("a registration");
    let command = ["registrations", "erase", &pass_number(1)];
    for (lang, question, answer) in [("nl", "Typ ja:", ""), ("en", "Type yes:", "no"), ("nl", "Typ ja:", "x")]
    {
        let mut clerk = Clerk::runs(&branch, "erase-not", &command, lang);
        clerk.reads(&pass_number(1)).await.answers(question, answer).await;
        assert_eq!(clerk.ends().await.code(), Some(4), "{}", clerk.screen());
        assert!(client.registrations.get(&now.name).await.is_ok());
    }
    let mut clerk = Clerk::runs(&branch, "erase", &command, "nl");
    // What goes and what stays.
    clerk.reads("Gewist worden: naam, adres").await.reads("Blijven: de aantallen").await;
    clerk.answers("Typ ja:", "ja").await.reads("is gewist").await;
    assert!(clerk.ends().await.success());
    assert!(client.registrations.get(&now.name).await.is_err());
}
