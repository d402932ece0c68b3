//! One unit of work, with its answer held back until the commit.

use futures_util::future::BoxFuture;
use tokio::sync::oneshot;

use super::WriteTx;
use crate::error::StoreError;

/// A unit of work with its types hidden, so that units of all callers fit in one queue.
pub(crate) trait Unit: Send {
    /// Does the work; `false` when the work itself refused, so that its writes must be undone.
    fn run<'t>(&'t mut self, tx: &'t mut WriteTx) -> BoxFuture<'t, bool>;

    /// Tells the caller: what the work returned, or `fault` in place of it.
    fn answer(self: Box<Self>, fault: Option<StoreError>);
}

/// The only kind of unit there is: a closure and where its result goes.
pub(crate) struct Work<F, T, E> {
    work: Option<F>,
    result: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Work<F, T, E> {
    pub(crate) fn new(work: F, reply: oneshot::Sender<Result<T, E>>) -> Self {
        Self { work: Some(work), result: None, reply }
    }
}

impl<F, T, E> Unit for Work<F, T, E>
where
    F: for<'t> FnOnce(&'t mut WriteTx) -> BoxFuture<'t, Result<T, E>> + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn run<'t>(&'t mut self, tx: &'t mut WriteTx) -> BoxFuture<'t, bool> {
        Box::pin(async move {
            let Some(work) = self.work.take() else { return false };
            let result = work(tx).await;
            let kept = result.is_ok();
            self.result = Some(result);
            kept
        })
    }

    fn answer(self: Box<Self>, fault: Option<StoreError>) {
        let result = match fault {
            Some(fault) => Err(fault.into()),
            None => self.result.unwrap_or_else(|| Err(StoreError::UnitPanicked.into())),
        };
        // A caller that went away meanwhile does not undo its work; it finds it when it looks again.
        let _ = self.reply.send(result);
    }
}
