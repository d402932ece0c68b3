//! The one-time code by which a counter PC and its daemon recognise each other.
//!
//! Sixteen symbols of Crockford's base 32, written `XXXX-XXXX-XXXX-XXXX`; both sides must agree on what they mean:
//!
//! | symbols | bits | meaning |
//! | --- | --- | --- |
//! | 2 | 10 | number of the code, so that a wrong secret counts against one code only |
//! | 7 | 35 | secret, random: the daemon knows the PC by it |
//! | 6 | 30 | tag over secret and branch CA: the PC knows the daemon by it |
//! | 1 | 5 | check symbol (Luhn mod 32): a typing mistake is noticed before anything is sent |
//!
//! The tag is keyed by the secret. A man in the middle knows the CA, which is public, but not the secret, and so
//! cannot look for a CA of his own that fits: each attempt of a person to enrol gives him one chance in 2^30, and
//! the PC sends the secret only after the tag was found right.

mod base32;

use sha2::{Digest as _, Sha256};
use std::fmt;

/// Symbols of a code.
const SYMBOLS: usize = 16;
/// Bits of the number.
const ID_BITS: u32 = 10;
/// Bits of the secret.
const SECRET_BITS: u32 = 35;
/// Bits of the tag.
const TAG_BITS: u32 = 30;

/// Why a text is no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Not sixteen symbols.
    #[error("{0} symbols instead of 16")]
    Length(usize),
    /// A character that no code has.
    #[error("`{0}` does not occur in a code")]
    Symbol(char),
    /// The check symbol does not fit: a typing mistake.
    #[error("the check symbol does not fit")]
    Check,
}

/// A one-time code.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct EnrolmentCode {
    id: u16,
    secret: u64,
    tag: u32,
}

impl EnrolmentCode {
    /// Numbers of codes are below this.
    pub const IDS: u16 = 1 << ID_BITS;

    /// The code with this number (its lowest 10 bits), this random secret (its lowest 35 bits), for the branch whose
    /// CA has this certificate (DER).
    pub fn new(id: u16, secret: u64, authority: &[u8]) -> Self {
        let (id, secret) = (id % Self::IDS, secret & mask(SECRET_BITS));
        Self { id, secret, tag: tag(id, secret, authority) }
    }

    /// Reads what a person typed: small letters, hyphens and spaces are allowed, O is 0, I and L are 1.
    ///
    /// # Errors
    /// [`CodeError`].
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let symbols = text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .map(|c| base32::value(c).ok_or(CodeError::Symbol(c)))
            .collect::<Result<Vec<_>, _>>()?;
        if symbols.len() != SYMBOLS {
            return Err(CodeError::Length(symbols.len()));
        }
        let (payload, check) = symbols.split_at(SYMBOLS - 1);
        if check != [base32::check(payload)] {
            return Err(CodeError::Check);
        }
        let bits = payload.iter().fold(0_u128, |bits, symbol| bits << 5 | u128::from(*symbol));
        // Each part is masked to its width, which fits.
        Ok(Self {
            id: (bits >> (SECRET_BITS + TAG_BITS)) as u16 & (Self::IDS - 1),
            secret: (bits >> TAG_BITS) as u64 & mask(SECRET_BITS),
            tag: bits as u32 & mask(TAG_BITS) as u32,
        })
    }

    /// Number of the code.
    pub fn id(&self) -> u16 {
        self.id
    }

    /// Whether this code was made for the branch whose CA has this certificate (DER).
    pub fn vouches_for(&self, authority: &[u8]) -> bool {
        self.tag == tag(self.id, self.secret, authority)
    }

    /// What the daemon keeps of the secret: a salted SHA-256.
    pub fn secret_hash(&self, salt: &[u8]) -> [u8; 32] {
        let hash = Sha256::new().chain_update(b"balie enrolment secret\0").chain_update(salt);
        hash.chain_update(self.id.to_be_bytes()).chain_update(self.secret.to_be_bytes()).finalize().into()
    }
}

fn mask(bits: u32) -> u64 {
    (1 << bits) - 1
}

fn tag(id: u16, secret: u64, authority: &[u8]) -> u32 {
    let hash = Sha256::new()
        .chain_update(b"balie enrolment tag\0")
        .chain_update(id.to_be_bytes())
        .chain_update(secret.to_be_bytes())
        .chain_update(Sha256::digest(authority))
        .finalize();
    u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]]) >> (32 - TAG_BITS)
}

impl fmt::Display for EnrolmentCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bits = u128::from(self.id) << (SECRET_BITS + TAG_BITS)
            | u128::from(self.secret) << TAG_BITS
            | u128::from(self.tag);
        let mut symbols: Vec<u8> = (0..SYMBOLS - 1).rev().map(|at| (bits >> (5 * at)) as u8 & 31).collect();
        symbols.push(base32::check(&symbols));
        for (at, symbol) in symbols.into_iter().enumerate() {
            let hyphen = if at > 0 && at % 4 == 0 { "-" } else { "" };
            write!(f, "{hyphen}{}", base32::symbol(symbol))?;
        }
        Ok(())
    }
}

/// Without the secret: codes do not belong in logs.
impl fmt::Debug for EnrolmentCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EnrolmentCode").field("id", &self.id).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
