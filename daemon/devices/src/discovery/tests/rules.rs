use crate::discovery::{MAKERS, Makes, rules, scanner_maker};

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
