//! The body of a request as it comes in: piece by piece, within bounds, each message looked at before the service
//! behind sees it.
//!
//! Nothing but the message that is coming in is in memory, and no more of it than has come; what it takes up is counted
//! with everything else that is under way.

mod answer;
mod budget;
mod progress;

pub use answer::Answer;
pub use budget::{Budget, Full, Origin, Share};

use super::limits::{broken_off, busy, too_large, too_slow};
use super::methods::{Method, PREFIX};
use super::strict::{more_than_one, verdict};
use balie_registration::Lang;
use http_body::{Body as _, Frame};
use progress::Progress;
use prost::bytes::{Buf as _, Bytes};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tonic::{Status, body::Body};

/// Room that is taken for the first bytes of a message.
const FIRST: usize = 1024;

/// The messages of a request. It ends with the refusal of the first that cannot be taken.
pub struct RequestBody {
    inner: Body,
    method: &'static Method,
    lang: Lang,
    share: Arc<Share>,
    progress: Progress,
    /// What came and was not looked at yet: less than a frame of HTTP/2.
    came: Bytes,
    /// The beginning of a message.
    held: Vec<u8>,
    /// Bytes of all messages until now.
    whole: usize,
    messages: usize,
    over: bool,
}

impl RequestBody {
    /// The messages of a request of this method. What they take up is counted in `share`: those of a method with one
    /// message until the share is dropped, those of one with several until the next one is asked for.
    pub fn new(inner: Body, method: &'static Method, share: Arc<Share>, lang: Lang) -> Self {
        Self {
            inner,
            method,
            lang,
            share,
            progress: Progress::default(),
            came: Bytes::new(),
            held: Vec::new(),
            whole: 0,
            messages: 0,
            over: false,
        }
    }

    /// The next message, once all of it is there.
    fn next_message(&mut self) -> Result<Option<Bytes>, Status> {
        loop {
            let length = match self.held.as_slice() {
                // A message that is said to be compressed is refused behind, by its beginning.
                [flag, ..] if *flag != 0 => {
                    self.over = true;
                    self.inner = Body::empty();
                    return Ok(Some(Bytes::copy_from_slice(&[*flag, 0, 0, 0, 0])));
                }
                [_, a, b, c, d, ..] => u32::from_be_bytes([*a, *b, *c, *d]) as usize,
                _ => 0,
            };
            if length > self.method.message_max {
                return Err(too_large(self.method.message_max, self.lang));
            }
            let wanted = PREFIX + length;
            if self.held.len() == wanted {
                if let Some(expected) = &self.method.expected {
                    verdict(expected, &self.held[PREFIX..], self.lang)?;
                }
                self.messages += 1;
                return Ok(Some(self.take()));
            }
            if self.came.is_empty() {
                return Ok(None);
            }
            if self.messages == 1 && !self.method.streamed {
                return Err(more_than_one(self.lang));
            }
            self.hold(wanted)?;
        }
    }

    /// Holds what came, up to so many bytes in all.
    fn hold(&mut self, wanted: usize) -> Result<(), Status> {
        let more = self.came.len().min(wanted - self.held.len());
        let needed = self.held.len() + more;
        if self.held.capacity() < needed {
            let room = (self.held.capacity() * 2).clamp(needed, wanted.max(needed)).max(FIRST.min(wanted));
            self.share.resize(room).map_err(|Full| busy(self.lang))?;
            self.held.reserve_exact(room - self.held.len());
        }
        self.held.extend_from_slice(&self.came[..more]);
        self.came.advance(more);
        Ok(())
    }

    fn take(&mut self) -> Bytes {
        Bytes::from(std::mem::take(&mut self.held))
    }

    fn poll_message(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Status>>> {
        if self.method.streamed && self.held.is_empty() {
            // The one before was taken over.
            let _ = self.share.resize(0);
        }
        loop {
            if let Some(message) = self.next_message()? {
                return Poll::Ready(Some(Ok(message)));
            }
            let data = match Pin::new(&mut self.inner).poll_frame(cx) {
                Poll::Ready(Some(Ok(frame))) => frame.into_data().unwrap_or_default(),
                Poll::Ready(Some(Err(_))) => return Poll::Ready(Some(Err(broken_off(self.lang)))),
                Poll::Ready(None) if self.held.is_empty() => return Poll::Ready(None),
                Poll::Ready(None) => return Poll::Ready(Some(Err(broken_off(self.lang)))),
                Poll::Pending if self.progress.wait(cx).is_ready() => {
                    return Poll::Ready(Some(Err(too_slow(self.lang))));
                }
                Poll::Pending => return Poll::Pending,
            };
            self.progress.came(data.len());
            self.whole += data.len();
            if self.whole > self.method.whole_max {
                let most = if self.method.streamed { self.method.whole_max } else { self.method.message_max };
                return Poll::Ready(Some(Err(too_large(most, self.lang))));
            }
            self.came = data;
        }
    }
}

impl http_body::Body for RequestBody {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        if self.over {
            return Poll::Ready(None);
        }
        let polled = self.poll_message(cx);
        match &polled {
            Poll::Pending => {}
            Poll::Ready(Some(Ok(_))) => self.progress.stop(),
            Poll::Ready(_) => {
                // What was held is of no use any more, and the rest is not waited for.
                self.over = true;
                self.inner = Body::empty();
                (self.held, self.came) = (Vec::new(), Bytes::new());
            }
        }
        polled.map_ok(Frame::data)
    }
}

#[cfg(test)]
mod tests;
