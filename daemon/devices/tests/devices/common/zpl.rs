//! A virtual ZPL printer and the driver that faces it.

use std::sync::Arc;

use balie_devices::printer::zpl::{self, ZplConfig};
use balie_devices::printer::{CardPrinter, PassPrinter, PrintOutcome};
use balie_devices::{DeviceState, Monochrome};
use balie_virtual::{Place, VirtualZpl, ZplOptions};

use super::{Running, state};

pub struct Bench {
    pub printer: Arc<VirtualZpl>,
    pub driver: Arc<CardPrinter>,
    pub config: ZplConfig,
}

/// A driver for this printer with the standard settings.
pub fn config(printer: &VirtualZpl) -> ZplConfig {
    let address = match printer.place() {
        Place::Line(link) => format!("serial:{}?baud=115200", link.display()),
        _ => printer.address().to_string(),
    };
    ZplConfig::new("printer".parse().unwrap(), address.parse().unwrap())
}

impl Bench {
    /// A printer with enough cards, looked at so seldom that only jobs are seen on the line.
    pub async fn quiet() -> Self {
        Self::new(ZplOptions { media: 1000, ..ZplOptions::default() }, |config| config.poll_ms = 3_600_000)
            .await
    }

    /// A printer with these options; the driver has looked at it when this returns.
    pub async fn new(options: ZplOptions, configure: impl FnOnce(&mut ZplConfig)) -> Self {
        let empty = options.media == 0;
        let printer = Arc::new(VirtualZpl::start_with(options).await.unwrap());
        let mut config = config(&printer);
        configure(&mut config);
        let driver = Arc::new(zpl::start(config.clone()));
        let reason = balie_devices::Reason::PaperOut;
        state(driver.cell(), if empty { DeviceState::of(reason) } else { DeviceState::Ready }).await;
        Self { printer, driver, config }
    }

    pub fn start(&self, key: &str, front: Monochrome) -> Running {
        super::start(&self.driver, key, front, None)
    }

    pub async fn print(&self, key: &str, front: &Monochrome) -> PrintOutcome {
        self.start(key, front.clone()).outcome().await
    }
}
