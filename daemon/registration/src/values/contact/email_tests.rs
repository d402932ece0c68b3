//! Addresses as they are typed and copied, and what is none.

use super::*;
use proptest::prelude::*;

#[test]
fn usual_addresses() {
    for (typed, shown, normalised) in [
        (" info@bibliotheekannen.nl ", "info@bibliotheekannen.nl", "info@bibliotheekannen.nl"),
        ("A.Test+bieb@Voorbeeld.NL", "A.Test+bieb@voorbeeld.nl", "a.test+bieb@voorbeeld.nl"),
        ("o'brien@mail.example.co.uk", "o'brien@mail.example.co.uk", "o'brien@mail.example.co.uk"),
        ("jürgen@müller.example", "jürgen@müller.example", "jürgen@müller.example"),
        ("a@XN--MLLER-KVA.nl", "a@müller.nl", "a@müller.nl"),
        ("a@m\u{fc}ller\u{3002}nl", "a@müller.nl", "a@müller.nl"),
        ("a@r3---sn.voorbeeld.nl", "a@r3---sn.voorbeeld.nl", "a@r3---sn.voorbeeld.nl"),
        ("a@xn--p1b6ci4b4b3a.xn--11b5bs3a9aj6g", "a@उदाहरण.परीक्षा", "a@उदाहरण.परीक्षा"),
        ("a@col·lecció.cat", "a@col·lecció.cat", "a@col·lecció.cat"),
        ("काव्य@उदाहरण.परीक्षा", "काव्य@उदाहरण.परीक्षा", "काव्य@उदाहरण.परीक्षा"),
        ("Ελένη@παράδειγμα.ΕΛ", "Ελένη@παράδειγμα.ελ", "ελένη@παράδειγμα.ελ"),
        ("mỹ.hạnh@ví-dụ.vn", "mỹ.hạnh@ví-dụ.vn", "mỹ.hạnh@ví-dụ.vn"),
        ("山田@例え。テスト", "山田@例え.テスト", "山田@例え.テスト"),
        ("a@FAß.de", "a@faß.de", "a@faß.de"),
    ] {
        let email = Email::parse(typed).unwrap_or_else(|error| panic!("{typed}: {error}"));
        assert_eq!((email.as_str(), &*email.normalised()), (shown, normalised));
    }
}

/// As in the tests of isemail, less what no patron has: quotes, comments, address literals, a domain without a dot.
#[test]
fn strange_addresses() {
    let deep = format!("a@{}com", "b.".repeat(60));
    for typed in [
        "test@c--n.com",
        "test@iana.co-uk",
        "test@123.com",
        "123@iana.org",
        "xn--test@iana.org",
        "!#$%&'*+-/=?^_`{|}~@iana.org",
        "a`b@voorbeeld.nl",
        &deep,
    ] {
        assert_eq!(Email::parse(typed).map(String::from), Ok(typed.to_owned()), "{typed}");
    }
    for typed in [
        "test@io",
        "test@iana.123",
        "test@255.255.255.255",
        "test@iana/icann.org",
        "test_exa-mple.com",
        "test\\@test@iana.org",
        "\"test\\ test\"@iana.org",
        "\"test\".test@iana.org",
        "test.(comment)test@iana.org",
        "(comment)test@iana.org",
        "test@(comment)iana.org",
        "test@[IPv6:::]",
        "test@[255.255.255.255]",
        " test @iana.org",
        "test@ iana .com",
        "test . test@iana.org",
        "\u{7f}@iana.org",
        "test@\u{7f}.org",
        "test@iana.org-",
        "test@€uro.nl",
        "test@ia`na.org",
        "test·€@iana.org",
        "te🙂st@iana.org",
        "jan@voorbeeld,nl",
        "jan(at)voorbeeld.nl",
        // U+02BC in the DNS, which is read as an apostrophe.
        "a@xn--ab-cob.nl",
    ] {
        assert!(Email::parse(typed).is_err(), "{typed}");
    }
}

#[test]
fn what_was_copied_along_is_no_part_of_it() {
    for typed in [
        "mailto:a@voorbeeld.nl",
        "MAILTO:a@voorbeeld.nl?subject=Hallo%20daar",
        "E-mail: a@voorbeeld.nl",
        "e-mail adres: a@voorbeeld.nl",
        "<a@voorbeeld.nl>",
        "<mailto:a@voorbeeld.nl>",
        "a@voorbeeld.nl.",
        "<a@voorbeeld.nl>,",
        "a@voorbeeld.nl;",
        "\u{200B}a@voor\u{AD}beeld.nl\u{FEFF}",
        "ａ＠ｖｏｏｒｂｅｅｌｄ．ｎｌ",
    ] {
        assert_eq!(Email::parse(typed).map(String::from), Ok("a@voorbeeld.nl".to_owned()), "{typed}");
    }
    // Words that are part of an address.
    for typed in [
        "mail@voorbeeld.nl",
        "email@voorbeeld.nl",
        "mailto@voorbeeld.nl",
        "e-mail@voorbeeld.nl",
        "a?b@voorbeeld.nl",
    ] {
        assert_eq!(Email::parse(typed).map(String::from), Ok(typed.to_owned()), "{typed}");
    }
    assert_eq!(
        Email::parse("o\u{2019}brien@voorbeeld.nl").map(String::from),
        Ok("o'brien@voorbeeld.nl".to_owned())
    );
}

#[test]
fn in_ascii_as_far_as_it_goes() {
    let ascii = |typed| Email::parse(typed).unwrap().ascii();
    assert_eq!(ascii("jan@müller.nl").as_deref(), Some("jan@xn--mller-kva.nl"));
    assert_eq!(ascii("jan@voorbeeld.nl").as_deref(), Some("jan@voorbeeld.nl"));
    assert_eq!(ascii("jürgen@müller.nl"), None);
}

#[test]
fn tells_what_is_wrong() {
    for (typed, error) in [
        ("info", ContactError::EmailForm),
        ("@voorbeeld.nl", ContactError::EmailForm),
        ("a b@voorbeeld.nl", ContactError::EmailForm),
        ("a@b@voorbeeld.nl", ContactError::EmailForm),
        ("a..b@voorbeeld.nl", ContactError::EmailForm),
        ("A <a@voorbeeld.nl>", ContactError::EmailForm),
        ("\"a\"@voorbeeld.nl", ContactError::EmailForm),
        ("a@[127.0.0.1]", ContactError::EmailForm),
        ("a@voorbeeld", ContactError::EmailDomain),
        ("a@", ContactError::EmailDomain),
        ("a@.nl", ContactError::EmailDomain),
        ("a@voorbeeld..nl", ContactError::EmailDomain),
        ("a@voorbeeld.n", ContactError::EmailDomain),
        ("a@127.0.0.10", ContactError::EmailDomain),
        ("a@voor_beeld.nl", ContactError::EmailDomain),
        ("a@-voorbeeld.nl", ContactError::EmailDomain),
        ("a@voorbeeld-.nl", ContactError::EmailDomain),
        ("a@xn--a.nl", ContactError::EmailDomain),
        (".a@voorbeeld.nl", ContactError::EmailForm),
        ("a.@voorbeeld.nl", ContactError::EmailForm),
        ("mailto:a%2Bb@voorbeeld.nl", ContactError::EmailForm),
        ("tel:a@voorbeeld.nl", ContactError::EmailForm),
    ] {
        assert_eq!(Email::parse(typed), Err(error.into()), "{typed}");
    }
    for blank in [" ", "\u{200B}", "mailto:", "<>", "."] {
        assert_eq!(Email::parse(blank), Err(ValueError::Required), "{blank}");
    }
    // RFC 5321 section 4.5.3.1: 64 before the @, 63 in a label as it is looked up.
    let (local, label) = ("a".repeat(64), "b".repeat(63));
    assert!(Email::parse(&format!("{local}@{label}.nl")).is_ok());
    let refused = Email::parse(&format!("{local}a@voorbeeld.nl"));
    assert_eq!(refused, Err(ContactError::EmailLocal { found: 65 }.into()));
    for long in [format!("a@{label}b.nl"), format!("a@{}.nl", "ü".repeat(60))] {
        assert_eq!(Email::parse(&long), Err(ContactError::EmailDomain.into()), "{long}");
    }
    let long = format!("a@{}nl", "voorbeeld.".repeat(26));
    assert_eq!(Email::parse(&long), Err(ContactError::EmailLength { found: long.len() }.into()));
}

#[test]
fn debug_shows_no_address() {
    assert_eq!(format!("{:?}", Email::parse("a@voorbeeld.nl").unwrap()), "Email(•••)");
}

proptest! {
    #[test]
    fn shown_reads_back(
        text in "[a-zA-Z0-9]{1,10}([.+_-][a-z0-9]{1,5})?@([A-Za-z0-9]{1,9}\\.){1,3}[A-Za-z]{2,6}"
    ) {
        let email = Email::parse(&text).unwrap();
        prop_assert_eq!(email.normalised(), text.to_lowercase());
        prop_assert_eq!(Email::parse(&email.to_string()), Ok(email));
    }

    #[test]
    fn parsing_never_panics_and_is_stable(
        text in any::<String>(), like in "\\PC{0,9}@\\PC{0,9}\\.\\PC{0,4}"
    ) {
        for typed in [text, like] {
            if let Ok(email) = Email::parse(&typed) {
                prop_assert_eq!(Email::parse(email.as_str()), Ok(email));
            }
        }
    }
}
