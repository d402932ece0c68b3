//! Server streams: a task that follows something and sends until nobody listens.

use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::Status;

/// Messages that may wait for a slow client before the follower waits too.
const WAITING: usize = 16;

/// The stream of a method.
pub type Streamed<T> = ReceiverStream<Result<T, Status>>;

/// Runs a follower. It ends when its client is gone, which [`Sender::send`] tells.
pub fn follow<T, F, Fut>(follower: F) -> Streamed<T>
where
    T: Send + 'static,
    F: FnOnce(Sender<T>) -> Fut,
    Fut: Future<Output = Result<(), Status>> + Send + 'static,
{
    let (sender, receiver) = mpsc::channel(WAITING);
    let last = sender.clone();
    let following = follower(Sender(sender));
    tokio::spawn(async move {
        tokio::select! {
            // Without this, a follower that waits for news would outlive its client until the next news.
            () = last.closed() => {}
            ended = following => {
                if let Err(status) = ended {
                    let _ = last.send(Err(status)).await;
                }
            }
        }
    });
    ReceiverStream::new(receiver)
}

/// Where a follower sends.
pub struct Sender<T>(mpsc::Sender<Result<T, Status>>);

impl<T> Sender<T> {
    /// Sends; false when nobody listens any more.
    pub async fn send(&self, message: T) -> bool {
        self.0.send(Ok(message)).await.is_ok()
    }
}
