//! Devices, from their owners to the wire.

use balie_devices::{DeviceRole, DeviceSnapshot, DeviceState};
use balie_proto::v1 as pb;
use balie_registration::Lang;

/// A device as people see it.
pub fn device_view(snapshot: &DeviceSnapshot, lang: Lang) -> pb::Device {
    let DeviceSnapshot { info, state, holder } = snapshot;
    let reason = state.reason();
    pb::Device {
        name: format!("devices/{}", info.id),
        display_name: info.label.clone(),
        role: role(info.role).into(),
        driver: info.driver.to_owned(),
        address: info.address.clone(),
        state: state_view(*state).into(),
        reason_code: reason.map(|reason| reason.code().to_owned()).unwrap_or_default(),
        reason: state.message(lang.tag()).to_owned(),
        remedy: reason.map(|reason| reason.remedy(lang.tag()).to_owned()).unwrap_or_default(),
        claimed_by: holder.clone().unwrap_or_default(),
        model: info.model.clone().unwrap_or_default(),
        serial_number: info.serial.clone().unwrap_or_default(),
        counters: info.counters.iter().map(|counter| (counter.name.to_owned(), counter.value)).collect(),
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
