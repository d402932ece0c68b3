//! The device bar.

use crate::session::Session;
use crate::ui::{Device, DeviceView, Role};
use balie_client::sentence;
use balie_client::v1::{self, DeviceRole, DeviceState};

/// The devices as they are now, in order of configuration.
pub fn devices(session: &Session) -> Vec<DeviceView> {
    session.devices.iter().map(|device| view(device, &session.station)).collect()
}

fn view(device: &v1::Device, station: &str) -> DeviceView {
    DeviceView {
        name: device.display_name.as_str().into(),
        role: match device.role() {
            DeviceRole::Scanner | DeviceRole::Unspecified => Role::Scanner,
            DeviceRole::PassPrinter => Role::PassPrinter,
            DeviceRole::DocumentScanner => Role::DocumentScanner,
            DeviceRole::FormPrinter => Role::FormPrinter,
        },
        state: match device.state() {
            DeviceState::Absent | DeviceState::Unspecified => Device::Absent,
            DeviceState::Starting => Device::Starting,
            DeviceState::Ready => Device::Ready,
            DeviceState::Busy => Device::Busy,
            DeviceState::WaitingForCard => Device::WaitingForCard,
            DeviceState::Attention => Device::Attention,
            DeviceState::Faulted => Device::Faulted,
        },
        note: note(device).into(),
        here: device.claimed_by == station,
        holder: device.claimed_by.as_str().into(),
    }
}

/// Reason and remedy; nothing where the state says as much.
fn note(device: &v1::Device) -> String {
    match device.state() {
        DeviceState::Ready if device.reason_code.is_empty() => String::new(),
        DeviceState::WaitingForCard => sentence(&device.remedy),
        _ => format!("{} {}", sentence(&device.reason), sentence(&device.remedy)).trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn state_reason_and_remedy_are_the_daemons_words() {
        let device = v1::Device {
            state: DeviceState::Attention.into(),
            role: DeviceRole::PassPrinter.into(),
            reason: "Het lint is op".into(),
            remedy: "Plaats een nieuw lint.".into(),
            claimed_by: "balie-2".into(),
            ..Default::default()
        };
        let view = view(&device, "balie-1");
        assert_eq!((view.state, view.role, view.here), (Device::Attention, Role::PassPrinter, false));
        assert_eq!(view.note, "Het lint is op. Plaats een nieuw lint.");
    }

    #[test]
    fn of_a_device_that_is_ready_only_what_it_cannot_tell_is_told() {
        let told = |reason_code: &str| {
            note(&v1::Device {
                state: DeviceState::Ready.into(),
                reason_code: reason_code.into(),
                reason: "Gereed".into(),
                ..Default::default()
            })
        };
        assert_eq!(told(""), "");
        assert_eq!(told("STATUS_INCOMPLETE"), "Gereed.");
    }
}
