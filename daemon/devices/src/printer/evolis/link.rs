//! One conversation with a printer: a command, its answer, and nothing in between.

use std::time::Duration;

use tokio::time::timeout;

use super::answer::{Answer, AnswerReader};
use super::command::Command;
use crate::Reason;
use crate::printer::wire::{Connector, PortStatus, Wire, WireError, connect, listen};

/// Bytes that are written between two reports of progress.
const PIECE: usize = 8 * 1024;

/// An open conversation.
pub struct Link {
    wire: Box<dyn Wire>,
    answers: AnswerReader,
}

impl Link {
    /// Opens a conversation.
    ///
    /// # Errors
    /// When the printer cannot be reached within `patience`.
    pub async fn open(connector: &dyn Connector, patience: Duration) -> Result<Self, WireError> {
        Ok(Self { wire: connect(connector, patience).await?, answers: AnswerReader::default() })
    }

    /// Sends a command and waits for its answer.
    ///
    /// # Errors
    /// When the connection is broken, the answer late or no answer at all.
    pub async fn ask(&mut self, command: &Command, patience: Duration) -> Result<Answer, WireError> {
        self.check(Duration::ZERO).await?;
        self.tell(command, patience, |_| {}).await
    }

    /// Makes sure that the conversation is in step and the other side has not hung up, as far as can be known
    /// without sending anything. `patience` is how long to listen for a sign of that; zero looks once.
    ///
    /// # Errors
    /// When it hung up, or has said something unasked.
    pub async fn check(&mut self, patience: Duration) -> Result<(), WireError> {
        let unasked = listen(self.wire.as_mut(), patience).await?;
        self.answers.push(&unasked);
        match self.answers.next_answer() {
            Ok(None) => Ok(()),
            Ok(Some(_)) | Err(_) => Err(WireError(Reason::GarbageAnswer)),
        }
    }

    /// As [`ask`](Self::ask) without the check before, telling the percentage that is written.
    ///
    /// # Errors
    /// As [`ask`](Self::ask); some of the command may have reached the printer.
    pub async fn tell(
        &mut self,
        command: &Command,
        patience: Duration,
        mut written: impl FnMut(u8),
    ) -> Result<Answer, WireError> {
        let exchange = async {
            let total = command.bytes().len();
            let mut done = 0;
            for piece in command.bytes().chunks(PIECE) {
                self.wire.send(piece).await?;
                done += piece.len();
                // At most 100 by construction.
                written((done * 100 / total) as u8);
            }
            self.answer().await
        };
        let answered = timeout(patience, exchange).await.unwrap_or(Err(WireError(Reason::TimeOut)));
        if let Err(error) = &answered {
            tracing::debug!(command = command.name(), %error, "no answer from the printer");
        }
        answered
    }

    /// What the port tells about a printer that does not answer; see [`Wire::port_status`].
    pub async fn port_status(&mut self) -> Option<PortStatus> {
        self.wire.port_status().await
    }

    async fn answer(&mut self) -> Result<Answer, WireError> {
        loop {
            match self.answers.next_answer() {
                Ok(Some(answer)) => return Ok(answer),
                Ok(None) => self.answers.push(&self.wire.receive().await?),
                Err(_) => return Err(WireError(Reason::GarbageAnswer)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::printer::wire::Address;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::{TcpListener, TcpStream};

    const PATIENCE: Duration = Duration::from_secs(20);

    async fn pair() -> (Link, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address: Address = listener.local_addr().unwrap().to_string().parse().unwrap();
        let link = Link::open(&address, PATIENCE).await.unwrap();
        (link, listener.accept().await.unwrap().0)
    }

    #[tokio::test]
    async fn an_unasked_answer_is_not_taken_for_the_next_one() {
        let (mut link, mut far) = pair().await;
        far.write_all(b"OK\0").await.unwrap();
        // The bytes are in the socket before the question is asked.
        assert_eq!(link.check(PATIENCE).await, Err(WireError(Reason::GarbageAnswer)));
        let mut sent = [0; 1];
        assert!(timeout(Duration::from_millis(1), far.read(&mut sent)).await.is_err(), "nothing was sent");
    }

    #[tokio::test]
    async fn a_hung_up_printer_is_noticed_before_anything_is_sent() {
        let (mut link, far) = pair().await;
        drop(far);
        assert_eq!(link.check(PATIENCE).await, Err(WireError(Reason::ConnectionLost)));
    }

    #[tokio::test]
    async fn a_stray_terminator_is_harmless() {
        let (mut link, mut far) = pair().await;
        far.write_all(b"\0").await.unwrap();
        link.check(PATIENCE).await.unwrap();
        far.write_all(b"\x15C\0").await.unwrap();
        let answer = link.tell(&Command::start(), PATIENCE, |_| {}).await.unwrap();
        assert!(matches!(answer, Answer::Refused(_)));
    }

    #[tokio::test]
    async fn silence_is_a_time_out() {
        let (mut link, _far) = pair().await;
        let answer = link.ask(&Command::start(), Duration::from_millis(20)).await;
        assert_eq!(answer, Err(WireError(Reason::TimeOut)));
    }
}
