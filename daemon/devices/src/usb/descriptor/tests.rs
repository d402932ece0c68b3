use proptest::prelude::*;

use super::*;

/// The keyboard of the HID specification, appendix B.1.
const KEYBOARD: &[u8] = &[
    0x05, 0x01, 0x09, 0x06, 0xa1, 0x01, 0x05, 0x07, 0x19, 0xe0, 0x29, 0xe7, 0x15, 0x00, 0x25, 0x01, 0x75,
    0x01, 0x95, 0x08, 0x81, 0x02, 0x95, 0x01, 0x75, 0x08, 0x81, 0x01, 0x95, 0x05, 0x75, 0x01, 0x05, 0x08,
    0x19, 0x01, 0x29, 0x05, 0x91, 0x02, 0x95, 0x01, 0x75, 0x03, 0x91, 0x01, 0x95, 0x06, 0x75, 0x08, 0x15,
    0x00, 0x25, 0x65, 0x05, 0x07, 0x19, 0x00, 0x29, 0x65, 0x81, 0x00, 0xc0,
];

/// A scanner with numbered reports: two of data, one feature.
const SCANNER: &[u8] = &[
    0x05, 0x8c, 0x09, 0x02, 0xa1, 0x01, 0x85, 0x02, 0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08, 0x95, 0x03,
    0x09, 0xfb, 0x09, 0xfc, 0x09, 0xfd, 0x81, 0x02, 0x95, 0x38, 0x09, 0xfe, 0x82, 0x02, 0x01, 0x75, 0x01,
    0x95, 0x01, 0x09, 0xff, 0x81, 0x02, 0x75, 0x07, 0x81, 0x03, 0x85, 0xfe, 0x75, 0x08, 0x95, 0x01, 0x09,
    0x20, 0xb1, 0x02, 0xc0,
];

#[test]
fn a_keyboard_has_modifiers_and_keys() {
    let keyboard = ReportDescriptor::parse(KEYBOARD).unwrap();
    assert_eq!(keyboard.applications(), [Usage::new(1, 6)]);
    let [modifiers, keys] = keyboard.inputs() else { panic!("{keyboard:?}") };
    let report = [0x22, 0, 0x04, 0, 0, 0, 0, 0x65];
    assert_eq!(modifiers.values(&report).collect::<Vec<_>>(), [0, 1, 0, 0, 0, 1, 0, 0]);
    assert_eq!(modifiers.usage_at(1), Some(Usage::new(7, 0xe1)));
    assert_eq!((keys.bit, keys.kind), (16, FieldKind::Array));
    assert_eq!(keys.usage_of(4), Some(Usage::new(7, 4)));
    assert_eq!(keys.usage_of(0x66), None);
    // As far as a short report goes.
    assert_eq!(keys.values(&report[..4]).collect::<Vec<_>>(), [4, 0]);
}

#[test]
fn numbered_reports_begin_with_their_number() {
    let scanner = ReportDescriptor::parse(SCANNER).unwrap();
    let [identifiers, data, continued] = scanner.inputs() else { panic!("{scanner:?}") };
    assert_eq!((identifiers.bit, identifiers.count, data.bit, data.count), (8, 3, 32, 56));
    assert_eq!(identifiers.usage_at(2), Some(Usage::new(0x8c, 0xfd)));
    assert_eq!(data.usage_at(55), Some(Usage::new(0x8c, 0xfe)), "one usage stands for all");
    assert_eq!((continued.bit, continued.size), (480, 1));
    assert!(data.is_in(&[2, 0]) && !data.is_in(&[3, 0]) && !data.is_in(&[]));
    assert!(scanner.has_feature_report(0xfe) && !scanner.has_feature_report(2));
}

#[test]
fn globals_are_kept_and_taken_back_and_extended_usages_name_their_page() {
    let bytes = [
        0x75, 8, 0x95, 1, 0xa4, 0x75, 4, 0x0b, 0xfe, 0x00, 0x8c, 0x00, 0x81, 2, 0xb4, 0x05, 1, 0x09, 0x3b,
        0x81, 2,
    ];
    let descriptor = ReportDescriptor::parse(&bytes).unwrap();
    let [first, second] = descriptor.inputs() else { panic!("{descriptor:?}") };
    assert!(first.mentions(Usage::new(0x8c, 0xfe)));
    assert_eq!((first.size, second.size, second.bit), (4, 8, 4));
    assert_eq!(second.value(&[0x50, 0x0a]), Some(0xa5));
}

#[test]
fn nonsense_is_an_error() {
    for (bytes, error) in [
        (&[0x05][..], DescriptorError::Truncated),
        (&[0xfe, 0x08, 0x00, 0x01], DescriptorError::Truncated),
        (&[0xc0], DescriptorError::Unbalanced),
        (&[0xb4], DescriptorError::Unbalanced),
        (&[0x97, 0xff, 0xff, 0xff, 0x7f], DescriptorError::TooLarge),
        (&[0x96, 0x00, 0x10, 0x75, 0x20, 0x81, 0x02], DescriptorError::TooLarge),
        (&[0xa4; 1100], DescriptorError::TooLarge),
        (&[0xa1; 4000], DescriptorError::TooLarge),
    ] {
        assert_eq!(ReportDescriptor::parse(bytes), Err(error), "{:x?}", &bytes[..bytes.len().min(8)]);
    }
    assert_eq!(ReportDescriptor::parse(&[]), Ok(ReportDescriptor::default()));
}

fn exercise(bytes: &[u8], report: &[u8]) {
    let Ok(descriptor) = ReportDescriptor::parse(bytes) else { return };
    for field in descriptor.inputs() {
        let values: Vec<_> = field.values(report).collect();
        assert!(values.len() <= field.count);
        for (index, value) in values.iter().enumerate() {
            let _ = (field.usage_at(index), field.usage_of(*value));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn noise_is_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), report in prop::collection::vec(any::<u8>(), 0..70)) {
        exercise(&bytes, &report);
    }

    #[test]
    fn spoilt_descriptors_are_read_without_panic(
        which in any::<bool>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3u8), 1..6),
        report in prop::collection::vec(any::<u8>(), 0..70),
    ) {
        let mut bytes = if which { KEYBOARD.to_vec() } else { SCANNER.to_vec() };
        for (place, byte, how) in changes {
            let place = place.index(bytes.len());
            match how {
                0 => bytes[place] = byte,
                1 => { bytes.remove(place); }
                _ => bytes.insert(place, byte),
            }
        }
        exercise(&bytes, &report);
    }
}
