//! Commands for the USB scanner in user space.
//!
//! ```text
//! CODE                  a scan; what starts with no other command is a code by itself
//! raw HEX               exactly this report
//! stall [TIMES]         halt the endpoint, as often as told, a third of a second apart
//! deaf | hearing        leave requests without answer, or answer them again
//! quit
//! ```

use std::thread;
use std::time::Duration;

use super::{Next, not_understood, words};
use crate::VirtualError;
use crate::hid::{PosLayout, Typing, UsbScanner, keyboard_reports, pos_reports};

/// Carries one line out; a keyboard types its codes with Enter, another scanner sends them as Codabar.
///
/// # Errors
/// When the line is not understood, or the scanner is unplugged.
pub fn obey(scanner: &mut UsbScanner, keyboard: bool, line: &str) -> Result<Next, VirtualError> {
    let Some(words) = words(line) else { return Ok(Next::Continue(None)) };
    match words.as_slice() {
        ["stall"] => scanner.stall().map_err(VirtualError::Write)?,
        ["stall", times] => {
            for _ in 0..times.parse().map_err(|_| not_understood(line))? {
                scanner.stall().map_err(VirtualError::Write)?;
                thread::sleep(Duration::from_millis(333));
            }
        }
        ["deaf"] => scanner.be_deaf(true),
        ["hearing"] => scanner.be_deaf(false),
        ["raw", bytes @ ..] => {
            let bytes: Result<Vec<u8>, _> = bytes.iter().map(|byte| u8::from_str_radix(byte, 16)).collect();
            scanner.send(&bytes.map_err(|_| not_understood(line))?).map_err(VirtualError::Write)?;
        }
        ["quit"] => return Ok(Next::Quit),
        _ => {
            let code = line.trim();
            let reports: Vec<Vec<u8>> = if keyboard {
                let typed = keyboard_reports(&format!("{code}\r"), Typing::default())?;
                typed.iter().map(|report| report.to_vec()).collect()
            } else {
                pos_reports(PosLayout::default(), code, "]F0")
            };
            for report in reports {
                scanner.send(&report).map_err(VirtualError::Write)?;
            }
        }
    }
    Ok(Next::Continue(None))
}
