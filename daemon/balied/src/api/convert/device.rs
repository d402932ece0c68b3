//! Devices, from their owners to the wire.

use crate::api::status::{Refusal, bad_field};
use balie_devices::discovery::{Found, Use, WayKind};
use balie_devices::document_scanner::PaperSource;
use balie_devices::{DeviceId, DeviceRole, DeviceSnapshot, DeviceState};
use balie_proto::v1 as pb;
use balie_registration::Lang;
use tonic::Status;

/// The id in `devices/{id}`.
///
/// # Errors
/// `INVALID_ARGUMENT` when it is none.
pub fn device_id(name: &str, field: &str, lang: Lang) -> Result<DeviceId, Status> {
    name.strip_prefix("devices/")
        .and_then(|id| id.parse().ok())
        .ok_or_else(|| bad_field(field, Refusal::ResourceName("devices/{id}"), lang))
}

/// Where the paper lies; none: as configured.
///
/// # Errors
/// `INVALID_ARGUMENT` for a value that does not exist.
pub fn paper_source(source: i32, lang: Lang) -> Result<Option<PaperSource>, Status> {
    match pb::PaperSource::try_from(source) {
        Ok(pb::PaperSource::Unspecified) => Ok(None),
        Ok(pb::PaperSource::Auto) => Ok(Some(PaperSource::Auto)),
        Ok(pb::PaperSource::Platen) => Ok(Some(PaperSource::Platen)),
        Ok(pb::PaperSource::Feeder) => Ok(Some(PaperSource::Feeder)),
        Err(_) => Err(bad_field("source", Refusal::UnknownValue, lang)),
    }
}

/// A device as people see it.
pub fn device_view(snapshot: &DeviceSnapshot, lang: Lang) -> pb::Device {
    let DeviceSnapshot { info, state, holder } = snapshot;
    // What a device that is ready cannot tell stands where the trouble of another does.
    let notice = info.notice.filter(|_| *state == DeviceState::Ready);
    let reason = state.reason().or(notice);
    let told = notice.map_or_else(|| state.message(lang.tag()), |notice| notice.message(lang.tag()));
    pb::Device {
        name: format!("devices/{}", info.id),
        display_name: info.label.clone(),
        role: role(info.role).into(),
        driver: info.driver.to_owned(),
        address: info.address.clone(),
        state: state_view(*state).into(),
        reason_code: reason.map(|reason| reason.code().to_owned()).unwrap_or_default(),
        reason: told.to_owned(),
        remedy: reason.map(|reason| reason.remedy(lang.tag()).to_owned()).unwrap_or_default(),
        claimed_by: holder.clone().unwrap_or_default(),
        model: info.model.clone().unwrap_or_default(),
        serial_number: info.serial.clone().unwrap_or_default(),
        counters: info.counters.iter().map(|counter| (counter.name.to_owned(), counter.value)).collect(),
        station: info.station.clone().unwrap_or_default(),
        media: info.media.clone().unwrap_or_default(),
        firmware: info.firmware.clone().unwrap_or_default(),
    }
}

/// What was found on USB, as people see it; `device` tells how a device of Balie is.
pub fn discovered_view(
    found: &Found,
    device: impl Fn(&DeviceId) -> Option<DeviceSnapshot>,
    lang: Lang,
) -> pb::DiscoveredDevice {
    let tag = lang.tag();
    let mut view = pb::DiscoveredDevice {
        port: found.port.clone(),
        vendor_id: format!("{:04x}", found.vendor),
        product_id: format!("{:04x}", found.product),
        manufacturer: found.manufacturer.clone().unwrap_or_default(),
        model: found.model.clone().unwrap_or_default(),
        serial_number: found.serial.clone().unwrap_or_default(),
        way: found.way.map_or(pb::DiscoveredWay::Unspecified, way).into(),
        ..Default::default()
    };
    let trouble = match &found.used {
        Use::By(id) => {
            view.device = format!("devices/{id}");
            let reason = device(id).and_then(|snapshot| snapshot.state.reason());
            reason.map(|reason| (reason.code(), reason.message(tag), reason.remedy(tag)))
        }
        Use::Not(reason) => Some((reason.code(), reason.message(tag), reason.remedy(tag))),
    };
    if let Some((code, reason, remedy)) = trouble {
        (view.reason_code, view.reason, view.remedy) = (code.into(), reason.into(), remedy.into());
    }
    view
}

fn way(way: WayKind) -> pb::DiscoveredWay {
    match way {
        WayKind::Pos => pb::DiscoveredWay::HidPos,
        WayKind::Serial => pb::DiscoveredWay::Serial,
        WayKind::Keyboard => pb::DiscoveredWay::Keyboard,
    }
}

fn role(role: DeviceRole) -> pb::DeviceRole {
    match role {
        DeviceRole::Scanner => pb::DeviceRole::Scanner,
        DeviceRole::PassPrinter => pb::DeviceRole::PassPrinter,
        DeviceRole::DocumentScanner => pb::DeviceRole::DocumentScanner,
        DeviceRole::FormPrinter => pb::DeviceRole::FormPrinter,
    }
}

fn state_view(state: DeviceState) -> pb::DeviceState {
    match state {
        DeviceState::Absent => pb::DeviceState::Absent,
        DeviceState::Starting => pb::DeviceState::Starting,
        DeviceState::Ready => pb::DeviceState::Ready,
        DeviceState::Busy { .. } => pb::DeviceState::Busy,
        DeviceState::WaitingForCard => pb::DeviceState::WaitingForCard,
        DeviceState::Attention { .. } => pb::DeviceState::Attention,
        DeviceState::Faulted { .. } => pb::DeviceState::Faulted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use balie_devices::discovery::NotUsed;
    use balie_devices::{DeviceCell, DeviceInfo, Reason};

    fn found(used: Use) -> Found {
        Found {
            port: "1-1".into(),
            vendor: 0x05e0,
            product: 0x1200,
            manufacturer: None,
            model: Some("Bar Code Scanner".into()),
            serial: None,
            way: Some(WayKind::Keyboard),
            used,
        }
    }

    #[test]
    fn what_a_ready_printer_cannot_tell_stands_beside_its_state() {
        let id: DeviceId = "printer".parse().unwrap();
        let mut info = DeviceInfo::new(id, DeviceRole::PassPrinter, "zpl", "10.0.0.9:9100".into(), None);
        info.notice = Some(Reason::StatusIncomplete);
        let cell = DeviceCell::new(info);
        let shown = |cell: &DeviceCell, lang| {
            let view = device_view(&cell.snapshot(), lang);
            (view.state(), view.reason_code, view.reason, view.remedy)
        };
        cell.set_state(DeviceState::Ready);
        let (state, code, reason, remedy) = shown(&cell, Lang::Nl);
        assert_eq!((state, code.as_str()), (pb::DeviceState::Ready, "STATUS_INCOMPLETE"));
        assert!(reason.contains("klep") && reason.contains("lint"), "{reason}");
        assert!(remedy.contains("Printen kan gewoon"), "{remedy}");
        // A trouble comes first.
        cell.set_state(DeviceState::of(Reason::PaperOut));
        assert_eq!(shown(&cell, Lang::En).1, "PAPER_OUT");
        cell.set_state(DeviceState::Ready);
        cell.update(|info| info.notice = None);
        assert_eq!(shown(&cell, Lang::En).1, "");
    }

    #[test]
    fn what_is_not_used_says_why_and_what_is_used_says_what_is_the_matter() {
        let id: DeviceId = "scanner".parse().unwrap();
        let info = DeviceInfo::new(id.clone(), DeviceRole::Scanner, "usb", "1-1".into(), None);
        let cell = DeviceCell::new(info);
        cell.set_state(DeviceState::Ready);
        let show =
            |found: &Found, cell: &DeviceCell| discovered_view(found, |_| Some(cell.snapshot()), Lang::En);
        let used = found(Use::By(id));
        let shown = show(&used, &cell);
        assert_eq!((shown.vendor_id.as_str(), shown.product_id.as_str()), ("05e0", "1200"));
        assert_eq!((shown.device.as_str(), shown.reason_code.as_str()), ("devices/scanner", ""));
        cell.set_state(DeviceState::of(Reason::PermissionDenied));
        assert_eq!(show(&used, &cell).reason_code, "PERMISSION_DENIED");
        assert!(show(&used, &cell).remedy.contains("udev"));
        let shown = show(&found(Use::Not(NotUsed::UnknownKeyboard)), &cell);
        assert_eq!((shown.device.as_str(), shown.reason_code.as_str()), ("", "UNKNOWN_KEYBOARD"));
        assert_eq!(shown.way(), pb::DiscoveredWay::Keyboard);
    }
}
