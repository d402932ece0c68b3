//! The role of form printers, and what runs every one of them.

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;

use super::driver::{CounterNames, Driver, Engine, Pace, Work};
use super::{PrintControl, PrintOutcome};
use crate::{DeviceCell, Monochrome};

/// One form to be printed.
#[derive(Clone)]
pub struct FormRequest {
    /// The identity of the job. A printer that printed a key in its present life does not print it again.
    pub key: String,
    /// The form as a PDF file.
    pub pdf: Vec<u8>,
    /// Draws the form, for printers that do not take PDF.
    pub draw: DrawForm,
}

/// Draws a page of 300 dots per inch in black and white, or not when that fails. It may block.
pub type DrawForm = Arc<dyn Fn() -> Option<Monochrome> + Send + Sync>;

impl fmt::Debug for FormRequest {
    /// Shows the size only: the form holds a person's name and account.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FormRequest({}, {} bytes)", self.key, self.pdf.len())
    }
}

impl Work for FormRequest {
    fn key(&self) -> &str {
        &self.key
    }
}

/// A printer of forms on paper.
#[async_trait]
pub trait FormPrinter: Send + Sync {
    /// Where the printer publishes what it is and how it is.
    fn cell(&self) -> &DeviceCell;

    /// Prints one form. Requests to one printer are worked off one after the other.
    ///
    /// Dropping the future before the point of no return cancels the job; after it the printer goes on.
    async fn print(&self, request: FormRequest, control: PrintControl) -> PrintOutcome;

    /// Lets go of the printer. A job that has passed the point of no return is given some seconds to end.
    async fn shutdown(&self);
}

const COUNTERS: CounterNames =
    CounterNames { done: "forms_printed", not_printed: "forms_not_printed", unknown: "forms_unknown" };

/// A running form printer of any make; dropping it stops its task.
#[derive(Debug)]
pub struct PaperPrinter {
    driver: Driver<FormRequest>,
}

impl PaperPrinter {
    pub(super) fn run(engine: impl Engine<Work = FormRequest>, pace: Pace, cell: DeviceCell) -> Self {
        Self { driver: Driver::start(engine, pace, COUNTERS, cell) }
    }
}

#[async_trait]
impl FormPrinter for PaperPrinter {
    fn cell(&self) -> &DeviceCell {
        self.driver.cell()
    }

    async fn print(&self, request: FormRequest, control: PrintControl) -> PrintOutcome {
        self.driver.print(request, control).await
    }

    async fn shutdown(&self) {
        self.driver.shutdown().await;
    }
}
