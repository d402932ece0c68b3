//! One conversation with a ZPL printer: questions and their answers; everything else is not answered.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::timeout;

use super::answer::{AnswerReader, ErrorStatus, Garbage, HostStatus, Identity};
use super::known::Known;
use crate::Reason;
use crate::printer::wire::{Connector, Wire, WireError, connect, listen};

/// Bytes that are written between two reports of progress.
const PIECE: usize = 8 * 1024;
/// After this much silence the texts of an answer are all that come. They follow each other at once; on a slow serial
/// line a text takes less than a tenth of it.
const SILENCE: Duration = Duration::from_secs(1);

/// An open conversation.
pub(super) struct Link {
    wire: Box<dyn Wire>,
    answers: AnswerReader,
    patience: Duration,
    known: Arc<Known>,
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
        known: Arc<Known>,
    ) -> Result<Self, WireError> {
        let wire = connect(connector, reach).await?;
        Ok(Self { wire, answers: AnswerReader::default(), patience, known })
    }

    /// `~HS`, and `~HQES` of a printer that tells the rest there.
    pub(super) async fn host_status(&mut self) -> Result<HostStatus, WireError> {
        self.check(Duration::ZERO).await?;
        self.whole_status().await
    }

    /// `~HS` after silence or while the printer is busy: what was asked before may be answered now, which is
    /// just as good.
    pub(super) async fn host_status_again(&mut self) -> Result<HostStatus, WireError> {
        listen(self.wire.as_mut(), Duration::ZERO).await?;
        self.whole_status().await
    }

    async fn whole_status(&mut self) -> Result<HostStatus, WireError> {
        let mut texts = self.exchange("~HS", self.known.texts()).await?;
        // More may have come than was known of.
        while texts.len() < Known::TEXTS
            && let Ok(Some(text)) = self.answers.next_text()
        {
            texts.push(text);
        }
        let status = HostStatus::read(&texts)?;
        if texts.len() != self.known.texts() {
            tracing::info!(
                texts = texts.len(),
                "the printer answers a question for its status in so many texts"
            );
            self.known.set_texts(texts.len());
        }
        if !status.untold || !self.known.error_status.is_worth_asking() {
            return Ok(status);
        }
        let more = self.error_status().await?;
        Ok(status.completed(&more))
    }

    /// `~HI`.
    pub(super) async fn identity(&mut self) -> Result<Identity, WireError> {
        let text = self.ask("~HI").await?;
        Ok(Identity::read(&text)?)
    }

    /// `~HQES`. Where it is met with silence, or with nonsense for the second time, it is known not to be worth asking.
    /// The answer may yet come: the conversation has to begin anew, without the question.
    pub(super) async fn error_status(&mut self) -> Result<ErrorStatus, WireError> {
        let answered = match self.ask("~HQES").await {
            Ok(text) => ErrorStatus::read(&text).map_err(WireError::from),
            Err(error) => Err(error),
        };
        self.known.error_status.was_answered(answered.as_ref().err().map(|error| error.0));
        answered
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
        let heard = listen(self.wire.as_mut(), patience).await?;
        if heard.is_empty() {
            return Ok(());
        }
        self.answers.clear();
        self.answers.push(&heard);
        match self.answers.next_text() {
            // The end of the line after an answer.
            Ok(None) if self.answers.is_empty() => Ok(()),
            // The rest of an answer that was taken for whole.
            Ok(Some(_)) if self.known.forget_texts() => Ok(()),
            _ => {
                self.known.forget_texts();
                Err(WireError(Reason::GarbageAnswer))
            }
        }
    }

    /// Asks a question that is answered with one text.
    async fn ask(&mut self, question: &str) -> Result<String, WireError> {
        self.check(Duration::ZERO).await?;
        let mut texts = self.exchange(question, 1).await?;
        texts.pop().ok_or(WireError(Reason::GarbageAnswer))
    }

    /// Asks a question that is answered with so many texts, or fewer and then silence.
    async fn exchange(&mut self, question: &str, most: usize) -> Result<Vec<String>, WireError> {
        self.answers.clear();
        let silence = SILENCE.min(self.patience / 2);
        let mut begun = false;
        let exchange = async {
            self.wire.send(question.as_bytes()).await?;
            let mut texts = Vec::with_capacity(most);
            while texts.len() < most {
                if let Some(text) = self.answers.next_text()? {
                    texts.push(text);
                    continue;
                }
                let bare = self.answers.is_bare();
                let receive = self.wire.receive();
                // A text that has begun is waited for as long as the first, unless it may have no end.
                let received = match !bare && (texts.is_empty() || !self.answers.is_empty()) {
                    true => receive.await?,
                    false => match timeout(silence, receive).await {
                        Ok(received) => received?,
                        Err(_) => {
                            texts.extend(self.answers.take_bare());
                            break;
                        }
                    },
                };
                self.answers.push(&received);
                begun = true;
            }
            Ok(texts)
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
