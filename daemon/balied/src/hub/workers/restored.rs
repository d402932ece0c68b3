//! After a backup was put back: what this database cannot know.
//!
//! A pass that could be printed when the backup was made may have come out of the printer since, and the restored
//! database would let it be printed once more. So each such print is unknown, as after a crash in mid-print, and a
//! person looks: "did the pass come out?". That holds whichever printers there are now: the machine that was replaced
//! had its own, and so no printer is named. Nothing else is asked twice by itself: prints that were waiting or under way
//! are unknown already, accounts are found again by their external id, and numbers are passed over.

use crate::hub::apply::decide;
use crate::hub::jobs::outcome_json;
use crate::hub::records::registration;
use crate::hub::{Caller, Hub, HubError};
use balie_registration::machine::{Command, PassPrint, PrintOutcome, Registration, State, Step};
use balie_store::{Filter, JobState, Order, WriteTx};
use chrono::{DateTime, Utc};

/// Stable code of a print that may have been made after the backup, as the store calls it.
const RESTORED: &str = "RESTORED";
/// Registrations read together.
const PAGE: u32 = 500;

/// Notes the restore in the audit trail, and makes every print unknown that could have begun since the backup.
///
/// # Errors
/// What the store could not do.
pub async fn doubt_prints(hub: &Hub, tx: &mut WriteTx, now: DateTime<Utc>) -> Result<(), HubError> {
    let caller = Caller::system();
    tx.audit(&caller.audit_entry("restored", None, None, now)).await?;
    let found = printable(tx).await?;
    tracing::warn!(
        count = found.len(),
        "a backup was put back; a person has to look at prints that may have been made since"
    );
    for registration in found {
        doubt(hub, tx, &caller, registration, now).await?;
    }
    Ok(())
}

/// Registrations whose pass may be printed now.
async fn printable(tx: &mut WriteTx) -> Result<Vec<Registration>, HubError> {
    let filter = Filter { steps: vec![Step::IssuingPass.name().to_owned()], ..Filter::default() };
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let page =
            tx.read().list_registrations(&filter, Order::ChangedDescending, after.as_ref(), PAGE).await?;
        for record in &page.registrations {
            let registration = match registration(record) {
                Ok(registration) => registration,
                // Its pass cannot be printed, as nothing can be done with it.
                Err(error) => {
                    tracing::error!(%error, "whether its pass was printed is not asked");
                    continue;
                }
            };
            if matches!(registration.state, State::IssuingPass { print: PassPrint::Ready { .. }, .. }) {
                found.push(registration);
            }
        }
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(found),
        }
    }
}

/// The print that may have been: begun and at once unknown, in a transaction that no worker sees the middle of.
async fn doubt(
    hub: &Hub,
    tx: &mut WriteTx,
    caller: &Caller,
    registration: Registration,
    now: DateTime<Utc>,
) -> Result<(), HubError> {
    let print = Command::PrintPass { device: None, despite_missing_characters: true };
    let begun = decide(hub, tx, caller, registration, print, now).await?;
    for job in begun.jobs {
        let id = job.0.to_string();
        tx.start_job(&id, now).await?;
        tx.move_job(&id, JobState::Unknown, Some(&outcome_json(Some(RESTORED))), now).await?;
        let outcome = PrintOutcome::Unknown { reason: RESTORED.to_owned() };
        let ended = Command::PrintEnded { job, outcome };
        decide(hub, tx, caller, begun.stored.registration.clone(), ended, now).await?;
    }
    Ok(())
}
