//! The packaged rules, and what they make of devices: read as udev reads them, as far as these rules go.

use std::collections::BTreeMap;
use std::path::Path;

use crate::discovery::{MAKERS, Makes, rules, scanner_maker};

/// A device as udev sees it.
#[derive(Debug, Clone, Default)]
struct Device {
    /// `ACTION`, `SUBSYSTEM`, and what stands in `ENV`.
    env: BTreeMap<String, String>,
    attr: BTreeMap<String, String>,
    /// Where `/sys` is, below which this device has the path `/device`.
    sys: String,
    /// What is stored of the parent.
    parent: BTreeMap<String, String>,
}

/// What became of a device.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Given {
    group: Option<String>,
    mode: Option<String>,
    no_modem: bool,
    run: Vec<String>,
}

impl Given {
    fn to(group: &str) -> Self {
        Self { group: Some(group.to_owned()), mode: Some("0660".to_owned()), ..Self::default() }
    }
}

fn device(ids: (u16, u16), product: &str, interfaces: &str) -> Device {
    let map = |pairs: &[(&str, &str)]| {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    };
    Device {
        env: map(&[
            ("ACTION", "add"),
            ("SUBSYSTEM", "usb"),
            ("DEVTYPE", "usb_device"),
            ("ID_USB_INTERFACES", interfaces),
        ]),
        attr: map(&[
            ("idVendor", &format!("{:04x}", ids.0)),
            ("idProduct", &format!("{:04x}", ids.1)),
            ("product", product),
        ]),
        ..Device::default()
    }
}

/// The interface of a HID device that is no boot keyboard, with the beginning of its report descriptor in a `/sys`.
fn hid_interface(sys: &Path, descriptor: &[u8]) -> Device {
    let hid = sys.join("device/0003:1234:5678.0001");
    std::fs::create_dir_all(&hid).unwrap();
    std::fs::write(hid.join("report_descriptor"), descriptor).unwrap();
    let mut interface = device((0, 0), "", "");
    interface.attr.clear();
    interface.env.insert("DEVTYPE".into(), "usb_interface".into());
    interface.env.insert("INTERFACE".into(), "3/0/0".into());
    interface.sys = sys.display().to_string();
    interface
}

/// Runs rules over a device: one file after the other.
fn udev(files: &[&str], device: &Device) -> Given {
    let mut device = device.clone();
    let mut given = Given::default();
    for file in files {
        let mut goto = None;
        for line in file.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let tokens: Vec<_> = tokens(line);
            let label = tokens.iter().find(|(key, ..)| *key == "LABEL").map(|(_, _, value)| *value);
            if goto.is_some() && goto == label {
                goto = None;
            }
            if goto.is_none() && tokens.iter().all(|token| matches(&mut device, token)) {
                goto = tokens.iter().find(|(key, ..)| *key == "GOTO").map(|(_, _, value)| *value);
                tokens.iter().for_each(|token| assign(&mut device, &mut given, token));
            }
        }
        assert_eq!(goto, None, "every label is there");
    }
    given.no_modem = device.env.get("ID_MM_DEVICE_IGNORE").is_some_and(|value| value == "1");
    given
}

type Token<'a> = (&'a str, &'a str, &'a str);

fn tokens(line: &str) -> Vec<Token<'_>> {
    let mut rest = line;
    let mut found = Vec::new();
    while let Some((key, after)) = rest.split_once('"') {
        let (value, after) = after.split_once('"').expect("a closed quotation");
        let key = key.trim_start_matches([',', ' ']);
        let at = key.find(['=', '!', '+']).expect("an operator");
        found.push((&key[..at], &key[at..], value));
        rest = after;
    }
    found
}

fn matches(device: &mut Device, (key, operator, value): &Token<'_>) -> bool {
    let found = match (*key, *operator) {
        ("PROGRAM", _) => {
            let command = value.replace("%S", &device.sys).replace("%p", "/device");
            let script =
                command.strip_prefix("/bin/sh -c '").and_then(|rest| rest.strip_suffix("'")).unwrap();
            return std::process::Command::new("/bin/sh").arg("-c").arg(script).status().unwrap().success();
        }
        ("IMPORT{parent}", _) => {
            let imported = device.parent.get(*value).map(|kept| ((*value).to_owned(), kept.clone()));
            device.env.extend(imported);
            return true;
        }
        (_, "=" | "+=") => return true,
        ("ACTION" | "SUBSYSTEM", _) => device.env.get(*key),
        (key, _) => match key.split_once('{') {
            Some(("ENV", name)) => device.env.get(name.trim_end_matches('}')),
            Some(("ATTR", name)) => device.attr.get(name.trim_end_matches('}')),
            _ => panic!("a key that is not known here: {key}"),
        },
    };
    let fits =
        found.is_some_and(|found| value.split('|').any(|pattern| glob(pattern.as_bytes(), found.as_bytes())));
    fits == (*operator == "==")
}

fn assign(device: &mut Device, given: &mut Given, (key, operator, value): &Token<'_>) {
    match (*key, *operator) {
        ("GROUP", "=") => given.group = Some((*value).to_owned()),
        ("MODE", "=") => given.mode = Some((*value).to_owned()),
        ("RUN", "+=") => given.run.push((*value).to_owned()),
        (key, "=") if key.starts_with("ENV{") => {
            let name = key.trim_start_matches("ENV{").trim_end_matches('}');
            device.env.insert(name.to_owned(), (*value).to_owned());
        }
        _ => {}
    }
}

fn glob(pattern: &[u8], text: &[u8]) -> bool {
    match (pattern, text) {
        ([], text) => text.is_empty(),
        ([b'*', rest @ ..], text) => (0..=text.len()).any(|from| glob(rest, &text[from..])),
        ([b'[', rest @ ..], [first, text @ ..]) => {
            let end = rest.iter().position(|byte| *byte == b']').unwrap();
            rest[..end].contains(first) && glob(&rest[end + 1..], text)
        }
        ([b'?', rest @ ..], [_, text @ ..]) => glob(rest, text),
        ([one, rest @ ..], [first, text @ ..]) => one == first && glob(rest, text),
        _ => false,
    }
}

const KEYBOARD: &str = ":030101:";
const HID: &str = ":030000:";
const CDC: &str = ":020201:0a0000:";

#[test]
fn scanners_and_card_printers_are_given_to_the_daemon_and_nothing_else() {
    let own = rules();
    let no_modem = Given { no_modem: true, ..Given::to("balied") };
    for (device, expected) in [
        (device((0x05e0, 0x1200), "Symbol Bar Code Scanner", KEYBOARD), Given::to("balied")),
        (device((0x0c2e, 0x0b87), "", HID), Given::to("balied")),
        (device((0x05f9, 0x4204), "Gryphon", CDC), no_modem.clone()),
        (device((0x1eab, 0x1a10), "", ":030101:030000:020201:0a0000:"), no_modem.clone()),
        (device((0x1234, 1), "USB BARCODE SCANNER", KEYBOARD), Given::to("balied")),
        (device((0x1234, 2), "2D Barcode Reader", CDC), no_modem.clone()),
        (device((0x1234, 2), "QR Code Reader", CDC), no_modem),
        (device((0x1234, 2), "Bar-Code Wand", KEYBOARD), Given::to("balied")),
        (device((0x0f49, 0x0a00), "Evolis Primacy", ":070102:"), Given::to("balied")),
        // Security keys, a UPS, a keyboard, a mouse, a scale, a headset with buttons, and HID that says nothing.
        (device((0x1050, 0x0407), "YubiKey OTP+FIDO+CCID", ":030101:030000:0b0000:"), Given::default()),
        (device((0x1050, 0x0120), "Security Key by Yubico", HID), Given::default()),
        (device((0x20a0, 0x42b2), "Nitrokey 3", ":0b0000:030000:"), Given::default()),
        (device((0x051d, 0x0002), "Back-UPS ES 700G", HID), Given::default()),
        (device((0x0764, 0x0501), "CP1500 UPS", HID), Given::default()),
        (device((0x046d, 0xc31c), "USB Keyboard", KEYBOARD), Given::default()),
        (device((0x046d, 0xc077), "USB Optical Mouse", ":030102:"), Given::default()),
        (device((0x0922, 0x8003), "DYMO M10 scale", HID), Given::default()),
        (device((0x1234, 3), "", HID), Given::default()),
        (device((0x1234, 4), "USB Fingerprint Scanner", HID), Given::default()),
        (device((0x1234, 4), "Passport Scanner", HID), Given::default()),
        // A token for signing in that plays a keyboard, a game controller, a touch screen, a card reader.
        (device((0x1209, 0x5070), "OnlyKey Color", ":030101:030000:"), Given::default()),
        (device((0x045e, 0x028e), "Controller", ":ff5d01:030000:"), Given::default()),
        (device((0x0eef, 0x0001), "eGalaxTouch", HID), Given::default()),
        (device((0x08e6, 0x3437), "USB SmartCard Reader", ":0b0000:"), Given::default()),
        // A maker of scanners that makes other things: one with neither HID nor a serial line.
        (device((0x05e0, 0x2000), "Mobile Computer", ":060101:080650:"), Given::default()),
        // A modem, an Arduino, an office printer, a flatbed scanner.
        (device((0x12d1, 0x1001), "HUAWEI Mobile", ":ff0102:020201:"), Given::default()),
        (device((0x2341, 0x0043), "Arduino Uno", CDC), Given::default()),
        (device((0x04b8, 0x0005), "EPSON Printer", ":070102:"), Given::default()),
        (device((0x04a9, 0x190f), "CanoScan scanner", ":ff0000:"), Given::default()),
    ] {
        assert_eq!(udev(&[&own], &device), expected, "{device:?}");
    }
}

#[test]
fn a_device_that_says_it_is_a_scanner_is_given_whatever_its_make() {
    let own = rules();
    let place = tempfile::tempdir().unwrap();
    let given = ["/bin/chgrp balied /dev/%P", "/bin/chmod 0660 /dev/%P"];
    for (index, (descriptor, scanner)) in [
        (&b"\x05\x8c\x09\x02\xa1\x01"[..], true),
        (b"\x06\x8c\x00\x09\x02\xa1\x01", true),
        // A second interface on the maker's own page, FIDO, a UPS, a scale, a keyboard; and one with these bytes later.
        (b"\x06\x8c\xff\x09\x01\xa1\x01", false),
        (b"\x06\xd0\xf1\x09\x01\xa1\x01", false),
        (b"\x05\x84\x09\x04\xa1\x01", false),
        (b"\x05\x8d\x09\x20\xa1\x01", false),
        // Power devices, batteries, sensors, a maker's own page, a long item.
        (b"\x05\x85\x09\x04\xa1\x01", false),
        (b"\x05\x8e\x09\x01\xa1\x01", false),
        (b"\x05\x20\x09\x01\xa1\x01", false),
        (b"\x06\x00\xff\x09\x01\xa1\x01", false),
        (b"\xfe\x05\x8c", false),
        (b"\x05\x01\x09\x06\xa1\x01", false),
        (b"\x05\x01\x05\x8c", false),
        (b"", false),
    ]
    .into_iter()
    .enumerate()
    {
        let interface = hid_interface(&place.path().join(index.to_string()), descriptor);
        let expected: Vec<_> = given.iter().filter(|_| scanner).map(|run| (*run).to_owned()).collect();
        assert_eq!(udev(&[&own], &interface).run, expected, "{descriptor:02x?}");
        // Where the device as a whole has been decided on, this adds nothing.
        for decided in ["scanner", "none"] {
            let mut interface = interface.clone();
            interface.parent.insert("BALIE_DEVICE".into(), decided.into());
            assert_eq!(udev(&[&own], &interface), Given::default());
        }
    }
    let mut none = hid_interface(&place.path().join("none"), b"");
    none.sys = "/nowhere".into();
    assert_eq!(udev(&[&own], &none), Given::default(), "before the kernel's driver has it");
}

#[test]
fn a_branch_adds_and_takes_away_devices_by_rules_of_its_own() {
    let own = rules();
    let before = "ATTR{idVendor}==\"1234\", ATTR{idProduct}==\"5678\", ENV{BALIE_DEVICE}=\"scanner\"\n\
                  ATTR{idVendor}==\"05e0\", ENV{BALIE_DEVICE}=\"none\"\n";
    let added = |interfaces| device((0x1234, 0x5678), "Thing", interfaces);
    assert_eq!(udev(&[before, &own], &added(HID)), Given::to("balied"));
    let serial = Given { no_modem: true, ..Given::to("balied") };
    assert_eq!(udev(&[before, &own], &added(CDC)), serial);
    assert_eq!(
        udev(&[before, &own], &device((0x05e0, 0x1200), "Symbol Bar Code Scanner", KEYBOARD)),
        Given::default()
    );
    // Lines as they were written for earlier versions.
    let after = "ATTR{idVendor}==\"1234\", ATTR{idProduct}==\"5678\", GROUP=\"balied\", MODE=\"0660\"\n";
    assert_eq!(udev(&[&own, after], &added(HID)), Given::to("balied"));
    // The examples in the file itself are such lines.
    for line in own.lines().filter_map(|line| line.strip_prefix("# ATTR")) {
        let line = format!("ATTR{line}");
        let left_alone = line.contains("none");
        let given = udev(&[&line, &own], &added(HID));
        assert_eq!(given, if left_alone { Given::default() } else { Given::to("balied") }, "{line}");
    }
}

#[test]
fn the_packaged_udev_rules_are_those_of_the_table() {
    let packaged = include_str!("../../../../../packaging/udev/60-balie.rules");
    assert!(
        packaged == rules(),
        "run: cargo run -p balie-devices --example udev-rules > packaging/udev/60-balie.rules"
    );
    for maker in &MAKERS {
        assert!(packaged.contains(&format!("{:04x}", maker.vendor)), "{maker:?}");
    }
}

#[test]
fn a_maker_stands_in_the_table_once() {
    for (index, maker) in MAKERS.iter().enumerate() {
        assert!(MAKERS[..index].iter().all(|other| other.vendor != maker.vendor), "{maker:?}");
        assert_eq!(scanner_maker(maker.vendor).is_some(), maker.makes == Makes::Scanners);
    }
    assert_eq!(scanner_maker(0x046d), None);
}
