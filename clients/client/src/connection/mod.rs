//! The connection to a daemon: where it is, who asks, and the signature on every call.

mod caller;
mod endpoint;
mod signature;
mod transport;

pub use caller::{Caller, Language};
pub use endpoint::{DEFAULT_SOCKET, Endpoint, SOCKET_VARIABLE};
pub(crate) use signature::Signature;

use crate::call::CallPolicy;
use crate::error::ClientError;
use tonic::service::interceptor::InterceptedService;
use tonic::transport::Channel;

/// The gRPC transport with the caller's signature on every call.
pub(crate) type Transport = InterceptedService<Channel, Signature>;

/// A connection to one daemon. Cheap to clone; the clones share one HTTP/2 connection, which comes back by
/// itself after the daemon restarted.
#[derive(Debug, Clone)]
pub struct Connection {
    transport: Transport,
    policy: CallPolicy,
}

impl Connection {
    /// Connects with the usual deadlines and retries.
    ///
    /// # Errors
    /// [`ClientError::Unreachable`] at once when nobody listens at the endpoint.
    pub async fn connect(endpoint: Endpoint, caller: Caller) -> Result<Self, ClientError> {
        Self::connect_with(endpoint, caller, CallPolicy::default()).await
    }

    /// Connects with other deadlines and retries.
    ///
    /// # Errors
    /// As [`Connection::connect`].
    pub async fn connect_with(
        endpoint: Endpoint,
        caller: Caller,
        policy: CallPolicy,
    ) -> Result<Self, ClientError> {
        let channel = transport::open(&endpoint).await?;
        Ok(Self { transport: InterceptedService::new(channel, Signature::of(&caller)?), policy })
    }

    pub(crate) fn transport(&self) -> Transport {
        self.transport.clone()
    }

    pub(crate) fn policy(&self) -> CallPolicy {
        self.policy.clone()
    }
}
