//! What a watch needs to know of its stream.

use crate::connection::Transport;
use crate::error::ClientError;
use std::future::Future;
use tonic::{Status, Streaming};

/// A stream that can be opened again.
pub(crate) trait Source: Send + 'static {
    /// Message of the stream.
    type Message: Send + 'static;
    /// What the reader gets.
    type Item: Send + 'static;

    /// Opens the stream; again after an interruption, from where the reader is.
    fn open(&mut self) -> impl Future<Output = Result<Streaming<Self::Message>, Status>> + Send;

    /// Takes a message in.
    ///
    /// # Errors
    /// [`ClientError::Incomplete`].
    fn take(&mut self, message: Self::Message) -> Result<Self::Item, ClientError>;

    /// Whether a refusal may pass, where the same was granted before: then the watch comes back as after an
    /// interruption.
    fn may_pass(&self, _refused: &ClientError) -> bool {
        false
    }

    /// Whether a stream that the daemon closed without error has told everything. Else the daemon only
    /// goes away, and the watch comes back.
    fn is_complete(&self) -> bool {
        false
    }
}

/// A source from the request, the generated method and the function that takes a message in.
pub(crate) struct Simple<Q, O, T> {
    pub(crate) transport: Transport,
    pub(crate) request: Q,
    pub(crate) open: O,
    pub(crate) take: T,
}

impl<Q, O, Fut, T, M, I> Source for Simple<Q, O, T>
where
    Q: Clone + Send + 'static,
    O: FnMut(Transport, Q) -> Fut + Send + 'static,
    Fut: Future<Output = Result<tonic::Response<Streaming<M>>, Status>> + Send,
    T: FnMut(M) -> Result<I, ClientError> + Send + 'static,
    M: Send + 'static,
    I: Send + 'static,
{
    type Message = M;
    type Item = I;

    fn open(&mut self) -> impl Future<Output = Result<Streaming<M>, Status>> + Send {
        let opening = (self.open)(self.transport.clone(), self.request.clone());
        async move { Ok(opening.await?.into_inner()) }
    }

    fn take(&mut self, message: M) -> Result<I, ClientError> {
        (self.take)(message)
    }
}
