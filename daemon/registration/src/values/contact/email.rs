//! E-mail addresses.

use super::ContactError;
use crate::values::ValueError;
use crate::values::text::{as_text, clean, is_joiner, masked_debug};
use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};
use serde::{Deserialize, Serialize};
use std::fmt;
use unicode_normalization::char::is_combining_mark;

/// Most bytes before the @ (RFC 5321 section 4.5.3.1.1).
const MAX_LOCAL: usize = 64;
/// What an address is called, and the scheme of a link to it (RFC 6068).
const NAMES: [&str; 9] =
    ["mailto", "e-mail", "email", "mail", "e-mailadres", "emailadres", "mailadres", "adres", "address"];

/// An e-mail address (`addr-spec` of RFC 5322, letters of RFC 6531 allowed) with a domain name that has
/// a dot. Quoted local parts, comments and address literals are refused: no patron has one and no
/// identity provider takes them. The domain is kept in lower case and, when it is an internationalised one, in letters
/// (UTS 46), so that `xn--mller-kva.nl` and `müller.nl` are one; `Debug` is masked.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

impl Email {
    /// Most bytes of an address, so at most as many characters (RFC 5321 section 4.5.3.1.3, less the angle brackets).
    pub const MAX_CHARS: usize = 254;

    /// Reads an address; ignored are white space around it, `mailto:` or the word e-mail in front, angle brackets
    /// around the whole, and a full stop or comma behind it.
    ///
    /// # Errors
    /// [`ValueError::Required`] when blank, else [`ContactError::EmailLength`], `EmailForm`, `EmailLocal` or
    /// `EmailDomain`.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        // A backtick is not an apostrophe here, but a sign of its own (RFC 5322 section 3.2.3).
        let text = text.split('`').map(clean).collect::<Vec<_>>().join("`");
        let text = bare(&text)?;
        if text.is_empty() {
            return Err(ValueError::Required);
        }
        if text.len() > Self::MAX_CHARS {
            return Err(ContactError::EmailLength { found: text.len() }.into());
        }
        if text.contains(|c: char| c.is_whitespace() || c.is_control() || "\"<>()[]".contains(c)) {
            return Err(ContactError::EmailForm.into());
        }
        let (local, domain) = text.rsplit_once('@').ok_or(ContactError::EmailForm)?;
        // `xn--` may stand for letters that only look like others, which would be read as those the next time.
        let holds = |domain: &String| is_host(domain) && clean(domain) == *domain;
        let domain = in_letters(domain).filter(holds).ok_or(ContactError::EmailDomain)?;
        let ascii = in_ascii(&domain).ok_or(ContactError::EmailDomain)?;
        if local.len() > MAX_LOCAL {
            return Err(ContactError::EmailLocal { found: local.len() }.into());
        }
        // Whichever form it travels in.
        let found = local.len() + 1 + domain.len().max(ascii.len());
        if found > Self::MAX_CHARS {
            return Err(ContactError::EmailLength { found }.into());
        }
        if !is_dot_atom(local) {
            return Err(ContactError::EmailForm.into());
        }
        Ok(Self(format!("{local}@{domain}")))
    }

    /// The address in ASCII, as every mail server takes it: the domain as in the DNS (RFC 5890). None when there are
    /// other letters before the @, which only servers with SMTPUTF8 take (RFC 6531).
    pub fn ascii(&self) -> Option<String> {
        let (local, domain) = self.0.rsplit_once('@').filter(|(local, _)| local.is_ascii())?;
        Some(format!("{local}@{}", in_ascii(domain)?))
    }

    /// The address as typed, the domain in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// In lower case throughout, to find the same address again. Local parts may differ by case in
    /// theory (RFC 5321 section 2.4); in practice they are the same mailbox.
    pub fn normalised(&self) -> String {
        self.0.to_lowercase()
    }
}

/// The address without what was copied along with it.
///
/// # Errors
/// [`ContactError::EmailForm`] for a link with percent signs, of which the text is another than the address.
fn bare(text: &str) -> Result<&str, ContactError> {
    let mut rest = text.trim();
    let mut link = false;
    loop {
        rest = rest.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';'));
        if let Some(inner) = rest.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
            rest = inner.trim();
            continue;
        }
        let Some((name, value)) = rest.split_once(|c: char| c == ':' || c.is_whitespace()) else { break };
        let name = name.to_ascii_lowercase();
        if !NAMES.contains(&name.as_str()) {
            break;
        }
        link |= name == "mailto";
        rest = value.trim_start_matches(|c: char| c == ':' || c.is_whitespace());
    }
    if link {
        // A subject and the like follow a question mark.
        rest = rest.split('?').next().unwrap_or_default();
        if rest.contains('%') {
            return Err(ContactError::EmailForm);
        }
    }
    Ok(rest)
}

/// What stands before the @ without quotes (RFC 5322 section 3.2.3, `dot-atom-text`), with letters of any script (RFC
/// 6531) and what belongs to them.
fn is_dot_atom(local: &str) -> bool {
    let atext =
        |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c) || is_foreign_letter(c);
    local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(atext))
}

/// A letter or digit outside ASCII, a mark on one, a middle dot or joiner between two (RFC 5892 appendix A).
fn is_foreign_letter(c: char) -> bool {
    !c.is_ascii() && (c.is_alphanumeric() || is_combining_mark(c) || is_joiner(c) || matches!(c, '·' | '・'))
}

/// A domain name in lower case and in letters instead of `xn--`. None for one that cannot be.
fn in_letters(domain: &str) -> Option<String> {
    let (letters, holds) = Uts46::new().to_unicode(domain.as_bytes(), AsciiDenyList::EMPTY, Hyphens::Allow);
    holds.is_ok().then(|| letters.into_owned())
}

/// A domain name as it is looked up. None when a part of it, or the whole, is too long, or begins or ends with a
/// hyphen.
fn in_ascii(domain: &str) -> Option<String> {
    let ascii = Uts46::new().to_ascii(
        domain.as_bytes(),
        AsciiDenyList::STD3,
        Hyphens::CheckFirstLast,
        DnsLength::Verify,
    );
    ascii.ok().map(|ascii| ascii.into_owned())
}

/// A domain name with a dot, of letters, digits and hyphens, whose last label is not a number.
fn is_host(domain: &str) -> bool {
    let letter = |c: char| c.is_ascii_alphanumeric() || c == '-' || is_foreign_letter(c);
    let label = |label: &str| !label.is_empty() && label.chars().all(letter) && !label.starts_with('-');
    domain
        .rsplit_once('.')
        .is_some_and(|(_, last)| last.chars().count() >= 2 && last.contains(char::is_alphabetic))
        && domain.split('.').all(label)
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

as_text!(Email);
masked_debug!(Email);

#[cfg(test)]
#[path = "email_tests.rs"]
mod tests;
