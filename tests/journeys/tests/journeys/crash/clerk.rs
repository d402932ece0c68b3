//! A clerk: takes journeys on, one step after the other, until told to stop or until nobody answers.

use super::cards::Cards;
use super::journey::Move;
use super::ledger::{Asked, Journey, Told, What};
use balie_client::{Client, ClientError, Command, RequestId, v1};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How often a clerk looks again while something is under way.
const LOOK: Duration = Duration::from_millis(40);

/// What all clerks share.
#[derive(Debug, Clone)]
pub struct Desk {
    pub cards: Cards,
    pub stop: Arc<AtomicBool>,
}

impl Desk {
    fn is_closed(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Takes a journey as far as it goes.
    ///
    /// # Errors
    /// When the daemon does not answer; what was asked then stays in doubt.
    pub async fn go_on(&self, client: &Client, journey: &mut Journey) -> Result<(), ClientError> {
        while !journey.finished && !self.is_closed() {
            let asked = match journey.doubt.clone() {
                Some(asked) => asked,
                None => match self.next(client, journey).await? {
                    Some(asked) => asked,
                    None => continue,
                },
            };
            journey.doubt = Some(asked.clone());
            let told = ask(client, &asked).await?;
            journey.told(asked, told);
        }
        Ok(())
    }

    /// What to ask next; none when the journey is finished or something is waited for.
    async fn next(&self, client: &Client, journey: &mut Journey) -> Result<Option<Asked>, ClientError> {
        let Some(now) = journey.now.clone() else {
            let pass = journey.plan.pass.clone();
            return Ok(Some(Asked { id: RequestId::new(), what: What::Create { pass } }));
        };
        let name = now.name.clone();
        let what = match journey.plan.next(&now, &self.cards, journey.prints()) {
            Move::Apply(command) => {
                // Generating an account and printing change a saved registration meanwhile.
                let etag = if now.patron_number.is_empty() { now.etag } else { String::new() };
                What::Apply { name, etag, command }
            }
            Move::Upload => {
                let form = client.documents.mandate_form(&name, v1::DocumentFormat::Png, "nl").await?;
                What::Upload { name, page: balie_journeys::paper::signed(&form.content) }
            }
            Move::Wait => {
                tokio::time::sleep(LOOK).await;
                journey.now = Some(client.registrations.get(&name).await?);
                return Ok(None);
            }
            Move::Finished => {
                journey.finished = true;
                return Ok(None);
            }
        };
        Ok(Some(Asked { id: RequestId::new(), what }))
    }
}

/// Asks, with the id it was asked with before.
///
/// # Errors
/// When the daemon refuses or does not answer.
pub async fn ask(client: &Client, asked: &Asked) -> Result<Told, ClientError> {
    match &asked.what {
        What::Create { pass } => {
            let pass = v1::AssignPass { code: pass.clone(), confirm_other_branch: false };
            let registration = client.registrations.create_as(asked.id, Some(pass)).await?;
            Ok(Told { registration, jobs: Vec::new() })
        }
        What::Apply { name, etag, command } => {
            let command: Command = command.as_ref().clone();
            let applied = client.registrations.apply_as(asked.id, name, etag, command).await?;
            Ok(Told { registration: applied.registration, jobs: applied.jobs })
        }
        What::Upload { name, page } => {
            let uploaded = client.documents.upload_mandate_page_as(asked.id, name, page.clone()).await?;
            let registration = uploaded.registration.expect("the registration");
            Ok(Told { registration, jobs: Vec::new() })
        }
    }
}
