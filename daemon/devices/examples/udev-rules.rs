//! Writes `packaging/udev/60-balie.rules` from the table of makers.

use std::io::Write;

fn main() -> std::io::Result<()> {
    std::io::stdout().write_all(balie_devices::discovery::rules().as_bytes())
}
