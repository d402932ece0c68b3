//! The clerk's hand and eye at the printer: puts cards in, and looks at what came out.

use balie_documents::{PageImage, find_code128};
use balie_virtual::{Action, Fault, VirtualEvolis};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};
use tokio::task::JoinHandle;

/// So long after its daemon was killed a printer has taken in all that was sent to it.
const QUIET: Duration = Duration::from_millis(500);
/// How often the hand looks whether the printer waits for a card.
const LOOK: Duration = Duration::from_millis(15);

/// What came out of the printer so far.
#[derive(Debug, Clone)]
pub struct Cards {
    printer: Arc<VirtualEvolis>,
    seen: Arc<Mutex<Seen>>,
}

#[derive(Debug, Default)]
struct Seen {
    passes: HashMap<String, usize>,
    read: usize,
    killed: Option<Instant>,
}

impl Cards {
    /// Of this printer.
    pub fn of_printer(printer: Arc<VirtualEvolis>) -> Self {
        Self { printer, seen: Arc::default() }
    }

    /// Watches the printer, and puts a card in whenever it waits for one. Printing takes its time, as on a real
    /// printer, and now and then the cable is loose.
    pub fn watch(&self, mut chance: fastrand::Rng) -> JoinHandle<()> {
        let printer = Arc::clone(&self.printer);
        tokio::spawn(async move {
            loop {
                if printer.counters().waiting_for_card {
                    printer.clear_plan();
                    printer.plan(match chance.u32(0..12) {
                        0 => Fault::before("Se", Action::Drop),
                        1 => Fault::after("Se", Action::Drop),
                        _ => Fault::after("Se", Action::Late(Duration::from_millis(chance.u64(20..400)))),
                    });
                    printer.insert_card();
                }
                tokio::time::sleep(LOOK).await;
            }
        })
    }

    /// Reads the barcodes of the cards that came out since the last look.
    fn look(&self) -> MutexGuard<'_, Seen> {
        let mut seen = self.seen.lock().expect("no panic before");
        let out = self.printer.cards();
        for card in &out[seen.read..] {
            let picture = card.front.as_ref().expect("a printed front").picture();
            let (width, height) = picture.dimensions();
            let page = PageImage::from_luminance(width, height, picture.into_raw());
            let found = find_code128(&page).expect("a card shows its pass number");
            *seen.passes.entry(found[0].text.clone()).or_default() += 1;
        }
        seen.read = out.len();
        seen
    }

    /// The daemon was killed now.
    pub fn killed(&self) {
        self.seen.lock().expect("no panic before").killed = Some(Instant::now());
    }

    /// Nothing more will come out of what was sent before the latest kill.
    pub fn is_quiet(&self) -> bool {
        let seen = self.seen.lock().expect("no panic before");
        seen.killed.is_none_or(|killed| killed.elapsed() > QUIET)
    }

    /// How often this pass came out.
    pub fn of(&self, pass: &str) -> usize {
        self.look().passes.get(pass).copied().unwrap_or_default()
    }

    /// Every pass that came out, and how often.
    pub fn all(&self) -> HashMap<String, usize> {
        self.look().passes.clone()
    }
}
