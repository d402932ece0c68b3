//! Barcodes we print: Code 128 (ISO/IEC 15417).

mod code128;
mod code_sets;

pub use code128::{BarcodeError, Code128};
