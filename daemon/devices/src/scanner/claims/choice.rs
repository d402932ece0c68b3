//! Which scanner a station means that names none.

use super::ClaimError;
use crate::{DeviceId, DeviceSnapshot, DeviceState};

/// The scanner that lies at the station; where none does, the one that lies nowhere in particular; where there
/// are more of those, the one that is plugged in and that no other station holds. A scanner that lies at another
/// station is meant only when it is the only one there is.
///
/// # Errors
/// When there is no scanner, or it takes a name to tell which one is meant.
pub(super) fn choose(scanners: &[DeviceSnapshot], station: &str) -> Result<DeviceId, ClaimError> {
    let here = |one: &&DeviceSnapshot| one.info.station.as_deref() == Some(station);
    let anywhere = |one: &&DeviceSnapshot| one.info.station.is_none();
    let plugged_in = |one: &&DeviceSnapshot| one.state != DeviceState::Absent;
    let free = |one: &&DeviceSnapshot| one.holder.as_deref().is_none_or(|holder| holder == station);
    let own: Vec<_> = scanners.iter().filter(here).collect();
    // More than one at one station: one that works, else the first.
    if let Some(one) = own.iter().copied().find(plugged_in).or(own.first().copied()) {
        return Ok(one.info.id.clone());
    }
    let common: Vec<_> = scanners.iter().filter(anywhere).collect();
    let present: Vec<_> = common.iter().copied().filter(plugged_in).collect();
    let available: Vec<_> = present.iter().copied().filter(free).collect();
    let all: Vec<_> = scanners.iter().collect();
    for choice in [common, present, available, all] {
        if let [one] = choice.as_slice() {
            return Ok(one.info.id.clone());
        }
    }
    if scanners.is_empty() {
        return Err(ClaimError::NoScanner);
    }
    Err(ClaimError::Ambiguous { scanners: scanners.iter().map(|one| one.info.id.clone()).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DeviceCell, DeviceInfo, DeviceRole};

    fn scanner(id: &str, station: Option<&str>, state: DeviceState, holder: Option<&str>) -> DeviceSnapshot {
        let mut info = DeviceInfo::new(id.parse().unwrap(), DeviceRole::Scanner, "usb", "usb".into(), None);
        info.station = station.map(str::to_owned);
        let cell = DeviceCell::new(info);
        cell.set_state(state);
        cell.set_holder(holder.map(str::to_owned));
        cell.snapshot()
    }

    #[test]
    fn each_station_gets_the_scanner_that_is_meant_for_it() {
        use DeviceState::{Absent, Ready};
        let ambiguous = |ids: &[&str]| {
            Err(ClaimError::Ambiguous { scanners: ids.iter().map(|id| id.parse().unwrap()).collect() })
        };
        let chosen = |id: &str| Ok(id.parse().unwrap());
        for (scanners, expected) in [
            (vec![], Err(ClaimError::NoScanner)),
            // The only one, wherever it lies and whether it is there or not.
            (vec![scanner("a", None, Absent, None)], chosen("a")),
            (vec![scanner("a", Some("balie-2"), Ready, None)], chosen("a")),
            // Its own before any other, even when it is not plugged in.
            (vec![scanner("a", None, Ready, None), scanner("b", Some("balie-1"), Absent, None)], chosen("b")),
            (
                vec![scanner("a", Some("balie-1"), Absent, None), scanner("b", Some("balie-1"), Ready, None)],
                chosen("b"),
            ),
            // Not another station's.
            (vec![scanner("a", Some("balie-2"), Ready, None), scanner("b", None, Absent, None)], chosen("b")),
            // The one that is there, then the one that is free.
            (vec![scanner("a", None, Absent, None), scanner("b", None, Ready, None)], chosen("b")),
            (vec![scanner("a", None, Ready, Some("balie-2")), scanner("b", None, Ready, None)], chosen("b")),
            (
                vec![scanner("a", None, Ready, Some("balie-1")), scanner("b", None, Ready, Some("balie-2"))],
                chosen("a"),
            ),
            (vec![scanner("a", None, Ready, None), scanner("b", None, Ready, None)], ambiguous(&["a", "b"])),
        ] {
            assert_eq!(choose(&scanners, "balie-1"), expected, "{scanners:?}");
        }
    }
}
