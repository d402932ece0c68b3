//! Server streams that come back by themselves.

mod source;
mod task;

pub(crate) use source::{Simple, Source};

use crate::call::CallPolicy;
use crate::error::ClientError;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// How many updates wait for a slow reader before the daemon is slowed down (HTTP/2 flow control).
const BUFFER: usize = 16;

/// One thing a watch tells.
#[derive(Debug)]
pub enum Update<T> {
    /// The present state, first after every (re)connection; then each change.
    Changed(T),
    /// The connection broke; the watch is trying to come back. Told once an interruption.
    Interrupted(ClientError),
}

/// A server stream that comes back by itself. The stream ends when this is dropped.
#[derive(Debug)]
pub struct Watch<T> {
    updates: mpsc::Receiver<Result<Update<T>, ClientError>>,
    task: JoinHandle<()>,
}

impl<T: Send + 'static> Watch<T> {
    /// Must be called within a Tokio runtime, as every call of this crate.
    pub(crate) fn start<S: Source<Item = T>>(source: S, policy: CallPolicy) -> Self {
        let (sender, updates) = mpsc::channel(BUFFER);
        Self { updates, task: tokio::spawn(task::run(source, policy, sender)) }
    }
}

impl<T> Watch<T> {
    /// The next update; none at the end. Cancel safe: no update is lost in a `select!`.
    ///
    /// # Errors
    /// The refusal that ended the watch, once.
    pub async fn next(&mut self) -> Option<Result<Update<T>, ClientError>> {
        self.updates.recv().await
    }

    /// The next change, whatever interruptions there are; none at the end. Cancel safe.
    ///
    /// # Errors
    /// As [`Watch::next`].
    pub async fn changed(&mut self) -> Option<Result<T, ClientError>> {
        loop {
            match self.next().await? {
                Ok(Update::Changed(item)) => return Some(Ok(item)),
                Ok(Update::Interrupted(_)) => {}
                Err(error) => return Some(Err(error)),
            }
        }
    }

    /// Waits for the first change that `wanted` accepts; none when the stream ended before.
    ///
    /// # Errors
    /// As [`Watch::next`].
    pub async fn find(&mut self, mut wanted: impl FnMut(&T) -> bool) -> Result<Option<T>, ClientError> {
        while let Some(item) = self.changed().await.transpose()? {
            if wanted(&item) {
                return Ok(Some(item));
            }
        }
        Ok(None)
    }
}

impl<T> Drop for Watch<T> {
    /// Closing the stream at once matters: a claim on a scanner ends with it.
    fn drop(&mut self) {
        self.task.abort();
    }
}
