//! Name, address and birth date (NAW).

mod address;
mod form;
mod other_address;
mod overview;

use crate::dialogue::Dialogue;
use crate::dialogue::form::Form as _;
use crate::dialogue::turn::{Answer, Turn};
use crate::text::person as words;
use balie_client::Command;
use balie_client::v1::{KeepPerson, Person, Step};
use overview::Next;
use std::time::Duration;
use tokio::time::timeout;

/// How long to try to keep what was typed.
const KEEPING: Duration = Duration::from_secs(10);

impl Dialogue<'_, '_> {
    /// Name, address and birth date. What was typed stays at the daemon when the clerk leaves half-way.
    pub(in crate::dialogue) async fn person(&mut self) -> Answer<()> {
        let before = self.now.person.clone().unwrap_or_default();
        let mut draft = before.clone();
        let turn = match self.naw(&mut draft).await {
            Ok(()) => return Ok(()),
            Err(turn) => turn,
        };
        if draft != before && self.now.step() == Step::EnteringPerson && !matches!(turn, Turn::Failed(_)) {
            self.keep(draft).await?;
        }
        Err(turn)
    }

    /// Keeps what was typed at the daemon. Who leaves while the daemon is away does not wait for it.
    async fn keep(&mut self, draft: Person) -> Answer<()> {
        let keep = self.apply(Command::KeepPerson(KeepPerson { person: Some(draft) }));
        match timeout(KEEPING, keep).await {
            Ok(Ok(Ok(()))) => Ok(()),
            Ok(Ok(Err(refusal))) => Err(self.refused(&refusal)),
            Ok(Err(turn)) => Err(turn),
            Err(_too_late) => {
                self.problem(words::not_kept(self.context.lang));
                Ok(())
            }
        }
    }

    async fn naw(&mut self, draft: &mut Person) -> Answer<()> {
        let lang = self.context.lang;
        let form = self.naw_form(form::naw_fields());
        let left_off = form.left_off(lang, draft);
        // What was entered before is looked over; what was left half-way goes on where it was left.
        if left_off == 0 || self.check(form.command(form.message(draft))).await?.is_some() {
            self.fill(&form, draft, left_off).await?;
        }
        loop {
            let next = match self.look_over(&form, draft).await? {
                Next::Field(index) => self.field(&form, draft, index).await,
                Next::Address(which) => self.other_address(draft, which).await,
                Next::GoOn => match self.apply(form.command(form.message(draft))).await? {
                    Ok(()) => return Ok(()),
                    Err(refusal) => match self.mend(&form, draft, &refusal).await {
                        Ok(true) => Ok(()),
                        Ok(false) => Err(self.refused(&refusal)),
                        Err(turn) => Err(turn),
                    },
                },
            };
            match next {
                Ok(()) | Err(Turn::Back) => {}
                Err(turn) => return Err(turn),
            }
        }
    }
}
