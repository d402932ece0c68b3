//! What the end-to-end tests share: patience, and printers and scanners to be patient with.

pub mod ipp;
pub mod scan;
pub mod zpl;

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use balie_devices::printer::{
    CardPrinter, EvolisConfig, Insertion, PassPrinter, PrintControl, PrintOutcome, PrintProgress,
    PrintRequest, evolis,
};
use balie_devices::{DeviceCell, DeviceState, Monochrome};
use balie_virtual::{Place, PrinterOptions, VirtualEvolis};
use tokio::sync::mpsc::UnboundedReceiver;
use tokio_util::sync::CancellationToken;

/// Long enough for a machine that compiles on every core meanwhile.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// Waits for a future that must end.
pub async fn soon<T>(what: &str, future: impl Future<Output = T>) -> T {
    match tokio::time::timeout(PATIENCE, future).await {
        Ok(value) => value,
        Err(_) => panic!("waited in vain: {what}"),
    }
}

/// Waits until a condition holds.
pub async fn until(what: &str, condition: impl Fn() -> bool) {
    soon(what, async {
        while !condition() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await;
}

/// Waits until a device is in a state.
pub async fn state(cell: &DeviceCell, wanted: DeviceState) {
    let mut snapshots = cell.subscribe();
    soon(&format!("{wanted:?}, now {:?}", cell.state()), async {
        snapshots.wait_for(|snapshot| snapshot.state == wanted).await.unwrap();
    })
    .await;
}

/// A pass as a person holds it, different for every number; its right side is white, so that it is sent
/// compressed.
pub fn pass(number: usize) -> Monochrome {
    Monochrome::from_fn(1016, 648, |x, y| (x * 31 + y * 17 + number * 7) % 29 < 9 && x > number && x < 900)
}

/// A virtual printer and the driver that faces it.
pub struct Bench {
    pub printer: Arc<VirtualEvolis>,
    pub driver: Arc<CardPrinter>,
}

/// A job that runs.
pub struct Running {
    pub outcome: tokio::task::JoinHandle<PrintOutcome>,
    pub cancel: CancellationToken,
    pub progress: UnboundedReceiver<PrintProgress>,
    pub commits: Arc<AtomicUsize>,
}

impl Running {
    pub async fn outcome(self) -> PrintOutcome {
        soon("the outcome of a job", self.outcome).await.unwrap()
    }

    /// What was told of the progress after the job ended.
    pub async fn finished(mut self) -> (PrintOutcome, Vec<PrintProgress>, usize) {
        let outcome = soon("the outcome of a job", self.outcome).await.unwrap();
        let mut told = Vec::new();
        while let Some(progress) = self.progress.recv().await {
            told.push(progress);
        }
        (outcome, told, self.commits.load(Ordering::SeqCst))
    }
}

/// Starts a job at a printer of any make.
pub fn start(
    driver: &Arc<CardPrinter>,
    key: &str,
    front: Monochrome,
    insertion: Option<Insertion>,
) -> Running {
    let request = PrintRequest { key: key.to_owned(), front, insertion };
    run(driver, |driver, control| async move { driver.print(request, control).await })
}

/// Starts a test card at a printer of any make.
pub fn start_test_card(driver: &Arc<CardPrinter>, key: &str) -> Running {
    let key = key.to_owned();
    run(driver, |driver, control| async move { driver.print_test_card(key, control).await })
}

pub fn run<D, Fut>(driver: &Arc<D>, print: impl FnOnce(Arc<D>, PrintControl) -> Fut) -> Running
where
    Fut: Future<Output = PrintOutcome> + Send + 'static,
{
    let commits = Arc::new(AtomicUsize::new(0));
    let cancel = CancellationToken::new();
    let counted = Arc::clone(&commits);
    let (control, progress) = PrintControl::new(cancel.clone(), move || async move {
        counted.fetch_add(1, Ordering::SeqCst);
        Ok(())
    });
    let outcome = tokio::spawn(print(Arc::clone(driver), control));
    Running { outcome, cancel, progress, commits }
}

impl Bench {
    /// A printer with a full feeder, looked at so seldom that only jobs are seen on the line.
    pub async fn quiet() -> Self {
        Self::new(PrinterOptions { feeder_cards: 1000, ..PrinterOptions::default() }, |config| {
            config.poll_ms = 3_600_000;
        })
        .await
    }

    /// A printer with these options; the driver is ready when this returns.
    pub async fn new(options: PrinterOptions, configure: impl FnOnce(&mut EvolisConfig)) -> Self {
        let printer = Arc::new(VirtualEvolis::start_with(options).await.unwrap());
        let address = match printer.place() {
            Place::Line(link) => format!("serial:{}?baud=115200", link.display()),
            _ => printer.address().to_string(),
        };
        let mut config = EvolisConfig::new("printer".parse().unwrap(), address.parse().unwrap());
        configure(&mut config);
        let driver = Arc::new(evolis::start(config));
        state(driver.cell(), DeviceState::Ready).await;
        Self { printer, driver }
    }

    pub fn start(&self, key: &str, front: Monochrome, insertion: Insertion) -> Running {
        start(&self.driver, key, front, Some(insertion))
    }

    /// Prints from the feeder.
    pub async fn print(&self, key: &str, front: &Monochrome) -> PrintOutcome {
        self.start(key, front.clone(), Insertion::Feeder).outcome().await
    }

    /// Asserts that exactly these passes came out, in this order.
    pub fn came_out(&self, expected: &[&Monochrome]) {
        let cards = self.printer.cards();
        assert_eq!(cards.len(), expected.len(), "number of cards");
        for (card, expected) in cards.iter().zip(expected) {
            let front = card.front.as_ref().expect("a printed front");
            assert!(card.back.is_none());
            assert!(front.bytes() == expected.rotated_clockwise().packed(), "the card shows another picture");
        }
    }

    pub async fn waits_for_card(&self) {
        until("the printer waits for a card", || self.printer.counters().waiting_for_card).await;
    }
}
