//! One unary call: its request id, its deadline, its retries.

mod policy;
mod request_id;
mod unary;

pub use policy::CallPolicy;
pub use request_id::RequestId;
pub(crate) use unary::unary;
