//! The order of commands that prints one card, and what each failure means.
//!
//! Settings, then the card, then the picture, then the commit, then `Se` (`St` for the test card). The card
//! is fetched before the picture is sent, because waiting for a hand-fed card may take minutes and must stay
//! cancellable; the command that prints comes last and alone.

use std::time::Duration;

use tokio::time::{Instant, sleep, timeout_at};

use super::answer::{Answer, Refusal};
use super::command::Command;
use super::config::EvolisConfig;
use super::link::Link;
use crate::printer::driver::{Caller, Early};
use crate::printer::wire::WireError;
use crate::printer::{Insertion, PrintOutcome, PrintProgress};
use crate::{Activity, DeviceCell, DeviceState, Monochrome, Reason};

/// How long sending a panel may take; 82 kB need a fraction of a second on a healthy line.
const TRANSFER: Duration = Duration::from_secs(60);
/// How long to listen, right before printing, for a line that broke meanwhile.
const LAST_LISTEN: Duration = Duration::from_millis(20);
/// Pause before a printer that gave up waiting for a card is told to wait again.
const ASK_AGAIN: Duration = Duration::from_millis(500);

/// What is printed.
pub(super) enum Subject {
    /// A picture.
    Panel(Monochrome),
    /// The test card that the printer has in its memory.
    TestCard,
}

/// One job on an open link.
pub(super) struct Sequence<'a> {
    pub(super) config: &'a EvolisConfig,
    pub(super) cell: &'a DeviceCell,
    pub(super) link: &'a mut Link,
    pub(super) caller: &'a mut Caller,
    pub(super) subject: &'a Subject,
    pub(super) insertion: Insertion,
    /// Set once a card was drawn in.
    pub(super) card_touched: bool,
    /// Set while an answer is outstanding or the conversation is broken: the link must not be used again.
    pub(super) link_spent: bool,
}

impl Sequence<'_> {
    /// Runs the job to its end.
    pub(super) async fn run(&mut self) -> PrintOutcome {
        match self.before_commit().await {
            Ok(()) => self.print().await,
            Err(early) => {
                if early == Early::GivenUp {
                    self.give_card_back().await;
                }
                early.outcome(self.card_touched)
            }
        }
    }

    /// Everything up to the point of no return.
    async fn before_commit(&mut self) -> Result<(), Early> {
        self.cell.set_state(DeviceState::Busy { what: Activity::Receiving });
        self.set(&Command::ribbon(&self.config.ribbon)).await?;
        self.set(&Command::insertion(self.insertion)).await?;
        self.set(&Command::contrast(self.config.contrast)).await?;
        self.fetch_card().await?;
        self.cell.set_state(DeviceState::Busy { what: Activity::Receiving });
        if let Subject::Panel(panel) = self.subject {
            self.act(&Command::start()).await?;
            self.act(&Command::front()).await?;
            self.send_panel(panel).await?;
        }
        self.go_on()?;
        self.caller.commit().await.map_err(Early::Failed)?;
        // Nothing that could print has been sent yet: a line that broke while the caller was recording is
        // still a plain failure.
        self.check(LAST_LISTEN).await
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
        let end = match self.subject {
            Subject::Panel(_) => Command::print_and_eject(),
            Subject::TestCard => Command::print_test_card(),
        };
        let answered = tokio::select! {
            answered = self.link.tell(&end, self.config.print(), |_| {}) => answered,
            () = stopping => Err(WireError(Reason::Stopping)),
        };
        self.link_spent = answered.is_err();
        match answered {
            Ok(Answer::Done) => PrintOutcome::Done,
            Ok(Answer::Refused(refusal)) if refusal.was_never_started() => {
                PrintOutcome::Failed { reason: refusal.reason(), card_touched: self.card_touched }
            }
            // Cover, ribbon and mechanics can fail in the middle of a card.
            Ok(Answer::Refused(refusal)) => PrintOutcome::Unknown { reason: refusal.reason() },
            Ok(Answer::Text(_)) => {
                self.link_spent = true;
                PrintOutcome::Unknown { reason: Reason::GarbageAnswer }
            }
            Err(WireError(reason)) => PrintOutcome::Unknown { reason },
        }
    }

    async fn fetch_card(&mut self) -> Result<(), Early> {
        self.caller.tell(PrintProgress::WaitingForCard);
        self.cell.set_state(DeviceState::WaitingForCard);
        let deadline = Instant::now() + self.config.card_wait();
        loop {
            self.go_on()?;
            self.check(Duration::ZERO).await?;
            self.link_spent = true;
            let insert = Command::insert_card();
            let answered = tokio::select! {
                biased;
                () = self.caller.gives_up() => return Err(Early::GivenUp),
                // The printer keeps its own time for this; ours is the deadline of the whole wait.
                answered = timeout_at(deadline, self.link.tell(&insert, self.config.card_wait(), |_| {})) => answered,
            };
            let Ok(answered) = answered else { return Err(Early::Failed(Reason::NoCardInTime)) };
            let answer = match answered {
                Err(WireError(Reason::TimeOut)) => return Err(Early::Failed(Reason::NoCardInTime)),
                other => other?,
            };
            self.link_spent = false;
            match answer {
                Answer::Done => {
                    self.card_touched = true;
                    return Ok(());
                }
                Answer::Refused(refusal) if self.means_no_card_yet(refusal) => {
                    tokio::select! {
                        () = self.caller.gives_up() => return Err(Early::GivenUp),
                        () = sleep(ASK_AGAIN) => {}
                    }
                    if Instant::now() >= deadline {
                        return Err(Early::Failed(Reason::NoCardInTime));
                    }
                }
                Answer::Refused(refusal) => return Err(Early::Failed(refusal.reason())),
                Answer::Text(_) => return Err(self.garbage()),
            }
        }
    }

    /// A printer that waits for a hand ends its own wait with a time-out or a feeder error.
    fn means_no_card_yet(&self, refusal: Refusal) -> bool {
        self.insertion != Insertion::Feeder
            && matches!(refusal, Refusal::NoCard | Refusal::Feeder | Refusal::Mechanical)
    }

    async fn send_panel(&mut self, panel: &Monochrome) -> Result<(), Early> {
        self.go_on()?;
        self.check(Duration::ZERO).await?;
        let command = Command::black_panel(panel);
        let report = self.caller.sending();
        self.link_spent = true;
        let answer = self.link.tell(&command, TRANSFER, report).await?;
        self.link_spent = false;
        self.must_be_done(answer)
    }

    /// A setting. Some firmware answers with the value it has now, which is as good as `OK`.
    async fn set(&mut self, command: &Command) -> Result<(), Early> {
        match self.ask(command).await? {
            Answer::Done | Answer::Text(_) => Ok(()),
            Answer::Refused(refusal) => Err(Early::Failed(refusal.reason())),
        }
    }

    /// A command that does something and therefore must be acknowledged.
    async fn act(&mut self, command: &Command) -> Result<(), Early> {
        let answer = self.ask(command).await?;
        self.must_be_done(answer)
    }

    async fn ask(&mut self, command: &Command) -> Result<Answer, Early> {
        self.go_on()?;
        self.link_spent = true;
        let answer = self.link.ask(command, self.config.answer()).await?;
        self.link_spent = false;
        Ok(answer)
    }

    fn must_be_done(&mut self, answer: Answer) -> Result<(), Early> {
        match answer {
            Answer::Done => Ok(()),
            Answer::Refused(refusal) => Err(Early::Failed(refusal.reason())),
            Answer::Text(_) => Err(self.garbage()),
        }
    }

    async fn check(&mut self, listen: Duration) -> Result<(), Early> {
        let checked = self.link.check(listen).await;
        self.link_spent |= checked.is_err();
        Ok(checked?)
    }

    fn garbage(&mut self) -> Early {
        self.link_spent = true;
        Early::Failed(Reason::GarbageAnswer)
    }

    fn go_on(&self) -> Result<(), Early> {
        if self.caller.has_given_up() { Err(Early::GivenUp) } else { Ok(()) }
    }

    /// After a cancelled job the blank card is ejected, if the printer can; otherwise it stays for the next.
    async fn give_card_back(&mut self) {
        if self.card_touched && !self.link_spent {
            let answer = self.link.ask(&Command::reject(), self.config.answer()).await;
            self.link_spent = answer.is_err();
        }
    }
}
