//! The task behind a watch: reads, and opens the stream again after an interruption.

use super::{Source, Update};
use crate::call::CallPolicy;
use crate::error::ClientError;
use std::time::Duration;
use tokio::sync::mpsc::Sender;
use tokio::time::sleep;
use tonic::{Code, Status};

type Updates<T> = Sender<Result<Update<T>, ClientError>>;

/// How a stream ended.
enum Ended {
    /// Everything was told, or nobody listens any more.
    ForGood,
    /// The daemon refused.
    Refused(ClientError),
    /// To be opened again; whether anything was read first.
    Interrupted(ClientError, bool),
}

pub(super) async fn run<S: Source>(mut source: S, policy: CallPolicy, updates: Updates<S::Item>) {
    let mut failures = 0;
    loop {
        match read(&mut source, &updates).await {
            Ended::ForGood => return,
            Ended::Refused(error) if !source.may_pass(&error) => {
                let _nobody_listens = updates.send(Err(error)).await;
                return;
            }
            ended @ (Ended::Refused(_) | Ended::Interrupted(..)) => {
                let (error, was_open) = match ended {
                    Ended::Interrupted(error, was_open) => (error, was_open),
                    Ended::Refused(error) => (error, false),
                    Ended::ForGood => return,
                };
                failures = if was_open { 1 } else { failures + 1 };
                let delay = error
                    .refusal()
                    .and_then(|refusal| refusal.retry_after)
                    .unwrap_or_else(|| policy.back_off(failures));
                tracing::debug!(failures, ?delay, %error, "opening the stream again");
                if failures == 1 && updates.send(Ok(Update::Interrupted(error))).await.is_err() {
                    return;
                }
                pause(delay, &updates).await;
            }
        }
    }
}

async fn read<S: Source>(source: &mut S, updates: &Updates<S::Item>) -> Ended {
    let mut stream = match source.open().await {
        Ok(stream) => stream,
        Err(status) => return judge(status, false),
    };
    let mut was_open = false;
    loop {
        match stream.message().await {
            Ok(Some(message)) => {
                was_open = true;
                let item = match source.take(message) {
                    Ok(item) => item,
                    Err(error) => return Ended::Refused(error),
                };
                if updates.send(Ok(Update::Changed(item))).await.is_err() {
                    return Ended::ForGood;
                }
            }
            Ok(None) if source.is_complete() => return Ended::ForGood,
            Ok(None) => return judge(Status::unavailable("the daemon closed the stream"), was_open),
            Err(status) => return judge(status, was_open),
        }
    }
}

/// A stream has no deadline of ours, so one that the transport cancelled was cut off too.
fn judge(status: Status, was_open: bool) -> Ended {
    let cut_off = status.code() == Code::Cancelled && status.details().is_empty();
    let error = ClientError::from(status);
    if cut_off || error.is_transient() { Ended::Interrupted(error, was_open) } else { Ended::Refused(error) }
}

async fn pause<T>(delay: Duration, updates: &Updates<T>) {
    tokio::select! {
        () = sleep(delay) => {}
        () = updates.closed() => {}
    }
}
