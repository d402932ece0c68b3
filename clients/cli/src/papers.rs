//! Documents as files: the mandate form and the artwork of the pass.

use crate::failure::Failure;
use crate::text::Lang;
use balie_client::v1::{Document, DocumentFormat};
use balie_client::{Client, ClientError};
use std::fs::OpenOptions;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

/// The mandate form as PDF, in the language of the caller.
///
/// # Errors
/// As the daemon refuses.
pub(crate) async fn form(client: &Client, registration: &str, lang: Lang) -> Result<Document, ClientError> {
    client.documents.mandate_form(registration, DocumentFormat::Pdf, lang.tag()).await
}

/// Writes the artwork of the pass (PNG) to a directory.
///
/// # Errors
/// As the daemon refuses, or [`Failure::Io`].
pub(crate) async fn pass(client: &Client, registration: &str, directory: &Path) -> Result<PathBuf, Failure> {
    write(directory, &client.documents.pass(registration, DocumentFormat::Png).await?)
}

/// Writes a document under its suggested name, for the eyes of this user only: it holds personal data. Gives
/// the whole path.
///
/// # Errors
/// [`Failure::Io`].
pub(crate) fn write(directory: &Path, document: &Document) -> Result<PathBuf, Failure> {
    // Only its last part: a name is no way out of the directory.
    let name = Path::new(&document.file_name).file_name().unwrap_or_else(|| "document".as_ref());
    let path = directory.join(name);
    save(&path, &document.content)?;
    // A whole path can be opened from anywhere.
    Ok(std::path::absolute(&path).unwrap_or(path))
}

/// Writes a file, for the eyes of this user only when it is made here.
///
/// # Errors
/// [`Failure::Io`].
pub(crate) fn save(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(0o600);
    let written = options.open(path).and_then(|mut file| file.write_all(bytes));
    written.map_err(|error| Failure::io(path, error))
}

/// A path as typed, or as dropped on a terminal: perhaps in quotes, perhaps from the home directory.
pub(crate) fn typed_path(typed: &str) -> PathBuf {
    let quoted = |quote: char| typed.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    if let Some(literal) = quoted('\'').or_else(|| quoted('"')) {
        return PathBuf::from(literal);
    }
    match (typed.strip_prefix("~/"), std::env::var_os("HOME")) {
        (Some(rest), Some(home)) => Path::new(&home).join(rest),
        _ => PathBuf::from(typed.replace("\\ ", " ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn a_path_may_be_dropped_on_the_terminal() {
        for typed in
            ["/tmp/een scan.pdf", "'/tmp/een scan.pdf'", "\"/tmp/een scan.pdf\"", "/tmp/een\\ scan.pdf"]
        {
            assert_eq!(typed_path(typed), Path::new("/tmp/een scan.pdf"), "{typed}");
        }
        let home = std::env::var_os("HOME").map(PathBuf::from).unwrap_or_else(|| PathBuf::from("~"));
        assert_eq!(typed_path("~/scan.pdf"), home.join("scan.pdf"));
        assert_eq!(typed_path(""), Path::new(""));
    }

    #[test]
    fn what_is_personal_is_for_its_writer_only() {
        let directory = tempfile::tempdir().unwrap();
        let document =
            Document { file_name: "form.pdf".into(), content: b"%PDF".to_vec(), ..Default::default() };
        let path = write(directory.path(), &document).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"%PDF");
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        assert!(matches!(write(&directory.path().join("nowhere"), &document), Err(Failure::Io { .. })));
    }
}
