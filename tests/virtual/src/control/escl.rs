//! Commands for the virtual document scanner.
//!
//! ```text
//! page FILE                       another page lies on the glass and in the feeder
//! feeder N                        so many sheets lie in the feeder
//! adf jam|hatch|mispick|multipick|ok
//! state NAME                      the scanner says it is Idle, Processing, Stopped, Down ...
//! fault REQUEST TIMES ACTION      REQUEST: capabilities, status, create, next, delete
//!                                 ACTION: CODE, garbage, not-http, drop, stall, endless, late MILLISECONDS,
//!                                 cut PERCENT, stall-at PERCENT, truncate PERCENT
//! unplug | replug
//! clear                           forget planned faults
//! status | quit
//! ```

use std::time::Duration;

use super::{Next, not_understood, words};
use crate::{AdfState, EsclAction, EsclFault, EsclRequest, VirtualError, VirtualEscl};

/// Carries one line out.
///
/// # Errors
/// When the line is not understood, a page cannot be read, or the port cannot be opened again.
pub async fn obey(scanner: &VirtualEscl, line: &str) -> Result<Next, VirtualError> {
    let Some(words) = words(line) else { return Ok(Next::Continue(None)) };
    match words.as_slice() {
        ["page", file] => {
            let page = tokio::fs::read(file).await;
            scanner.set_page(&page.map_err(|_| not_understood(line))?)?;
        }
        ["feeder", sheets] => scanner.set_feeder(sheets.parse().map_err(|_| not_understood(line))?),
        ["adf", "jam"] => scanner.set_trouble(Some(AdfState::Jam)),
        ["adf", "hatch"] => scanner.set_trouble(Some(AdfState::HatchOpen)),
        ["adf", "mispick"] => scanner.set_trouble(Some(AdfState::Mispick)),
        ["adf", "multipick"] => scanner.set_trouble(Some(AdfState::Multipick)),
        ["adf", "ok"] => scanner.set_trouble(None),
        ["state", name] => scanner.set_state(name),
        ["fault", request, times, action @ ..] => {
            let at = EsclRequest::from_name(request).ok_or_else(|| not_understood(line))?;
            let times = times.parse().map_err(|_| not_understood(line))?;
            let action = action_of(action).ok_or_else(|| not_understood(line))?;
            scanner.plan(EsclFault { at, times, action });
        }
        ["unplug"] => scanner.unplug().await,
        ["replug"] => scanner.replug()?,
        ["clear"] => scanner.clear_plan(),
        ["status"] => return Ok(Next::Continue(Some(format!("{:?}", scanner.counters())))),
        ["quit"] => return Ok(Next::Quit),
        _ => return Err(not_understood(line)),
    }
    Ok(Next::Continue(None))
}

fn action_of(words: &[&str]) -> Option<EsclAction> {
    let percent = |text: &str| text.parse().ok().filter(|percent| *percent <= 100_u8);
    Some(match words {
        ["garbage"] => EsclAction::Garbage,
        ["not-http"] => EsclAction::NotHttp,
        ["drop"] => EsclAction::Drop,
        ["stall"] => EsclAction::Stall,
        ["endless"] => EsclAction::Endless,
        ["late", delay] => EsclAction::Late(Duration::from_millis(delay.parse().ok()?)),
        ["cut", part] => EsclAction::Cut(percent(part)?),
        ["stall-at", part] => EsclAction::StallAt(percent(part)?),
        ["truncate", part] => EsclAction::Truncate(percent(part)?),
        [code] => EsclAction::Code(code.parse().ok().filter(|code| (100..=599).contains(code))?),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn lines_become_faults() {
        let mut page = std::io::Cursor::new(Vec::new());
        image::GrayImage::new(4, 4).write_to(&mut page, image::ImageFormat::Png).unwrap();
        let scanner = VirtualEscl::start(page.get_ref()).await.unwrap();
        for line in
            ["# a comment", "fault next 3 503", "fault create 1 late 20", "fault next 1 cut 50", "adf jam"]
        {
            assert_eq!(obey(&scanner, line).await.unwrap(), Next::Continue(None), "{line}");
        }
        assert_eq!(
            scanner.planned(),
            [
                EsclFault::times(EsclRequest::Next, 3, EsclAction::Code(503)),
                EsclFault::once(EsclRequest::Create, EsclAction::Late(Duration::from_millis(20))),
                EsclFault::once(EsclRequest::Next, EsclAction::Cut(50)),
            ]
        );
        assert_eq!(obey(&scanner, "quit").await.unwrap(), Next::Quit);
        for line in
            ["fault next x 503", "fault coffee 1 503", "fault next 1 cut 200", "page /none", "adf blue"]
        {
            assert!(matches!(obey(&scanner, line).await, Err(VirtualError::Control(_))), "{line}");
        }
    }
}
