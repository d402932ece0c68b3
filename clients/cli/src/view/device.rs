//! JSON of devices, what was found on USB, and scans.

use super::choice;
use balie_client::v1::{Device, DiscoveredDevice, Scan};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A device.
pub(crate) fn device(device: &Device) -> Value {
    json!({
        "name": device.name,
        "display_name": device.display_name,
        "role": choice(device.role().as_str_name(), "DEVICE_ROLE_"),
        "driver": device.driver,
        "address": device.address,
        "state": choice(device.state().as_str_name(), "DEVICE_STATE_"),
        "reason_code": device.reason_code,
        "reason": device.reason,
        "remedy": device.remedy,
        "claimed_by": device.claimed_by,
        "model": device.model,
        "serial_number": device.serial_number,
        "station": device.station,
        "media": device.media,
        "firmware": device.firmware,
        // Sorted, so that the same device always gives the same text.
        "counters": device.counters.iter().collect::<BTreeMap<_, _>>(),
    })
}

/// A device on USB.
pub(crate) fn discovered(found: &DiscoveredDevice) -> Value {
    json!({
        "port": found.port,
        "vendor_id": found.vendor_id,
        "product_id": found.product_id,
        "manufacturer": found.manufacturer,
        "model": found.model,
        "serial_number": found.serial_number,
        "way": choice(found.way().as_str_name(), "DISCOVERED_WAY_"),
        "device": found.device,
        "reason_code": found.reason_code,
        "reason": found.reason,
        "remedy": found.remedy,
    })
}

/// A scan.
pub(crate) fn scan(scan: &Scan) -> Value {
    json!({
        "sequence": scan.sequence,
        "text": scan.text,
        "symbology": scan.symbology,
        "kind": choice(scan.kind().as_str_name(), "SCAN_KIND_"),
        "explanation": scan.explanation,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use balie_client::v1::{DeviceRole, DeviceState, DiscoveredWay, ScanKind};

    #[test]
    fn devices_and_scans_have_short_names() {
        let shown = device(&Device {
            role: DeviceRole::PassPrinter.into(),
            state: DeviceState::WaitingForCard.into(),
            counters: [("printed".into(), 3), ("failed".into(), 1)].into(),
            ..Default::default()
        });
        assert_eq!(shown["role"], "pass_printer");
        assert_eq!(shown["state"], "waiting_for_card");
        assert_eq!(shown["counters"].to_string(), r#"{"failed":1,"printed":3}"#);
        let found = DiscoveredDevice { way: DiscoveredWay::HidPos.into(), ..Default::default() };
        assert_eq!(discovered(&found)["way"], "hid_pos");
        let shown = scan(&Scan { kind: ScanKind::OtherBranchPass.into(), ..Default::default() });
        assert_eq!(shown["kind"], "other_branch_pass");
    }
}
