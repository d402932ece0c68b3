//! Device roles and drivers: scanners, printers, document scanners; claims and live device state.
//!
//! The rest of Balie knows *roles*, never models. A driver turns one kind of hardware into one role:
//!
//! * a scanner driver makes a [`scanner::ScannerSource`], a stream of reads, which the
//!   [`scanner::claims::ScannerHub`] hands to the station that claimed the scanner (UnifiedPOS semantics);
//! * a printer driver implements [`printer::PassPrinter`] or [`printer::FormPrinter`];
//! * a document scanner driver implements [`document_scanner::DocumentScanner`].
//!
//! Every device is one owner (a task or a thread) of one handle. It publishes a [`DeviceSnapshot`]; the
//! [`registry::DeviceRegistry`] builds devices from configuration and publishes all snapshots together.

pub mod bitmap;
pub mod discovery;
pub mod document_scanner;
pub mod printer;
pub mod registry;
pub mod scanner;
pub mod state;
pub mod usb;

mod backoff;
mod cell;
mod identity;
mod tls;

pub use bitmap::Monochrome;
pub use cell::{DeviceCell, DeviceSnapshot};
pub use identity::{Counter, DeviceId, DeviceInfo, DeviceRole, InvalidDeviceId};
pub use registry::DeviceRegistry;
pub use state::{Activity, DeviceState, Reason};
