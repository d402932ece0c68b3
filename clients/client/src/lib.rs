//! The client side that every client of Balie shares: connection, request ids, retries, typed errors.
//!
//! ```no_run
//! # async fn example() -> Result<(), balie_client::ClientError> {
//! use balie_client::{Caller, Client, Endpoint, Language};
//!
//! let client = Client::connect(Endpoint::from_env(), Caller::new(Language::Dutch, None)?).await?;
//! let branch = client.branch.get().await?;
//! # drop(branch); Ok(()) }
//! ```
//!
//! - [`connection`]: where the daemon is and who asks;
//! - [`call`]: one unary call with its deadline and its retries;
//! - [`watch`]: streams that come back by themselves;
//! - [`services`]: one wrapper for each gRPC service;
//! - [`station`]: enrolling this PC, and the certificate by which the daemon knows it;
//! - [`address`]: what an address asks, by its country;
//! - [`account`]: account numbers as people write them;
//! - [`phone`]: numbers as people write them;
//! - [`error`]: what can go wrong, with the rich details of `google.rpc` unpacked.

pub mod address;
pub mod call;
pub mod connection;
pub mod error;
pub mod phone;
pub mod resource;
pub mod services;
pub mod station;
pub mod watch;

mod sentence;

pub use balie_proto::v1;
pub use balie_proto::v1::command::Command;
pub use call::{CallPolicy, RequestId};
pub use connection::{Caller, Connection, Endpoint, Language};
pub use error::{ClientError, FieldViolation, Precondition, Refusal};
pub use prost_types::Timestamp;
pub use sentence::sentence;
pub use services::{Applied, Client, ScanEvent};
pub use tonic::Code;
pub use watch::{Update, Watch};
