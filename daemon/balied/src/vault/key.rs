//! Where the key of the pages comes from.
//!
//! systemd hands it over as the credential `page-key` (`LoadCredential=` in the unit), or it lies in a file of that name
//! in the state directory, which is made at the first start. Either holds 32 bytes, or lines of 64 hexadecimal digits:
//! the first line seals, the others only open, so that a key can be replaced. When both are there the credential
//! seals and the file still opens.

use super::PageVault;
use balie_files::{Draft, FileError};
use std::fs::File;
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// Name of the credential and of the file.
pub const KEY_NAME: &str = "page-key";
/// No file of keys is longer.
const LONGEST: u64 = 64 * 1024;

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// There are sealed pages, and no key at all.
    #[error(
        "{}: de sleutel van de bewaarde pagina's ontbreekt. Zet hem terug; de database bevat pagina's die er alleen mee te openen zijn. Is hij voorgoed weg: maak een nieuwe met `openssl rand -hex 32`; de oude pagina's blijven dan dicht.\n{}: the key of the stored pages is missing. Put it back; the database holds pages that only it opens. If it is gone for good: make a new one with `openssl rand -hex 32`; the old pages then stay shut.",
        .0.display(), .0.display()
    )]
    Missing(PathBuf),
    /// It is not a key.
    #[error(
        "{}: dit is geen sleutel: 32 bytes, of regels van 64 hexadecimale cijfers.\n{}: this is no key: 32 bytes, or lines of 64 hexadecimal digits.",
        .0.display(), .0.display()
    )]
    NoKey(PathBuf),
    /// Others can read it.
    #[error(
        "{}: anderen kunnen de sleutel lezen. Zet de rechten op 0600.\n{}: others can read the key. Set its mode to 0600.",
        .0.display(), .0.display()
    )]
    Readable(PathBuf),
    /// Something else is in its place, or it cannot be opened or made.
    #[error("{}\n{}", .0.message("nl"), .0.message("en"))]
    File(#[from] FileError),
    /// It cannot be read or made.
    #[error("{}: {source}", path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// The vault of a branch. Makes a key at the first start, and never when there are sealed pages already.
///
/// # Errors
/// [`KeyError`], which names the file and what to do.
pub fn load(state: &Path, credentials: Option<&Path>, has_sealed: bool) -> Result<PageVault, KeyError> {
    let file = state.join(KEY_NAME);
    let mut keys = Vec::new();
    if let Some(credential) = credentials.map(|directory| directory.join(KEY_NAME)) {
        // systemd itself sees to who may read it, and to what it is.
        match File::open(&credential) {
            Ok(found) => keys.extend(read(&credential, found)?),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(source) => return Err(KeyError::Io { path: credential, source }),
        }
    }
    match balie_files::open(&file)? {
        Some(found) => keys.extend(read_private(&file, found)?),
        None if keys.is_empty() && has_sealed => return Err(KeyError::Missing(file)),
        None if keys.is_empty() => keys.push(make(&file)?),
        None => {}
    }
    PageVault::new(&keys).ok_or(KeyError::NoKey(file))
}

fn read_private(path: &Path, file: File) -> Result<Vec<[u8; 32]>, KeyError> {
    let io = |source| KeyError::Io { path: path.to_owned(), source };
    if file.metadata().map_err(io)?.permissions().mode() & 0o077 != 0 {
        return Err(KeyError::Readable(path.to_owned()));
    }
    read(path, file)
}

fn read(path: &Path, file: File) -> Result<Vec<[u8; 32]>, KeyError> {
    let mut content = Vec::new();
    let read = file.take(LONGEST).read_to_end(&mut content);
    read.map_err(|source| KeyError::Io { path: path.to_owned(), source })?;
    parse(&content).ok_or_else(|| KeyError::NoKey(path.to_owned()))
}

fn parse(content: &[u8]) -> Option<Vec<[u8; 32]>> {
    if let Ok(key) = <[u8; 32]>::try_from(content) {
        return Some(vec![key]);
    }
    let text = balie_reading::text(content).ok()?;
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let keys: Option<Vec<_>> = lines.map(key).collect();
    keys.filter(|keys| !keys.is_empty())
}

fn key(line: &str) -> Option<[u8; 32]> {
    let digits = line.as_bytes();
    let mut key = [0; 32];
    if digits.len() != 2 * key.len() {
        return None;
    }
    for (byte, pair) in key.iter_mut().zip(digits.chunks_exact(2)) {
        let value = |digit: u8| char::from(digit).to_digit(16);
        // Two hexadecimal digits are at most 255.
        *byte = (value(pair[0])? * 16 + value(pair[1])?) as u8;
    }
    Some(key)
}

/// Makes a key that is on disk before anything is sealed with it.
fn make(path: &Path) -> Result<[u8; 32], KeyError> {
    let io = |source| KeyError::Io { path: path.to_owned(), source };
    let mut key = [0; 32];
    File::open("/dev/urandom").and_then(|mut random| random.read_exact(&mut key)).map_err(io)?;
    let mut draft = Draft::create(path)?;
    writeln!(draft.file(), "{}", super::hexadecimal(&key)).map_err(io)?;
    draft.place_new()?;
    tracing::info!(path = %path.display(), "a key for pages was made; keep a copy of it apart from backups");
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::Owner;

    const OWNER: Owner<'_> = Owner { registration: "r", attachment: "a" };

    fn write(path: &Path, content: &str, mode: u32) {
        std::fs::write(path, content).unwrap();
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn the_first_start_makes_a_key_that_the_next_one_finds() {
        let state = tempfile::tempdir().unwrap();
        let sealed = load(state.path(), None, false).unwrap().seal(OWNER, b"page").unwrap();
        let mode = state.path().join(KEY_NAME).metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(load(state.path(), None, true).unwrap().open(OWNER, sealed).unwrap(), b"page");
    }

    #[test]
    fn a_key_that_is_gone_is_not_replaced_when_there_are_pages() {
        let state = tempfile::tempdir().unwrap();
        let missing = load(state.path(), None, true).unwrap_err();
        assert!(matches!(missing, KeyError::Missing(_)), "{missing}");
        assert!(missing.to_string().contains("openssl rand -hex 32"));
        assert!(!state.path().join(KEY_NAME).exists());
    }

    #[test]
    fn a_credential_seals_and_the_file_still_opens() {
        let (state, credentials) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let old = load(state.path(), None, false).unwrap().seal(OWNER, b"old").unwrap();
        write(&credentials.path().join(KEY_NAME), &"ab".repeat(32), 0o440);
        let vault = load(state.path(), Some(credentials.path()), true).unwrap();
        assert_eq!(vault.open(OWNER, old).unwrap(), b"old");
        let new = vault.seal(OWNER, b"new").unwrap();
        std::fs::remove_file(state.path().join(KEY_NAME)).unwrap();
        let credential = load(state.path(), Some(credentials.path()), true).unwrap();
        assert_eq!(credential.open(OWNER, new).unwrap(), b"new");
        assert!(!state.path().join(KEY_NAME).exists(), "no key is made where one was handed over");
    }

    #[test]
    fn what_is_no_key_or_for_everybody_to_read_is_refused() {
        let state = tempfile::tempdir().unwrap();
        let path = state.path().join(KEY_NAME);
        for wrong in ["", "short", &"xy".repeat(32), &"ab".repeat(33)] {
            write(&path, wrong, 0o600);
            assert!(matches!(load(state.path(), None, false), Err(KeyError::NoKey(_))), "{wrong}");
        }
        write(&path, &"ab".repeat(32), 0o640);
        assert!(matches!(load(state.path(), None, false), Err(KeyError::Readable(_))));
        for right in [&format!("# of 2026\n{}\n\n{}\n", "cd".repeat(32), "ab".repeat(32)), &"k".repeat(32)] {
            write(&path, right, 0o600);
            assert!(load(state.path(), None, false).is_ok(), "{right}");
        }
    }
}
