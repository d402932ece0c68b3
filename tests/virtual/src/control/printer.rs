//! Commands for the virtual printer.
//!
//! ```text
//! insert                          a card is put into the manual entry
//! feeder N | ribbon N | ribbon out
//! cover open | cover closed | jam on | jam off
//! unplug | replug
//! drop before|after NAME          break the connection at a command, e.g. `drop after Se`
//! drop at BYTES | drop connect
//! silence NAME | garbage NAME | late NAME MILLISECONDS | nack NAME CODE
//! clear                           forget planned faults
//! status | quit
//! ```

use std::time::Duration;

use super::{Next, not_understood, words};
use crate::{Action, Fault, VirtualError, VirtualEvolis, When};

/// Carries one line out.
///
/// # Errors
/// When the line is not understood, or the port cannot be opened again.
pub async fn obey(printer: &VirtualEvolis, line: &str) -> Result<Next, VirtualError> {
    let Some(words) = words(line) else { return Ok(Next::Continue(None)) };
    let number = |text: &str| text.parse::<u32>().map_err(|_| not_understood(line));
    match words.as_slice() {
        ["insert"] => printer.insert_card(),
        ["feeder", cards] => printer.set_feeder(number(cards)?),
        ["ribbon", "out"] => printer.set_ribbon(0),
        ["ribbon", cards] => printer.set_ribbon(number(cards)?),
        ["cover", "open"] => printer.set_cover_open(true),
        ["cover", "closed"] => printer.set_cover_open(false),
        ["jam", "on"] => printer.set_jammed(true),
        ["jam", "off"] => printer.set_jammed(false),
        ["unplug"] => printer.unplug().await,
        ["replug"] => printer.replug()?,
        ["drop", "before", name] => printer.plan(Fault::before(name, Action::Drop)),
        ["drop", "after", name] => printer.plan(Fault::after(name, Action::Drop)),
        ["drop", "at", bytes] => printer.plan(Fault::cut_at(number(bytes)?.into())),
        ["drop", "connect"] => printer.plan(Fault { when: When::Connect, action: Action::Drop }),
        ["silence", name] => printer.plan(Fault::after(name, Action::Silence)),
        ["garbage", name] => printer.plan(Fault::after(name, Action::Garbage(b"\x01\xff?!\0".to_vec()))),
        ["late", name, delay] => {
            let delay = Duration::from_millis(number(delay)?.into());
            printer.plan(Fault::after(name, Action::Late(delay)));
        }
        ["nack", name, code] => {
            let mut letters = code.chars();
            let (Some(code), None) = (letters.next(), letters.next()) else {
                return Err(not_understood(line));
            };
            printer.plan(Fault::before(name, Action::Nack(code)));
        }
        ["clear"] => printer.clear_plan(),
        ["status"] => return Ok(Next::Continue(Some(format!("{:?}", printer.counters())))),
        ["quit"] => return Ok(Next::Quit),
        _ => return Err(not_understood(line)),
    }
    Ok(Next::Continue(None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn lines_become_faults() {
        let printer = VirtualEvolis::start().await.unwrap();
        for line in
            ["# a comment", "", "drop after Se", "drop at 100", "nack Si T", "late Rtp 20", "cover open"]
        {
            assert_eq!(obey(&printer, line).await.unwrap(), Next::Continue(None), "{line}");
        }
        assert_eq!(
            printer.planned(),
            [
                Fault::after("Se", Action::Drop),
                Fault::cut_at(100),
                Fault::before("Si", Action::Nack('T')),
                Fault::after("Rtp", Action::Late(Duration::from_millis(20))),
            ]
        );
        assert_eq!(obey(&printer, "quit").await.unwrap(), Next::Quit);
        for line in ["explode", "nack Si TT", "ribbon blue"] {
            assert!(matches!(obey(&printer, line).await, Err(VirtualError::Control(_))), "{line}");
        }
    }
}
