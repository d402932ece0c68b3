//! The page of a signed mandate while it comes in: in a file that has no name, not in memory.

use super::HubError;
use balie_store::StoreError;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::task::spawn_blocking;

/// Largest file with the page of a signed mandate, in bytes.
pub const PAGE_MAX: usize = 20 * 1024 * 1024;
/// Bytes that are overwritten at once.
const BLOCK: usize = 64 * 1024;

/// A page, or as much of one as has come in. The file has no name, is readable by the daemon alone, and is overwritten
/// on the disk before it goes: unlike the stored page it is not sealed.
#[derive(Debug)]
pub struct PageFile {
    file: Arc<Mutex<Option<File>>>,
    directory: PathBuf,
    length: usize,
    digest: Sha256,
}

impl PageFile {
    /// An empty file in this directory.
    ///
    /// # Errors
    /// `Store` where there is no room on the disk; `Internal`.
    pub async fn create(directory: &Path) -> Result<Self, HubError> {
        let directory = directory.to_owned();
        let at = directory.clone();
        let made = blocking(&directory, move || tempfile::tempfile_in(at)).await?;
        Ok(Self { file: Arc::new(Mutex::new(Some(made))), directory, length: 0, digest: Sha256::new() })
    }

    /// Puts a piece behind those that are there.
    ///
    /// # Errors
    /// `DocumentTooLarge`; otherwise as for [`create`](Self::create).
    pub async fn write(&mut self, piece: Vec<u8>) -> Result<(), HubError> {
        if self.length + piece.len() > PAGE_MAX {
            return Err(HubError::DocumentTooLarge { max: PAGE_MAX });
        }
        self.length += piece.len();
        self.digest.update(&piece);
        let file = Arc::clone(&self.file);
        blocking(&self.directory, move || match &mut *lock(&file) {
            Some(file) => file.write_all(&piece),
            // Whoever sent the page is gone, and so is the page.
            None => Err(io::ErrorKind::BrokenPipe.into()),
        })
        .await
    }

    /// SHA-256 of the page.
    pub(super) fn digest(&self) -> Vec<u8> {
        self.digest.clone().finalize().to_vec()
    }

    /// The file for another process, which can read it and nothing else.
    pub(super) fn for_reading(&self) -> Result<File, HubError> {
        use std::os::fd::AsRawFd as _;
        let file = lock(&self.file);
        let opened = match &*file {
            Some(file) => File::open(format!("/proc/self/fd/{}", file.as_raw_fd())),
            None => Err(io::ErrorKind::NotFound.into()),
        };
        opened.map_err(|error| failed(&self.directory, &error))
    }

    /// The whole page.
    pub(super) async fn read(&self) -> Result<Vec<u8>, HubError> {
        let (mut file, length) = (self.for_reading()?, self.length);
        blocking(&self.directory, move || {
            let mut page = Vec::with_capacity(length);
            file.read_to_end(&mut page)?;
            Ok(page)
        })
        .await
    }
}

impl Drop for PageFile {
    fn drop(&mut self) {
        let file = Arc::clone(&self.file);
        // A piece that is still being written is waited for; one that comes after finds no file.
        let wipe = move || {
            let Some(mut file) = lock(&file).take() else { return };
            if let Err(error) = wipe(&mut file) {
                tracing::warn!(%error, "an uploaded page could not be overwritten");
            }
        };
        match tokio::runtime::Handle::try_current() {
            Ok(runtime) => drop(runtime.spawn_blocking(wipe)),
            Err(_) => wipe(),
        }
    }
}

/// A file that a panic left locked is a file all the same.
fn lock(file: &Mutex<Option<File>>) -> MutexGuard<'_, Option<File>> {
    file.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Overwrites a file, and waits until the disk has it: of a file without a name, what was not written yet is never
/// written, and what was stays on the disk.
fn wipe(file: &mut File) -> io::Result<()> {
    let length = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX);
    file.rewind()?;
    let zeros = [0; BLOCK];
    for begin in (0..length).step_by(BLOCK) {
        file.write_all(&zeros[..BLOCK.min(length - begin)])?;
    }
    file.sync_data()
}

async fn blocking<T: Send + 'static>(
    directory: &Path,
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, HubError> {
    let done = spawn_blocking(work).await.map_err(|error| HubError::Internal(error.to_string()))?;
    done.map_err(|error| failed(directory, &error))
}

fn failed(directory: &Path, error: &io::Error) -> HubError {
    use io::ErrorKind::{QuotaExceeded, StorageFull};
    match error.kind() {
        StorageFull | QuotaExceeded => StoreError::DiskFull { path: directory.to_owned() }.into(),
        _ => HubError::Internal(format!("an uploaded page could not be kept: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_page_comes_out_as_it_went_in_and_has_no_name() {
        let directory = tempfile::tempdir().unwrap();
        let mut page = PageFile::create(directory.path()).await.unwrap();
        page.write(b"first ".to_vec()).await.unwrap();
        page.write(b"second".to_vec()).await.unwrap();
        assert_eq!(page.read().await.unwrap(), b"first second");
        assert_eq!(page.read().await.unwrap(), b"first second", "again");
        assert_eq!(page.digest(), Sha256::digest(b"first second").to_vec());
        assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 0);
        assert!(page.for_reading().unwrap().write_all(b"x").is_err(), "whoever reads it cannot write");
        // What is left of it on the disk.
        let mut left = page.for_reading().unwrap();
        drop(page);
        let mut bytes = Vec::new();
        for _ in 0..1000 {
            if bytes == [0; 12] {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            left.rewind().unwrap();
            bytes.clear();
            left.read_to_end(&mut bytes).unwrap();
        }
        assert_eq!(bytes, [0; 12]);
    }

    #[tokio::test]
    async fn a_page_that_is_too_large_is_refused_and_nothing_of_the_piece_is_kept() {
        let directory = tempfile::tempdir().unwrap();
        let mut page = PageFile::create(directory.path()).await.unwrap();
        page.write(vec![7; PAGE_MAX]).await.unwrap();
        assert!(matches!(page.write(vec![7]).await, Err(HubError::DocumentTooLarge { max: PAGE_MAX })));
        assert_eq!(page.read().await.unwrap().len(), PAGE_MAX);
    }
}
