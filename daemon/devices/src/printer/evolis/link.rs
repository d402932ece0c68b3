//! One conversation with a printer: a command, its answer, and nothing in between.

use std::io;
use std::time::Duration;

use async_trait::async_trait;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::answer::{Answer, AnswerReader};
use super::command::Command;
use crate::Reason;

/// Bytes that are written between two reports of progress.
const PIECE: usize = 8 * 1024;

/// A two-way byte stream to a printer: TCP 9100, or the bulk pipes of the USB printer class.
pub trait Transport: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Transport for T {}

/// Opens the way to a printer.
#[async_trait]
pub trait Connector: Send + Sync {
    /// Opens it anew.
    async fn connect(&self) -> io::Result<Box<dyn Transport>>;
}

/// The way over TCP.
#[derive(Debug, Clone)]
pub struct TcpConnector {
    /// Host and port.
    pub address: String,
}

#[async_trait]
impl Connector for TcpConnector {
    async fn connect(&self) -> io::Result<Box<dyn Transport>> {
        let stream = TcpStream::connect(&self.address).await?;
        // Commands are a few bytes and each waits for its answer: gathering them only adds delay.
        stream.set_nodelay(true)?;
        Ok(Box::new(stream))
    }
}

/// A conversation failed; it cannot go on, since a late answer would be taken for the answer to another
/// command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.0.message("en"))]
pub struct LinkError(pub Reason);

/// An open conversation.
pub struct Link {
    transport: Box<dyn Transport>,
    answers: AnswerReader,
}

impl Link {
    /// Opens a conversation.
    ///
    /// # Errors
    /// When the printer cannot be reached within `patience`.
    pub async fn open(connector: &dyn Connector, patience: Duration) -> Result<Self, LinkError> {
        match timeout(patience, connector.connect()).await {
            Ok(Ok(transport)) => Ok(Self { transport, answers: AnswerReader::default() }),
            Ok(Err(error)) => Err(LinkError(match error.kind() {
                io::ErrorKind::ConnectionRefused => Reason::ConnectionRefused,
                io::ErrorKind::PermissionDenied => Reason::PermissionDenied,
                _ => Reason::HostUnreachable,
            })),
            Err(_) => Err(LinkError(Reason::HostUnreachable)),
        }
    }

    /// Sends a command and waits for its answer.
    ///
    /// # Errors
    /// When the connection is broken, the answer late or no answer at all.
    pub async fn ask(&mut self, command: &Command, patience: Duration) -> Result<Answer, LinkError> {
        self.check(Duration::ZERO).await?;
        self.tell(command, patience, |_| {}).await
    }

    /// Makes sure that the conversation is in step and the other side has not hung up, as far as can be known
    /// without sending anything. `listen` is how long to listen for a sign of that; zero looks once.
    ///
    /// # Errors
    /// When it hung up, or has said something unasked.
    pub async fn check(&mut self, listen: Duration) -> Result<(), LinkError> {
        let mut space = [0; 512];
        match timeout(listen, self.transport.read(&mut space)).await {
            Err(_) => {}
            Ok(Ok(0) | Err(_)) => return Err(LinkError(Reason::ConnectionLost)),
            Ok(Ok(count)) => self.answers.push(&space[..count]),
        }
        match self.answers.next_answer() {
            Ok(None) => Ok(()),
            Ok(Some(_)) | Err(_) => Err(LinkError(Reason::GarbageAnswer)),
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
    ) -> Result<Answer, LinkError> {
        let exchange = async {
            let total = command.bytes().len();
            let mut done = 0;
            for piece in command.bytes().chunks(PIECE) {
                self.transport.write_all(piece).await.map_err(|_| LinkError(Reason::ConnectionLost))?;
                done += piece.len();
                // At most 100 by construction.
                written((done * 100 / total) as u8);
            }
            self.transport.flush().await.map_err(|_| LinkError(Reason::ConnectionLost))?;
            self.answer().await
        };
        let answered = timeout(patience, exchange).await.unwrap_or(Err(LinkError(Reason::TimeOut)));
        if let Err(error) = &answered {
            tracing::debug!(command = command.name(), %error, "no answer from the printer");
        }
        answered
    }

    async fn answer(&mut self) -> Result<Answer, LinkError> {
        let mut space = [0; 512];
        loop {
            match self.answers.next_answer() {
                Ok(Some(answer)) => return Ok(answer),
                Ok(None) => {}
                Err(_) => return Err(LinkError(Reason::GarbageAnswer)),
            }
            match self.transport.read(&mut space).await {
                Ok(0) | Err(_) => return Err(LinkError(Reason::ConnectionLost)),
                Ok(count) => self.answers.push(&space[..count]),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn pair() -> (Link, tokio::io::DuplexStream) {
        let (near, far) = tokio::io::duplex(1024);
        (Link { transport: Box::new(near), answers: AnswerReader::default() }, far)
    }

    const PATIENCE: Duration = Duration::from_secs(20);

    #[tokio::test]
    async fn an_unasked_answer_is_not_taken_for_the_next_one() {
        let (mut link, mut far) = pair().await;
        far.write_all(b"OK\0").await.unwrap();
        let answer = link.ask(&Command::start(), PATIENCE).await;
        assert_eq!(answer, Err(LinkError(Reason::GarbageAnswer)));
        let mut sent = [0; 1];
        assert!(timeout(Duration::from_millis(1), far.read(&mut sent)).await.is_err(), "nothing was sent");
    }

    #[tokio::test]
    async fn a_hung_up_printer_is_noticed_before_anything_is_sent() {
        let (mut link, far) = pair().await;
        drop(far);
        assert_eq!(link.check(PATIENCE).await, Err(LinkError(Reason::ConnectionLost)));
    }

    #[tokio::test]
    async fn a_stray_terminator_is_harmless() {
        let (mut link, mut far) = pair().await;
        far.write_all(b"\0").await.unwrap();
        link.check(Duration::ZERO).await.unwrap();
        far.write_all(b"\x15C\0").await.unwrap();
        let answer = link.tell(&Command::start(), PATIENCE, |_| {}).await.unwrap();
        assert!(matches!(answer, Answer::Refused(_)));
    }

    #[tokio::test]
    async fn silence_is_a_time_out() {
        let (mut link, _far) = pair().await;
        let answer = link.ask(&Command::start(), Duration::from_millis(20)).await;
        assert_eq!(answer, Err(LinkError(Reason::TimeOut)));
    }
}
