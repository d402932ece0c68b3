//! What udev itself makes of the packaged rules: devices are made up below a `/sys` of this test's own, in a mount
//! namespace of its own, and `udevadm test` says what would become of each.

use balie_virtual::peers;
use balie_virtual::root::as_root;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

const RULES: &str = include_str!("../../../../packaging/udev/60-balie.rules");
/// The group of the daemon need not be on this machine; this one is.
const GROUP: &str = "daemon";

/// Rules, and a `/sys`, are put where udev looks; nothing of the machine is touched.
const SCRIPT: &str = r#"
set -eu
cd "$1"
mount -t tmpfs none /run/udev
mkdir -p /dev/char; mount -t tmpfs none /dev/char
mkdir -p /run/udev/rules.d /run/udev/data; cp rules/* /run/udev/rules.d/
mount --bind sys /sys
export SYSTEMD_DEVICE_VERIFY_SYSFS=0
for device in /sys/devices/usb1/*; do
  echo "device ${device##*/}"
  udevadm test --action=add "$device" 2>&1
done
echo "device interface"
udevadm test --action=bind /sys/devices/usb1/1-4/1-4:1.0 2>&1
"#;

/// Makes a USB device up: its descriptors are what udev's `usb_id` takes the kinds of interfaces from.
fn device(sys: &Path, number: u8, ids: (u16, u16), product: &str, interfaces: &[[u8; 3]]) {
    let place = sys.join(format!("devices/usb1/1-{number}"));
    fs::create_dir_all(&place).unwrap();
    let write = |name: &str, content: &str| fs::write(place.join(name), content).unwrap();
    let node = format!("MAJOR=189\nMINOR={number}\nDEVNAME=bus/usb/001/00{number}\nDEVTYPE=usb_device\n");
    write("uevent", &format!("{node}BUSNUM=001\nDEVNUM=00{number}\n"));
    write("idVendor", &format!("{:04x}", ids.0));
    write("idProduct", &format!("{:04x}", ids.1));
    write("manufacturer", "Maker");
    write("product", product);
    write("bcdDevice", "0100");
    let mut descriptors = vec![18, 1, 0, 2, 0, 0, 0, 64, 0, 0, 0, 0, 0, 1, 1, 2, 3, 1];
    descriptors.extend([9, 2, 32, 0, 1, 1, 0, 0x80, 50]);
    for [class, subclass, protocol] in interfaces {
        descriptors.extend([9, 4, 0, 0, 1, *class, *subclass, *protocol, 0]);
        descriptors.extend([7, 5, 0x81, 3, 64, 0, 10]);
    }
    fs::write(place.join("descriptors"), descriptors).unwrap();
    symlink("../../../bus/usb", place.join("subsystem")).unwrap();
}

#[test]
fn udev_gives_the_daemon_scanners_and_nothing_else() {
    if !as_root("to show udev devices that are not there").unwrap() {
        return;
    }
    let place = tempfile::tempdir().unwrap();
    let (sys, rules) = (place.path().join("sys"), place.path().join("rules"));
    for directory in ["bus/usb/devices", "bus/usb/drivers/usbhid"] {
        fs::create_dir_all(sys.join(directory)).unwrap();
    }
    fs::create_dir_all(&rules).unwrap();
    let own = "ATTR{idVendor}==\"1234\", ATTR{idProduct}==\"0002\", ENV{BALIE_DEVICE}=\"scanner\"\n";
    fs::write(rules.join("59-balie-own.rules"), own).unwrap();
    let packaged =
        RULES.replace("\"balied\"", &format!("\"{GROUP}\"")).replace("chgrp balied", "chgrp daemon");
    fs::write(rules.join("60-balie.rules"), packaged).unwrap();
    let (keyboard, hid, serial) = ([3, 1, 1], [3, 0, 0], [2, 2, 1]);
    device(&sys, 1, (0x05f9, 0x4204), "Gryphon", &[serial, [10, 0, 0]]);
    device(&sys, 2, (0x1050, 0x0407), "YubiKey OTP+FIDO+CCID", &[keyboard, hid, [11, 0, 0]]);
    device(&sys, 3, (0x05e0, 0x1200), "Symbol Bar Code Scanner", &[keyboard]);
    device(&sys, 4, (0x1234, 0x0001), "Till", &[hid]);
    device(&sys, 5, (0x1234, 0x0002), "Thing of a branch", &[serial]);
    device(&sys, 6, (0x051d, 0x0002), "Back-UPS", &[hid]);
    device(&sys, 7, (0x2341, 0x0043), "Arduino Uno", &[serial]);
    // The interface of the fourth, which the kernel's driver has, says that it is a scanner.
    let interface = sys.join("devices/usb1/1-4/1-4:1.0");
    let report = interface.join("0003:1234:0001.0001");
    fs::create_dir_all(&report).unwrap();
    fs::write(report.join("report_descriptor"), b"\x05\x8c\x09\x02\xa1\x01").unwrap();
    fs::write(interface.join("uevent"), "DEVTYPE=usb_interface\nDRIVER=usbhid\nINTERFACE=3/0/0\n").unwrap();
    symlink("../../../../bus/usb", interface.join("subsystem")).unwrap();

    let ran = Command::new("unshare").args(["--mount", "bash", "-c", SCRIPT, "-"]).arg(place.path()).output();
    let Ok(ran) = ran else {
        return peers::go_without("the rules by udev itself", "the package util-linux").unwrap();
    };
    let said = String::from_utf8_lossy(&ran.stdout);
    if said.contains("udevadm: command not found") {
        return peers::go_without("the rules by udev itself", "the package udev").unwrap();
    }
    assert!(ran.status.success(), "{said}\n{}", String::from_utf8_lossy(&ran.stderr));
    let of = |name: &str| {
        let after = said.split_once(&format!("device {name}\n")).unwrap().1;
        after.split_once("\ndevice ").map_or(after, |(own, _)| own).to_owned()
    };
    for (name, given, no_modem) in [
        ("1-1", true, true),
        ("1-2", false, false),
        ("1-3", true, false),
        ("1-4", false, false),
        ("1-5", true, true),
        ("1-6", false, false),
        ("1-7", false, false),
    ] {
        let own = of(name);
        assert!(own.contains("ID_USB_INTERFACES=:"), "udev reads its interfaces: {own}");
        let group = own.lines().any(|line| line.contains("60-balie.rules") && line.contains(" GROUP "));
        assert_eq!(group, given, "{name}: {own}");
        assert_eq!(own.contains("ID_MM_DEVICE_IGNORE=1"), no_modem, "{name}: {own}");
    }
    let interface = of("interface");
    for run in ["/bin/chgrp daemon /dev/bus/usb/001/004", "/bin/chmod 0660 /dev/bus/usb/001/004"] {
        assert!(interface.contains(&format!("run: '{run}'")), "{run}: {interface}");
    }
    assert!(!said.contains("60-balie.rules:0") && !said.contains("Invalid"), "{said}");
}
