//! The files by which this PC proves that it is a station.
//!
//! A directory with `station.pem` (key, and certificate chain; mode 0600), `ca.pem` (the CA of the daemon) and, after
//! an enrolment, `server` (the address). Key and certificate are one file, so that a renewal replaces both at once. An
//! organisation that issues certificates itself puts the same files there.

use balie_files::FileError;
use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// Environment variable that names another directory.
pub const CREDENTIALS_VARIABLE: &str = "BALIE_CREDENTIALS";
/// Directory for all users of this PC.
const OF_THE_PC: &str = "/etc/balie/station";

const STATION: &str = "station.pem";
const AUTHORITY: &str = "ca.pem";
const SERVER: &str = "server";

/// What is wrong with the files.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CredentialsError {
    /// This PC is not enrolled.
    #[error("{}: this PC is not enrolled", .0.display())]
    Missing(PathBuf),
    /// Not what it should be.
    #[error("{}: {detail}", path.display())]
    Broken {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        detail: String,
    },
    /// Everybody on this PC can read the key.
    #[error("{}: everybody can read the key", .0.display())]
    Readable(PathBuf),
    /// A file cannot be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

impl From<FileError> for CredentialsError {
    fn from(error: FileError) -> Self {
        match error {
            FileError::Io { path, source } => Self::Io { path, source },
            FileError::NotADirectory { path, .. } => {
                Self::Io { path, source: ErrorKind::NotADirectory.into() }
            }
            other => Self::Io { path: PathBuf::new(), source: other.into() },
        }
    }
}

/// Key and certificate of this station, and the CA of its daemon.
#[derive(Debug)]
pub struct Credentials {
    pub(crate) chain: Vec<CertificateDer<'static>>,
    pub(crate) key: PrivateKeyDer<'static>,
    pub(crate) authorities: Vec<CertificateDer<'static>>,
    server: Option<String>,
}

impl Credentials {
    /// The directory that [`CREDENTIALS_VARIABLE`] names; else that of the user, when it holds credentials; else that of
    /// the PC, when it does. None when this PC is not enrolled.
    pub fn find() -> Option<PathBuf> {
        let named = std::env::var_os(CREDENTIALS_VARIABLE).filter(|path| !path.is_empty());
        match named {
            Some(path) => Some(path.into()),
            None => [of_the_user(), Some(OF_THE_PC.into())]
                .into_iter()
                .flatten()
                .find(|directory| Self::are_in(directory)),
        }
    }

    /// Whether this directory holds credentials, of whatever worth.
    pub fn are_in(directory: &Path) -> bool {
        directory.join(STATION).exists()
    }

    /// The directory to enrol into: the one that [`CREDENTIALS_VARIABLE`] names; else that of the user, and for root that
    /// of the PC.
    pub fn place() -> PathBuf {
        let named = std::env::var_os(CREDENTIALS_VARIABLE).filter(|path| !path.is_empty());
        let home = std::env::var_os("HOME").filter(|home| home != "/root");
        named.map(PathBuf::from).or(home.and_then(|_| of_the_user())).unwrap_or_else(|| OF_THE_PC.into())
    }

    /// Reads the files.
    ///
    /// # Errors
    /// [`CredentialsError`], which names the file.
    pub fn load(directory: &Path) -> Result<Self, CredentialsError> {
        let path = directory.join(STATION);
        let text = read(&path)?.ok_or_else(|| CredentialsError::Missing(directory.to_owned()))?;
        let mode = fs::metadata(&path).map_err(at(&path))?.permissions().mode();
        if mode & 0o007 != 0 {
            return Err(CredentialsError::Readable(path));
        }
        let chain = certificates(&path, &text)?;
        let key = PrivateKeyDer::from_pem_slice(text.as_bytes()).map_err(|error| broken(&path, error))?;
        let path = directory.join(AUTHORITY);
        let text = read(&path)?.ok_or_else(|| broken(&path, "missing"))?;
        let authorities = certificates(&path, &text)?;
        let server = read(&directory.join(SERVER))?.map(|text| text.trim().to_owned());
        Ok(Self { chain, key, authorities, server })
    }

    /// The address that this PC was enrolled at, when it was.
    pub fn server(directory: &Path) -> Option<String> {
        let text = fs::read_to_string(directory.join(SERVER)).ok()?;
        Some(text.trim().to_owned()).filter(|address| !address.is_empty())
    }

    /// Whether two thirds of the lifetime of the certificate have passed, at this time (in seconds since 1970).
    pub(crate) fn is_due(&self, now: i64) -> bool {
        let Some(certificate) = self.chain.first() else { return false };
        let Ok((_, parsed)) = x509_parser::parse_x509_certificate(certificate) else { return false };
        let (from, to) = (parsed.validity().not_before.timestamp(), parsed.validity().not_after.timestamp());
        now >= from + (to - from) / 3 * 2
    }

    /// Name of the station in the certificate.
    pub fn station(&self) -> Option<String> {
        let (_, parsed) = x509_parser::parse_x509_certificate(self.chain.first()?).ok()?;
        parsed.subject().iter_common_name().next()?.as_str().ok().map(str::to_owned)
    }

    /// Whether this PC was enrolled here, so that its certificate can be renewed.
    pub(crate) fn is_enrolled(&self) -> bool {
        self.server.is_some()
    }

    /// Makes the directory for credentials, and makes sure that files can be made in it: before a code is spent.
    ///
    /// # Errors
    /// [`CredentialsError::Io`].
    pub(super) fn prepare(directory: &Path) -> Result<(), CredentialsError> {
        if !directory.is_dir() {
            fs::create_dir_all(directory.parent().unwrap_or(directory)).map_err(at(directory))?;
            balie_files::directory(directory)?;
        }
        // Never given its name, and gone again.
        balie_files::Draft::create(&directory.join(STATION))?;
        Ok(())
    }

    /// Stores what an enrolment gave. The key comes last: with it, the PC is enrolled.
    pub(super) fn store(
        directory: &Path,
        server: &str,
        authority: &str,
        key: &str,
        chain: &str,
    ) -> Result<(), CredentialsError> {
        write(&directory.join(AUTHORITY), authority)?;
        write(&directory.join(SERVER), &format!("{server}\n"))?;
        Self::replace(directory, key, chain)
    }

    /// Replaces key and certificate, both at once.
    pub(super) fn replace(directory: &Path, key: &str, chain: &str) -> Result<(), CredentialsError> {
        write(&directory.join(STATION), &format!("{key}{chain}"))
    }
}

fn of_the_user() -> Option<PathBuf> {
    let from = |name| std::env::var_os(name).filter(|path| !path.is_empty()).map(PathBuf::from);
    from("XDG_CONFIG_HOME").or_else(|| Some(from("HOME")?.join(".config"))).map(|config| config.join("balie"))
}

fn at(path: &Path) -> impl FnOnce(std::io::Error) -> CredentialsError + '_ {
    move |source| CredentialsError::Io { path: path.to_owned(), source }
}

fn broken(path: &Path, detail: impl ToString) -> CredentialsError {
    CredentialsError::Broken { path: path.to_owned(), detail: detail.to_string() }
}

fn read(path: &Path) -> Result<Option<String>, CredentialsError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(at(path)(error)),
    }
}

fn certificates(path: &Path, text: &str) -> Result<Vec<CertificateDer<'static>>, CredentialsError> {
    let found = CertificateDer::pem_slice_iter(text.as_bytes()).collect::<Result<Vec<_>, _>>();
    match found {
        Ok(found) if !found.is_empty() => Ok(found),
        Ok(_) => Err(broken(path, "no certificate")),
        Err(error) => Err(broken(path, error)),
    }
}

fn write(path: &Path, text: &str) -> Result<(), CredentialsError> {
    Ok(balie_files::write(path, text.as_bytes())?)
}
