//! The order in which one card is printed, and what each failure means.
//!
//! The whole format is sent but for its end, `^XZ`, before the commit: a format that never ends prints
//! nothing. What follows the commit is that end, and watching the host status until the format has left the
//! buffer and nothing remains to be printed.

use std::time::Duration;

use tokio::time::{Instant, sleep, timeout_at};

use super::answer::HostStatus;
use super::config::ZplConfig;
use super::graphic::fields;
use super::link::Link;
use crate::printer::driver::{Caller, Early};
use crate::printer::wire::WireError;
use crate::printer::{Insertion, PrintOutcome, PrintProgress};
use crate::{Activity, DeviceCell, DeviceState, Monochrome, Reason};

/// Pause between two questions how far the printer is.
const WATCH: Duration = Duration::from_millis(200);
/// How long to listen, right before printing, for a line that broke meanwhile.
const LAST_LISTEN: Duration = Duration::from_millis(20);
/// How often the printer has to say that nothing remains: a format that was just sent may still be on its way
/// from the line to the buffer when the first question overtakes it.
const IDLE_ANSWERS: u32 = 2;

/// What is printed.
pub(super) enum Subject {
    /// A format without its end.
    Picture(String),
    /// The label with the printer's own settings (`~WC`).
    ConfigurationLabel,
}

/// What was the matter while the card was printed.
#[derive(Debug, Default)]
struct Seen {
    /// The last trouble that may have spoiled a card.
    spoiling: Option<Reason>,
    /// What is the matter now.
    present: Option<Reason>,
}

impl Seen {
    fn note(&mut self, trouble: Option<Reason>) {
        self.present = trouble;
        match trouble {
            // A pause ends where it began; and the printer knows that there are no cards any more before the
            // last one has left it.
            None | Some(Reason::Paused | Reason::PaperOut) => {}
            spoiling => self.spoiling = spoiling,
        }
    }
}

/// The format that prints this picture once, without its end.
///
/// `^JZN`: a card that an error spoiled is not printed again by the printer itself, since a spoiled pass and a
/// good one would be two.
#[must_use]
pub fn format(picture: &Monochrome) -> String {
    format!("^XA^JZN^LH0,0^PW{}^LL{}\n{}^PQ1,0,1,Y\n", picture.width(), picture.height(), fields(picture))
}

/// One job on an open link.
pub(super) struct Job<'a> {
    pub(super) config: &'a ZplConfig,
    pub(super) cell: &'a DeviceCell,
    pub(super) link: &'a mut Link,
    pub(super) caller: &'a mut Caller,
    pub(super) subject: &'a Subject,
    pub(super) insertion: Insertion,
    /// Set while an answer is outstanding or the conversation is broken: the link must not be used again.
    pub(super) link_spent: bool,
}

impl Job<'_> {
    /// Runs the job to its end.
    pub(super) async fn run(&mut self) -> PrintOutcome {
        if let Err(early) = self.before_commit().await {
            // Half a format in the buffer would swallow the next one.
            if !self.link_spent {
                self.link_spent = self.link.cancel_all().await.is_err();
            }
            return early.outcome(false);
        }
        self.print().await
    }

    async fn before_commit(&mut self) -> Result<(), Early> {
        self.cell.set_state(DeviceState::Busy { what: Activity::Receiving });
        self.clear_leftovers().await?;
        self.wait_until_able().await?;
        self.cell.set_state(DeviceState::Busy { what: Activity::Receiving });
        if let Subject::Picture(format) = self.subject {
            self.go_on()?;
            let report = self.caller.sending();
            self.link_spent = true;
            self.link.send(format, self.config.transfer(), report).await?;
            self.link_spent = false;
            // The printer has taken the picture in and is still well.
            if let Some(reason) = self.status().await?.trouble() {
                return Err(Early::Failed(reason));
            }
        }
        self.go_on()?;
        self.caller.commit().await.map_err(Early::Failed)?;
        // Nothing that could print has been sent yet: a line that broke while the caller was recording is
        // still a plain failure.
        let checked = self.link.check(LAST_LISTEN).await;
        self.link_spent |= checked.is_err();
        Ok(checked?)
    }

    /// Whatever lies in the buffer belongs to a job of which somebody was told that nobody knows. It must not
    /// come out beside this one.
    async fn clear_leftovers(&mut self) -> Result<(), Early> {
        let deadline = Instant::now() + self.config.answer();
        while self.status().await?.is_busy() {
            self.go_on()?;
            if Instant::now() >= deadline {
                return Err(Early::Failed(Reason::TimeOut));
            }
            self.link_spent = true;
            self.link.cancel_all().await?;
            self.link_spent = false;
            sleep(WATCH).await;
        }
        Ok(())
    }

    /// Waits for a card where cards are put in by hand; any other trouble ends the job.
    async fn wait_until_able(&mut self) -> Result<(), Early> {
        let deadline = Instant::now() + self.config.card_wait();
        let mut told = false;
        loop {
            match self.status().await?.trouble() {
                None => return Ok(()),
                Some(Reason::PaperOut) if self.insertion != Insertion::Feeder => {}
                Some(reason) => return Err(Early::Failed(reason)),
            }
            if !std::mem::replace(&mut told, true) {
                self.caller.tell(PrintProgress::WaitingForCard);
                self.cell.set_state(DeviceState::WaitingForCard);
            }
            if Instant::now() >= deadline {
                return Err(Early::Failed(Reason::NoCardInTime));
            }
            tokio::select! {
                () = self.caller.gives_up() => return Err(Early::GivenUp),
                () = sleep(WATCH) => {}
            }
        }
    }

    /// The point of no return and what follows. Cancelling has no effect any more.
    async fn print(&mut self) -> PrintOutcome {
        self.caller.tell(PrintProgress::Printing);
        self.cell.set_state(DeviceState::Busy { what: Activity::Printing });
        let (stopping, grace) = (self.caller.stopping(), self.config.stop());
        let stopping = async {
            stopping.await;
            sleep(grace).await;
        };
        let deadline = Instant::now() + self.config.print();
        let mut seen = Seen::default();
        let watched = tokio::select! {
            watched = timeout_at(deadline, self.send_and_watch(&mut seen)) => watched,
            () = stopping => Ok(Err(WireError(Reason::Stopping))),
        };
        let outcome = match watched {
            Ok(Ok(())) => match seen.spoiling {
                None => PrintOutcome::Done,
                // It stopped in the middle and then went on or gave up: only eyes can tell.
                Some(reason) => PrintOutcome::Unknown { reason },
            },
            Ok(Err(WireError(reason))) => PrintOutcome::Unknown { reason },
            Err(_) => PrintOutcome::Unknown { reason: seen.present.unwrap_or(Reason::TimeOut) },
        };
        if outcome != PrintOutcome::Done {
            // So that nothing comes out later, when somebody has said what came out; the answer to a question
            // shows that the printer has taken this in. A line that is dead cannot be told: then the next job
            // clears the buffer.
            self.link_spent = true;
            if self.link.cancel_all().await.is_ok() {
                let _ = self.link.host_status_again().await;
            }
        }
        outcome
    }

    async fn send_and_watch(&mut self, seen: &mut Seen) -> Result<(), WireError> {
        let end = match self.subject {
            Subject::Picture(_) => "^XZ\r\n",
            Subject::ConfigurationLabel => "~WC\r\n",
        };
        self.link.send(end, self.config.answer(), |_| {}).await?;
        let mut idle = 0;
        loop {
            let status = match self.link.host_status_again().await {
                // Some models say nothing while a person has to help them; what is asked later is answered
                // from where the printer is then.
                Err(WireError(Reason::TimeOut)) => {
                    seen.note(Some(Reason::TimeOut));
                    continue;
                }
                told => told?,
            };
            let trouble = status.trouble();
            seen.note(trouble);
            if status.is_busy() {
                idle = 0;
                let printing = DeviceState::Busy { what: Activity::Printing };
                self.cell.set_state(trouble.map_or(printing, DeviceState::of));
            } else {
                idle += 1;
                if idle == IDLE_ANSWERS {
                    return Ok(());
                }
            }
            sleep(WATCH).await;
        }
    }

    async fn status(&mut self) -> Result<HostStatus, Early> {
        self.go_on()?;
        self.link_spent = true;
        let status = self.link.host_status().await?;
        self.link_spent = false;
        Ok(status)
    }

    fn go_on(&self) -> Result<(), Early> {
        if self.caller.has_given_up() { Err(Early::GivenUp) } else { Ok(()) }
    }
}
