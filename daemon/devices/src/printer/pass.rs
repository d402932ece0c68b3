//! The role of pass printers, and what runs every one of them.

use async_trait::async_trait;
use serde::Deserialize;

use super::driver::{CounterNames, Driver, Engine, Pace, Work};
use super::{PrintControl, PrintOutcome};
use crate::{DeviceCell, Monochrome, Reason};

/// Where the printer takes a card from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Insertion {
    /// From the feeder.
    Feeder,
    /// By hand, card by card.
    #[default]
    Manual,
    /// From the feeder, or by hand when a card is put in.
    Both,
}

/// How fine a printer prints. The artwork of a pass is drawn for it, so that every bar of the barcode is a
/// whole number of dots wide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Resolution {
    /// 203 dots per inch (8 per mm).
    Dpi203,
    /// 300 dots per inch (12 per mm).
    #[default]
    Dpi300,
    /// 600 dots per inch (24 per mm).
    Dpi600,
}

impl Resolution {
    /// The resolution with this many dots per inch.
    #[must_use]
    pub const fn from_dpi(dpi: u16) -> Option<Self> {
        match dpi {
            203 => Some(Self::Dpi203),
            300 => Some(Self::Dpi300),
            600 => Some(Self::Dpi600),
            _ => None,
        }
    }

    /// Dots per inch.
    #[must_use]
    pub const fn dpi(self) -> u16 {
        match self {
            Self::Dpi203 => 203,
            Self::Dpi300 => 300,
            Self::Dpi600 => 600,
        }
    }

    /// Width and height, in dots, of the artwork of a pass as a person holds it. It is a little larger than
    /// the card, so that it can be printed to the edge.
    #[must_use]
    pub const fn artwork(self) -> (usize, usize) {
        match self {
            Self::Dpi203 => (687, 438),
            Self::Dpi300 => (1016, 648),
            Self::Dpi600 => (2032, 1296),
        }
    }
}

/// One card to be printed.
#[derive(Debug, Clone)]
pub struct PrintRequest {
    /// The identity of the job. A printer that printed a key in its present life does not print it again.
    pub key: String,
    /// The front, as a person holds the card, in the resolution of the printer. Printers that take a card
    /// short side first also accept it turned a quarter clockwise.
    pub front: Monochrome,
    /// Where the card comes from; as configured for the printer when left out.
    pub insertion: Option<Insertion>,
}

/// A printer of library passes.
#[async_trait]
pub trait PassPrinter: Send + Sync {
    /// Where the printer publishes what it is and how it is.
    fn cell(&self) -> &DeviceCell;

    /// How fine it prints.
    fn resolution(&self) -> Resolution;

    /// Prints one card. Requests to one printer are worked off one after the other.
    ///
    /// Dropping the future before the point of no return cancels the job; after it the printer goes on.
    async fn print(&self, request: PrintRequest, control: PrintControl) -> PrintOutcome;

    /// Prints the printer's own test card, or a test pattern where it has none. The key is as for
    /// [`print`](Self::print).
    async fn print_test_card(&self, key: String, control: PrintControl) -> PrintOutcome;

    /// Clears a trouble that a person has removed, such as a jam, and looks whether it is gone.
    ///
    /// # Errors
    /// Why the printer cannot be reached.
    async fn reset(&self) -> Result<(), Reason>;

    /// Lets go of the printer. A job that has passed the point of no return is given some seconds to end.
    async fn shutdown(&self);
}

/// What a pass printer is asked to print.
#[derive(Debug)]
pub(crate) enum PassWork {
    /// A pass.
    Card(PrintRequest),
    /// The test card.
    TestCard {
        /// The identity of the job.
        key: String,
    },
}

impl Work for PassWork {
    fn key(&self) -> &str {
        match self {
            Self::Card(request) => &request.key,
            Self::TestCard { key } => key,
        }
    }
}

const COUNTERS: CounterNames =
    CounterNames { done: "cards_printed", not_printed: "cards_not_printed", unknown: "cards_unknown" };

/// A running pass printer of any make; dropping it stops its task.
#[derive(Debug)]
pub struct CardPrinter {
    driver: Driver<PassWork>,
    resolution: Resolution,
}

impl CardPrinter {
    pub(super) fn run(
        engine: impl Engine<Work = PassWork>,
        pace: Pace,
        cell: DeviceCell,
        resolution: Resolution,
    ) -> Self {
        Self { driver: Driver::start(engine, pace, COUNTERS, cell), resolution }
    }
}

#[async_trait]
impl PassPrinter for CardPrinter {
    fn cell(&self) -> &DeviceCell {
        self.driver.cell()
    }

    fn resolution(&self) -> Resolution {
        self.resolution
    }

    async fn print(&self, request: PrintRequest, control: PrintControl) -> PrintOutcome {
        self.driver.print(PassWork::Card(request), control).await
    }

    async fn print_test_card(&self, key: String, control: PrintControl) -> PrintOutcome {
        self.driver.print(PassWork::TestCard { key }, control).await
    }

    async fn reset(&self) -> Result<(), Reason> {
        self.driver.reset().await
    }

    async fn shutdown(&self) {
        self.driver.shutdown().await;
    }
}
