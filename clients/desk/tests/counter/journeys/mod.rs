//! Journeys at the counter, one a file.

pub mod account;
pub mod adult;
pub mod clicks;
pub mod enrol;
pub mod institution;
pub mod page;
pub mod print;
pub mod settle;
pub mod two_counters;
pub mod youth;

use crate::desk::Desk;
use balie_client::Client;
use balie_client::v1::{Registration, Step};
use balie_journeys::{Branch, PATIENCE, until};
use std::time::{Duration, Instant};

/// A branch that knows streets by postcode.
async fn branch() -> Branch {
    let addresses = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packaging/examples/addresses.csv");
    Branch::open(&format!("[addresses]\nfile = \"{addresses}\"")).await
}

/// Scans until a registration has this pass, and the window shows it: the claim may take a moment after the window
/// came.
async fn scan_pass(desk: &Desk<'_>, branch: &mut Branch, client: &Client, pass: &str) -> Registration {
    let began = Instant::now();
    loop {
        branch.scanner.scan(pass).expect("the scanner is plugged in");
        for _ in 0..10 {
            pause(200).await;
            if let Ok(found) = client.registrations.get(&format!("registrations/pass:{pass}")).await {
                desk.shows(found.step());
                return found;
            }
        }
        assert!(began.elapsed() < PATIENCE, "the scanned pass opens no registration:\n{}", branch.log());
    }
}

/// Waits until the registration stands at a step, and the window shows it: a key that is pressed before is for the
/// page before.
async fn at(desk: &Desk<'_>, client: &Client, now: &Registration, step: Step) -> Registration {
    let now = until(client, &now.name, |now| now.step() == step).await;
    desk.shows(step);
    now
}

/// Waits so many milliseconds.
async fn pause(milliseconds: u64) {
    tokio::time::sleep(Duration::from_millis(milliseconds)).await;
}
