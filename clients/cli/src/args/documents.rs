//! Arguments of `pass` and `mandate`.

use crate::failure::Failure;
use crate::input::{Paper, Source};
use crate::places;
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Arguments of `pass`.
#[derive(Debug, Args)]
pub(crate) struct PassArgs {
    /// Registration: pass number, patron number, mandate reference or id
    pub name: String,
    /// File: .png or .pdf; `-` is a PDF on standard output
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

/// Arguments of `mandate`.
#[derive(Debug, Args)]
pub(crate) struct MandateArgs {
    #[command(subcommand)]
    pub command: MandateCommand,
}

/// Subcommands of `mandate`.
#[derive(Debug, Subcommand)]
pub(crate) enum MandateCommand {
    /// Write the form, ready to be printed and signed
    Form(MandateFormArgs),
    /// Print the form on a form printer of the branch and follow it to its end
    Print(MandatePrintArgs),
    /// Store the page of a signed form and read its barcode
    Upload(MandateUploadArgs),
    /// Scan the page of a signed form with a document scanner and read its barcode
    Scan(MandateScanArgs),
    /// Process a signed form: source, barcode, check, confirm
    Process(MandateProcessArgs),
    /// Write the stored page of a signed form to a file
    Page(MandatePageArgs),
}

/// Arguments of `mandate form`.
#[derive(Debug, Args)]
pub(crate) struct MandateFormArgs {
    /// Registration: pass number, patron number, mandate reference or id
    pub name: String,
    /// File: .pdf or .png; `-` is a PDF on standard output
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Language of the form: nl or en
    #[arg(long, value_name = "LANG", default_value = "nl")]
    pub form_lang: String,
}

/// Arguments of `mandate print`.
#[derive(Debug, Args)]
pub(crate) struct MandatePrintArgs {
    /// Registration: pass number, patron number, mandate reference or id
    pub name: String,
    /// Form printer; may be absent when the branch has one
    #[arg(long, value_name = "ID", default_value = "", hide_default_value = true)]
    pub printer: String,
    /// Also when no font has some characters, which come out as empty boxes
    #[arg(long)]
    pub despite_missing_characters: bool,
    /// Language of the form: nl or en
    #[arg(long, value_name = "LANG", default_value = "nl")]
    pub form_lang: String,
}

/// Arguments of `mandate upload`.
#[derive(Debug, Args)]
pub(crate) struct MandateUploadArgs {
    /// Registration: pass number, patron number, mandate reference or id
    pub name: String,
    /// The page: PDF, JPEG, PNG or TIFF, at most 20 MiB
    pub file: PathBuf,
}

/// Arguments of `mandate process`.
#[derive(Debug, Args)]
pub(crate) struct MandateProcessArgs {
    /// Registration: pass number, patron number, mandate reference or id
    pub name: String,
    /// Where the signed form comes from [default: file with --page, else no-upload]
    #[arg(long, value_enum)]
    pub source: Option<Source>,
    /// The signed page: PDF, JPEG, PNG or TIFF
    #[arg(long, value_name = "FILE")]
    pub page: Option<PathBuf>,
    /// The barcode of the form; absent: as read from the page, else asked
    #[arg(long, value_name = "CODE")]
    pub barcode: Option<String>,
    /// Date on the form; today when absent
    #[arg(long, value_name = "DATE", default_value = "", hide_default_value = true)]
    pub signed_date: String,
    /// The data were checked: do not ask
    #[arg(long)]
    pub yes: bool,
    #[command(flatten)]
    pub scanner: ScannerArgs,
}

/// Arguments of `mandate scan`.
#[derive(Debug, Args)]
pub(crate) struct MandateScanArgs {
    /// Registration: pass number, patron number, mandate reference or id
    pub name: String,
    #[command(flatten)]
    pub scanner: ScannerArgs,
}

/// Which document scanner, and how.
#[derive(Debug, Args)]
pub(crate) struct ScannerArgs {
    /// Document scanner; may be absent when the branch has one
    #[arg(long, value_name = "ID", default_value = "", hide_default_value = true)]
    pub scanner: String,
    /// Where the paper lies [default: as configured for the scanner]
    #[arg(long, value_enum, default_value = "configured", hide_default_value = true)]
    pub paper: Paper,
    /// Write a reduced picture (PNG) of the scanned page to this file
    #[arg(long, value_name = "FILE")]
    pub preview: Option<PathBuf>,
}

impl ScannerArgs {
    /// Makes sure that the picture of the page can be written, before anything is scanned.
    ///
    /// # Errors
    /// As [`places::file`].
    pub fn check(&self) -> Result<(), Failure> {
        self.preview.as_deref().map_or(Ok(()), places::file)
    }
}

/// Arguments of `mandate page`.
#[derive(Debug, Args)]
pub(crate) struct MandatePageArgs {
    /// Registration: pass number, patron number, mandate reference or id
    pub name: String,
    /// File; `-` is standard output
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}
