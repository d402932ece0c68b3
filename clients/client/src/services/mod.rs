//! One wrapper for each service of the API.

mod branch;
mod catalogue;
mod devices;
mod documents;
mod jobs;
mod registrations;
mod scans;

pub use branch::{Branch, Changes};
pub use catalogue::{Catalogue, Circumstances};
pub use devices::Devices;
pub use documents::{Documents, MAX_PAGE_BYTES};
pub use jobs::Jobs;
pub use registrations::{Applied, Registrations};
pub use scans::ScanEvent;

use crate::connection::{Caller, Connection, Endpoint};
use crate::error::ClientError;

/// Largest answer taken, in bytes: a page of 1000 registrations and a rendered document fit in easily.
const MAX_ANSWER: usize = 32 * 1024 * 1024;

/// Everything a daemon offers. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Client {
    /// Registering patrons.
    pub registrations: Registrations,
    /// Subscriptions on offer.
    pub catalogue: Catalogue,
    /// Devices and claims.
    pub devices: Devices,
    /// Long work.
    pub jobs: Jobs,
    /// Pass artwork and mandate forms.
    pub documents: Documents,
    /// What the central administration and branch IT ask.
    pub branch: Branch,
}

impl Client {
    /// All services over one connection.
    pub fn new(connection: &Connection) -> Self {
        Self {
            registrations: Registrations::new(connection),
            catalogue: Catalogue::new(connection),
            devices: Devices::new(connection),
            jobs: Jobs::new(connection),
            documents: Documents::new(connection),
            branch: Branch::new(connection),
        }
    }

    /// Connects with the usual deadlines and retries.
    ///
    /// # Errors
    /// As [`Connection::connect`].
    pub async fn connect(endpoint: Endpoint, caller: Caller) -> Result<Self, ClientError> {
        Ok(Self::new(&Connection::connect(endpoint, caller).await?))
    }
}

/// The fields and the constructor that every wrapper has.
macro_rules! wrapper {
    ($(#[$doc:meta])* $name:ident over $stub:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $name {
            pub(super) transport: crate::connection::Transport,
            pub(super) policy: crate::call::CallPolicy,
        }

        impl $name {
            pub(super) fn new(connection: &crate::connection::Connection) -> Self {
                Self { transport: connection.transport(), policy: connection.policy() }
            }
        }

        /// The generated client.
        pub(super) fn stub(transport: crate::connection::Transport) -> $stub<crate::connection::Transport> {
            $stub::new(transport).max_decoding_message_size(super::MAX_ANSWER)
        }
    };
}

/// A unary call: generated method and request, with deadline and retries.
macro_rules! call {
    ($self:ident . $method:ident ( $request:expr )) => {
        crate::call::unary(&$self.policy, $request, |request| {
            let mut stub = stub($self.transport.clone());
            async move { stub.$method(request).await }
        })
        .await
    };
}

/// A watch: generated method, request, and the function that takes a message in.
macro_rules! watch {
    ($self:ident . $method:ident ( $request:expr ), $take:expr) => {
        crate::watch::Watch::start(
            crate::watch::Simple {
                transport: $self.transport.clone(),
                request: $request,
                open: |transport, request| async move { stub(transport).$method(request).await },
                take: $take,
            },
            $self.policy.clone(),
        )
    };
}

pub(crate) use {call, watch, wrapper};
