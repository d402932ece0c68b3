//! When somebody asks for it (AVG, article 17).

use super::branch::*;
use balie_registration::Role;
use balied::hub::Erase;
use uuid::Uuid;

#[tokio::test]
async fn the_branch_administrator_erases_on_request_once_and_knowingly() {
    let branch = Branch::open().await;
    let (id, _) = branch.enrolled(PASS).await;
    let erase =
        |unconfirmed| Erase { registration: id, request_id: Some(Uuid::now_v7()), seen: None, unconfirmed };
    for role in [Role::Counter, Role::Education, Role::Central, Role::Monitoring] {
        let refused = branch.hub.erase(&by(role), erase(true)).await.unwrap_err();
        assert_eq!(refused.code(), "ROLE_MAY_NOT", "{role:?}");
    }
    let admin = by(Role::BranchAdmin);
    assert_eq!(branch.hub.erase(&admin, erase(false)).await.unwrap_err().code(), "NOT_CONFIRMED");
    let stale = Erase { seen: Some(balied::hub::Seen("1-x".to_owned())), ..erase(true) };
    assert_eq!(branch.hub.erase(&admin, stale).await.unwrap_err().code(), "ETAG_STALE");
    assert!(branch.is_there(id).await);

    let wish = erase(true);
    let change = branch.hub.erase(&admin, wish.clone()).await.unwrap();
    assert!(!branch.is_there(id).await && !branch.is_legible("Zwaardemaker"));
    assert_eq!(branch.hub.erase(&admin, wish.clone()).await.unwrap(), change, "asked again, answered again");
    let reused = Erase { unconfirmed: false, ..wish };
    assert_eq!(branch.hub.erase(&admin, reused).await.unwrap_err().code(), "REQUEST_ID_REUSED");
    assert_eq!(branch.hub.erase(&admin, erase(true)).await.unwrap_err().code(), "NOT_FOUND");
    assert_eq!(branch.actions(id).await.iter().filter(|action| *action == "erase_on_request").count(), 1);
}

#[tokio::test]
async fn a_draft_or_what_was_confirmed_needs_no_second_word() {
    let branch = Branch::open().await;
    let draft = branch.draft(OTHER_PASS).await.stored.registration.id;
    let (enrolled, _) = branch.enrolled(PASS).await;
    branch.confirm("central").await;
    for registration in [draft, enrolled] {
        let erase = Erase { registration, request_id: None, seen: None, unconfirmed: false };
        branch.hub.erase(&by(Role::BranchAdmin), erase).await.unwrap();
        assert!(!branch.is_there(registration).await);
    }
}
