//! Virtual devices on real transports.
//!
//! Nothing here replaces a part of Balie: each device is the *other side* of a transport that Balie opens
//! itself, a pseudo-terminal or a TCP socket. The code shares nothing with the drivers it faces, so that a
//! misunderstanding of a protocol shows up as a failed test instead of being made twice.
//!
//! * [`hid`] makes what USB scanners send, for Linux gadgets to send it.
//! * [`VirtualSerialScanner`] types codes on a pseudo-terminal and can be unplugged.
//! * [`VirtualEvolis`] is a card printer and [`VirtualZpl`] a printer of cards and labels, on TCP, a
//!   pseudo-terminal or a character device; they render what they are sent, and fail on request.
//! * [`FaultyProxy`] stands between two programs that speak TCP, and cuts, delays or spoils what they say.
//! * [`VirtualEscl`] is a document scanner on HTTP or HTTPS that scans the page it is given, and fails on request.
//! * [`pen`] signs a page.
//! * [`Terminal`] is what the lines among them are made of, and what a person sits at.
//! * [`SmallDisk`] is a file system that is full when a test wants it to be.
//! * [`peers`] says what becomes of a test whose other side is not on this machine, [`root`] of one that needs root.

pub mod control;
pub mod disk;
pub mod escl;
pub mod evolis;
pub mod hid;
pub mod ippeve;
pub mod peers;
pub mod pen;
pub mod printer;
pub mod proxy;
pub mod raster;
pub mod root;
pub mod scanner;
pub mod zpl;

mod error;
mod function_fs;
mod terminal;

pub use disk::SmallDisk;
pub use error::VirtualError;
pub use escl::{
    AdfState, EsclAction, EsclCounters, EsclFault, EsclOptions, EsclRequest, JobHost, LateFeeder, PageFormat,
    ScanAsked, VirtualEscl,
};
pub use evolis::{
    AckStyle, Card, Clears, PANEL_DOTS, PANEL_LINES, Panel, PrinterCounters, PrinterOptions, VirtualEvolis,
};
pub use ippeve::{EveOptions, EvePrinter};
pub use printer::{Action, Fault, Place, When};
pub use proxy::{FaultyProxy, Spoil};
pub use scanner::{ScannerTerminator, VirtualSerialScanner};
pub use terminal::Terminal;
pub use zpl::{Label, VirtualZpl, ZplCounters, ZplOptions};
