//! Commands for the virtual ZPL printer, beside those of [`faults`](super::faults).
//!
//! ```text
//! insert                          one card is put in
//! media N | media out | ribbon in | ribbon out
//! head open | head closed | pause on | pause off | cleaning on | cleaning off
//! power off                       as unplug, and memory is lost; `replug` brings it back
//! status
//! ```

use super::{Next, faults, number, words};
use crate::{VirtualError, VirtualZpl};

/// Carries one line out.
///
/// # Errors
/// When the line is not understood, or the port cannot be opened again.
pub async fn obey(printer: &VirtualZpl, line: &str) -> Result<Next, VirtualError> {
    let Some(words) = words(line) else { return Ok(Next::Continue(None)) };
    match words.as_slice() {
        ["insert"] => printer.insert_card(),
        ["media", "out"] => printer.set_media(0),
        ["media", count] => printer.set_media(number(count, line)?),
        ["ribbon", "out"] => printer.set_ribbon_out(true),
        ["ribbon", "in"] => printer.set_ribbon_out(false),
        ["head", "open"] => printer.set_head_open(true),
        ["head", "closed"] => printer.set_head_open(false),
        ["pause", "on"] => printer.set_paused(true),
        ["pause", "off"] => printer.set_paused(false),
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
    use crate::ZplOptions;

    #[tokio::test]
    async fn lines_change_the_printer() {
        let printer = VirtualZpl::start_with(ZplOptions::default()).await.unwrap();
        for line in ["media 5", "insert", "head open", "ribbon out", "pause on", "drop after XZ"] {
            assert_eq!(obey(&printer, line).await.unwrap(), Next::Continue(None), "{line}");
        }
        assert_eq!(printer.counters().media, 6);
        assert_eq!(printer.planned().len(), 1);
        assert!(matches!(obey(&printer, "media many").await, Err(VirtualError::Control(_))));
    }
}
