//! By the branch's schedule.

use super::branch::*;
use balie_registration::Role;
use balie_registration::machine::{Command, PassInput};
use balied::hub::{HubError, Name, workers};

#[tokio::test]
async fn a_draft_goes_after_seven_days_and_its_pass_is_blank_again() {
    let branch = Branch::open().await;
    let id = branch.draft(PASS).await.stored.registration.id;
    branch.after(days(5)).await;
    branch.does(id, Command::EnterPerson(Box::new(person()))).await;
    branch.after(days(7) - SECOND).await;
    assert!(branch.is_there(id).await && branch.is_legible("Zwaardemaker"));
    branch.after(SECOND).await;
    assert!(!branch.is_there(id).await);
    assert!(!branch.is_legible("Zwaardemaker"), "no trace in any file");
    assert_eq!(branch.actions(id).await, ["create", "assign_pass", "enter_person", "erase_abandoned"]);
    let (changes, last, more) = branch.hub.changes(0, 10, "").await.unwrap();
    assert_eq!((changes.len(), last, more), (1, 4, false));
    assert!(changes[0].0.registration.is_none(), "a tombstone");
    branch.draft(PASS).await;
}

#[tokio::test]
async fn an_enrolled_patron_goes_thirty_days_after_confirmed_receipt_with_the_page_of_the_mandate() {
    let branch = Branch::open().await;
    let (id, reference) = branch.enrolled(PASS).await;
    let today = "2026-02-10".parse().unwrap();
    let sums = branch.hub.summary(today, today).await.unwrap();
    branch.after(days(400)).await;
    assert!(branch.is_there(id).await, "what nobody confirmed exists only here");
    branch.confirm("central").await;
    branch.after(days(30) - SECOND).await;
    assert!(branch.is_there(id).await && branch.is_legible(IBAN));
    branch.hub.page(id).await.unwrap();
    branch.after(SECOND).await;
    assert!(!branch.is_there(id).await);
    assert!(matches!(branch.hub.page(id).await, Err(HubError::NoDocument)));
    for text in ["Zwaardemaker", IBAN, &reference] {
        assert!(!branch.is_legible(text), "{text} is still legible");
    }
    assert!(!branch.is_kept(b"\x89PNG\r\n\x1a\n") && !branch.is_kept(b"\0\0\0\x0dIHDR"));
    assert_eq!(branch.actions(id).await.last().unwrap(), "erase_confirmed");
    assert_eq!(branch.hub.summary(today, today).await.unwrap(), sums, "counts and sums of the day stay");

    // Numbers that went out do not come back: the pass, the patron number, the reference.
    let pass = PassInput { code: PASS.to_owned(), confirm_other_branch: false };
    let refused = branch.hub.create(&by(Role::Counter), Some(pass), request()).await.unwrap_err();
    assert_eq!(refused.code(), "PASS_SPENT");
    let (other, next) = branch.enrolled(OTHER_PASS).await;
    assert_ne!(next, reference);
    let stored = branch.hub.look(&Name::Id(other)).await.unwrap();
    assert_eq!(stored.registration.state.enrolment().unwrap().patron_number.get(), 381_848);
}

#[tokio::test]
async fn every_reader_is_waited_for_and_a_change_must_be_confirmed_again() {
    let branch = Branch::open().await;
    let (id, _) = branch.enrolled(PASS).await;
    branch.hub.acknowledge("archive", 1, "").await.unwrap();
    branch.confirm("central").await;
    branch.after(days(31)).await;
    assert!(branch.is_there(id).await, "the archive has not got it");
    branch.confirm("archive").await;
    branch.after(days(29)).await;
    branch.does(id, Command::SetSwitchService { switch_service: true }).await;
    branch.after(days(2)).await;
    assert!(branch.is_there(id).await, "nobody has its latest state");
    branch.confirm("archive").await;
    branch.confirm("central").await;
    branch.after(days(30)).await;
    assert!(!branch.is_there(id).await);
}

#[tokio::test]
async fn what_was_saved_stays_until_somebody_finishes_it() {
    let branch = Branch::open().await;
    let id = branch.saved(PASS, "").await;
    branch.confirm("central").await;
    branch.after(days(400)).await;
    assert!(branch.is_there(id).await);
}

#[tokio::test]
async fn a_lapsed_account_goes_with_its_message_and_its_registration_later() {
    let branch = Branch::open().await;
    let workers = workers::start(&branch.hub).await.unwrap();
    let id = branch.saved(PASS, EMAIL).await;
    let mut news = branch.hub.store().changes();
    while branch.hub.look(&Name::Id(id)).await.unwrap().registration.state.account_is_busy() {
        news.changed().await.unwrap();
    }
    workers.stop().await;
    branch.does(id, Command::Register).await;
    branch.does(id, Command::SkipPrint).await;
    let outbox = branch.state("outbox");
    let messages = || std::fs::read_dir(&outbox).unwrap().count();
    assert_eq!(messages(), 1);
    branch.confirm("central").await;
    branch.after(days(1) - SECOND).await;
    assert_eq!(messages(), 1);
    branch.after(SECOND * 2).await;
    assert_eq!(messages(), 0, "the code is of no use any more");
    let stored = branch.hub.look(&Name::Id(id)).await.unwrap();
    assert_eq!(
        stored.registration.state.account().map(|account| format!("{account:?}").contains("Lapsed")),
        Some(true)
    );
    branch.after(days(30)).await;
    assert!(branch.is_there(id).await, "that the account lapsed was not confirmed");
    branch.confirm("central").await;
    branch.after(days(30)).await;
    assert!(!branch.is_there(id).await);
    assert!(!branch.is_legible(EMAIL));
}

#[tokio::test]
async fn many_that_are_due_go_over_several_rounds() {
    let branch = Branch::open().await;
    let clerk = by(Role::Counter);
    let begun =
        futures_util::future::join_all((0..620).map(|_| branch.hub.create(&clerk, None, request()))).await;
    assert!(begun.iter().all(Result::is_ok));
    branch.after(days(7)).await;
    let left = async || {
        let mut snapshot = branch.hub.store().read().await.unwrap();
        snapshot
            .read()
            .list_changes(0, 10_000)
            .await
            .unwrap()
            .changes
            .iter()
            .filter(|change| matches!(change.changed, balie_store::Changed::Stored { .. }))
            .count()
    };
    assert_eq!(left().await, 120, "a round leaves room for clerks");
    branch.after(SECOND).await;
    assert_eq!(left().await, 0);
}
