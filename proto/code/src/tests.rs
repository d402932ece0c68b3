#![allow(clippy::unwrap_used, reason = "tests")]

use super::*;

const AUTHORITY: &[u8] = b"the certificate of the branch";

fn code() -> EnrolmentCode {
    EnrolmentCode::new(777, 0x5_1234_5678, AUTHORITY)
}

#[test]
fn a_code_is_read_back_however_it_is_typed() {
    for (id, secret) in [(0, 0), (1023, u64::MAX), (777, 0x5_1234_5678)] {
        let code = EnrolmentCode::new(id, secret, AUTHORITY);
        let text = code.to_string();
        assert_eq!(text.len(), 19, "{text}");
        let loose = text.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
        for typed in [&text, &loose, &text.replace('-', ""), &format!(" {text}\n")] {
            assert_eq!(EnrolmentCode::parse(typed), Ok(code), "{typed}");
        }
    }
}

#[test]
fn every_single_mistake_is_noticed() {
    let text: Vec<char> = code().to_string().chars().collect();
    for at in (0..text.len()).filter(|at| text[*at] != '-') {
        for wrong in (0..32).map(base32::symbol).filter(|wrong| *wrong != text[at]) {
            let mut typed = text.clone();
            typed[at] = wrong;
            assert_eq!(EnrolmentCode::parse(&String::from_iter(typed)), Err(CodeError::Check));
        }
    }
    assert_eq!(EnrolmentCode::parse("ABCD"), Err(CodeError::Length(4)));
    assert_eq!(EnrolmentCode::parse(""), Err(CodeError::Length(0)));
    assert_eq!(EnrolmentCode::parse("UUUU-0000-0000-0000"), Err(CodeError::Symbol('U')));
    assert_eq!(EnrolmentCode::parse("ë"), Err(CodeError::Symbol('ë')));
}

#[test]
fn a_code_vouches_for_its_own_branch_alone() {
    assert!(code().vouches_for(AUTHORITY));
    assert!(!code().vouches_for(b"another certificate"));
    // The tag depends on the secret: it cannot be worked out from the certificate.
    let other = EnrolmentCode::new(777, 0x5_1234_5679, AUTHORITY);
    assert_ne!(other.tag, code().tag);
}

#[test]
fn the_secret_is_kept_as_a_salted_hash_and_not_shown() {
    assert_eq!(code().secret_hash(b"salt"), code().secret_hash(b"salt"));
    assert_ne!(code().secret_hash(b"salt"), code().secret_hash(b"other"));
    assert_eq!(format!("{:?}", code()), "EnrolmentCode { id: 777, .. }");
}
