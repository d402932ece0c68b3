//! Random user names, and activation tokens with the hash that is kept of them.

use std::fmt::Write;

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Digits in a token: 32 bytes, of which 244 bits are random.
const TOKEN_DIGITS: usize = 64;

/// A new activation token. Version 4 UUIDs come from the random source of the operating system.
pub(super) fn token() -> String {
    let mut token = String::with_capacity(TOKEN_DIGITS);
    for _ in 0..2 {
        // Writing to a string cannot fail.
        let _ = write!(token, "{}", Uuid::new_v4().simple());
    }
    token
}

/// Whether a text can be a token at all, so that nonsense of any length is turned away unread.
pub(super) fn is_token(text: &str) -> bool {
    text.len() == TOKEN_DIGITS && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// What is kept of a secret. Tokens are random and long, so no salt or slow hash is needed.
pub(super) fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

/// `prefix` and `digits` (1 to 18) random digits.
pub(super) fn user_name(prefix: &str, digits: u8) -> String {
    // All bits of the lower half but its two highest are random in a version 4 UUID (RFC 9562, 5.4).
    let random = Uuid::new_v4().as_u64_pair().1 & ((1 << 62) - 1);
    let number = random % 10_u64.pow(digits.into());
    format!("{prefix}{number:0width$}", width = usize::from(digits))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn tokens_differ_and_are_recognised() {
        let tokens: HashSet<_> = (0..100).map(|_| token()).collect();
        assert_eq!(tokens.len(), 100);
        assert!(tokens.iter().all(|token| is_token(token)));
        for text in ["", "00", &"0".repeat(63), &"0".repeat(65), &"G".repeat(64), &"é".repeat(32)] {
            assert!(!is_token(text), "{text}");
        }
    }

    #[test]
    fn user_names_have_their_form_and_use_their_range() {
        let names: HashSet<_> = (0..200).map(|_| user_name("25", 1)).collect();
        // Two hundred draws miss one of ten digits once in a hundred million runs.
        assert_eq!(names.len(), 10);
        let long = user_name("25", 18);
        assert_eq!(long.len(), 20);
        assert!(long.starts_with("25") && long.bytes().all(|byte| byte.is_ascii_digit()));
    }

    #[test]
    fn the_hash_is_sha_256() {
        // FIPS 180-4 example "abc".
        assert_eq!(hash("abc")[..4], [0xba, 0x78, 0x16, 0xbf]);
    }
}
