//! `balie devices`: the devices of the counter.

use crate::args::{DevicesArgs, DevicesCommand};
use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::terminal::wrap;
use crate::text::{Lang, dialogue, lists as text, states};
use crate::view;
use balie_client::v1::{Device, DiscoveredDevice};
use balie_client::{Update, resource};

pub(super) async fn run(context: &mut Context<'_>, args: DevicesArgs) -> Outcome {
    if let Some(id) = args.id {
        return show(context, &resource::device(&id)).await;
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

async fn show(context: &mut Context<'_>, name: &str) -> Outcome {
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

fn entries(lang: Lang, devices: &[Device]) -> Vec<String> {
    if devices.is_empty() {
        return vec![text::nothing(lang).to_owned()];
    }
    devices.iter().flat_map(|device| entry(lang, device)).collect()
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
        lines.extend(wrap(&found.reason, "  "));
        lines.extend(wrap(&found.remedy, "  "));
        lines
    };
    heading.into_iter().chain(unused.flat_map(entry)).collect()
}

/// A device: what it is and how it is; then what is the matter and what to do.
pub(super) fn entry(lang: Lang, device: &Device) -> Vec<String> {
    let id = device.name.strip_prefix("devices/").unwrap_or(&device.name);
    let mut line = format!(
        "{id}: {} ({}) · {}",
        device.display_name,
        states::role(lang, device.role()),
        states::device(lang, device.state())
    );
    if !device.claimed_by.is_empty() {
        line.push_str(&format!(" · {}", text::claimed_by(lang, &device.claimed_by)));
    }
    let mut lines = wrap(&line, "");
    lines.extend(wrap(&device.reason, "  "));
    lines.extend(wrap(&device.remedy, "  "));
    lines
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
    let counters: std::collections::BTreeMap<_, _> = device.counters.iter().collect();
    lines.extend(counters.into_iter().map(|(name, value)| format!("  {name}: {value}")));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use balie_client::v1::{DeviceState, DiscoveredWay};

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
            ["1-2: 046d:c31c (keyboard)", "  A keyboard that does not look like a scanner"]
        );
    }

    #[test]
    fn only_changes_are_news() {
        let mut known = Known::default();
        assert_eq!(known.news(vec![device(DeviceState::Ready, 0)]).len(), 1);
        assert_eq!(known.news(vec![device(DeviceState::Ready, 5)]).len(), 0);
        assert_eq!(known.news(vec![device(DeviceState::Absent, 5)]).len(), 1);
    }
}
