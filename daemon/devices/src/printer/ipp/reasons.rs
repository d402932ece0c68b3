//! What printers say is the matter (`printer-state-reasons`, RFC 8011 section 5.4.12 and PWG 5100.9), in the
//! words of every device.

use super::facts::State;
use crate::Reason;

/// What is printed: the same keyword means another remedy for cards than for paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stock {
    /// Cards, usually with a ribbon.
    Cards,
    /// Sheets, with ink or toner.
    Sheets,
}

/// The worst reason among the keywords. A keyword ends with how serious it is: `-report`, `-warning` or
/// `-error`; one without that is an error.
pub(super) fn worst(keywords: &[String], state: State, stock: Stock) -> Option<Reason> {
    let known = || keywords.iter().filter_map(|keyword| reason(keyword, stock));
    known()
        .find(|reason| !reason.is_warning())
        .or_else(|| (state == State::Stopped).then_some(Reason::Paused))
        .or_else(|| known().next())
}

fn reason(keyword: &str, stock: Stock) -> Option<Reason> {
    if keyword.ends_with("-report") {
        return None;
    }
    let serious = !keyword.ends_with("-warning");
    let name = keyword.strip_suffix("-error").or_else(|| keyword.strip_suffix("-warning")).unwrap_or(keyword);
    let cards = stock == Stock::Cards;
    Some(match name {
        "media-needed" | "media-empty" | "input-tray-missing" | "input-media-supply-empty" => {
            Reason::PaperOut
        }
        "media-low" | "input-media-supply-low" => Reason::PaperLow,
        "media-jam" if cards => Reason::Mechanical,
        "media-jam" => Reason::PaperJam,
        "cover-open" | "door-open" | "interlock-open" | "input-cover-open" | "output-cover-open" => {
            Reason::CoverOpen
        }
        "marker-supply-empty"
        | "toner-empty"
        | "marker-supply-missing"
        | "marker-ink-empty"
        | "marker-ribbon-empty"
        | "marker-print-ribbon-empty"
            if serious =>
        {
            if cards {
                Reason::RibbonEnded
            } else {
                Reason::InkEmpty
            }
        }
        "marker-supply-low"
        | "toner-low"
        | "marker-ink-almost-empty"
        | "marker-supply-empty"
        | "toner-empty"
        | "marker-ribbon-almost-empty" => {
            if cards {
                Reason::RibbonLow
            } else {
                Reason::InkLow
            }
        }
        "output-area-full" | "output-tray-missing" | "marker-waste-full" => Reason::OutputFull,
        "paused" | "moving-to-paused" | "hold-new-jobs" => Reason::Paused,
        "fuser-over-temp" => Reason::TooHot,
        "cleaner-life-over" | "cleaning-needed" => Reason::CleaningNeeded,
        "spool-area-full" => Reason::NotAccepting,
        "cups-missing-filter" => Reason::FormatNotSupported,
        "timed-out" | "offline" | "shutdown" | "deactivated" => Reason::HostUnreachable,
        "opc-life-over" | "fuser-under-temp" | "interpreter-resource-unavailable" | "other" if serious => {
            Reason::HardwareFault
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(keywords: &[&str], stock: Stock) -> Option<Reason> {
        let keywords: Vec<String> = keywords.iter().map(|keyword| (*keyword).to_owned()).collect();
        worst(&keywords, State::Idle, stock)
    }

    #[test]
    fn keywords_have_a_meaning_and_a_weight() {
        assert_eq!(of(&["none"], Stock::Sheets), None);
        assert_eq!(of(&["media-empty-error"], Stock::Sheets), Some(Reason::PaperOut));
        assert_eq!(of(&["media-empty-report"], Stock::Sheets), None);
        assert_eq!(of(&["toner-low-warning", "cover-open"], Stock::Sheets), Some(Reason::CoverOpen));
        assert_eq!(of(&["toner-low-warning"], Stock::Sheets), Some(Reason::InkLow));
        assert_eq!(of(&["toner-empty-warning"], Stock::Sheets), Some(Reason::InkLow));
        assert_eq!(of(&["com.example.sad"], Stock::Sheets), None);
    }

    #[test]
    fn cards_and_paper_are_told_apart() {
        assert_eq!(of(&["media-jam-error"], Stock::Cards), Some(Reason::Mechanical));
        assert_eq!(of(&["media-jam-error"], Stock::Sheets), Some(Reason::PaperJam));
        assert_eq!(of(&["marker-supply-empty-error"], Stock::Cards), Some(Reason::RibbonEnded));
        assert_eq!(of(&["marker-supply-low"], Stock::Cards), Some(Reason::RibbonLow));
    }

    #[test]
    fn a_stopped_printer_without_a_known_reason_is_paused() {
        let worst = |keywords: &[&str]| {
            let keywords: Vec<String> = keywords.iter().map(|keyword| (*keyword).to_owned()).collect();
            super::worst(&keywords, State::Stopped, Stock::Sheets)
        };
        assert_eq!(worst(&["none"]), Some(Reason::Paused));
        assert_eq!(worst(&["toner-low-warning"]), Some(Reason::Paused));
        assert_eq!(worst(&["media-jam"]), Some(Reason::PaperJam));
    }
}
