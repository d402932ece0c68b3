//! What USB barcode scanners send: report descriptors, and the reports of a scan.
//!
//! Written to `/dev/hidg0` of a Linux HID gadget these are a scanner that types; the host side sees real USB.

mod keyboard;
mod keymap;
mod pos;

pub use keyboard::{KEYBOARD_DESCRIPTOR, KeyboardReport, Typing, keyboard_reports};
pub use keymap::{KeyboardLayout, Keystroke};
pub use pos::{PosLayout, pos_descriptor, pos_reports};
