//! Devices that the clerk can choose from.

use super::Dialogue;
use super::ask::Reply;
use super::question::Question;
use super::turn::Answer;
use crate::show;
use crate::terminal::wrap;
use crate::text::{Lang, states};
use balie_client::sentence;
use balie_client::v1::{Device, DeviceRole, DeviceState};

impl Dialogue<'_, '_> {
    /// The devices of a role, in order of configuration.
    pub(super) async fn devices(&mut self, role: DeviceRole) -> Answer<Vec<Device>> {
        let mut devices = self.get(|client| async move { client.devices.list().await }).await?;
        devices.retain(|device| device.role() == role);
        Ok(devices)
    }

    /// Tells how devices are, with a number each where there is something to choose.
    pub(super) fn tell_devices(&mut self, devices: &[Device]) {
        for (number, device) in (1..).zip(devices) {
            let number = if devices.len() > 1 { Some(number) } else { None };
            self.lines(states_of(self.context.lang, device, number));
        }
    }

    /// One of these devices: the only one, or the one the clerk chooses. Enter chooses none.
    pub(super) async fn one_of(&mut self, devices: &[Device], label: &str, help: &str) -> Answer<String> {
        if let [only] = devices {
            return Ok(only.name.clone());
        }
        let question = Question { label, required: true, help, ..Default::default() };
        loop {
            // A number of their own choosing: this may be the last thing before a card is printed.
            if let Reply::Text(typed) = self.ask(&question).await?
                && let Some(device) =
                    typed.parse::<usize>().ok().and_then(|at| devices.get(at.checked_sub(1)?))
            {
                return Ok(device.name.clone());
            }
            self.problem(help);
        }
    }
}

/// A device and how it is, with its number among several; what is the matter with it, where something is.
fn states_of(lang: Lang, device: &Device, number: Option<usize>) -> Vec<String> {
    let role = show::capital(states::role(lang, device.role()));
    let state = states::device(lang, device.state());
    let number = number.map(|number| format!("{number:>2}  ")).unwrap_or_default();
    let mut lines = vec![format!("{number}{role} {}: {state}", device.display_name)];
    let matters = match device.state() {
        DeviceState::Attention | DeviceState::Faulted | DeviceState::Absent => true,
        // What it cannot tell.
        DeviceState::Ready => !device.reason_code.is_empty(),
        _ => false,
    };
    if matters {
        let matter = [sentence(&device.reason), device.remedy.clone()];
        lines.extend(matter.iter().flat_map(|text| wrap(text, "  ")));
    }
    lines
}
