//! What becomes of login accounts and their messages when a registration is erased.

use super::branch::*;
use balie_accounts::{AccountStatus, NewAccount};
use balie_registration::machine::{AccountState, Command, SubscriptionInput};
use balie_registration::{Lang, Role};
use balie_store::JobState;
use balied::hub::{Cleared, Erase, Name, workers};
use sha2::{Digest, Sha256};
use sqlx::{Connection, SqliteConnection};
use uuid::Uuid;

const OTHER_EMAIL: &str = "visscher@voorbeeld.nl";
const GONE: Cleared = Cleared { accounts: 1, messages: 1, accounts_kept: 0 };

/// Nothing in any file tells of the person, nor of the account.
fn nothing_is_left(branch: &Branch, user_name: &str) {
    for text in ["Zwaardemaker", "zwaardemaker", user_name] {
        assert!(!branch.is_legible(text), "{text} is still legible");
    }
    assert!(!branch.message(user_name).exists());
}

#[tokio::test]
async fn a_pending_account_goes_with_its_message() {
    let branch = Branch::open().await;
    let workers = workers::start(&branch.hub).await.unwrap();
    let id = branch.saved(PASS, EMAIL).await;
    let user_name = branch.pending(id).await;
    assert!(branch.is_legible(EMAIL) && branch.message(&user_name).exists());
    assert_eq!(branch.erase(id).await.unwrap().cleared, GONE);
    nothing_is_left(&branch, &user_name);
    assert_eq!(branch.actions(id).await.last().unwrap(), "erase_account");
    workers.stop().await;
}

#[tokio::test]
async fn a_message_that_the_relay_has_taken_is_not_missed() {
    let branch = Branch::open().await;
    let workers = workers::start(&branch.hub).await.unwrap();
    let id = branch.saved(PASS, EMAIL).await;
    let user_name = branch.pending(id).await;
    std::fs::remove_file(branch.message(&user_name)).unwrap();
    assert_eq!(branch.erase(id).await.unwrap().cleared, Cleared { messages: 0, ..GONE });
    nothing_is_left(&branch, &user_name);
    workers.stop().await;
}

#[tokio::test]
async fn an_activated_account_goes() {
    let branch = Branch::open().await;
    let workers = workers::start(&branch.hub).await.unwrap();
    let id = branch.saved(PASS, EMAIL).await;
    let user_name = branch.pending(id).await;
    branch.activate(&user_name).await;
    assert_eq!(branch.account(&user_name).await, Some(AccountStatus::Active));
    branch.after(days(400)).await;
    assert_eq!(branch.erase(id).await.unwrap().cleared, Cleared { messages: 0, ..GONE });
    nothing_is_left(&branch, &user_name);
    workers.stop().await;
}

#[tokio::test]
async fn a_lapsed_account_goes_also_before_anybody_noticed_that_it_lapsed() {
    for noticed in [false, true] {
        let branch = Branch::open().await;
        let workers = workers::start(&branch.hub).await.unwrap();
        let id = branch.saved(PASS, EMAIL).await;
        let user_name = branch.pending(id).await;
        workers.stop().await;
        branch.wait(days(2));
        if noticed {
            workers::round(&branch.hub).await;
        }
        let erased = branch.erase(id).await.unwrap();
        assert_eq!(erased.cleared, if noticed { Cleared::default() } else { GONE });
        nothing_is_left(&branch, &user_name);
    }
}

#[tokio::test]
async fn an_account_that_was_still_to_be_made_is_not_made() {
    let branch = Branch::open().await;
    // No worker runs: the job is queued.
    let id = branch.saved(PASS, EMAIL).await;
    assert_eq!(branch.erase(id).await.unwrap().cleared, Cleared::default());
    let workers = workers::start(&branch.hub).await.unwrap();
    let other = branch.saved_as(OTHER_PASS, "Visscher", OTHER_EMAIL, None).await;
    let user_name = branch.pending(other).await;
    workers.stop().await;
    assert_eq!(std::fs::read_dir(branch.state("outbox")).unwrap().count(), 1);
    assert!(branch.message(&user_name).exists() && !branch.is_legible("Zwaardemaker"));
    assert!(!branch.is_legible(EMAIL));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_that_is_just_being_made_goes_as_soon_as_it_is_there() {
    let branch = Branch::open().await;
    let path = format!("sqlite://{}", branch.state("accounts.db").display());
    let mut other = SqliteConnection::connect(&path).await.unwrap();
    // Another program writes: making the account waits for it.
    sqlx::query("BEGIN IMMEDIATE").execute(&mut other).await.unwrap();
    let workers = workers::start(&branch.hub).await.unwrap();
    let mut news = branch.hub.store().jobs();
    let id = branch.saved(PASS, EMAIL).await;
    while branch.hub.jobs(&[JobState::Started], Some(id), None, 1).await.unwrap().is_empty() {
        news.changed().await.unwrap();
    }
    let mut changes = branch.hub.store().changes();
    let hub = branch.hub.clone();
    let erase = Erase { registration: id, request_id: None, seen: None, unconfirmed: true };
    let erasing = tokio::spawn(async move { hub.erase(&by(Role::BranchAdmin), erase).await });
    while branch.is_there(id).await {
        changes.changed().await.unwrap();
    }
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert!(!erasing.is_finished(), "nobody is told while an account may come");
    sqlx::query("COMMIT").execute(&mut other).await.unwrap();
    other.close().await.unwrap();
    erasing.await.unwrap().unwrap();
    workers.stop().await;
    assert_eq!(branch.hub.accounts().made_for("").await, Ok(Vec::new()));
    assert_eq!(std::fs::read_dir(branch.state("outbox")).unwrap().count(), 0);
    assert!(!branch.is_legible(EMAIL) && !branch.is_legible("Zwaardemaker"));
}

#[tokio::test]
async fn an_account_that_another_uses_stays_his() {
    for activated in [false, true] {
        let branch = Branch::open().await;
        let workers = workers::start(&branch.hub).await.unwrap();
        let first = branch.saved(PASS, EMAIL).await;
        let user_name = branch.pending(first).await;
        if activated {
            branch.activate(&user_name).await;
        }
        let before = branch.account(&user_name).await;
        let second = branch.saved_as(OTHER_PASS, "Visscher", OTHER_EMAIL, Some(&user_name)).await;

        let kept = Cleared { accounts_kept: 1, ..Cleared::default() };
        assert_eq!(branch.erase(first).await.unwrap().cleared, kept);
        assert_eq!(branch.account(&user_name).await, before, "it is used");
        assert!(!branch.is_legible("Zwaardemaker") && !branch.is_legible(EMAIL));
        assert_eq!(branch.message(&user_name).exists(), !activated, "its user can activate it");
        if !activated {
            branch.activate(&user_name).await;
            assert_eq!(branch.account(&user_name).await, Some(AccountStatus::Active));
        }
        // Nobody else uses it now.
        assert_eq!(branch.erase(second).await.unwrap().cleared, Cleared { messages: 0, ..GONE });
        nothing_is_left(&branch, &user_name);
        assert!(!branch.is_legible("Visscher") && !branch.is_legible(OTHER_EMAIL));
        workers.stop().await;
    }
}

#[tokio::test]
async fn no_hash_of_an_address_is_left_when_its_account_was_forgotten_before() {
    let branch = Branch::open().await;
    let workers = workers::start(&branch.hub).await.unwrap();
    let id = branch.saved(PASS, EMAIL).await;
    branch.pending(id).await;
    assert_eq!(branch.forget(id).await, None);
    branch.does(id, Command::GenerateAccount { email: OTHER_EMAIL.to_owned() }).await;
    branch.pending(id).await;
    assert_eq!(branch.forget(id).await, None);
    let hashes = [EMAIL, OTHER_EMAIL].map(Sha256::digest);
    assert!(hashes.iter().all(|hash| branch.is_kept(hash)), "the search finds what is there");
    branch.erase(id).await.unwrap();
    assert!(!hashes.iter().any(|hash| branch.is_kept(hash)));
    workers.stop().await;
}

#[tokio::test]
async fn who_only_found_an_account_and_did_not_save_does_not_use_it() {
    let branch = Branch::open().await;
    let workers = workers::start(&branch.hub).await.unwrap();
    let first = branch.saved(PASS, EMAIL).await;
    let user_name = branch.pending(first).await;
    branch.activate(&user_name).await;
    let second = branch.chosen(OTHER_PASS, "Visscher", OTHER_EMAIL, Some(&user_name)).await;
    let choice = || {
        let chosen = SubscriptionInput { code: "0045".to_owned(), ..Default::default() };
        Command::ChooseSubscription(chosen)
    };
    branch.does(second, choice()).await;
    assert_eq!(branch.erase(first).await.unwrap().cleared, Cleared { messages: 0, ..GONE });
    assert_eq!(branch.account(&user_name).await, None);
    assert!(!branch.is_legible("Zwaardemaker") && !branch.is_legible(EMAIL));

    let before = branch.hub.look(&Name::Id(second)).await.unwrap().registration;
    let refused = branch.hub.apply(&by(Role::Counter), second, Command::Save, request()).await.unwrap_err();
    assert_eq!(refused.code(), "ACCOUNT_GONE");
    assert!(refused.message(Lang::Nl).contains("bestaat niet meer"), "{}", refused.message(Lang::Nl));
    assert_eq!(branch.hub.look(&Name::Id(second)).await.unwrap().registration, before, "nothing is lost");
    for _ in 0..3 {
        branch.does(second, Command::StepBack).await;
    }
    branch.does(second, Command::ChooseAccount { existing: false }).await;
    branch.does(second, choice()).await;
    branch.does(second, Command::Save).await;
    assert_ne!(branch.pending(second).await, user_name);
    workers.stop().await;
}

/// The user name of an activated account whose registration was erased on schedule; the patron goes on with it.
async fn outlived_its_registration(branch: &Branch) -> String {
    let first = branch.saved(PASS, EMAIL).await;
    let user_name = branch.pending(first).await;
    branch.activate(&user_name).await;
    branch.does(first, Command::Register).await;
    branch.does(first, Command::SkipPrint).await;
    branch.confirm("central").await;
    branch.after(days(30)).await;
    assert!(!branch.is_there(first).await);
    user_name
}

#[tokio::test]
async fn a_draft_that_found_the_account_of_another_does_not_take_it_along() {
    let branch = Branch::open().await;
    let workers = workers::start(&branch.hub).await.unwrap();
    let user_name = outlived_its_registration(&branch).await;
    for cancelled in [false, true] {
        let draft = branch.chosen(OTHER_PASS, "Visscher", OTHER_EMAIL, Some(&user_name)).await;
        if cancelled {
            branch
                .does(draft, Command::Cancel { reason: "vergissing".to_owned(), pass_returned: false })
                .await;
        }
        assert_eq!(branch.erase(draft).await.unwrap().cleared, Cleared::default());
        assert_eq!(branch.account(&user_name).await, Some(AccountStatus::Active));
    }
    workers.stop().await;
}

#[tokio::test]
async fn forgetting_or_cancelling_leaves_an_account_to_another_who_is_linked_to_it() {
    for cancelled in [false, true] {
        let branch = Branch::open().await;
        let workers = workers::start(&branch.hub).await.unwrap();
        let first = branch.saved(PASS, EMAIL).await;
        let user_name = branch.pending(first).await;
        branch.activate(&user_name).await;
        let second = branch.saved_as(OTHER_PASS, "Visscher", OTHER_EMAIL, Some(&user_name)).await;
        if cancelled {
            let cancel = Command::Cancel { reason: "vergissing".to_owned(), pass_returned: false };
            branch.hub.apply(&by(Role::BranchAdmin), first, cancel, request()).await.unwrap();
            let forgotten = |state: &AccountState| matches!(state, AccountState::Forgotten { .. });
            branch.until(first, |now| now.state.account().is_some_and(forgotten)).await;
        } else {
            assert_eq!(branch.forget(first).await.as_deref(), Some("ACCOUNT_USED_BY_ANOTHER"));
            branch.does(first, Command::GenerateAccount { email: String::new() }).await;
            assert_ne!(branch.pending(first).await, user_name, "a new one");
        }
        assert_eq!(branch.account(&user_name).await, Some(AccountStatus::Active));
        let linked = branch.hub.look(&Name::Id(second)).await.unwrap().registration;
        assert_eq!(linked.state.used_account().map(|(user_name, _)| user_name), Some(user_name.as_str()));

        // With the last who uses it, it goes.
        assert_eq!(branch.erase(second).await.unwrap().cleared, Cleared { messages: 0, ..GONE });
        assert_eq!(branch.account(&user_name).await, None);
        assert!(branch.is_there(first).await);
        workers.stop().await;
    }
}

#[tokio::test]
async fn an_account_in_use_outlives_the_schedule_and_goes_with_the_last_who_is_linked_to_it() {
    let branch = Branch::open().await;
    let workers = workers::start(&branch.hub).await.unwrap();
    let user_name = outlived_its_registration(&branch).await;
    assert_eq!(branch.account(&user_name).await, Some(AccountStatus::Active), "the patron goes on with it");
    assert!(!branch.is_legible("Zwaardemaker"), "but for its address nothing tells whose it is");

    let second = branch.saved_as(OTHER_PASS, "Visscher", OTHER_EMAIL, Some(&user_name)).await;
    assert_eq!(branch.erase(second).await.unwrap().cleared, Cleared { messages: 0, ..GONE });
    nothing_is_left(&branch, &user_name);
    workers.stop().await;
}

#[tokio::test]
async fn of_an_account_that_was_made_elsewhere_only_the_link_goes() {
    let branch = Branch::open().await;
    let workers = workers::start(&branch.hub).await.unwrap();
    let elsewhere = NewAccount {
        external_id: format!("{}/1", Uuid::now_v7()),
        email: OTHER_EMAIL.to_owned(),
        display_name: "B. Visscher".to_owned(),
    };
    let made = branch.hub.accounts().create(&elsewhere, branch.hub.clock().now()).await.unwrap();
    let id = branch.saved_as(PASS, "Zwaardemaker", EMAIL, Some(&made.user_name)).await;
    assert_eq!(branch.erase(id).await.unwrap().cleared, Cleared::default());
    assert!(branch.account(&made.user_name).await.is_some());
    assert!(!branch.is_legible("Zwaardemaker") && !branch.is_legible(EMAIL));
    workers.stop().await;
}

#[tokio::test]
async fn what_cannot_be_erased_now_is_told_and_follows() {
    for (again, by_request) in [(false, false), (true, false), (true, true)] {
        let branch = Branch::open().await;
        let workers = workers::start(&branch.hub).await.unwrap();
        let id = branch.saved(PASS, EMAIL).await;
        let user_name = branch.pending(id).await;
        let message = branch.message(&user_name);
        let text = std::fs::read(&message).unwrap();
        // Not a file any more: it cannot be removed as one.
        std::fs::remove_file(&message).unwrap();
        std::fs::create_dir(&message).unwrap();
        let request_id = by_request.then(Uuid::now_v7);
        let erase = || Erase { registration: id, request_id, seen: None, unconfirmed: true };
        let admin = by(Role::BranchAdmin);
        for _ in 0..2 {
            let refused = branch.hub.erase(&admin, erase()).await.unwrap_err();
            assert_eq!(refused.code(), "ERASURE_UNFINISHED");
        }
        assert!(!branch.is_there(id).await);
        std::fs::remove_dir(&message).unwrap();
        std::fs::write(&message, text).unwrap();
        if again {
            assert_eq!(branch.hub.erase(&admin, erase()).await.unwrap().cleared, GONE);
        } else {
            branch.after(SECOND).await;
        }
        nothing_is_left(&branch, &user_name);
        assert_eq!(branch.actions(id).await.iter().filter(|action| *action == "erase_on_request").count(), 1);
        workers.stop().await;
    }
}
