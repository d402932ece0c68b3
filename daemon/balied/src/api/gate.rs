//! The gate of TCP: what a stranger may call, whether a station may still, and how often.

use super::auth::{self, is_open};
use super::status::again_later;
use crate::listen::network;
use crate::tcp::{Guard, Peer};
use balie_registration::Lang;
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tonic::codegen::http;
use tonic::{Status, body::Body};
use tower::{Layer, Service};

/// Calls that one address (one network of IPv6) may make at once without a certificate, and how soon the next is
/// possible.
const STRANGER_BURST: NonZeroU32 = NonZeroU32::new(10).unwrap();
const STRANGER_NEXT: Duration = Duration::from_secs(6);
/// Addresses remembered before those that have been quiet are forgotten.
const ADDRESSES: usize = 1024;

/// The gate of TCP.
#[derive(Clone)]
pub struct Gate(Arc<Rules>);

struct Rules {
    guard: Arc<Guard>,
    stations: DefaultKeyedRateLimiter<String>,
    strangers: DefaultKeyedRateLimiter<IpAddr>,
}

impl Gate {
    /// A gate with this guard; each station makes so many requests per second, and twice as many at once.
    pub fn new(guard: Arc<Guard>, requests_per_second: u32) -> Self {
        let rate = NonZeroU32::new(requests_per_second).unwrap_or(NonZeroU32::MIN);
        let stations = Quota::per_second(rate).allow_burst(rate.saturating_mul(STATION_BURST));
        let strangers = Quota::with_period(STRANGER_NEXT).unwrap_or(Quota::per_minute(STRANGER_BURST));
        Self(Arc::new(Rules {
            guard,
            stations: RateLimiter::hashmap(stations),
            strangers: RateLimiter::hashmap(strangers.allow_burst(STRANGER_BURST)),
        }))
    }
}

const STATION_BURST: NonZeroU32 = NonZeroU32::new(2).unwrap();

impl Rules {
    fn check(&self, path: &str, peer: Option<&Peer>, lang: Lang) -> Result<(), Status> {
        let limited = match peer {
            Some(Peer::Station(station)) => {
                if let Some(why) = self.guard.objection(station) {
                    return Err(auth::stranger(why, lang));
                }
                self.stations.check_key(&station.name)
            }
            Some(Peer::Stranger { address, why }) => {
                if !is_open(path) {
                    return Err(auth::stranger(*why, lang));
                }
                if self.strangers.len() > ADDRESSES {
                    self.strangers.retain_recent();
                }
                self.strangers.check_key(&network(*address))
            }
            None => return Err(auth::unproven(lang)),
        };
        limited.map_err(|until| too_many(until.wait_time_from(DefaultClock::default().now()), lang))
    }
}

fn too_many(wait: Duration, lang: Lang) -> Status {
    let text = match lang {
        Lang::Nl => "Te veel verzoeken achter elkaar. Probeer het zo dadelijk weer.",
        Lang::En => "Too many requests at once. Try again in a moment.",
    };
    again_later("TOO_MANY_REQUESTS", text, wait.max(Duration::from_millis(10)), lang)
}

impl<S> Layer<S> for Gate {
    type Service = Gated<S>;

    fn layer(&self, inner: S) -> Self::Service {
        Gated { inner, rules: Arc::clone(&self.0) }
    }
}

/// The service of [`Gate`].
#[derive(Clone)]
pub struct Gated<S> {
    inner: S,
    rules: Arc<Rules>,
}

impl<S> Service<http::Request<Body>> for Gated<S>
where
    S: Service<http::Request<Body>, Response = http::Response<Body>>,
    S::Future: Send + 'static,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        let lang = auth::language_of(request.headers());
        match self.rules.check(request.uri().path(), request.extensions().get(), lang) {
            Ok(()) => Box::pin(self.inner.call(request)),
            Err(status) => Box::pin(async move { Ok(status.into_http()) }),
        }
    }
}
