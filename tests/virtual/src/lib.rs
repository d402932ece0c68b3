//! Virtual devices on real transports.
//!
//! Nothing here replaces a part of Balie: each device is the *other side* of a transport that Balie opens
//! itself, a pseudo-terminal or a TCP socket. The code shares nothing with the drivers it faces, so that a
//! misunderstanding of a protocol shows up as a failed test instead of being made twice.
//!
//! * [`hid`] makes what USB scanners send, for Linux gadgets to send it.
//! * [`VirtualSerialScanner`] types codes on a pseudo-terminal and can be unplugged.
//! * [`VirtualEvolis`] is a card printer on TCP that renders what it is sent, and fails on request.

pub mod control;
pub mod evolis;
pub mod hid;
pub mod scanner;

mod error;

pub use error::VirtualError;
pub use evolis::{
    AckStyle, Action, Card, Fault, PANEL_DOTS, PANEL_LINES, Panel, PrinterCounters, PrinterOptions,
    VirtualEvolis, When,
};
pub use scanner::{ScannerTerminator, VirtualSerialScanner};
