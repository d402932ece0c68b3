//! One conversation with a host: bytes in, answers out, and the planned faults in between.

use std::sync::Arc;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::Instant;

use super::fault::{Action, When, take};
use super::personality::{Heard, Personality, Step};
use super::place::Duplex;
use super::shared::Shared;

/// The conversation ended, for whatever reason.
struct Closed;

/// Serves one conversation until it ends; nothing of it outlives the call.
pub(super) async fn serve<P: Personality>(shared: Arc<Shared<P>>, stream: Box<dyn Duplex>) {
    shared.lock().traffic.connections += 1;
    let mut connection =
        Connection { shared, stream, ear: P::Ear::default(), pending: Vec::new(), received: 0 };
    if connection.strike(|when| *when == When::Connect).is_none() {
        // The only way out of the loop is the end of the conversation.
        let Err(Closed) = connection.run().await;
    }
}

struct Connection<P: Personality> {
    shared: Arc<Shared<P>>,
    stream: Box<dyn Duplex>,
    ear: P::Ear,
    /// Commands that came in while an earlier one was waiting for a card.
    pending: Vec<Heard<P::Command>>,
    received: u64,
}

impl<P: Personality> Connection<P> {
    async fn run(&mut self) -> Result<std::convert::Infallible, Closed> {
        loop {
            while !self.pending.is_empty() {
                match self.pending.remove(0) {
                    Heard::Command(command) => self.command(&command).await?,
                    Heard::Garbage(_) => {
                        let refusal = {
                            let mut inner = self.shared.lock();
                            inner.traffic.garbage_received += 1;
                            inner.printer.refusal('1')
                        };
                        self.write(&refusal).await?;
                    }
                }
            }
            self.receive().await?;
        }
    }

    async fn receive(&mut self) -> Result<(), Closed> {
        let mut chunk = [0; 16 * 1024];
        let mut count = match self.stream.read(&mut chunk).await {
            Ok(0) | Err(_) => return Err(Closed),
            Ok(count) => count,
        };
        let before = self.received;
        let after = before + count as u64;
        let cut = self.shared.lock().first_cut().filter(|&at| at <= after);
        if let Some(at) = cut {
            // What lies beyond the cut was never received.
            count = usize::try_from(at.saturating_sub(before)).unwrap_or(0);
        }
        self.received = before + count as u64;
        self.shared.lock().traffic.bytes_received += count as u64;
        let found = P::hear(&mut self.ear, &chunk[..count]);
        self.pending.extend(found);
        if cut.is_some() {
            self.strike(|when| matches!(when, When::Byte(_)));
            return Err(Closed);
        }
        Ok(())
    }

    async fn command(&mut self, command: &P::Command) -> Result<(), Closed> {
        self.shared.record(command);
        let name = P::name(command).to_owned();
        if let Some(action) = self.strike(|when| matches!(when, When::Before(n) if *n == name)) {
            let refusal = self.shared.lock().printer.refusal('T');
            return self.act(action, &refusal).await;
        }
        let answer = self.execute(command).await?;
        self.shared.save();
        match self.strike(|when| matches!(when, When::After(n) if *n == name)) {
            Some(action) => self.act(action, &answer).await,
            None => self.write(&answer).await,
        }
    }

    /// Executes a command, waiting for a card as long as the printer's patience lasts.
    async fn execute(&mut self, command: &P::Command) -> Result<Vec<u8>, Closed> {
        let deadline = Instant::now() + self.shared.card_patience;
        loop {
            // Asked for before looking, so that a card put in between the two is not missed.
            let shared = Arc::clone(&self.shared);
            let changed = shared.changed.notified();
            tokio::pin!(changed);
            changed.as_mut().enable();
            let step = shared.lock().printer.execute(command);
            match step {
                Step::Answer(answer) => {
                    self.shared.changed.notify_waiters();
                    return Ok(answer);
                }
                Step::NeedsCard => self.shared.set_waiting(true),
            }
            let outcome = tokio::select! {
                () = changed => Ok(false),
                () = tokio::time::sleep_until(deadline) => Ok(true),
                closed = self.receive() => closed.map(|()| false),
            };
            self.shared.set_waiting(false);
            if outcome? {
                return Ok(self.shared.lock().printer.refusal('T'));
            }
        }
    }

    fn strike(&self, wanted: impl Fn(&When) -> bool) -> Option<Action> {
        take(&mut self.shared.lock().plan, wanted)
    }

    async fn act(&mut self, action: Action, answer: &[u8]) -> Result<(), Closed> {
        match action {
            Action::Drop => Err(Closed),
            Action::Garbage(bytes) => self.write(&bytes).await,
            Action::Late(delay) => {
                tokio::time::sleep(delay).await;
                self.write(answer).await
            }
            Action::Silence => Ok(()),
            Action::Nack(code) => {
                let refusal = self.shared.lock().printer.refusal(code);
                self.write(&refusal).await
            }
        }
    }

    async fn write(&mut self, bytes: &[u8]) -> Result<(), Closed> {
        self.stream.write_all(bytes).await.map_err(|_| Closed)?;
        self.stream.flush().await.map_err(|_| Closed)
    }
}
