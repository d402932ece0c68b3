//! What can go wrong with the certificates of a branch.

use balie_files::FileError;
use std::path::{Path, PathBuf};

/// What can go wrong with the certificates of a branch.
#[derive(Debug, thiserror::Error)]
pub enum PkiError {
    /// There is no CA yet.
    #[error(
        "{}: deze vestiging heeft nog geen CA. Maak die met: balied pki init\n{}: this branch has no CA yet. Make it with: balied pki init",
        .0.display(), .0.display()
    )]
    Missing(PathBuf),
    /// One of certificate and key of the CA is there without the other.
    #[error(
        "{}: hoort bij een CA waarvan een deel ontbreekt. Zet het ontbrekende bestand terug, of haal dit weg als er nog geen pc is aangemeld.\n{}: belongs to a CA of which a part is missing. Put the missing file back, or remove this one when no PC was enrolled yet.",
        .0.display(), .0.display()
    )]
    Half(PathBuf),
    /// Not what it should be.
    #[error("{}: onbruikbaar: {detail}\n{}: of no use: {detail}", path.display(), path.display())]
    Broken {
        /// The file.
        path: PathBuf,
        /// What the reader said.
        detail: String,
    },
    /// Others can read a key.
    #[error(
        "{}: anderen kunnen de sleutel lezen. Zet de rechten op 0600.\n{}: others can read the key. Set its mode to 0600.",
        .0.display(), .0.display()
    )]
    Readable(PathBuf),
    /// A certificate cannot be made.
    #[error("certificaat niet gemaakt: {0}\ncertificate not made: {0}")]
    Make(String),
    /// No name for a station.
    #[error(
        "`{0}` is geen naam voor een balieplek: gebruik 1 tot 64 letters, cijfers, punt, streepje of onderstreping.\n`{0}` is no name for a station: use 1 to 64 letters, digits, dot, hyphen or underscore."
    )]
    StationName(String),
    /// Too many codes at once.
    #[error(
        "er zijn te veel codes in omloop; wacht tot er een verloopt.\ntoo many codes are out; wait until one expires."
    )]
    TooManyCodes,
    /// Codes are for the branch's own CA.
    #[error(
        "de certificaten komen van de organisatie ([tcp.own_pki]); codes zijn er dan niet.\nthe certificates come from the organisation ([tcp.own_pki]); there are no codes then."
    )]
    OwnPki,
    /// Something else is in the place of a file, or it cannot be opened or replaced.
    #[error("{}\n{}", .0.message("nl"), .0.message("en"))]
    File(#[from] FileError),
    /// A file cannot be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

impl PkiError {
    pub(super) fn at(path: &Path) -> impl FnOnce(std::io::Error) -> Self + '_ {
        move |source| Self::Io { path: path.to_owned(), source }
    }

    pub(super) fn broken(path: &Path, detail: impl std::fmt::Display) -> Self {
        // A reader quotes what it found, which must not look like a line of ours.
        let detail = detail.to_string().lines().collect::<Vec<_>>().join(" ");
        Self::Broken { path: path.to_owned(), detail }
    }
}

impl From<rcgen::Error> for PkiError {
    fn from(error: rcgen::Error) -> Self {
        Self::Make(error.to_string())
    }
}
