//! Virtual devices on real transports.
//!
//! Nothing here replaces a part of Balie: each device is the *other side* of a transport that Balie opens
//! itself, a pseudo-terminal or a TCP socket. The code shares nothing with the drivers it faces, so that a
//! misunderstanding of a protocol shows up as a failed test instead of being made twice.
//!
//! * [`VirtualSerialScanner`] types codes on a pseudo-terminal and can be unplugged.
//! * [`VirtualEvolis`] is a card printer on TCP that renders what it is sent, and fails on request.
//! * [`VirtualEscl`] is a document scanner on HTTP or HTTPS that scans the page it is given, and fails on request.

pub mod control;
pub mod escl;
pub mod evolis;
pub mod scanner;

mod error;

pub use error::VirtualError;
pub use escl::{
    AdfState, EsclAction, EsclCounters, EsclFault, EsclOptions, EsclRequest, PageFormat, ScanAsked,
    VirtualEscl,
};
pub use evolis::{
    AckStyle, Action, Card, Fault, PANEL_DOTS, PANEL_LINES, Panel, PrinterCounters, PrinterOptions,
    VirtualEvolis, When,
};
pub use scanner::{ScannerTerminator, VirtualSerialScanner};
