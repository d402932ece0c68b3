//! Sends a unary call until it is answered, refused or too late.

use super::CallPolicy;
use crate::error::ClientError;
use std::future::Future;
use tokio::time::{Instant, sleep_until, timeout_at};
use tonic::{Request, Response, Status};

/// Sends `message` with `send`, again on a transient error. The message is the same each time, and so is
/// the request id in it: a mutation that was carried out, but whose answer was lost, is not carried out
/// twice.
pub(crate) async fn unary<Q, A, F, Fut>(policy: &CallPolicy, message: Q, send: F) -> Result<A, ClientError>
where
    Q: Clone,
    F: Fn(Request<Q>) -> Fut,
    Fut: Future<Output = Result<Response<A>, Status>>,
{
    let too_late = Instant::now() + policy.deadline;
    let mut attempt = 1;
    loop {
        let mut request = Request::new(message.clone());
        request.set_timeout(too_late.saturating_duration_since(Instant::now()));
        let error = match timeout_at(too_late, send(request)).await {
            Ok(Ok(response)) => return Ok(response.into_inner()),
            Ok(Err(status)) => ClientError::from(status),
            Err(_) => return Err(ClientError::TimedOut),
        };
        let Some(delay) = policy.delay_after(attempt, &error) else { return Err(error) };
        let again_at = Instant::now() + delay;
        if again_at >= too_late {
            return Err(error);
        }
        tracing::debug!(attempt, ?delay, %error, "asking again");
        sleep_until(again_at).await;
        attempt += 1;
    }
}
