//! All devices of a branch: built from configuration, found by id, stopped together.

mod automatic;
mod board;
mod config;

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::sync::watch;

use crate::discovery::Found;
use crate::document_scanner::{DocumentScanner, ScanControl, ScanOutcome, ScanRequest, escl, sane};
use crate::printer::{
    self, FormPrinter, FormRequest, PassPrinter, PrintControl, PrintOutcome, PrintRequest, Resolution,
};
use crate::scanner::claims::ClaimError;
use crate::scanner::{ClaimMode, ScannerClaim, ScannerHub};
use crate::usb::{Places, UsbBus};
use crate::{DeviceId, DeviceSnapshot, Reason};
use automatic::{Automatic, Drivers};
use board::Board;

pub use board::Snapshots;
pub use config::{DevicesConfig, DocumentScannerConfig, FormPrinterConfig, PassPrinterConfig, ScannerConfig};

/// The devices could not be started as configured.
#[derive(Debug, thiserror::Error)]
pub enum RegistryError {
    /// Two devices have one id.
    #[error("more than one device is called {0}")]
    DuplicateId(DeviceId),
    /// It is not clear where a scanner is.
    #[error("scanner {0} needs either `path` or `match`")]
    Place(DeviceId),
    /// A driver could not be started at all.
    #[error(transparent)]
    Start(#[from] crate::scanner::StartError),
    /// The system gave no thread for watching USB.
    #[error("no thread for USB: {0}")]
    Usb(#[source] std::io::Error),
}

/// There is no printer of this name and role.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no printer {0} of this role")]
pub struct NoSuchPrinter(pub DeviceId);

/// There is no document scanner of this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no document scanner {0}")]
pub struct NoSuchDocumentScanner(pub DeviceId);

/// The running devices of a branch. Dropping it stops them without waiting.
pub struct DeviceRegistry {
    scanners: Arc<ScannerHub>,
    printers: BTreeMap<DeviceId, Arc<dyn PassPrinter>>,
    form_printers: BTreeMap<DeviceId, Arc<dyn FormPrinter>>,
    document_scanners: BTreeMap<DeviceId, Arc<dyn DocumentScanner>>,
    board: Arc<Board>,
    snapshots: watch::Receiver<Snapshots>,
    usb: Option<Automatic>,
}

impl std::fmt::Debug for DeviceRegistry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DeviceRegistry")
            .field("scanners", &self.scanners)
            .field("printers", &self.printers.keys().collect::<Vec<_>>())
            .field("form_printers", &self.form_printers.keys().collect::<Vec<_>>())
            .field("document_scanners", &self.document_scanners.keys().collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

impl DeviceRegistry {
    /// Starts the configured devices, and those that are found by themselves. Devices that are not there, or do
    /// not work, are no error: they say so in their state and are tried again. Must be called within a tokio
    /// runtime.
    ///
    /// # Errors
    /// When the configuration contradicts itself, or the system gives no thread.
    pub fn start(config: &DevicesConfig) -> Result<Self, RegistryError> {
        Self::start_at(config, Places::default())
    }

    /// Starts devices on a system that keeps what it knows of USB in other places.
    ///
    /// # Errors
    /// As [`start`](Self::start).
    pub fn start_at(config: &DevicesConfig, places: Places) -> Result<Self, RegistryError> {
        config.check()?;
        let bus = UsbBus::start(places.clone(), config.discovery.rescan()).map_err(RegistryError::Usb)?;
        let mut drivers = Drivers::new(Arc::new(bus), places);
        let sources: Vec<_> =
            config.scanner.iter().map(|scanner| drivers.configured(scanner)).collect::<Result<_, _>>()?;
        let scanners = ScannerHub::new(sources, config.claim_ask());
        let printers = config.pass_printer.iter().map(|printer| {
            Arc::new(match printer {
                PassPrinterConfig::Evolis(config) => printer::evolis::start(config.clone()),
                PassPrinterConfig::Zpl(config) => printer::zpl::start(config.clone()),
                PassPrinterConfig::Ipp(config) => printer::ipp::start_pass_printer(config.clone()),
            }) as Arc<dyn PassPrinter>
        });
        let mut registry = Self::with(scanners, printers);
        for FormPrinterConfig::Ipp(config) in &config.form_printer {
            registry.add_form_printer(printer::ipp::start_form_printer(config.clone()));
        }
        for scanner in &config.document_scanner {
            registry.add_document_scanner(match scanner {
                DocumentScannerConfig::Escl(scanner) => {
                    escl::start_with(scanner.clone(), config.peculiarities.clone())
                }
                DocumentScannerConfig::Sane(scanner) => sane::start(scanner.clone()),
            });
        }
        registry.usb = Some(Automatic::start(config, drivers, &registry.scanners, &registry.board));
        Ok(registry)
    }

    /// A registry of devices that were started elsewhere. Must be called within a tokio runtime.
    #[must_use]
    pub fn with(scanners: ScannerHub, printers: impl IntoIterator<Item = Arc<dyn PassPrinter>>) -> Self {
        let printers: BTreeMap<_, _> =
            printers.into_iter().map(|printer| (printer.cell().snapshot().info.id, printer)).collect();
        let mut cells = scanners.cells();
        cells.extend(printers.values().map(|printer| printer.cell().clone()));
        let board = Board::new(cells);
        let snapshots = board.subscribe();
        Self {
            scanners: Arc::new(scanners),
            printers,
            form_printers: BTreeMap::new(),
            document_scanners: BTreeMap::new(),
            board,
            snapshots,
            usb: None,
        }
    }

    /// Adds a form printer that was started elsewhere. Must be called within a tokio runtime.
    pub fn add_form_printer(&mut self, printer: impl FormPrinter + 'static) {
        self.board.add(printer.cell().clone());
        self.form_printers.insert(printer.cell().snapshot().info.id, Arc::new(printer));
    }

    /// Adds a document scanner that was started elsewhere. Must be called within a tokio runtime.
    pub fn add_document_scanner(&mut self, scanner: impl DocumentScanner + 'static) {
        self.board.add(scanner.cell().clone());
        self.document_scanners.insert(scanner.cell().snapshot().info.id, Arc::new(scanner));
    }

    /// What is on USB and concerns Balie, and what became of it. Never waits for a device.
    #[must_use]
    pub fn found(&self) -> Vec<Found> {
        self.usb.as_ref().map(Automatic::found).unwrap_or_default()
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
    pub fn scanners(&self) -> &ScannerHub {
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

    /// How fine a pass printer prints.
    #[must_use]
    pub fn resolution(&self, printer: &DeviceId) -> Option<Resolution> {
        self.printers.get(printer).map(|printer| printer.resolution())
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

    /// Prints a test card; see [`PassPrinter::print_test_card`].
    ///
    /// # Errors
    /// When there is no such printer.
    pub async fn print_test_card(
        &self,
        printer: &DeviceId,
        key: String,
        control: PrintControl,
    ) -> Result<PrintOutcome, NoSuchPrinter> {
        let found = self.pass_printer(printer).ok_or_else(|| NoSuchPrinter(printer.clone()))?;
        Ok(found.print_test_card(key, control).await)
    }

    /// Clears a trouble that a person has removed; see [`PassPrinter::reset`].
    ///
    /// # Errors
    /// When there is no such printer; within, why it cannot be reached.
    pub async fn reset(&self, printer: &DeviceId) -> Result<Result<(), Reason>, NoSuchPrinter> {
        let found = self.pass_printer(printer).ok_or_else(|| NoSuchPrinter(printer.clone()))?;
        Ok(found.reset().await)
    }

    /// The ids of the form printers.
    pub fn form_printers(&self) -> impl Iterator<Item = &DeviceId> {
        self.form_printers.keys()
    }

    /// Prints one form; see [`FormPrinter::print`].
    ///
    /// # Errors
    /// When there is no such printer.
    pub async fn print_form(
        &self,
        printer: &DeviceId,
        request: FormRequest,
        control: PrintControl,
    ) -> Result<PrintOutcome, NoSuchPrinter> {
        let found = self.form_printers.get(printer).cloned().ok_or_else(|| NoSuchPrinter(printer.clone()))?;
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
        if let Some(usb) = &self.usb {
            usb.shutdown().await;
        }
        let mut stopping = tokio::task::JoinSet::new();
        for printer in self.printers.values() {
            let printer = Arc::clone(printer);
            stopping.spawn(async move { printer.shutdown().await });
        }
        for printer in self.form_printers.values() {
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
