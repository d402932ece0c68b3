//! Limits at the edge, refused in words.

use super::auth::language_of;
use super::status::refused;
use super::strict::StrictService;
use balie_registration::Lang;
use std::collections::HashMap;
use std::pin::Pin;
use std::task::{Context, Poll};
use tonic::codegen::http;
use tonic::{Code, body::Body};
use tower::{Layer, Service};

/// Largest message a client may send, in bytes. Pages are uploaded in pieces.
pub const MESSAGE_MAX: usize = 1024 * 1024;

/// Words what tonic refuses by itself, a message over the limit, and refuses what this version does not know.
#[derive(Debug, Clone, Copy, Default)]
pub struct RichLimits;

impl<S> Layer<S> for RichLimits {
    type Service = RichLimitsService<StrictService<S>>;

    fn layer(&self, inner: S) -> Self::Service {
        RichLimitsService { inner: StrictService::new(inner) }
    }
}

/// The service of [`RichLimits`].
#[derive(Debug, Clone)]
pub struct RichLimitsService<S> {
    inner: S,
}

impl<S> Service<http::Request<Body>> for RichLimitsService<S>
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
        let lang = language_of(request.headers());
        let answer = self.inner.call(request);
        Box::pin(async move {
            let response = answer.await?;
            Ok(if is_too_large(&response) { too_large(lang).into_http() } else { response })
        })
    }
}

/// tonic refuses while decoding, with `OUT_OF_RANGE` in the headers and no other sign.
fn is_too_large(response: &http::Response<Body>) -> bool {
    let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
    header("grpc-status") == Some("11")
        && header("grpc-message").is_some_and(|text| text.contains("message%20length%20too%20large"))
}

/// The refusal of a message over the limit.
pub fn too_large(lang: Lang) -> tonic::Status {
    let text = match lang {
        Lang::Nl => "Het bericht is te groot: hoogstens 1 MiB per bericht. Stuur een bestand in stukken.",
        Lang::En => "The message is too large: at most 1 MiB a message. Send a file in pieces.",
    };
    let metadata = HashMap::from([("max_bytes".to_owned(), MESSAGE_MAX.to_string())]);
    refused(Code::OutOfRange, "MESSAGE_TOO_LARGE", text, lang, metadata)
}
