//! A real IPP printer, a proxy that spoils what is said, and the driver that faces them.

use std::sync::Arc;
use std::time::Duration;

use balie_devices::printer::{
    CardPrinter, FormPrinter, FormRequest, IppConfig, PaperPrinter, PassPrinter, ipp,
};
use balie_devices::{DeviceState, Monochrome};
use balie_virtual::{EveOptions, EvePrinter, FaultyProxy};

use super::{Running, state};

/// Everything but the driver.
pub struct Desk {
    pub printer: EvePrinter,
    pub proxy: FaultyProxy,
    _directory: tempfile::TempDir,
}

impl Desk {
    /// None when there is no such printer on this machine.
    pub async fn new(options: EveOptions) -> Option<Self> {
        let directory = tempfile::tempdir().unwrap();
        let place = directory.path().to_path_buf();
        let printer = tokio::task::spawn_blocking(move || EvePrinter::start(&place, &options));
        let printer = printer.await.unwrap().unwrap()?;
        let proxy = FaultyProxy::start(printer.address()).await.unwrap();
        Some(Self { printer, proxy, _directory: directory })
    }

    /// The settings of a driver that reaches the printer through the proxy.
    pub fn config(&self) -> IppConfig {
        let uri = format!("ipp://localhost:{}/ipp/print", self.proxy.address().port());
        IppConfig { poll_ms: 3_600_000, ..IppConfig::new("printer".parse().unwrap(), uri.parse().unwrap()) }
    }

    pub async fn form_printer(&self, config: IppConfig) -> Arc<PaperPrinter> {
        let driver = Arc::new(ipp::start_form_printer(config));
        state(driver.cell(), DeviceState::Ready).await;
        driver
    }

    pub async fn pass_printer(&self, config: IppConfig) -> Arc<CardPrinter> {
        let driver = Arc::new(ipp::start_pass_printer(config));
        state(driver.cell(), DeviceState::Ready).await;
        driver
    }
}

/// A sheet of A4 at 300 dots per inch.
pub fn sheet() -> Monochrome {
    Monochrome::from_fn(2480, 3508, |x, y| (x / 90 + y / 70) % 5 == 0)
}

/// A small PDF; the number makes each its own.
pub fn form(number: usize) -> Vec<u8> {
    let artwork = super::pass(number);
    ipp::pdf(&artwork)
}

pub fn start_form(driver: &Arc<PaperPrinter>, key: &str, pdf: Vec<u8>) -> Running {
    let draw = Arc::new(|| Some(sheet()));
    let request = FormRequest { key: key.to_owned(), pdf, draw };
    super::run(driver, |driver, control| async move { driver.print(request, control).await })
}

/// Waits until the printer has printed so many documents.
pub async fn printed(printer: &EvePrinter, count: usize) -> Vec<Vec<u8>> {
    super::until(&format!("{count} documents, now {}", printer.printed().len()), || {
        printer.printed().len() >= count
    })
    .await;
    // One more than expected would be there by now.
    tokio::time::sleep(Duration::from_millis(50)).await;
    printer.printed()
}
