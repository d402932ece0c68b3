//! What the unix socket and TCP have in common: taking connections in, as many as there is room for.

mod accept;
mod backoff;
mod descriptors;
mod network;
mod peer;
mod slots;

pub use accept::accept;
pub use backoff::Backoff;
pub use descriptors::{Room, raise_limit};
pub use network::network;
pub use peer::LocalPeer;
pub use slots::{Slot, Slots};
