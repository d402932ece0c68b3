//! Who gets what a scanner reads.
//!
//! The semantics are those of UnifiedPOS (chapter "Exclusive-use devices") and of `PosCommon` in Windows
//! PointOfService: a station *claims* a scanner and then alone receives its data events. Another station is
//! refused, or may ask: the holder then has a few seconds to retain the claim and loses it if it does not.
//! The claim lives as long as the stream of its events. A station that claims again takes its own claim
//! over, so that a client that reconnects does not wait for its old connection to be found dead.
//!
//! A scan nobody claimed is counted and forgotten: it is neither stored nor delivered later.

mod choice;
mod claim;
mod error;
mod event;
mod hub;
mod slot;

pub use claim::ScannerClaim;
pub use error::ClaimError;
pub use event::{LostReason, ScanData, ScannerEvent};
pub use hub::{ClaimMode, ScannerHub};
