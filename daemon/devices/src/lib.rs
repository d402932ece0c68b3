//! Device roles and drivers: scanners, pass printers; claims and live device state.
