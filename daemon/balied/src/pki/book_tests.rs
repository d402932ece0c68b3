#![allow(clippy::unwrap_used, reason = "tests")]

use super::*;

const AUTHORITY: &[u8] = b"ca";

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_780_000_000, 0).unwrap()
}

fn code(id: u16, secret: u64) -> EnrolmentCode {
    EnrolmentCode::new(id, secret, AUTHORITY)
}

fn book(station: Option<&str>) -> Book {
    let mut book = Book::default();
    let expires = now() + TimeDelta::minutes(15);
    book.note(NewCode { code: code(1, 42), salt: "s", station, role: RoleName::Counter, expires });
    book
}

fn identity(serial: &str) -> Identity {
    Identity {
        station: "balie-2".into(),
        role: RoleName::Counter,
        serial: serial.into(),
        not_after: now() + TimeDelta::days(365),
    }
}

#[test]
fn a_code_is_for_one_pc_which_may_ask_again() {
    let mut book = book(Some("balie-2"));
    let got = Ok(("balie-2".to_owned(), RoleName::Counter));
    assert_eq!(book.redeem(&code(1, 42), "another", "key", now()), got);
    assert_eq!(book.redeem(&code(1, 42), "", "key", now()), got);
    assert_eq!(book.redeem(&code(1, 42), "", "other key", now()), Err(CodeRefusal::Used));
    let late = now() + TimeDelta::minutes(15);
    assert_eq!(book.redeem(&code(1, 42), "", "key", late), Err(CodeRefusal::Expired));
}

#[test]
fn wrong_secrets_use_a_code_up_and_tell_nothing() {
    let mut book = book(Some("balie-2"));
    let late = now() + TimeDelta::hours(1);
    for _ in 0..ATTEMPTS {
        assert_eq!(book.redeem(&code(1, 43), "", "key", late), Err(CodeRefusal::Wrong));
        // Another number does not count.
        assert_eq!(book.redeem(&code(2, 42), "", "key", now()), Err(CodeRefusal::Wrong));
    }
    assert_eq!(book.redeem(&code(1, 42), "", "key", now()), Err(CodeRefusal::Blocked));
    // A new code for the station replaces it.
    let expires = now() + TimeDelta::minutes(15);
    let (station, role) = (Some("balie-2"), RoleName::Counter);
    book.note(NewCode { code: code(3, 7), salt: "t", station, role, expires });
    assert!(book.redeem(&code(3, 7), "", "key", now()).is_ok());
    assert_eq!(book.redeem(&code(1, 42), "", "key", now()), Err(CodeRefusal::Wrong));
}

#[test]
fn a_code_without_a_name_lets_the_pc_choose_a_free_one() {
    let mut book = book(None);
    book.enrol(&identity("aa"), now());
    assert_eq!(book.redeem(&code(1, 42), "balie 3", "key", now()), Err(CodeRefusal::StationName));
    assert_eq!(book.redeem(&code(1, 42), "balie-2", "key", now()), Err(CodeRefusal::StationTaken));
    assert_eq!(book.redeem(&code(1, 42), "balie-3", "key", now()).unwrap().0, "balie-3");
    assert_eq!(book.redeem(&code(1, 42), "balie-4", "key", now()).unwrap().0, "balie-3");
}

#[test]
fn certificates_are_accepted_until_replaced_or_revoked() {
    let mut book = Book::default();
    assert!(!book.accepts(&identity("aa")));
    book.enrol(&identity("aa"), now());
    assert!(book.accepts(&identity("aa")) && !book.accepts(&identity("bb")));
    assert!(!book.accepts(&Identity { role: RoleName::BranchAdmin, ..identity("aa") }));
    // The answer with bb is lost: aa stays, and bb makes room for cc.
    assert!(book.renew(&identity("aa"), &identity("bb")));
    assert!(book.renew(&identity("aa"), &identity("cc")));
    assert!(book.accepts(&identity("aa")) && book.accepts(&identity("cc")) && !book.accepts(&identity("bb")));
    assert!(!book.renew(&identity("bb"), &identity("dd")));
    // Another PC takes the name over.
    book.enrol(&identity("ee"), now());
    assert!(!book.accepts(&identity("aa")) && book.accepts(&identity("ee")));
    assert!(book.revoke("balie-2", now()));
    assert!(!book.accepts(&identity("ee")) && book.is_revoked("balie-2"));
    assert!(!book.revoke("balie-2", now()) && !book.renew(&identity("ee"), &identity("ff")));
    book.enrol(&identity("gg"), now());
    assert!(book.accepts(&identity("gg")) && !book.is_revoked("balie-2"));
}

#[test]
fn what_ended_is_forgotten() {
    let mut book = book(Some("balie-2"));
    book.enrol(&identity("aa"), now());
    book.prune(now() + TimeDelta::hours(2));
    assert!(book.takes(1) && book.accepts(&identity("aa")));
    book.prune(now() + TimeDelta::days(366));
    assert!(!book.takes(1) && !book.accepts(&identity("aa")));
}

#[test]
fn the_secret_is_not_in_the_file() {
    let text = serde_json::to_string(&book(Some("balie-2"))).unwrap();
    assert!(!text.contains(&code(1, 42).to_string()) && !text.contains("secret"));
    assert_eq!(serde_json::from_str::<Book>(&text).unwrap(), book(Some("balie-2")));
}
