//! Random messages are looked through with the same result as when they are decoded whole.

use super::check::{FAULTS, check};
use super::expected;
use proptest::prelude::*;
use prost::encoding::{WireType, encode_key, encode_varint};
use prost_reflect::{
    DynamicMessage, FieldDescriptor, Kind, MessageDescriptor, ReflectMessage, UnknownField, Value,
};
use std::collections::BTreeSet;

type Faults = BTreeSet<(String, &'static str)>;

/// What is found in a message that was decoded whole.
fn reference(description: &MessageDescriptor, bytes: &[u8]) -> Result<Faults, prost::DecodeError> {
    let message = DynamicMessage::decode(description.clone(), bytes)?;
    let mut faults = Faults::new();
    look_through(&message, &mut Vec::new(), &mut faults);
    Ok(faults)
}

fn look_through(message: &DynamicMessage, path: &mut Vec<String>, faults: &mut Faults) {
    for (field, value) in message.fields() {
        path.push(field.name().to_owned());
        look_at(&field, value, path, faults);
        path.pop();
    }
    for number in message.unknown_fields().map(UnknownField::number) {
        if message.descriptor().full_name() == "balie.v1.Command" {
            faults.insert((named(path), "UNKNOWN_COMMAND"));
        } else {
            path.push(format!("#{number}"));
            faults.insert((named(path), "UNKNOWN_FIELD"));
            path.pop();
        }
    }
}

fn look_at(field: &FieldDescriptor, value: &Value, path: &mut Vec<String>, faults: &mut Faults) {
    match value {
        Value::Message(message) => look_through(message, path, faults),
        Value::List(values) => {
            let name = path.pop().unwrap();
            for (index, value) in values.iter().enumerate() {
                path.push(format!("{name}[{index}]"));
                look_at(field, value, path, faults);
                path.pop();
            }
            path.push(name);
        }
        Value::EnumNumber(found) => {
            if let Kind::Enum(kind) = field.kind()
                && kind.get_value(*found).is_none()
            {
                faults.insert((named(path), "UNKNOWN_VALUE"));
            }
        }
        _ => {}
    }
}

fn named(path: &[String]) -> String {
    match path {
        [first, _, rest @ ..] if first == "command" && !rest.is_empty() => rest.join("."),
        path => path.join("."),
    }
}

/// Chance, from bytes that the test made up; when they are used up, always the same.
struct Chance<'a>(&'a [u8]);

impl Chance<'_> {
    fn next(&mut self) -> u8 {
        self.0.split_off_first().copied().unwrap_or(0)
    }

    fn one_in(&mut self, n: u8) -> bool {
        self.next() % n == n - 1
    }
}

/// A message of this description, each field of which comes once or, where it may, several times; here and there
/// something that is not known.
fn write(description: &MessageDescriptor, chance: &mut Chance<'_>, depth: usize) -> Vec<u8> {
    let mut out = Vec::new();
    // Of those that exclude each other, one.
    let chosen: BTreeSet<_> = description
        .oneofs()
        .filter_map(|oneof| oneof.fields().nth(usize::from(chance.next()) % oneof.fields().count()))
        .map(|field| field.number())
        .collect();
    for field in description.fields() {
        let chosen = field.containing_oneof().is_none() || chosen.contains(&field.number());
        if chosen && (field.containing_oneof().is_some() || chance.one_in(2)) && depth > 0 {
            let times = if field.is_list() { chance.next() % 4 } else { 1 };
            (0..times).for_each(|_| write_field(&field, chance, depth, &mut out));
        }
        if chance.one_in(16) {
            write_unknown(chance, &mut out);
        }
    }
    if chance.one_in(4) {
        write_unknown(chance, &mut out);
    }
    out
}

fn write_unknown(chance: &mut Chance<'_>, out: &mut Vec<u8>) {
    // Numbers that no message has; the same one may come again.
    let number = 1000 + u32::from(chance.next() % 4);
    match chance.next() % 5 {
        0 => {
            encode_key(number, WireType::ThirtyTwoBit, out);
            out.extend([chance.next(); 4]);
        }
        1 => {
            encode_key(number, WireType::SixtyFourBit, out);
            out.extend([chance.next(); 8]);
        }
        2 => {
            encode_key(number, WireType::StartGroup, out);
            encode_key(7, WireType::Varint, out);
            encode_varint(u64::from(chance.next()), out);
            encode_key(number, WireType::EndGroup, out);
        }
        3 => {
            encode_key(number, WireType::LengthDelimited, out);
            out.extend([2, 0xff, 0xff]);
        }
        _ => {
            encode_key(number, WireType::Varint, out);
            encode_varint(u64::from(chance.next()), out);
        }
    }
}

fn write_field(field: &FieldDescriptor, chance: &mut Chance<'_>, depth: usize, out: &mut Vec<u8>) {
    let number = field.number();
    let content = match field.kind() {
        Kind::Message(inner) => write(&inner, chance, depth - 1),
        Kind::String => "é".repeat(usize::from(chance.next() % 4)).into_bytes(),
        Kind::Bytes => vec![0xff; usize::from(chance.next() % 4)],
        kind if field.is_list() && chance.one_in(2) => {
            let mut values = Vec::new();
            (0..chance.next() % 4).for_each(|_| write_scalar(&kind, chance, &mut values));
            values
        }
        kind => {
            encode_key(number, kind.wire_type(), out);
            return write_scalar(&kind, chance, out);
        }
    };
    encode_key(number, WireType::LengthDelimited, out);
    encode_varint(content.len() as u64, out);
    out.extend(content);
}

fn write_scalar(kind: &Kind, chance: &mut Chance<'_>, out: &mut Vec<u8>) {
    match (kind.wire_type(), kind) {
        (WireType::ThirtyTwoBit, _) => out.extend([chance.next(); 4]),
        (WireType::SixtyFourBit, _) => out.extend([chance.next(); 8]),
        (_, Kind::Enum(kind)) if !chance.one_in(6) => {
            let known = kind.values().nth(usize::from(chance.next()) % kind.values().count()).unwrap();
            encode_varint(known.number() as u64, out);
        }
        (_, Kind::Enum(_)) if chance.one_in(2) => encode_varint(u64::MAX - u64::from(chance.next()), out),
        _ => encode_varint(u64::from(chance.next()) << (chance.next() % 50), out),
    }
}

fn descriptions() -> Vec<MessageDescriptor> {
    let mut all: Vec<_> = expected().into_values().map(|expected| expected.message).collect();
    all.sort_by(|a, b| a.full_name().cmp(b.full_name()));
    all
}

/// Commands are where most of the fields are.
fn description(at: usize) -> MessageDescriptor {
    let all = descriptions();
    let command = all.iter().find(|message| message.name() == "ApplyCommandRequest");
    match at % 2 {
        0 => command.unwrap().clone(),
        _ => all[at / 2 % all.len()].clone(),
    }
}

fn found(description: &MessageDescriptor, bytes: &[u8]) -> Result<(usize, Faults), String> {
    let faults = check(description, bytes)?;
    let set = faults.iter().map(|fault| (fault.field.clone(), fault.code())).collect();
    Ok((faults.len(), set))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_same_is_found(at in 0..1000_usize, chance in prop::collection::vec(any::<u8>(), 0..400)) {
        let description = description(at);
        let bytes = write(&description, &mut Chance(&chance), 6);
        let expected = reference(&description, &bytes).unwrap();
        let (count, found) = found(&description, &bytes).unwrap();
        prop_assert!(count <= FAULTS);
        match count {
            FAULTS => prop_assert!(found.is_subset(&expected), "{:?} {:?}", found, expected),
            _ => prop_assert_eq!(found, expected),
        }
    }

    #[test]
    fn what_cannot_be_read_is_told_apart_and_nothing_is_overlooked(
        at in 0..1000_usize,
        chance in prop::collection::vec(any::<u8>(), 0..200),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
        end in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let description = description(at);
        let mut bytes = write(&description, &mut Chance(&chance), 6);
        if !bytes.is_empty() {
            changes.iter().for_each(|(at, byte)| {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            });
            bytes.truncate(end.map_or(bytes.len(), |end| end.index(bytes.len())));
        }
        match (reference(&description, &bytes), found(&description, &bytes)) {
            (Ok(expected), Ok((count, _))) => prop_assert!(expected.is_empty() || count > 0, "{:?}", expected),
            // Nothing is looked at after the last fault that is told.
            (Err(_), Ok((count, _))) => prop_assert_eq!(count, FAULTS),
            (Err(_), Err(_)) => {}
            (Ok(_), Err(why)) => prop_assert!(false, "{why}"),
        }
    }
}

#[test]
fn faults_have_an_end_however_many_fields_there_are() {
    let description = description(0);
    let mut bytes = Vec::new();
    for number in 1000..40_000 {
        encode_key(number, WireType::Varint, &mut bytes);
        bytes.push(1);
    }
    let (count, found) = found(&description, &bytes).unwrap();
    assert_eq!((count, found.len()), (FAULTS, FAULTS));
    // The same one again and again is told once.
    let same = [0x98, 0x06, 0x01].repeat(80_000);
    assert_eq!(check(&description, &same).unwrap().len(), 1);
}
