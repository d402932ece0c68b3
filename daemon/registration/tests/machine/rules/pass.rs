//! Scanning the blank pass (domain section 1 step 2).

use crate::common::*;
use balie_registration::machine::{Command, PassInput, PassUsage, Rejection};
use balie_registration::{Explain, Lang};

#[test]
fn what_is_scanned_instead_of_a_pass() {
    let mut desk = Desk::new();
    for (code, why) in [
        ("", "REQUIRED"),
        ("2940100075801", "PASS_LENGTH"),
        ("A2940100075801B", "PASS_LENGTH"),
        ("294010000758011", "PASS_LENGTH"),
        ("29401000075810", "PASS_CHECK_DIGIT"),
        ("19401000075802", "PASS_PREFIX"),
        ("39401000075801", "BOOK_NOT_PASS"),
        ("9789023457046", "BOOK_NOT_PASS"),
        ("]E09789023457046", "BOOK_NOT_PASS"),
        ("978902345704651995", "BOOK_NOT_PASS"),
        ("A9789023457046", "BOOK_NOT_PASS"),
        ("C29401000075801", "PASS_CODE_IDENTIFIER"),
        ("a29401000075801", "PASS_CODE_IDENTIFIER"),
        ("DM9401-261123-00007-19", "PASS_CODE_IDENTIFIER"),
        ("M9401-261123-00007-19", "MANDATE_NOT_PASS"),
        ("M9401-2611", "PASS_CHARACTERS"),
        ("https://voorbeeld.nl", "PASS_CHARACTERS"),
    ] {
        assert_eq!(fields(&desk.refuses(scan(code))), [("code", why)], "{code:?}");
    }
    assert_eq!(fields(&desk.refuses(scan(&"2".repeat(4000)))), [("code", "TOO_LONG")]);
}

#[test]
fn the_misprint_of_the_manual_says_what_is_missing() {
    let mut desk = Desk::new();
    let refused = desk.refuses(scan("2940100075801"));
    assert!(refused.message(Lang::Nl).contains("13 cijfers, 14 verwacht"), "{}", refused.message(Lang::Nl));
    assert!(refused.message(Lang::En).contains("13 digits, 14 expected"), "{}", refused.message(Lang::En));
}

#[test]
fn a_scanner_that_is_to_be_set_right_is_named_with_what_it_adds() {
    let mut desk = Desk::new();
    let refused = desk.refuses(scan("C29401000075801"));
    for (lang, words) in
        [(Lang::Nl, ["zet C voor de code", "instelling"]), (Lang::En, ["puts C in front", "setting"])]
    {
        let message = refused.message(lang);
        assert!(words.iter().all(|word| message.contains(word)), "{message}");
    }
}

#[test]
fn however_the_scanner_sends_it() {
    for code in [PASS, "A29401000075801B", "]F0a29401000075801b", " 2 9401 00007580 1\r\n"] {
        let mut desk = Desk::new();
        desk.does(scan(code));
        assert_eq!(desk.state().pass().unwrap().number.to_string(), PASS, "{code:?}");
    }
}

#[test]
fn in_use_says_where() {
    let mut desk = Desk::new();
    desk.world.pass_usage = Some(PassUsage::InUse { place: "9401 Annen".into() });
    let refused = desk.refuses(scan(PASS));
    assert_eq!(fields(&refused), [("code", "PASS_IN_USE")]);
    for lang in [Lang::Nl, Lang::En] {
        assert!(refused.message(lang).contains("9401 Annen"));
    }
    desk.world.pass_usage = Some(PassUsage::Spent);
    assert_eq!(fields(&desk.refuses(scan(PASS))), [("code", "PASS_SPENT")]);
    desk.world.pass_usage = None;
    assert_eq!(desk.refuses(scan(PASS)), Rejection::MissingFact("pass_usage"));
}

#[test]
fn a_pass_of_another_branch_is_confirmed() {
    let mut desk = Desk::new();
    let refused = desk.refuses(scan(FOREIGN_PASS));
    assert_eq!(fields(&refused), [("code", "PASS_OTHER_BRANCH")]);
    assert!(refused.message(Lang::Nl).contains("5280"));
    // Confirming does not make a pass free that is not.
    desk.world.pass_usage = Some(PassUsage::Spent);
    assert_eq!(fields(&desk.refuses(scan_confirmed(FOREIGN_PASS))), [("code", "PASS_SPENT")]);
    desk.world.pass_usage = Some(PassUsage::Free);
    desk.does(scan_confirmed(FOREIGN_PASS));
    assert!(desk.state().pass().unwrap().other_branch);

    let mut desk = Desk::new();
    desk.does(scan_confirmed(PASS));
    assert!(!desk.state().pass().unwrap().other_branch, "confirming a pass of this branch means nothing");
}

#[test]
fn a_replacement_is_held_to_the_same_rules() {
    use balie_registration::machine::{PrintOutcome, SeenPrint};
    let mut desk = Desk::new();
    desk.saved("0045").does(Command::Register);
    desk.prints(PrintOutcome::Unknown { reason: "CONNECTION_LOST".into() });
    desk.does(desk.seen(SeenPrint::Spoiled));
    for (code, why) in [
        ("2940100075801", "PASS_LENGTH"),
        ("39401000075801", "BOOK_NOT_PASS"),
        (FOREIGN_PASS, "PASS_OTHER_BRANCH"),
        (PASS, "PASS_SPENT"),
    ] {
        let refused = desk.refuses(replace(code));
        assert_eq!(fields(&refused), [("code", why)], "{code}");
    }
    let confirmed = PassInput { code: FOREIGN_PASS.into(), confirm_other_branch: true };
    assert!(desk.decides(Command::ReplacePass(confirmed)).spent_pass.is_some());
    assert!(desk.state().pass().unwrap().other_branch);
}
