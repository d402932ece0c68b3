//! The body of an answer, which takes something up until its caller has taken it.

use http_body::{Frame, SizeHint};
use prost::bytes::Bytes;
use std::pin::Pin;
use std::task::{Context, Poll};
use tonic::{Status, body::Body};

/// An answer, with what it holds until it is taken, its caller is gone, or its call was reset.
pub struct Answer<H> {
    inner: Body,
    _held: H,
}

impl<H: Send + Unpin + 'static> Answer<H> {
    /// The same body, which holds this.
    pub fn holding(inner: Body, held: H) -> Body {
        Body::new(Self { inner, _held: held })
    }
}

impl<H: Unpin> http_body::Body for Answer<H> {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        Pin::new(&mut self.inner).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}
