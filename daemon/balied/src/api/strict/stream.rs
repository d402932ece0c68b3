//! A request of many messages: each is looked at as it comes in, before the service sees it.

use super::{PREFIX, verdict};
use crate::api::limits::MESSAGE_MAX;
use balie_registration::Lang;
use futures_util::ready;
use http_body::Frame;
use prost::bytes::{Bytes, BytesMut};
use prost_reflect::MessageDescriptor;
use std::pin::Pin;
use std::task::{Context, Poll};
use tonic::body::Body;

/// A body whose messages are looked at one by one. It ends with the refusal of the first that is not known.
pub(super) struct CheckedBody {
    inner: Body,
    expected: &'static MessageDescriptor,
    lang: Lang,
    /// The beginning of a message, until the rest of it is there.
    held: BytesMut,
    /// Nothing is looked at any more: the server behind refuses what comes, or nothing comes.
    passes: bool,
}

impl CheckedBody {
    pub(super) fn new(inner: Body, expected: &'static MessageDescriptor, lang: Lang) -> Self {
        Self { inner, expected, lang, held: BytesMut::new(), passes: false }
    }

    /// The whole messages that are there; what follows them is held.
    fn whole(&mut self) -> Result<Bytes, tonic::Status> {
        let mut end = 0;
        while let Some([_, length @ ..]) = self.held[end..].first_chunk::<PREFIX>() {
            let length = u32::from_be_bytes(*length) as usize;
            if length > MESSAGE_MAX {
                self.passes = true;
                return Ok(self.held.split().freeze());
            }
            let Some(message) = self.held.get(end..end + PREFIX + length) else { break };
            verdict(self.expected, message, self.lang)?;
            end += PREFIX + length;
        }
        Ok(self.held.split_to(end).freeze())
    }
}

impl http_body::Body for CheckedBody {
    type Data = Bytes;
    type Error = tonic::Status;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, tonic::Status>>> {
        loop {
            let frame = match ready!(Pin::new(&mut self.inner).poll_frame(cx)) {
                Some(frame) => frame?,
                // What broke off in the middle of a message is refused behind.
                None if !self.held.is_empty() => {
                    return Poll::Ready(Some(Ok(Frame::data(self.held.split().freeze()))));
                }
                None => return Poll::Ready(None),
            };
            let data = match frame.into_data() {
                Ok(data) if self.passes => return Poll::Ready(Some(Ok(Frame::data(data)))),
                Ok(data) => data,
                Err(trailers) => return Poll::Ready(Some(Ok(trailers))),
            };
            self.held.extend_from_slice(&data);
            match self.whole() {
                Ok(whole) if whole.is_empty() => {}
                Ok(whole) => return Poll::Ready(Some(Ok(Frame::data(whole)))),
                Err(status) => {
                    self.passes = true;
                    self.held.clear();
                    self.inner = Body::empty();
                    return Poll::Ready(Some(Err(status)));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::strict::REQUESTS;
    use balie_proto::v1::UploadMandatePageRequest;
    use http_body_util::{BodyExt as _, StreamBody};
    use prost::Message as _;

    const UPLOAD: &str = "/balie.v1.DocumentService/UploadMandatePage";

    fn message(content: &[u8], unknown: bool) -> Vec<u8> {
        let mut message =
            UploadMandatePageRequest { content: content.to_vec(), ..Default::default() }.encode_to_vec();
        if unknown {
            // Field 99, a varint.
            message.extend([0x98, 0x06, 0x01]);
        }
        let length = u32::try_from(message.len()).unwrap();
        [&[0][..], &length.to_be_bytes(), &message].concat()
    }

    async fn through(wire: &[u8], piece: usize) -> Result<Vec<u8>, tonic::Status> {
        let pieces: Vec<_> = wire
            .chunks(piece)
            .map(|piece| Ok::<_, tonic::Status>(Frame::data(Bytes::copy_from_slice(piece))))
            .collect();
        let inner = Body::new(StreamBody::new(tokio_stream::iter(pieces)));
        let body = CheckedBody::new(inner, &REQUESTS.get(UPLOAD).unwrap().message, Lang::En);
        Ok(body.collect().await?.to_bytes().to_vec())
    }

    #[tokio::test]
    async fn what_is_known_comes_through_as_it_was_however_it_is_cut() {
        let wire: Vec<u8> =
            [&b"page"[..], &[7; 300], b""].iter().flat_map(|content| message(content, false)).collect();
        for piece in 1..wire.len() + 1 {
            assert_eq!(through(&wire, piece).await.unwrap(), wire, "in pieces of {piece}");
        }
        // What breaks off is left to the server behind.
        assert_eq!(through(&wire[..wire.len() - 2], 3).await.unwrap(), wire[..wire.len() - 2]);
        assert_eq!(through(&wire[..3], 1).await.unwrap(), wire[..3]);
        let vast = [&[0, 255, 255, 255, 255][..], &[1; 40]].concat();
        assert_eq!(through(&vast, 9).await.unwrap(), vast);
    }

    #[tokio::test]
    async fn what_is_not_known_is_refused_wherever_it_is() {
        for at in 0..3 {
            let wire: Vec<u8> = (0..3).flat_map(|index| message(b"piece", index == at)).collect();
            for piece in [1, 7, wire.len()] {
                let refused = through(&wire, piece).await.unwrap_err();
                assert!(refused.message().contains("99"), "{refused:?}");
            }
        }
    }
}
