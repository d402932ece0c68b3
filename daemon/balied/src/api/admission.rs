//! In front of every service: who calls, whether he may, and how much he may send. All of that is settled before a byte
//! of what he sends is read.

use super::auth::{Access, language_of};
use super::body::{Answer, Budget, Full, Origin, RequestBody, Share};
use super::limits::busy;
use super::methods::{Method, Who, method};
use super::status::hub_error;
use crate::hub::HubError;
use crate::listen::{LocalPeer, Slot, Slots, network};
use crate::tcp::Peer;
use balie_registration::Lang;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tonic::codegen::http::{self, Extensions, HeaderMap};
use tonic::{Status, body::Body};
use tower::{Layer, Service};

/// Calls that anybody may make and that stay open, at once.
const OPEN: usize = 16;
/// Of which of one peer.
const OPEN_OF_ONE: usize = 4;
/// The name by which gRPC calls messages that are not compressed.
const PLAIN: &str = "identity";

/// Lets calls in. Those of the socket and of TCP have one budget.
#[derive(Debug, Clone)]
pub struct Admission {
    access: Arc<Access>,
    budget: Budget,
    open: Slots<Origin>,
}

/// What a call takes up.
struct Held {
    _share: Arc<Share>,
    _place: Option<Slot<Origin>>,
}

impl Admission {
    /// With these rules.
    pub fn new(access: Arc<Access>) -> Self {
        Self { access, budget: Budget::default(), open: Slots::new(OPEN, OPEN_OF_ONE) }
    }

    /// The request with its caller and with a body that is bounded, and what the call takes up until its answer is taken.
    async fn admit(
        &self,
        request: http::Request<Body>,
    ) -> Result<(http::Request<Body>, Option<Held>), Status> {
        let (mut head, body) = request.into_parts();
        let empty = |head| Ok((http::Request::from_parts(head, Body::empty()), None));
        let lang = language_of(&head.headers);
        // The server behind says that there is no such method, and needs no body for that.
        let Some(method) = method(head.uri.path()) else { return empty(head) };
        self.identify(method, &mut head.extensions, &head.headers, lang).await?;
        let origin = origin(&head.extensions).ok_or_else(|| super::auth::unproven(lang))?;
        if is_compressed(&head.headers) {
            // The server behind refuses that by the header.
            return empty(head);
        }
        head.extensions.insert(origin.clone());
        let place = match method.who {
            Who::Anybody if method.stays_open => {
                Some(self.open.enter(origin.clone()).ok_or_else(|| busy(lang))?)
            }
            _ => None,
        };
        let share = self.budget.share(origin, method.answer).map_err(|Full| busy(lang))?;
        let share = Arc::new(share);
        let body = Body::new(RequestBody::new(body, method, Arc::clone(&share), lang));
        let held = Held { _share: share, _place: place };
        Ok((http::Request::from_parts(head, body), Some(held)))
    }

    /// Who calls, for the method to find; he may.
    async fn identify(
        &self,
        method: &Method,
        extensions: &mut Extensions,
        headers: &HeaderMap,
        lang: Lang,
    ) -> Result<(), Status> {
        let peer = extensions.get::<LocalPeer>().cloned();
        if let Who::Role(may) = method.who {
            let _judged = peer.as_ref().map(LocalPeer::judge);
            let caller = self.access.resolve(extensions, headers).await?;
            if !may(caller.role) {
                return Err(hub_error(&HubError::RoleMayNot, lang));
            }
            extensions.insert(caller);
        }
        if let Some(peer) = peer {
            peer.note_admitted();
        }
        Ok(())
    }
}

fn origin(extensions: &Extensions) -> Option<Origin> {
    match (extensions.get::<Peer>(), extensions.get::<LocalPeer>()) {
        (Some(Peer::Station(station)), _) => Some(Origin::Station(station.name.clone())),
        (Some(Peer::Stranger { address, .. }), _) => Some(Origin::Network(network(*address))),
        (None, Some(peer)) => Some(Origin::User(peer.uid.as_raw())),
        (None, None) => None,
    }
}

fn is_compressed(headers: &HeaderMap) -> bool {
    headers.get("grpc-encoding").is_some_and(|encoding| encoding != PLAIN)
}

impl<S> Layer<S> for Admission {
    type Service = Admitted<S>;

    fn layer(&self, inner: S) -> Self::Service {
        Admitted { inner, admission: self.clone() }
    }
}

/// The service of [`Admission`].
#[derive(Debug, Clone)]
pub struct Admitted<S> {
    inner: S,
    admission: Admission,
}

impl<S> Service<http::Request<Body>> for Admitted<S>
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
        // The one that is ready is called; its clone waits for its turn.
        let ready = self.inner.clone();
        let mut inner = std::mem::replace(&mut self.inner, ready);
        let admission = self.admission.clone();
        Box::pin(async move {
            match admission.admit(request).await {
                Ok((request, held)) => {
                    let answer = inner.call(request).await?;
                    Ok(answer.map(|body| Answer::holding(body, held)))
                }
                Err(status) => Ok(status.into_http()),
            }
        })
    }
}

#[cfg(test)]
mod tests;
