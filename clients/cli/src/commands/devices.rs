//! `balie devices`: the devices of the counter.

use crate::args::{DevicesArgs, DevicesCommand};
use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::show;
use crate::terminal::{columns, row_lines, wrap};
use crate::text::{Lang, counters, dialogue, lists as text, states};
use crate::view;
use balie_client::v1::{Device, DiscoveredDevice};
use balie_client::{Update, resource, sentence};

pub(super) async fn run(context: &mut Context<'_>, args: DevicesArgs) -> Outcome {
    if let Some(id) = args.id {
        return one(context, &resource::device(&id)).await;
    }
    match args.command {
        None | Some(DevicesCommand::List) => {
            let devices = context.client.devices.list().await?;
            let discovered = context.client.devices.discovered().await?;
            context.result(
                || {
                    let mut json = view::list("devices", &devices, view::device);
                    json["discovered_devices"] = discovered.iter().map(view::discovered).collect();
                    json
                },
                |lang| entries(lang, &devices).into_iter().chain(unused(lang, &discovered)).collect(),
            );
            Ok(())
        }
        Some(DevicesCommand::Watch) => watch(context).await,
        Some(DevicesCommand::TestCard { id }) => {
            let job = context.client.devices.print_test_card(&resource::device(&id)).await?;
            super::jobs::follow(context, &job.name).await
        }
        Some(DevicesCommand::Reset { id }) => {
            let device = context.client.devices.reset(&resource::device(&id)).await?;
            context.result(|| view::device(&device), |lang| entry(lang, &device));
            Ok(())
        }
    }
}

async fn one(context: &mut Context<'_>, name: &str) -> Outcome {
    let devices = context.client.devices.list().await?;
    let Some(device) = devices.into_iter().find(|device| device.name == name) else {
        return Err(Failure::Usage { message: text::no_such_device(context.lang, name) });
    };
    context.result(|| view::device(&device), |lang| details(lang, &device));
    Ok(())
}

async fn watch(context: &mut Context<'_>) -> Outcome {
    let mut watch = context.client.devices.watch();
    let mut known = Known::default();
    while let Some(update) = watch.next().await {
        match update? {
            Update::Changed(devices) => {
                for device in known.news(devices) {
                    context.event(|| view::device(&device), |lang| entry(lang, &device));
                }
            }
            Update::Interrupted(_) => context.terminal.error_line(dialogue::reconnecting(context.lang)),
        }
        if context.is_over() {
            break;
        }
    }
    Ok(())
}

/// The devices as last told, to tell only what changed. Counters alone are no news.
#[derive(Default)]
pub(super) struct Known(Vec<Device>);

impl Known {
    pub(super) fn news(&mut self, devices: Vec<Device>) -> Vec<Device> {
        let quiet = |device: &Device| Device { counters: Default::default(), ..device.clone() };
        let news = devices
            .iter()
            .filter(|device| !self.0.iter().any(|known| quiet(known) == quiet(device)))
            .cloned()
            .collect();
        self.0 = devices;
        news
    }
}

/// Devices as a table: what they are and how they are; below each what is the matter and what to do.
pub(super) fn entries(lang: Lang, devices: &[Device]) -> Vec<String> {
    if devices.is_empty() {
        return vec![text::nothing(lang).to_owned()];
    }
    let heading = [text::device, text::device_role, text::state].map(|label| label(lang).to_owned()).to_vec();
    let mut rows = vec![heading];
    rows.extend(devices.iter().map(|device| row(lang, device)));
    let mut lines = row_lines(&rows).into_iter();
    let mut all = lines.next().unwrap_or_default();
    for (row, device) in lines.zip(devices) {
        all.extend(row);
        all.extend(matter(lang, device));
    }
    all
}

/// One device, as it is told when it changes.
pub(super) fn entry(lang: Lang, device: &Device) -> Vec<String> {
    let mut lines = columns(&[row(lang, device)]);
    lines.extend(matter(lang, device));
    lines
}

fn row(lang: Lang, device: &Device) -> Vec<String> {
    let id = device.name.strip_prefix("devices/").unwrap_or(&device.name);
    let name = if [id, ""].contains(&device.display_name.as_str()) {
        id.to_owned()
    } else {
        format!("{id} ({})", device.display_name)
    };
    let mut state = states::device(lang, device.state()).to_owned();
    if !device.claimed_by.is_empty() {
        state.push_str(&format!(" · {}", text::claimed_by(lang, &device.claimed_by)));
    }
    vec![name, states::role(lang, device.role()).to_owned(), state]
}

/// What is the matter, unless that is the state in other words, and what helps.
fn matter(lang: Lang, device: &Device) -> Vec<String> {
    let state = states::device(lang, device.state());
    let more = show::says_more(state, &device.reason);
    let reason = if more { wrap(&sentence(&device.reason), "  ") } else { Vec::new() };
    reason.into_iter().chain(wrap(&device.remedy, "  ")).collect()
}

/// What is on USB and is not used, and why. What is used is a device already.
fn unused(lang: Lang, discovered: &[DiscoveredDevice]) -> Vec<String> {
    let mut unused = discovered.iter().filter(|found| found.device.is_empty()).peekable();
    let heading = unused.peek().map(|_| text::on_usb_not_used(lang).to_owned());
    let entry = |found: &DiscoveredDevice| {
        let DiscoveredDevice { port, vendor_id, product_id, model, .. } = found;
        let way = states::way(lang, found.way());
        let mut lines =
            wrap(format!("{port}: {model} {vendor_id}:{product_id} ({way})").replace("  ", " ").as_str(), "");
        lines.extend(wrap(&sentence(&found.reason), "  "));
        lines.extend(wrap(&found.remedy, "  "));
        lines
    };
    heading.into_iter().chain(unused.flat_map(entry)).collect()
}

/// Everything a device told.
fn details(lang: Lang, device: &Device) -> Vec<String> {
    let told = [
        (text::device_model(lang), &device.model),
        (text::device_serial(lang), &device.serial_number),
        (text::device_firmware(lang), &device.firmware),
        (text::device_media(lang), &device.media),
        (text::device_driver(lang), &device.driver),
        (text::device_address(lang), &device.address),
        (text::device_station(lang), &device.station),
    ];
    let mut lines = entry(lang, device);
    let told = told.into_iter().filter(|(_, value)| !value.is_empty());
    lines.extend(told.flat_map(|(label, value)| wrap(&format!("{label}: {value}"), "  ")));
    let counts: std::collections::BTreeMap<_, _> = device.counters.iter().collect();
    let count = |(name, value): (&String, &u64)| format!("  {}: {value}", counters::name(lang, name));
    lines.extend(counts.into_iter().map(count));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use balie_client::v1::{self, DeviceState, DiscoveredWay};

    fn device(state: DeviceState, scans: u64) -> Device {
        Device {
            name: "devices/scanner".into(),
            state: state.into(),
            counters: [("scans".to_owned(), scans)].into(),
            ..Default::default()
        }
    }

    #[test]
    fn what_is_used_is_not_told_twice() {
        let used = DiscoveredDevice { device: "devices/scanner".into(), ..Default::default() };
        assert!(unused(Lang::English, std::slice::from_ref(&used)).is_empty());
        let keyboard = DiscoveredDevice {
            port: "1-2".into(),
            vendor_id: "046d".into(),
            product_id: "c31c".into(),
            way: DiscoveredWay::Keyboard.into(),
            reason: "A keyboard that does not look like a scanner".into(),
            ..Default::default()
        };
        let told = unused(Lang::English, &[used, keyboard]);
        assert_eq!(
            told[1..],
            ["1-2: 046d:c31c (keyboard)", "  A keyboard that does not look like a scanner."]
        );
    }

    #[test]
    fn a_device_is_named_once_and_its_state_too() {
        let mut ready = Device {
            display_name: "scanner".into(),
            role: v1::DeviceRole::Scanner.into(),
            reason: "Gereed".into(),
            ..device(DeviceState::Ready, 0)
        };
        assert_eq!(entry(Lang::Dutch, &ready), ["scanner  scanner  gereed"]);
        ready.display_name = "Scanner links".into();
        ready.claimed_by = "balie-1".into();
        let lines = entries(Lang::Dutch, &[ready]);
        assert_eq!(lines[1], "scanner (Scanner links)  scanner  gereed · in gebruik bij balie-1");
        assert!(lines[0].starts_with("Apparaat   ") && lines.len() == 2, "{lines:?}");
        let ill = Device {
            reason: "Geen lint.".into(),
            remedy: "Plaats lint.".into(),
            ..device(DeviceState::Attention, 0)
        };
        assert_eq!(entry(Lang::Dutch, &ill)[1..], ["  Geen lint.", "  Plaats lint."]);
    }

    #[test]
    fn only_changes_are_news() {
        let mut known = Known::default();
        assert_eq!(known.news(vec![device(DeviceState::Ready, 0)]).len(), 1);
        assert_eq!(known.news(vec![device(DeviceState::Ready, 5)]).len(), 0);
        assert_eq!(known.news(vec![device(DeviceState::Absent, 5)]).len(), 1);
    }
}
