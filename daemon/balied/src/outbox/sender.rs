//! From whom the messages are.

use balie_registration::values::{Email, ValueError};

/// Who sends them, where nothing is configured: this name at the machine.
const LOCAL_PART: &str = "balie";
/// The name of this machine in mail addresses (Debian Policy, 11.6).
const MAIL_NAME: &str = "/etc/mailname";

/// The library, with an address in ASCII.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    library: String,
    address: String,
}

/// Why an address cannot be that of the sender.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAscii {
    /// It is no address.
    #[error(transparent)]
    Address(#[from] ValueError),
    /// There are other letters before the @, which most mail servers refuse of a sender.
    #[error("letters before the @ that are not ASCII")]
    LocalPart,
}

impl Sender {
    /// This library, at this address; without one, at an address of this machine.
    ///
    /// # Errors
    /// [`NotAscii`].
    pub fn new(library: impl Into<String>, address: Option<&str>) -> Result<Self, NotAscii> {
        let address = match address {
            Some(address) => Email::parse(address)?.ascii().ok_or(NotAscii::LocalPart)?,
            None => of_this_machine(),
        };
        Ok(Self { library: library.into(), address })
    }

    /// Name.
    pub fn library(&self) -> &str {
        &self.library
    }

    /// Address, in ASCII.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// What follows the @ in the address.
    pub fn domain(&self) -> &str {
        self.address.rsplit_once('@').map_or(self.address.as_str(), |(_, domain)| domain)
    }
}

/// The address of this machine by its mail name, else by its host name. A machine of which nobody has a full name has
/// a short one; the relay knows what to put behind it.
fn of_this_machine() -> String {
    let mail_name = std::fs::read_to_string(MAIL_NAME).unwrap_or_default();
    let host = nix::unistd::gethostname().ok().and_then(|name| name.into_string().ok()).unwrap_or_default();
    at_one_of([mail_name.trim(), host.trim()])
}

fn at_one_of(names: [&str; 2]) -> String {
    let full =
        |name: &&str| Email::parse(&format!("{LOCAL_PART}@{name}")).ok().and_then(|email| email.ascii());
    let is_label = |name: &&&str| {
        !name.is_empty()
            && name.len() <= 63
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    names.iter().find_map(full).unwrap_or_else(|| {
        let short = names.iter().find(is_label).unwrap_or(&"localhost");
        format!("{LOCAL_PART}@{}", short.to_ascii_lowercase())
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn the_address_is_in_ascii() {
        let sender = |address| Sender::new("Bibliotheek Annen", Some(address));
        assert_eq!(sender("Balie@müller.nl").unwrap().address(), "Balie@xn--mller-kva.nl");
        assert_eq!(sender("balie@müller.nl").unwrap().domain(), "xn--mller-kva.nl");
        assert_eq!(sender("balië@voorbeeld.nl"), Err(NotAscii::LocalPart));
        for wrong in ["", "balie", "balie@", "balie@localhost", "a@b.nl\r\nBcc: c@d.nl"] {
            assert!(matches!(sender(wrong), Err(NotAscii::Address(_))), "{wrong}");
        }
    }

    #[test]
    fn without_one_it_is_the_best_name_of_the_machine() {
        for (names, address) in [
            (["mail.voorbeeld.nl", "server"], "balie@mail.voorbeeld.nl"),
            (["", "server.voorbeeld.nl"], "balie@server.voorbeeld.nl"),
            (["server", "server.voorbeeld.nl"], "balie@server.voorbeeld.nl"),
            (["", "Server"], "balie@server"),
            (["", ""], "balie@localhost"),
            (["", "a name"], "balie@localhost"),
        ] {
            assert_eq!(at_one_of(names), address);
        }
        assert!(Sender::new("Bibliotheek Annen", None).unwrap().address().starts_with("balie@"));
    }
}
