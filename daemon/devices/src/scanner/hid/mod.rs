//! The driver for USB scanners.
mod pos;
mod wedge;
pub use wedge::Layout;
