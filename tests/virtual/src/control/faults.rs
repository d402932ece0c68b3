//! Commands that every virtual printer knows.
//!
//! ```text
//! unplug | replug
//! drop before|after NAME          break the connection at a command, e.g. `drop after Se`
//! drop at BYTES | drop connect
//! silence NAME | garbage NAME | late NAME MILLISECONDS | nack NAME CODE
//! stall in|out                    halt an endpoint, of a USB printer in user space
//! clear                           forget planned faults
//! quit
//! ```

use std::time::Duration;

use super::{Next, not_understood, number};
use crate::VirtualError;
use crate::printer::{Action, Fault, Personality, VirtualPrinter, Way, When};

/// Carries one line out.
///
/// # Errors
/// When the line is not understood, or the place of the printer cannot be opened again.
pub async fn obey<P: Personality>(
    printer: &VirtualPrinter<P>,
    words: &[&str],
    line: &str,
) -> Result<Next, VirtualError> {
    match words {
        ["unplug"] => printer.unplug().await,
        ["replug"] => printer.replug()?,
        ["drop", "before", name] => printer.plan(Fault::before(name, Action::Drop)),
        ["drop", "after", name] => printer.plan(Fault::after(name, Action::Drop)),
        ["drop", "at", bytes] => printer.plan(Fault::cut_at(number(bytes, line)?.into())),
        ["drop", "connect"] => printer.plan(Fault { when: When::Connect, action: Action::Drop }),
        ["silence", name] => printer.plan(Fault::after(name, Action::Silence)),
        ["garbage", name] => printer.plan(Fault::after(name, Action::Garbage(b"\x01\xff?!\0".to_vec()))),
        ["late", name, delay] => {
            let delay = Duration::from_millis(number(delay, line)?.into());
            printer.plan(Fault::after(name, Action::Late(delay)));
        }
        ["nack", name, code] => {
            let mut letters = code.chars();
            let (Some(code), None) = (letters.next(), letters.next()) else {
                return Err(not_understood(line));
            };
            printer.plan(Fault::before(name, Action::Nack(code)));
        }
        ["stall", "in"] => printer.stall(Way::In)?,
        ["stall", "out"] => printer.stall(Way::Out)?,
        ["clear"] => printer.clear_plan(),
        ["quit"] => return Ok(Next::Quit),
        _ => return Err(not_understood(line)),
    }
    Ok(Next::Continue(None))
}
