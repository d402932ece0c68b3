//! Which device is meant.

use super::{Hub, HubError};

impl Hub {
    /// The pass printer of this id, or the only one.
    ///
    /// # Errors
    /// `NotFound`; `PrinterChoice`.
    pub(super) fn choose_printer(&self, wanted: Option<&str>) -> Result<String, HubError> {
        choose(wanted, self.printers(), |printers| HubError::PrinterChoice { printers })
    }

    /// The form printer of this id, or the only one.
    ///
    /// # Errors
    /// `NotFound`; `FormPrinterChoice`.
    pub(super) fn choose_form_printer(&self, wanted: Option<&str>) -> Result<String, HubError> {
        choose(wanted, self.form_printers(), |printers| HubError::FormPrinterChoice { printers })
    }

    /// The document scanner of this id, or the only one.
    ///
    /// # Errors
    /// `NotFound`; `ScannerChoice`.
    pub(super) fn choose_document_scanner(&self, wanted: Option<&str>) -> Result<String, HubError> {
        choose(wanted, self.document_scanners(), |scanners| HubError::ScannerChoice { scanners })
    }
}

fn choose(
    wanted: Option<&str>,
    there_are: Vec<String>,
    choice: impl FnOnce(Vec<String>) -> HubError,
) -> Result<String, HubError> {
    match (wanted, there_are.as_slice()) {
        (Some(wanted), there_are) if there_are.iter().any(|id| id == wanted) => Ok(wanted.to_owned()),
        (Some(_), _) => Err(HubError::NotFound { what: "device" }),
        (None, [only]) => Ok(only.clone()),
        (None, _) => Err(choice(there_are)),
    }
}
