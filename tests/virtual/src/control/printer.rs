//! Commands for the virtual card printer, beside those of [`faults`](super::faults).
//!
//! ```text
//! insert                          a card is put into the manual entry
//! feeder N | ribbon N | ribbon out
//! cover open | cover closed | jam on | jam off | cleaning on | cleaning off
//! power off                       as unplug, and memory is lost; `replug` brings it back
//! status
//! ```

use super::{Next, faults, number, words};
use crate::{VirtualError, VirtualEvolis};

/// Carries one line out.
///
/// # Errors
/// When the line is not understood, or the port cannot be opened again.
pub async fn obey(printer: &VirtualEvolis, line: &str) -> Result<Next, VirtualError> {
    let Some(words) = words(line) else { return Ok(Next::Continue(None)) };
    match words.as_slice() {
        ["insert"] => printer.insert_card(),
        ["feeder", cards] => printer.set_feeder(number(cards, line)?),
        ["ribbon", "out"] => printer.set_ribbon(0),
        ["ribbon", cards] => printer.set_ribbon(number(cards, line)?),
        ["cover", "open"] => printer.set_cover_open(true),
        ["cover", "closed"] => printer.set_cover_open(false),
        ["jam", "on"] => printer.set_jammed(true),
        ["jam", "off"] => printer.set_jammed(false),
        ["cleaning", "on"] => printer.set_cleaning_due(true),
        ["cleaning", "off"] => printer.set_cleaning_due(false),
        ["power", "off"] => printer.lose_power().await,
        ["status"] => return Ok(Next::Continue(Some(format!("{:?}", printer.counters())))),
        other => return faults::obey(printer, other, line).await,
    }
    Ok(Next::Continue(None))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Action, Fault};
    use std::time::Duration;

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
