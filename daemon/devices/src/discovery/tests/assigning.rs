use proptest::prelude::*;

use super::bus::*;
use crate::DeviceId;
use crate::discovery::assign::{Assigner, Configured, Connection, Decision, Driver, Meant};
use crate::discovery::{DiscoveryConfig, Found, NotUsed, Use};
use crate::usb::{UsbDevice, UsbSelector};

fn id(text: &str) -> DeviceId {
    text.parse().unwrap()
}

fn configured(name: &str, driver: Driver, selector: &str) -> Configured {
    let selector: UsbSelector = toml::from_str(selector).unwrap();
    Configured { id: id(name), driver, meant: Meant::Selector(selector) }
}

/// A bus and whoever decides about it.
struct Counter {
    bus: Bus,
    assigner: Assigner,
}

impl Counter {
    fn new(config: &str, configured: Vec<Configured>) -> Self {
        let config: DiscoveryConfig = toml::from_str(config).unwrap();
        let taken = configured.iter().map(|one| one.id.clone()).collect();
        Self { bus: Bus::default(), assigner: Assigner::new(config, configured, taken) }
    }

    fn with(devices: impl IntoIterator<Item = UsbDevice>) -> Self {
        let mut counter = Self::new("", Vec::new());
        devices.into_iter().for_each(|device| counter.bus.plug(device));
        counter
    }

    fn decide(&mut self) -> Decision {
        self.assigner.assign(&self.bus.snapshot(), |path, tty| path.ends_with(tty))
    }

    /// The ports of all scanners, by id; `-` for one that is not plugged in.
    fn ports(&mut self) -> Vec<(String, String)> {
        let decision = self.decide();
        let port = |connection: &Option<Connection>| match connection {
            Some(Connection::Usb(target)) => target.port.clone(),
            Some(Connection::Serial(line)) => line.path.display().to_string(),
            None => "-".to_owned(),
        };
        decision.connections.iter().map(|(id, connection)| (id.to_string(), port(connection))).collect()
    }
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(id, port)| ((*id).to_owned(), (*port).to_owned())).collect()
}

fn not_used(found: &[Found]) -> Vec<(&str, NotUsed)> {
    let not = |one: &'_ Found| match one.used {
        Use::Not(reason) => Some(reason),
        Use::By(_) => None,
    };
    found.iter().filter_map(|one| Some((one.port.as_str(), not(one)?))).collect()
}

#[test]
fn scanners_are_used_and_the_clerks_keyboard_is_not() {
    let mut counter = Counter::with([
        zebra("1-1", Some("S0001")),
        clerks_keyboard("1-2"),
        device((0x1234, 1), "1-3", None).called("USB SCANNER").boot_keyboard(),
        device((0x1234, 2), "1-4", None).hid(Some(&[POS])),
        device((0x0403, 0x6001), "1-5", None).serial_line("ttyUSB0"),
        datalogic("1-6", "ttyACM0"),
        // A scanner in a mode of its maker's, a mouse, a flatbed scanner.
        device((0x05e0, 0x1900), "1-7", None).vendor_class(),
        device((0x046d, 0xc077), "1-8", None).hid(Some(&[MOUSE])),
        device((0x04a9, 0x190f), "1-9", None).called("CanoScan scanner").vendor_class(),
    ]);
    let decision = counter.decide();
    let started: Vec<_> = decision.started.iter().map(|one| (one.id.as_str(), one.driver)).collect();
    assert_eq!(
        started,
        [
            ("scanner-05e0-1200-s0001", Driver::Usb),
            ("scanner-1234-0001", Driver::Usb),
            ("scanner-1234-0002", Driver::Usb),
            ("scanner-05f9-4204", Driver::Serial)
        ]
    );
    assert_eq!(
        not_used(&decision.found),
        [
            ("1-2", NotUsed::UnknownKeyboard),
            ("1-5", NotUsed::UnknownSerialLine),
            ("1-7", NotUsed::UnusableMode),
        ]
    );
    assert_eq!(decision.found.len(), 7, "{:?}", decision.found);
    assert!(counter.decide().started.is_empty(), "what is known is not new");
}

#[test]
fn a_scanner_with_two_interfaces_is_read_on_both() {
    let mut counter = Counter::with([honeywell("1-1")]);
    let decision = counter.decide();
    let [(_, Some(Connection::Usb(target)))] = decision.connections.as_slice() else {
        panic!("{decision:?}")
    };
    assert_eq!(target.interfaces, [0, 1]);
    assert!(not_used(&decision.found).is_empty());
}

#[test]
fn a_scanner_that_speaks_in_several_ways_is_read_in_the_best_one() {
    let composite =
        device((0x1eab, 0x1a10), "1-1", None).boot_keyboard().hid(Some(&[POS])).serial_line("ttyACM0");
    let mut counter = Counter::with([composite]);
    let decision = counter.decide();
    let [(_, Some(Connection::Usb(target)))] = decision.connections.as_slice() else {
        panic!("{decision:?}")
    };
    assert_eq!(target.interfaces, [1]);
    assert_eq!(
        not_used(&decision.found),
        [("1-1", NotUsed::SpareInterface), ("1-1", NotUsed::SpareInterface)]
    );
    // A HID interface that no kernel driver describes is asked by the driver, where the maker is known.
    let mut counter = Counter::with([device((0x0c2e, 0x0b87), "1-1", None).hid(None)]);
    assert_eq!(counter.decide().started.len(), 1);
    let mut counter = Counter::with([device((0x1234, 0x0b87), "1-1", None).hid(None)]);
    assert!(counter.decide().found.is_empty());
}

#[test]
fn a_scanner_stays_the_same_over_replugging() {
    let mut counter = Counter::with([zebra("1-1", Some("A")), zebra("1-2", Some("B")), honeywell("1-3")]);
    let before = counter.ports();
    for port in ["1-1", "1-2", "1-3"] {
        counter.bus.unplug(port);
    }
    assert!(counter.ports().iter().all(|(_, port)| port == "-"));
    // All in other sockets.
    counter.bus.plug(zebra("1-1", Some("B")));
    counter.bus.plug(honeywell("1-2"));
    counter.bus.plug(zebra("1-3", Some("A")));
    let [a, b, honeywell] = [&before[0].0, &before[1].0, &before[2].0];
    assert_eq!(counter.ports(), pairs(&[(a, "1-3"), (b, "1-1"), (honeywell, "1-2")]));
    assert!(counter.decide().started.is_empty());
}

#[test]
fn scanners_without_serial_number_are_told_apart_by_their_socket() {
    let mut counter = Counter::with([zebra("1-1", None), zebra("1-2", None)]);
    let [first, second] = ["scanner-05e0-1200", "scanner-05e0-1200-2"];
    assert_eq!(counter.ports(), pairs(&[(first, "1-1"), (second, "1-2")]));
    // Both go and come back, in the other order.
    counter.bus.unplug("1-1");
    counter.bus.unplug("1-2");
    counter.ports();
    counter.bus.plug(zebra("1-2", None));
    assert_eq!(counter.ports(), pairs(&[(first, "-"), (second, "1-2")]));
    counter.bus.plug(zebra("1-1", None));
    assert_eq!(counter.ports(), pairs(&[(first, "1-1"), (second, "1-2")]));
    // One moves to another socket.
    counter.bus.unplug("1-2");
    counter.bus.plug(zebra("1-3", None));
    assert_eq!(counter.ports(), pairs(&[(first, "1-1"), (second, "1-3")]));
}

#[test]
fn a_scanner_that_came_back_before_anybody_looked_is_told_anew() {
    let mut counter = Counter::with([zebra("1-1", None)]);
    let address = |decision: &Decision| match &decision.connections[0].1 {
        Some(Connection::Usb(target)) => target.address,
        other => panic!("{other:?}"),
    };
    let before = address(&counter.decide());
    counter.bus.unplug("1-1");
    counter.bus.plug(zebra("1-1", None));
    assert_ne!(address(&counter.decide()), before);
}

#[test]
fn the_configuration_names_exceptions() {
    let wanted = vec![
        configured("any", Driver::Usb, ""),
        configured("till", Driver::Usb, "vendor = \"046d\"\nport = \"1-5\""),
        configured("serial", Driver::Serial, "vendor = \"0403\""),
        configured("second", Driver::Usb, "port = \"1-2\""),
    ];
    let mut counter = Counter::new("ignore = [{ port = \"1-4\" }]", wanted);
    for port in ["1-1", "1-2", "1-3", "1-4"] {
        counter.bus.plug(zebra(port, None));
    }
    counter.bus.plug(clerks_keyboard("1-5"));
    counter.bus.plug(device((0x0403, 0x6001), "1-6", None).serial_line("ttyUSB0"));
    let expected = [
        ("any", "1-1"),
        ("till", "1-5"),
        ("serial", "ttyUSB0"),
        ("second", "1-2"),
        ("scanner-05e0-1200", "1-3"),
    ];
    assert_eq!(counter.ports(), pairs(&expected));
    assert_eq!(not_used(&counter.decide().found), [("1-4", NotUsed::Ignored)]);
}

#[test]
fn a_keyboard_is_never_taken_without_naming_its_make() {
    let wanted = vec![configured("any", Driver::Usb, ""), configured("here", Driver::Usb, "port = \"1-1\"")];
    let mut counter = Counter::new("", wanted);
    counter.bus.plug(clerks_keyboard("1-1"));
    assert_eq!(counter.ports(), pairs(&[("any", "-"), ("here", "-")]));
}

#[test]
fn nothing_is_used_by_itself_where_that_is_switched_off() {
    let mut counter = Counter::new("auto = false", vec![configured("mine", Driver::Usb, "serial = \"A\"")]);
    counter.bus.plug(zebra("1-1", Some("A")));
    counter.bus.plug(zebra("1-2", Some("B")));
    assert_eq!(counter.ports(), pairs(&[("mine", "1-1")]));
    assert_eq!(not_used(&counter.decide().found), [("1-2", NotUsed::AutomaticOff)]);
}

#[test]
fn a_port_that_is_opened_by_its_path_is_not_opened_twice() {
    let path =
        Configured { id: id("fixed"), driver: Driver::Serial, meant: Meant::Path("/dev/ttyACM0".into()) };
    let mut counter = Counter::new("", vec![path]);
    counter.bus.plug(datalogic("1-1", "ttyACM0"));
    counter.bus.plug(datalogic("1-2", "ttyACM1"));
    let decision = counter.decide();
    assert_eq!(decision.found[0].used, Use::By(id("fixed")));
    assert_eq!(counter.ports(), pairs(&[("scanner-05f9-4204", "ttyACM1")]));
}

#[test]
fn a_serial_scanner_is_followed_to_another_terminal() {
    let mut counter = Counter::new("", vec![configured("serial", Driver::Serial, "vendor = \"05f9\"")]);
    counter.bus.plug(datalogic("1-1", "ttyACM0"));
    assert_eq!(counter.ports(), pairs(&[("serial", "ttyACM0")]));
    counter.bus.unplug("1-1");
    counter.bus.plug(datalogic("1-4", "ttyACM1"));
    assert_eq!(counter.ports(), pairs(&[("serial", "ttyACM1")]));
}

/// Pulling and plugging, in any order, of devices of a few makes with and without serial number.
fn moves() -> impl Strategy<Value = Vec<(u8, u8)>> {
    prop::collection::vec((0..6_u8, 0..4_u8), 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_device_is_two_scanners_and_no_scanner_two_devices(moves in moves()) {
        let wanted = vec![configured("one", Driver::Usb, "vendor = \"05e0\""), configured("any", Driver::Usb, "")];
        let mut counter = Counter::new("", wanted);
        for (socket, what) in moves {
            let port = format!("1-{socket}");
            counter.bus.unplug(&port);
            match what {
                0 => {}
                1 => counter.bus.plug(zebra(&port, None)),
                2 => counter.bus.plug(device((0x05e0, 0x1200), &port, Some(&format!("S{socket}"))).boot_keyboard()),
                _ => counter.bus.plug(honeywell(&port)),
            }
            let decision = counter.decide();
            let present = counter.bus.snapshot().devices.len();
            let mut used: Vec<_> = decision.connections.iter().filter_map(|(_, one)| match one {
                Some(Connection::Usb(target)) => Some(target.address),
                _ => None,
            }).collect();
            prop_assert_eq!(used.len(), present, "every scanner is used");
            used.sort_unstable();
            used.dedup();
            prop_assert_eq!(used.len(), present, "none is used twice");
            let mut ids: Vec<_> = decision.connections.iter().map(|(id, _)| id).collect();
            ids.sort();
            ids.dedup();
            prop_assert_eq!(ids.len(), decision.connections.len());
            // What comes back is known again: there are never many more scanners than were there at once.
            prop_assert!(decision.connections.len() <= 2 + 6 * 3);
        }
    }
}
