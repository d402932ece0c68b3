//! The drivers and their registry, from the transport to what the daemon sees, with virtual devices at the other end.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test ends where a step of it fails")]

mod claims;
mod common;
mod escl;
mod escl_faults;
mod escl_peculiar;
mod evolis_care;
mod evolis_faults;
mod evolis_print;
mod ipp_faults;
mod ipp_print;
mod print_once;
mod registry;
mod sane;
mod sane_options;
mod serial_scanner;
mod udev;
mod usb_serial;
mod zpl_faults;
mod zpl_partial;
mod zpl_print;
