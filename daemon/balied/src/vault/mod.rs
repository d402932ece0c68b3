//! Pages at rest: sealed with a key that lies elsewhere than the database.
//!
//! A page is sealed with XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03). What it belongs to, its registration and its
//! own id, is authenticated with it, so that a page that was put beside another registration does not open. Sealed
//! form: `BALIEPG1`, the id of the key (8 bytes of its SHA-256), the nonce (24 bytes), and the ciphertext with its
//! tag.

mod key;

pub use key::{KEY_NAME, KeyError, load};

use chacha20poly1305::aead::{Aead, AeadInOut, Generate, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use sha2::{Digest, Sha256};
use std::fmt;

/// What every sealed page begins with. No picture and no PDF does.
pub const SEALED: &[u8] = b"BALIEPG1";
/// Bytes of the id of a key.
const ID: usize = 8;
/// Bytes of a nonce.
const NONCE: usize = 24;
/// Bytes of a tag.
const TAG: usize = 16;

/// What a page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owner<'a> {
    /// The registration.
    pub registration: &'a str,
    /// The attachment.
    pub attachment: &'a str,
}

/// Why a page does not open, or cannot be sealed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// It was sealed with a key that is not here.
    #[error("the page was sealed with key {sealed_with}, which is not among those that are here ({present})")]
    OtherKey {
        /// Id of the key it was sealed with.
        sealed_with: String,
        /// Ids of the keys that are here.
        present: String,
    },
    /// It was changed since it was sealed, or belongs to another registration.
    #[error("the page was changed since it was sealed, or belongs to another registration")]
    Changed,
    /// The system gives no random bytes.
    #[error("the system gives no random bytes")]
    NoRandom,
}

/// Seals and opens pages.
pub struct PageVault {
    /// The first one seals, all of them open.
    keys: Vec<Key>,
}

struct Key {
    id: [u8; ID],
    cipher: XChaCha20Poly1305,
}

impl fmt::Debug for PageVault {
    /// Shows the ids of the keys only.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PageVault({})", self.present())
    }
}

impl PageVault {
    /// A vault with these keys; none when there are none.
    pub fn new(keys: &[[u8; 32]]) -> Option<Self> {
        let keys: Vec<Key> = keys.iter().map(Key::new).collect();
        (!keys.is_empty()).then_some(Self { keys })
    }

    /// Seals a page.
    ///
    /// # Errors
    /// [`VaultError::NoRandom`].
    pub fn seal(&self, owner: Owner<'_>, page: &[u8]) -> Result<Vec<u8>, VaultError> {
        let key = self.keys.first().ok_or(VaultError::NoRandom)?;
        let nonce = XNonce::try_generate().map_err(|_| VaultError::NoRandom)?;
        let head = SEALED.len() + ID + NONCE;
        // The page is there once more and not more often: pages are large.
        let mut sealed = Vec::with_capacity(head + page.len() + TAG);
        for part in [SEALED, &key.id, &nonce, page] {
            sealed.extend_from_slice(part);
        }
        let page = (&mut sealed[head..]).into();
        let tag = key.cipher.encrypt_inout_detached(&nonce, &bound_to(owner), page);
        sealed.extend_from_slice(&tag.map_err(|_| VaultError::Changed)?);
        Ok(sealed)
    }

    /// Opens a page. One that is not sealed, from before pages were, is as it is.
    ///
    /// # Errors
    /// [`VaultError::OtherKey`], [`VaultError::Changed`].
    pub fn open(&self, owner: Owner<'_>, stored: Vec<u8>) -> Result<Vec<u8>, VaultError> {
        let Some(rest) = stored.strip_prefix(SEALED) else { return Ok(stored) };
        let (id, rest) = rest.split_at_checked(ID).ok_or(VaultError::Changed)?;
        let (nonce, sealed) = rest.split_at_checked(NONCE).ok_or(VaultError::Changed)?;
        let key = self
            .keys
            .iter()
            .find(|key| key.id == id)
            .ok_or_else(|| VaultError::OtherKey { sealed_with: hexadecimal(id), present: self.present() })?;
        let nonce = XNonce::try_from(nonce).map_err(|_| VaultError::Changed)?;
        let payload = Payload { msg: sealed, aad: &bound_to(owner) };
        key.cipher.decrypt(&nonce, payload).map_err(|_| VaultError::Changed)
    }

    fn present(&self) -> String {
        self.keys.iter().map(|key| hexadecimal(&key.id)).collect::<Vec<_>>().join(", ")
    }
}

impl Key {
    fn new(key: &[u8; 32]) -> Self {
        let digest = Sha256::digest(key);
        let mut id = [0; ID];
        id.copy_from_slice(&digest[..ID]);
        Self { id, cipher: XChaCha20Poly1305::new(key.into()) }
    }
}

/// What is authenticated with a page. Ids are UUIDs: no separator can be mistaken for a part of one.
fn bound_to(owner: Owner<'_>) -> Vec<u8> {
    format!("balie page\n{}\n{}", owner.registration, owner.attachment).into_bytes()
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWNER: Owner<'_> = Owner { registration: "r1", attachment: "a1" };

    fn vault(keys: &[u8]) -> PageVault {
        PageVault::new(&keys.iter().map(|key| [*key; 32]).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn a_page_opens_with_its_key_and_for_its_registration_only() {
        let sealed = vault(&[1]).seal(OWNER, b"a signed page").unwrap();
        assert!(sealed.starts_with(SEALED) && !sealed.windows(6).any(|window| window == b"signed"));
        assert_eq!(vault(&[1]).open(OWNER, sealed.clone()).unwrap(), b"a signed page");
        for other in [Owner { registration: "r2", ..OWNER }, Owner { attachment: "a2", ..OWNER }] {
            assert_eq!(vault(&[1]).open(other, sealed.clone()), Err(VaultError::Changed));
        }
        assert!(matches!(vault(&[2]).open(OWNER, sealed), Err(VaultError::OtherKey { .. })));
    }

    #[test]
    fn a_new_key_seals_and_the_old_one_still_opens() {
        let old = vault(&[1]).seal(OWNER, b"old").unwrap();
        let both = vault(&[2, 1]);
        assert_eq!(both.open(OWNER, old).unwrap(), b"old");
        let new = both.seal(OWNER, b"new").unwrap();
        assert_eq!(vault(&[2]).open(OWNER, new).unwrap(), b"new");
    }

    #[test]
    fn every_change_of_a_sealed_page_is_noticed() {
        let vault = vault(&[1]);
        let sealed = vault.seal(OWNER, b"page").unwrap();
        for at in SEALED.len()..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(vault.open(OWNER, changed).is_err(), "byte {at}");
        }
        for length in SEALED.len()..sealed.len() {
            assert!(vault.open(OWNER, sealed[..length].to_vec()).is_err(), "cut to {length}");
        }
    }

    #[test]
    fn two_seals_of_one_page_differ_and_no_key_is_shown() {
        let vault = vault(&[7]);
        assert_ne!(vault.seal(OWNER, b"page").unwrap(), vault.seal(OWNER, b"page").unwrap());
        assert!(!format!("{vault:?}").contains("0707"));
        assert!(PageVault::new(&[]).is_none());
    }

    #[test]
    fn a_page_from_before_is_as_it_is() {
        assert_eq!(vault(&[1]).open(OWNER, b"\x89PNG".to_vec()).unwrap(), b"\x89PNG");
    }
}
