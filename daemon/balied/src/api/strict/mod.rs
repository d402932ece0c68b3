//! Requests are taken at their word: what this version does not know in them is refused, not dropped.
//!
//! Protocol Buffers skip fields that a reader does not know. For a request that would mean that what a clerk typed
//! into a newer client is lost without a word, or that a filter is not applied. A client that leaves a new field
//! empty does not send it, so it goes on working with an older daemon; one that fills it in is told.

mod check;
mod stream;

use super::limits::{MESSAGE_MAX, too_large};
use super::status::{bad_request, refused};
use balie_registration::Lang;
use check::check;
use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use prost_reflect::{DescriptorPool, MessageDescriptor};
use std::collections::HashMap;
use std::pin::Pin;
use std::sync::LazyLock;
use std::task::{Context, Poll};
use stream::CheckedBody;
use tonic::codegen::http;
use tonic::{Code, Status, body::Body};
use tower::Service;

/// Before each message on the wire: whether it is compressed, and its length.
const PREFIX: usize = 5;

/// The request by path of the method.
type Requests = HashMap<String, Expected>;

/// What a method takes: one message, or a stream of them, which may not be held up.
struct Expected {
    message: MessageDescriptor,
    streamed: bool,
}

static REQUESTS: LazyLock<Requests> =
    LazyLock::new(|| match DescriptorPool::decode(balie_proto::v1::FILE_DESCRIPTOR_SET) {
        Ok(pool) => requests(&pool),
        // It was written by the same build: a test proves that it can be read.
        Err(error) => {
            tracing::error!(%error, "the description of the API cannot be read");
            Requests::new()
        }
    });

fn requests(pool: &DescriptorPool) -> Requests {
    let methods = pool.services().flat_map(|service| service.methods().collect::<Vec<_>>());
    methods
        .map(|method| {
            let path = format!("/{}/{}", method.parent_service().full_name(), method.name());
            (path, Expected { message: method.input(), streamed: method.is_client_streaming() })
        })
        .collect()
}

/// Refuses requests with something this version does not know.
#[derive(Debug, Clone)]
pub struct StrictService<S> {
    inner: S,
}

impl<S> StrictService<S> {
    /// In front of this service.
    pub fn new(inner: S) -> Self {
        Self { inner }
    }
}

impl<S> Service<http::Request<Body>> for StrictService<S>
where
    S: Service<http::Request<Body>, Response = http::Response<Body>> + Clone + Send + 'static,
    S::Future: Send + 'static,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        let Some(expected) = REQUESTS.get(request.uri().path()) else {
            return Box::pin(self.inner.call(request));
        };
        let header = request.headers().get("accept-language").and_then(|value| value.to_str().ok());
        let lang = Lang::from_accept_language(header.unwrap_or_default());
        if expected.streamed {
            let checked = |body| Body::new(CheckedBody::new(body, &expected.message, lang));
            return Box::pin(self.inner.call(request.map(checked)));
        }
        // The one that is ready is called; its clone waits for its turn.
        let ready = self.inner.clone();
        let mut inner = std::mem::replace(&mut self.inner, ready);
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let whole = match Limited::new(body, PREFIX + MESSAGE_MAX).collect().await {
                Ok(whole) => whole.to_bytes(),
                Err(error) if error.is::<LengthLimitError>() => return Ok(too_large(lang).into_http()),
                Err(_) => return Ok(broken_off(lang).into_http()),
            };
            match verdict(&expected.message, &whole, lang) {
                Err(status) => Ok(status.into_http()),
                Ok(()) => inner.call(http::Request::from_parts(head, Body::new(Full::new(whole)))).await,
            }
        })
    }
}

/// What is wrong with the one message of a body. What is no message at all is left to the server behind.
fn verdict(expected: &MessageDescriptor, body: &[u8], lang: Lang) -> Result<(), Status> {
    let Some((&[0, a, b, c, d], message)) = body.split_first_chunk::<PREFIX>() else { return Ok(()) };
    if u32::from_be_bytes([a, b, c, d]) as usize != message.len() {
        return Ok(());
    }
    let faults = check(expected, message).map_err(|detail| malformed(&detail, lang))?;
    let Some(first) = faults.first().map(check::Fault::code) else { return Ok(()) };
    let fields = faults.iter().map(|fault| (fault.field.clone(), fault.code(), fault.message(lang)));
    Err(bad_request(fields.collect(), first, lang))
}

fn malformed(detail: &str, lang: Lang) -> Status {
    let text = match lang {
        Lang::Nl => "Dit bericht is niet te lezen: het is geen geldig Protocol Buffers-bericht van balie.v1.",
        Lang::En => "This message cannot be read: it is not a valid Protocol Buffers message of balie.v1.",
    };
    let metadata = HashMap::from([("detail".to_owned(), detail.to_owned())]);
    refused(Code::InvalidArgument, "MESSAGE_MALFORMED", text, lang, metadata)
}

fn broken_off(lang: Lang) -> Status {
    let text = match lang {
        Lang::Nl => "Het bericht brak af voordat het er helemaal was; er is niets gedaan.",
        Lang::En => "The message broke off before all of it was there; nothing was done.",
    };
    refused(Code::Cancelled, "MESSAGE_BROKEN_OFF", text, lang, HashMap::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_method_is_looked_at() {
        let streamed =
            |method: &str| REQUESTS.get(&format!("/balie.v1.{method}")).map(|found| found.streamed);
        assert_eq!(streamed("RegistrationService/ApplyCommand"), Some(false));
        assert_eq!(streamed("BranchService/WatchChanges"), Some(false));
        assert_eq!(streamed("DocumentService/UploadMandatePage"), Some(true));
    }
}
