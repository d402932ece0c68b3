//! The message about a new login account: RFC 5322 with MIME, in ASCII but for an address that cannot be.

use super::Sender;
use balie_accounts::Notice;
use balie_registration::values::Email;
use chrono::{DateTime, Utc};
use mail_builder::MessageBuilder;
use mail_builder::headers::raw::Raw;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// The message. It holds bytes that are not ASCII only where the address has such letters before the @: then the relay
/// needs SMTPUTF8 (RFC 6531).
pub(super) fn of(sender: &Sender, notice: &Notice, now: DateTime<Utc>) -> Vec<u8> {
    let to = Email::parse(&notice.email).ok().and_then(|email| email.ascii());
    let mut message = Vec::new();
    MessageBuilder::new()
        .from((sender.library(), sender.address()))
        .to(to.as_deref().unwrap_or(&notice.email))
        .subject("Activeer uw inlogaccount")
        // Nobody's answering machine is to answer it (RFC 3834).
        .header("Auto-Submitted", Raw::new("auto-generated"))
        .header("Content-Language", Raw::new("nl"))
        .date(now.timestamp())
        .message_id(id(sender, notice))
        .text_body(text(sender.library(), notice))
        .serialize(&mut message);
    message
}

/// Message-ID (RFC 5322, 3.6.4): the same when the same message is put in the outbox once more.
fn id(sender: &Sender, notice: &Notice) -> String {
    let until = notice.until.timestamp().to_be_bytes();
    let digest = Sha256::new().chain_update(&notice.user_name).chain_update(until).finalize();
    let mut id = String::new();
    for byte in &digest[..16] {
        // Writing to a string cannot fail.
        let _ = write!(id, "{byte:02x}");
    }
    format!("{id}@{}", sender.domain())
}

fn text(library: &str, notice: &Notice) -> String {
    let until = balie_typed::local(notice.until).format("%d-%m-%Y %H:%M");
    let Notice { display_name, user_name, token, .. } = notice;
    format!(
        "Beste {display_name},\r\n\r\nUw gebruikersnaam bij {library} is {user_name}.\r\n\
         Activeer uw account vóór {until} met deze code:\r\n\r\n    {token}\r\n\r\n\
         Daarna vervalt de code en wordt het account verwijderd.\r\n"
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use proptest::prelude::*;

    fn notice(email: &str, display_name: &str) -> Notice {
        Notice {
            email: email.to_owned(),
            display_name: display_name.to_owned(),
            user_name: "900001".to_owned(),
            token: "0123456789abcdef".repeat(4),
            until: DateTime::from_timestamp(1_796_000_000, 0).unwrap(),
        }
    }

    fn message(library: &str, email: &str, display_name: &str) -> String {
        let sender = Sender::new(library, Some("balie@müller.nl")).unwrap();
        let now = DateTime::from_timestamp(1_795_913_600, 0).unwrap();
        String::from_utf8(of(&sender, &notice(email, display_name), now)).unwrap()
    }

    /// A field as it stands, its further lines with it.
    fn field<'m>(message: &'m str, name: &str) -> &'m str {
        let (head, _) = message.split_once("\r\n\r\n").unwrap();
        let begin = head.find(&format!("{name}: ")).unwrap_or_else(|| panic!("no {name} in {head}"));
        let rest = &head[begin + name.len() + 2..];
        let ends = rest.match_indices("\r\n").find(|(at, _)| !rest[at + 2..].starts_with([' ', '\t']));
        &rest[..ends.map_or(rest.len(), |(at, _)| at)]
    }

    #[test]
    fn a_message_has_every_field_that_it_must_have_in_ascii() {
        let message = message("Bibliotheek Annen", "jan@müller.nl", "Joséphine Ó Súilleabháin");
        assert!(message.is_ascii());
        assert!(field(&message, "From").ends_with("<balie@xn--mller-kva.nl>"), "{message}");
        assert!(field(&message, "To").ends_with("<jan@xn--mller-kva.nl>"));
        assert_eq!(field(&message, "Subject"), "Activeer uw inlogaccount");
        assert_eq!(field(&message, "Date"), "Sun, 29 Nov 2026 00:53:20 +0000");
        assert_eq!(field(&message, "MIME-Version"), "1.0");
        assert!(field(&message, "Content-Type").starts_with("text/plain"));
        assert_eq!(field(&message, "Auto-Submitted"), "auto-generated");
        let id = field(&message, "Message-ID");
        assert!(id.starts_with('<') && id.ends_with("@xn--mller-kva.nl>"), "{id}");
        // So that it is found by those who look for it, also without a mail program.
        assert!(message.contains(&"0123456789abcdef".repeat(4)));
    }

    #[test]
    fn the_same_message_has_the_same_id_and_another_has_another() {
        let sender = Sender::new("Bibliotheek Annen", Some("balie@example.org")).unwrap();
        let one = notice("a@example.org", "A");
        let later = Notice { until: one.until + chrono::TimeDelta::hours(1), ..one.clone() };
        assert_eq!(id(&sender, &one), id(&sender, &one.clone()));
        assert_ne!(id(&sender, &one), id(&sender, &later));
    }

    #[test]
    fn an_address_that_is_not_ascii_stays_as_it_is() {
        let message = message("Bibliotheek Annen", "jürgen@müller.nl", "J. Müller");
        assert!(field(&message, "To").contains("jürgen@müller.nl"));
        assert!(!message.is_ascii());
    }

    proptest! {
        #[test]
        fn lines_are_short_and_end_as_mail_lines_whatever_the_names(
            library in "\\PC{1,200}", name in "\\PC{1,200}"
        ) {
            let message = message(&library, "jan@müller.nl", &name);
            prop_assert!(message.is_ascii());
            for line in message.split("\r\n") {
                prop_assert!(line.len() <= 78 && !line.contains(['\r', '\n']), "{line:?}");
            }
            prop_assert!(!field(&message, "From").is_empty());
        }
    }
}
