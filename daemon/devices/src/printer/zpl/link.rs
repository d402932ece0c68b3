//! One conversation with a ZPL printer: questions and their answers; everything else is not answered.

use std::time::Duration;

use tokio::time::timeout;

use super::answer::{AnswerReader, ErrorStatus, Garbage, HostStatus, Identity};
use crate::Reason;
use crate::printer::wire::{Connector, Wire, WireError, connect, listen};

/// Bytes that are written between two reports of progress.
const PIECE: usize = 8 * 1024;

/// An open conversation.
pub(super) struct Link {
    wire: Box<dyn Wire>,
    answers: AnswerReader,
    patience: Duration,
}

impl From<Garbage> for WireError {
    fn from(_: Garbage) -> Self {
        Self(Reason::GarbageAnswer)
    }
}

impl Link {
    /// Opens a conversation in which answers are waited for `patience` long.
    pub(super) async fn open(
        connector: &dyn Connector,
        reach: Duration,
        patience: Duration,
    ) -> Result<Self, WireError> {
        Ok(Self { wire: connect(connector, reach).await?, answers: AnswerReader::default(), patience })
    }

    /// `~HS`.
    pub(super) async fn host_status(&mut self) -> Result<HostStatus, WireError> {
        Ok(HostStatus::read(&self.ask("~HS").await?)?)
    }

    /// `~HS` after silence or while the printer is busy: what was asked before may be answered now, which is
    /// just as good.
    pub(super) async fn host_status_again(&mut self) -> Result<HostStatus, WireError> {
        listen(self.wire.as_mut(), Duration::ZERO).await?;
        Ok(HostStatus::read(&self.exchange("~HS").await?)?)
    }

    /// `~HI`.
    pub(super) async fn identity(&mut self) -> Result<Identity, WireError> {
        let [text] = self.ask("~HI").await?;
        Ok(Identity::read(&text)?)
    }

    /// `~HQES`.
    pub(super) async fn error_status(&mut self) -> Result<ErrorStatus, WireError> {
        let [text] = self.ask("~HQES").await?;
        Ok(ErrorStatus::read(&text)?)
    }

    /// `~JA`: empties the buffer; what is under the print head is printed to its end.
    pub(super) async fn cancel_all(&mut self) -> Result<(), WireError> {
        self.send("~JA\r\n", self.patience, |_| {}).await
    }

    /// Sends what is not answered, telling the percentage that is written.
    pub(super) async fn send(
        &mut self,
        zpl: &str,
        patience: Duration,
        mut written: impl FnMut(u8),
    ) -> Result<(), WireError> {
        let sending = async {
            let mut done = 0;
            for piece in zpl.as_bytes().chunks(PIECE) {
                self.wire.send(piece).await?;
                done += piece.len();
                // At most 100 by construction.
                written((done * 100 / zpl.len()) as u8);
            }
            Ok(())
        };
        timeout(patience, sending).await.unwrap_or(Err(WireError(Reason::TimeOut)))
    }

    /// Makes sure that nobody has hung up, as far as can be known without sending anything.
    pub(super) async fn check(&mut self, patience: Duration) -> Result<(), WireError> {
        match listen(self.wire.as_mut(), patience).await?.is_empty() {
            true => Ok(()),
            false => Err(WireError(Reason::GarbageAnswer)),
        }
    }

    /// Asks a question that is answered with `N` texts.
    async fn ask<const N: usize>(&mut self, question: &str) -> Result<[String; N], WireError> {
        self.check(Duration::ZERO).await?;
        self.exchange(question).await
    }

    async fn exchange<const N: usize>(&mut self, question: &str) -> Result<[String; N], WireError> {
        self.answers.clear();
        let mut begun = false;
        let exchange = async {
            self.wire.send(question.as_bytes()).await?;
            let mut texts = Vec::with_capacity(N);
            while texts.len() < N {
                match self.answers.next_text()? {
                    Some(text) => texts.push(text),
                    None => {
                        self.answers.push(&self.wire.receive().await?);
                        begun = true;
                    }
                }
            }
            texts.try_into().map_err(|_| WireError(Reason::GarbageAnswer))
        };
        let answered = match timeout(self.patience, exchange).await {
            Ok(answered) => answered,
            // Something came, and it was no answer.
            Err(_) if begun => Err(WireError(Reason::GarbageAnswer)),
            Err(_) => Err(WireError(Reason::TimeOut)),
        };
        if let Err(error) = &answered {
            tracing::debug!(question, %error, "no answer from the printer");
        }
        answered
    }
}
