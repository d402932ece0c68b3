//! What USB barcode scanners send: report descriptors, and the reports of a scan.
//!
//! Written to `/dev/hidg0` of a Linux HID gadget these are a scanner that types; the host side sees real USB.
//! [`UsbScanner`] is such a gadget in user space, which can also fail.

mod function;
mod keyboard;
mod keymap;
mod pos;

pub use function::UsbScanner;
pub use keyboard::{KEYBOARD_DESCRIPTOR, KeyboardReport, Typing, keyboard_reports};
pub use keymap::{KeyboardLayout, Keystroke};
pub use pos::{PosLayout, pos_descriptor, pos_reports};
