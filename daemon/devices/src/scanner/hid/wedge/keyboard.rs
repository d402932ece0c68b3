//! Which keys are down, by a report of a keyboard.

use crate::usb::descriptor::{Field, FieldKind, ReportDescriptor, Usage};

const KEYBOARD_PAGE: u16 = 0x07;
const FIRST_MODIFIER: u8 = 0xe0;
const LAST_MODIFIER: u8 = 0xe7;
/// Usages 1 to 3: more keys are down than the keyboard can tell, or it failed its own test.
const ERRORS: std::ops::RangeInclusive<u8> = 0x01..=0x03;

/// The keys that are down.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Pressed {
    /// A bit per modifier key: left Control, Shift, Alt, GUI, then the right ones.
    pub(super) modifiers: u8,
    /// The other keys, in the order of the report.
    pub(super) keys: Vec<u8>,
    /// Set when the report says that it cannot tell which keys are down.
    pub(super) overrun: bool,
    /// Set when the order of the keys tells nothing, because each key has a bit of its own.
    pub(super) unordered: bool,
}

/// How a keyboard tells which keys are down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Keyboard {
    /// In the eight bytes of the boot protocol (HID 1.11, appendix B.1).
    Boot,
    /// As its report descriptor says.
    Described(Vec<Field>),
}

impl Keyboard {
    /// The keyboard in a descriptor; `None` when it describes none.
    pub(super) fn described(descriptor: &ReportDescriptor) -> Option<Self> {
        let of_keys = |field: &&Field| {
            let first = field.usage_at(0).map(|usage| usage.page);
            first == Some(KEYBOARD_PAGE) && field.size <= 16
        };
        let fields: Vec<_> = descriptor.inputs().iter().filter(of_keys).cloned().collect();
        // A keypad with volume keys has fields of this page too, but none that can hold a digit.
        let digit = Usage::new(KEYBOARD_PAGE, 0x1e);
        fields.iter().any(|field| field.mentions(digit)).then_some(Self::Described(fields))
    }

    /// The keys that are down; `None` for a report about something else, and for a packet without bytes, which some
    /// devices send after each report: it does not say that no key is down.
    pub(super) fn read(&self, report: &[u8]) -> Option<Pressed> {
        if report.is_empty() {
            return None;
        }
        let mut pressed = Pressed::default();
        match self {
            Self::Boot => {
                let [modifiers, _, keys @ ..] = report.get(..8)? else { return None };
                pressed.modifiers = *modifiers;
                keys.iter().for_each(|key| pressed.add(*key));
            }
            Self::Described(fields) => {
                let mut told = fields.iter().filter(|field| field.is_in(report)).peekable();
                told.peek()?;
                for field in told {
                    pressed.take(field, report);
                }
            }
        }
        Some(pressed)
    }
}

impl Pressed {
    fn take(&mut self, field: &Field, report: &[u8]) {
        for (index, value) in field.values(report).enumerate() {
            let usage = match field.kind {
                FieldKind::Array => field.usage_of(value),
                FieldKind::Variable if value != 0 => field.usage_at(index),
                FieldKind::Variable => None,
            };
            if let Some(key) = usage.and_then(|usage| u8::try_from(usage.id).ok()) {
                self.add(key);
                self.unordered |= field.kind == FieldKind::Variable && key < FIRST_MODIFIER;
            }
        }
    }

    fn add(&mut self, key: u8) {
        match key {
            0 => {}
            key if ERRORS.contains(&key) => self.overrun = true,
            FIRST_MODIFIER..=LAST_MODIFIER => self.modifiers |= 1 << (key - FIRST_MODIFIER),
            key if !self.keys.contains(&key) => self.keys.push(key),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A report with a number, eight modifier bits and a bit for each key from 0x04 to 0x1f.
    const EVERY_KEY_A_BIT: &[u8] = &[
        0x05, 0x01, 0x09, 0x06, 0xa1, 0x01, 0x85, 0x01, 0x05, 0x07, 0x19, 0xe0, 0x29, 0xe7, 0x15, 0x00, 0x25,
        0x01, 0x75, 0x01, 0x95, 0x08, 0x81, 0x02, 0x19, 0x04, 0x29, 0x1f, 0x95, 0x1c, 0x81, 0x02, 0x75, 0x04,
        0x95, 0x01, 0x81, 0x01, 0xc0,
    ];

    #[test]
    fn boot_reports() {
        let pressed = Keyboard::Boot.read(&[0x02, 0xff, 0x04, 0x1e, 0, 0, 0, 0]).unwrap();
        assert_eq!((pressed.modifiers, pressed.keys.as_slice()), (2, &[0x04, 0x1e][..]));
        assert!(Keyboard::Boot.read(&[0, 0, 1, 1, 1, 1, 1, 1]).unwrap().overrun);
        assert_eq!(Keyboard::Boot.read(&[0, 0, 4]), None);
    }

    #[test]
    fn reports_with_a_bit_for_each_key() {
        let descriptor = ReportDescriptor::parse(EVERY_KEY_A_BIT).unwrap();
        let keyboard = Keyboard::described(&descriptor).unwrap();
        let pressed = keyboard.read(&[1, 0x20, 0x01, 0, 0, 0x04]).unwrap();
        assert_eq!((pressed.modifiers, pressed.keys.as_slice()), (0x20, &[0x04, 0x1e][..]));
        assert!(pressed.unordered);
        assert!(!keyboard.read(&[1, 0x20, 0, 0, 0, 0]).unwrap().unordered);
        assert_eq!(keyboard.read(&[3, 0xe9, 0x00]), None, "volume keys");
    }

    #[test]
    fn a_device_without_keys_is_no_keyboard() {
        let mouse = [
            0x05, 0x01, 0x09, 0x02, 0xa1, 0x01, 0x05, 0x09, 0x19, 1, 0x29, 3, 0x75, 1, 0x95, 3, 0x81, 2, 0xc0,
        ];
        assert_eq!(Keyboard::described(&ReportDescriptor::parse(&mouse).unwrap()), None);
    }
}
