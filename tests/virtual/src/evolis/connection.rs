//! One connection of a host: bytes in, answers out, and the planned faults in between.

use std::sync::Arc;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::Instant;

use super::fault::{Action, When, take};
use super::machine::{Answer, Step};
use super::parser::{Command, Parsed, Parser};
use super::shared::Shared;

const ACK: u8 = 0x06;
const NACK: u8 = 0x15;

/// How the printer acknowledges a command that reads nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AckStyle {
    /// The control character ACK (A5013 rev. E, chapter 5).
    #[default]
    Control,
    /// The word `OK`.
    Word,
}

/// The connection ended, for whatever reason.
struct Closed;

/// Serves one connection until it closes; nothing of it outlives the call.
pub(super) async fn serve(shared: Arc<Shared>, stream: TcpStream) {
    let mut connection =
        Connection { shared, stream, parser: Parser::default(), pending: Vec::new(), received: 0 };
    if connection.strike(|when| *when == When::Connect).is_none() {
        // The only way out of the loop is the end of the connection.
        let Err(Closed) = connection.run().await;
    }
}

struct Connection {
    shared: Arc<Shared>,
    stream: TcpStream,
    parser: Parser,
    /// Commands that came in while an earlier one was waiting for a card.
    pending: Vec<Parsed>,
    received: u64,
}

impl Connection {
    async fn run(&mut self) -> Result<std::convert::Infallible, Closed> {
        loop {
            while !self.pending.is_empty() {
                match self.pending.remove(0) {
                    Parsed::Command(command) => self.command(&command).await?,
                    Parsed::Garbage(_) => {
                        self.shared.lock().garbage_received += 1;
                        self.send(&Answer::Nack('1')).await?;
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
        self.shared.lock().bytes_received += count as u64;
        let found = self.parser.feed(&chunk[..count]);
        self.pending.extend(found);
        if cut.is_some() {
            self.strike(|when| matches!(when, When::Byte(_)));
            return Err(Closed);
        }
        Ok(())
    }

    async fn command(&mut self, command: &Command) -> Result<(), Closed> {
        self.shared.record(command);
        let name = command.name.clone();
        if let Some(action) = self.strike(|when| matches!(when, When::Before(n) if *n == name)) {
            return self.act(action, &Answer::Nack('T')).await;
        }
        let answer = self.execute(command).await?;
        self.shared.save_new_cards();
        match self.strike(|when| matches!(when, When::After(n) if *n == name)) {
            Some(action) => self.act(action, &answer).await,
            None => self.send(&answer).await,
        }
    }

    /// Executes a command, waiting for a card as long as the printer's patience lasts.
    async fn execute(&mut self, command: &Command) -> Result<Answer, Closed> {
        let deadline = Instant::now() + self.shared.options.card_patience;
        loop {
            // Asked for before looking, so that a card put in between the two is not missed.
            let shared = Arc::clone(&self.shared);
            let changed = shared.changed.notified();
            tokio::pin!(changed);
            changed.as_mut().enable();
            let step = shared.lock().machine.execute(command);
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
                return Ok(Answer::Nack('T'));
            }
        }
    }

    fn strike(&self, wanted: impl Fn(&When) -> bool) -> Option<Action> {
        take(&mut self.shared.lock().plan, wanted)
    }

    async fn act(&mut self, action: Action, answer: &Answer) -> Result<(), Closed> {
        match action {
            Action::Drop => Err(Closed),
            Action::Garbage(bytes) => self.write(&bytes).await,
            Action::Late(delay) => {
                tokio::time::sleep(delay).await;
                self.send(answer).await
            }
            Action::Silence => Ok(()),
            Action::Nack(code) => self.send(&Answer::Nack(code)).await,
        }
    }

    async fn send(&mut self, answer: &Answer) -> Result<(), Closed> {
        let mut bytes = match answer {
            Answer::Ack => match self.shared.options.ack {
                AckStyle::Control => vec![ACK],
                AckStyle::Word => b"OK".to_vec(),
            },
            Answer::Nack(code) => {
                let mut bytes = vec![NACK];
                bytes.extend(code.to_string().bytes());
                bytes
            }
            Answer::Text(text) => text.as_bytes().to_vec(),
        };
        bytes.push(self.shared.options.answer_end);
        self.write(&bytes).await
    }

    async fn write(&mut self, bytes: &[u8]) -> Result<(), Closed> {
        self.stream.write_all(bytes).await.map_err(|_| Closed)
    }
}
