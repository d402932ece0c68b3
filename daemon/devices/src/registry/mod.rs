//! All devices of a branch: built from configuration, found by id, stopped together.

mod board;
mod config;

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::sync::watch;

use crate::document_scanner::{DocumentScanner, ScanControl, ScanOutcome, ScanRequest, escl, sane};
use crate::printer::evolis::EvolisPrinter;
use crate::printer::{PassPrinter, PrintControl, PrintOutcome, PrintRequest};
use crate::scanner::claims::ClaimError;
use crate::scanner::{ClaimMode, ScannerClaim, ScannerHub, serial};
use crate::{DeviceCell, DeviceId, DeviceSnapshot};

pub use board::Snapshots;
pub use config::{DevicesConfig, DocumentScannerConfig, PassPrinterConfig, ScannerConfig};

/// The devices could not be started as configured.
#[derive(Debug, thiserror::Error)]
pub enum RegistryError {
    /// Two devices have one id.
    #[error("more than one device is called {0}")]
    DuplicateId(DeviceId),
    /// A driver could not be started at all.
    #[error(transparent)]
    Start(#[from] serial::StartError),
}

/// There is no printer of this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no pass printer {0}")]
pub struct NoSuchPrinter(pub DeviceId);

/// There is no document scanner of this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no document scanner {0}")]
pub struct NoSuchDocumentScanner(pub DeviceId);

/// The running devices of a branch. Dropping it stops them without waiting.
pub struct DeviceRegistry {
    scanners: ScannerHub,
    printers: BTreeMap<DeviceId, Arc<dyn PassPrinter>>,
    document_scanners: BTreeMap<DeviceId, Arc<dyn DocumentScanner>>,
    snapshots: watch::Receiver<Snapshots>,
}

impl std::fmt::Debug for DeviceRegistry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DeviceRegistry")
            .field("scanners", &self.scanners)
            .field("printers", &self.printers.keys().collect::<Vec<_>>())
            .field("document_scanners", &self.document_scanners.keys().collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

impl DeviceRegistry {
    /// Starts the configured devices. Devices that are not there, or do not work, are no error: they say so
    /// in their state and are tried again. Must be called within a tokio runtime.
    ///
    /// # Errors
    /// When two devices have one id, or the system gives no thread.
    pub fn start(config: &DevicesConfig) -> Result<Self, RegistryError> {
        if let Some(id) = config.duplicate_id() {
            return Err(RegistryError::DuplicateId(id.clone()));
        }
        let mut sources = Vec::new();
        for scanner in &config.scanner {
            match scanner {
                ScannerConfig::Serial(config) => sources.push(serial::start(config.clone())?),
            }
        }
        let scanners = ScannerHub::new(sources, config.claim_ask());
        let printers = config.pass_printer.iter().map(|printer| match printer {
            PassPrinterConfig::Evolis(config) => {
                Arc::new(EvolisPrinter::start(config.clone())) as Arc<dyn PassPrinter>
            }
        });
        let document_scanners = config.document_scanner.iter().map(|scanner| match scanner {
            DocumentScannerConfig::Escl(config) => {
                Arc::new(escl::start(config.clone())) as Arc<dyn DocumentScanner>
            }
            DocumentScannerConfig::Sane(config) => Arc::new(sane::start(config.clone())),
        });
        Ok(Self::assemble(scanners, printers, document_scanners))
    }

    /// A registry of devices that were started elsewhere. Must be called within a tokio runtime.
    #[must_use]
    pub fn with(scanners: ScannerHub, printers: impl IntoIterator<Item = Arc<dyn PassPrinter>>) -> Self {
        Self::assemble(scanners, printers, [])
    }

    fn assemble(
        scanners: ScannerHub,
        printers: impl IntoIterator<Item = Arc<dyn PassPrinter>>,
        document_scanners: impl IntoIterator<Item = Arc<dyn DocumentScanner>>,
    ) -> Self {
        let printers: BTreeMap<_, _> =
            printers.into_iter().map(|printer| (printer.cell().snapshot().info.id, printer)).collect();
        let document_scanners: BTreeMap<_, _> = document_scanners
            .into_iter()
            .map(|scanner| (scanner.cell().snapshot().info.id, scanner))
            .collect();
        let mut cells: Vec<DeviceCell> = scanners.cells().cloned().collect();
        cells.extend(printers.values().map(|printer| printer.cell().clone()));
        cells.extend(document_scanners.values().map(|scanner| scanner.cell().clone()));
        let snapshots = board::publish(cells);
        Self { scanners, printers, document_scanners, snapshots }
    }

    /// All devices as they are now.
    #[must_use]
    pub fn snapshots(&self) -> Snapshots {
        self.snapshots.borrow().clone()
    }

    /// Follows all devices; the receiver starts with the present snapshots.
    #[must_use]
    pub fn subscribe(&self) -> watch::Receiver<Snapshots> {
        self.snapshots.clone()
    }

    /// One device as it is now.
    #[must_use]
    pub fn device(&self, id: &DeviceId) -> Option<DeviceSnapshot> {
        self.snapshots.borrow().iter().find(|snapshot| snapshot.info.id == *id).cloned()
    }

    /// The scanners and their claims.
    #[must_use]
    pub const fn scanners(&self) -> &ScannerHub {
        &self.scanners
    }

    /// Claims a scanner; see [`ScannerHub::claim`].
    ///
    /// # Errors
    /// When there is no such scanner, or another station has it and keeps it.
    pub async fn claim_scanner(
        &self,
        scanner: &DeviceId,
        station: &str,
        mode: ClaimMode,
    ) -> Result<ScannerClaim, ClaimError> {
        self.scanners.claim(scanner, station, mode).await
    }

    /// A pass printer by its id.
    #[must_use]
    pub fn pass_printer(&self, id: &DeviceId) -> Option<Arc<dyn PassPrinter>> {
        self.printers.get(id).cloned()
    }

    /// The ids of the pass printers.
    pub fn pass_printers(&self) -> impl Iterator<Item = &DeviceId> {
        self.printers.keys()
    }

    /// Prints one card; see [`PassPrinter::print`].
    ///
    /// # Errors
    /// When there is no such printer.
    pub async fn print(
        &self,
        printer: &DeviceId,
        request: PrintRequest,
        control: PrintControl,
    ) -> Result<PrintOutcome, NoSuchPrinter> {
        let found = self.pass_printer(printer).ok_or_else(|| NoSuchPrinter(printer.clone()))?;
        Ok(found.print(request, control).await)
    }

    /// The ids of the document scanners.
    pub fn document_scanners(&self) -> impl Iterator<Item = &DeviceId> {
        self.document_scanners.keys()
    }

    /// Scans one page; see [`DocumentScanner::scan`].
    ///
    /// # Errors
    /// When there is no such scanner.
    pub async fn scan_page(
        &self,
        scanner: &DeviceId,
        request: ScanRequest,
        control: ScanControl,
    ) -> Result<ScanOutcome, NoSuchDocumentScanner> {
        let found = self.document_scanners.get(scanner).cloned();
        let found = found.ok_or_else(|| NoSuchDocumentScanner(scanner.clone()))?;
        Ok(found.scan(request, control).await)
    }

    /// Stops all devices and waits until they are let go of.
    pub async fn shutdown(&self) {
        let mut stopping = tokio::task::JoinSet::new();
        for printer in self.printers.values() {
            let printer = Arc::clone(printer);
            stopping.spawn(async move { printer.shutdown().await });
        }
        for scanner in self.document_scanners.values() {
            let scanner = Arc::clone(scanner);
            stopping.spawn(async move { scanner.shutdown().await });
        }
        self.scanners.shutdown().await;
        while stopping.join_next().await.is_some() {}
    }
}
