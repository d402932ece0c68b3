//! The connection to a daemon: where it is, who asks, and the signature on every call.

mod caller;
mod endpoint;
mod signature;
pub(crate) mod transport;

pub use caller::{Caller, Language};
pub use endpoint::{DEFAULT_SOCKET, Endpoint, SERVER_VARIABLE, SOCKET_VARIABLE};
pub(crate) use signature::Signature;

use crate::call::CallPolicy;
use crate::error::ClientError;
use crate::station::{Credentials, Renewal};
use std::sync::Arc;
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
    /// [`ClientError::Unreachable`] at once when nobody listens at the endpoint; for a daemon on another machine also
    /// [`ClientError::Credentials`], [`ClientError::Tls`] and [`ClientError::Address`].
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
        let (channel, renewal) = match endpoint {
            Endpoint::Unix(path) => (transport::unix(path).await?, None),
            Endpoint::Tcp { server, credentials } => {
                let channel = transport::station(&server, credentials.clone()).await?;
                let directory = credentials.unwrap_or_else(Credentials::place);
                let renewal = Renewal::start(&channel, Signature::of(&caller, None)?, directory).await;
                (channel, Some(Arc::new(renewal)))
            }
        };
        Ok(Self { transport: InterceptedService::new(channel, Signature::of(&caller, renewal)?), policy })
    }

    pub(crate) fn transport(&self) -> Transport {
        self.transport.clone()
    }

    pub(crate) fn policy(&self) -> CallPolicy {
        self.policy.clone()
    }
}
