//! Looking through a message for what its description does not know, on the bytes as they came.
//!
//! Nothing is built: however many fields a message has, looking through it takes no more memory than the faults that
//! are told, and those have an end.

use super::fault::{Fault, FaultKind};
use super::place::Place;
use prost::bytes::Buf as _;
use prost::encoding::{DecodeContext, WireType, decode_key, decode_varint, skip_field};
use prost_reflect::{EnumDescriptor, FieldDescriptor, Kind, MessageDescriptor};

/// Most faults that are told.
pub const FAULTS: usize = 16;
/// Messages within messages, as deep as the service behind would read them.
const DEPTH: usize = 100;

/// What in a message its description does not know, in the order of the message; no more than [`FAULTS`]. What has been
/// told is not told again when it comes again at once.
///
/// # Errors
/// What keeps it from being read at all. After the last fault that is told, nothing is looked at.
pub fn check(expected: &MessageDescriptor, bytes: &[u8]) -> Result<Vec<Fault>, String> {
    let mut walk = Walk { faults: Vec::new() };
    match walk.message(expected, bytes, None, DEPTH) {
        Ok(()) | Err(Stop::Enough) => Ok(walk.faults),
        Err(Stop::Malformed(detail)) => Err(detail),
    }
}

/// Why looking through ended early.
enum Stop {
    Enough,
    Malformed(String),
}

impl From<prost::DecodeError> for Stop {
    fn from(error: prost::DecodeError) -> Self {
        Self::Malformed(error.to_string())
    }
}

fn malformed(what: &str, field: &FieldDescriptor) -> Stop {
    Stop::Malformed(format!("{}: {what}", field.full_name()))
}

struct Walk {
    faults: Vec<Fault>,
}

impl Walk {
    fn message(
        &mut self,
        description: &MessageDescriptor,
        bytes: &[u8],
        at: Option<&Place<'_>>,
        depth: usize,
    ) -> Result<(), Stop> {
        let depth = depth.checked_sub(1).ok_or_else(|| Stop::Malformed("too deep".to_owned()))?;
        let mut unknown = None;
        let mut rest = bytes;
        while !rest.is_empty() {
            let offset = bytes.len() - rest.len();
            let (number, wire) = decode_key(&mut rest)?;
            let Some(field) = description.get_field(number) else {
                skip_field(wire, number, &mut rest, DecodeContext::default())?;
                if unknown.replace(number) != Some(number) {
                    self.unknown(description, number, at)?;
                }
                continue;
            };
            let place = Place { parent: at, field: &field, message: bytes, offset };
            match wire {
                WireType::LengthDelimited => {
                    let content = delimited(&mut rest).ok_or_else(|| malformed("too short", &field))?;
                    self.delimited(&field, content, &place, depth)?;
                }
                wire if wire == field.kind().wire_type() => self.scalar(&field, &mut rest, &place, 0)?,
                _ => return Err(malformed("of another wire type", &field)),
            }
        }
        Ok(())
    }

    /// A field that has its length before it.
    fn delimited(
        &mut self,
        field: &FieldDescriptor,
        mut content: &[u8],
        place: &Place<'_>,
        depth: usize,
    ) -> Result<(), Stop> {
        match field.kind() {
            Kind::Message(inner) => self.message(&inner, content, Some(place), depth),
            Kind::Bytes => Ok(()),
            Kind::String => match std::str::from_utf8(content) {
                Ok(_) => Ok(()),
                Err(_) => Err(malformed("not UTF-8", field)),
            },
            // Values one after another.
            _ if field.is_list() => {
                let mut index = 0;
                while !content.is_empty() {
                    self.scalar(field, &mut content, place, index)?;
                    index += 1;
                }
                Ok(())
            }
            _ => Err(malformed("of another wire type", field)),
        }
    }

    /// A number, or a value of an enumeration: the one at `index` of those that follow each other.
    fn scalar(
        &mut self,
        field: &FieldDescriptor,
        rest: &mut &[u8],
        place: &Place<'_>,
        index: usize,
    ) -> Result<(), Stop> {
        let size = match field.kind().wire_type() {
            WireType::Varint => {
                let value = decode_varint(rest)?;
                if let Kind::Enum(kind) = field.kind() {
                    // The rest of the bits is dropped behind as well.
                    let found = value as i32;
                    if kind.get_value(found).is_none() {
                        self.value(&kind, found, &place.name(index))?;
                    }
                }
                return Ok(());
            }
            WireType::ThirtyTwoBit => 4,
            WireType::SixtyFourBit => 8,
            _ => return Err(malformed("of another wire type", field)),
        };
        if rest.len() < size {
            return Err(malformed("too short", field));
        }
        rest.advance(size);
        Ok(())
    }

    fn unknown(
        &mut self,
        description: &MessageDescriptor,
        number: u32,
        at: Option<&Place<'_>>,
    ) -> Result<(), Stop> {
        let path = at.map(|place| place.name(0)).unwrap_or_default();
        if description.full_name() == "balie.v1.Command" {
            return self.fault(named(&path), FaultKind::Command { number });
        }
        let mut path = path;
        path.push(format!("#{number}"));
        self.fault(named(&path), FaultKind::Field { number })
    }

    fn value(&mut self, kind: &EnumDescriptor, found: i32, path: &[String]) -> Result<(), Stop> {
        self.fault(named(path), FaultKind::Value { found, known: names(kind) })
    }

    fn fault(&mut self, field: String, kind: FaultKind) -> Result<(), Stop> {
        self.faults.push(Fault { field, kind });
        if self.faults.len() < FAULTS { Ok(()) } else { Err(Stop::Enough) }
    }
}

/// What follows a length, when it is all there.
fn delimited<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = usize::try_from(decode_varint(rest).ok()?).ok()?;
    rest.split_off(..length)
}

/// What may be chosen: "unspecified" is no choice.
fn names(kind: &EnumDescriptor) -> Vec<String> {
    let names = kind.values().map(|value| value.name().to_owned());
    names.filter(|name| !name.ends_with("_UNSPECIFIED")).collect()
}

/// The rules name a field within its command, so that a client finds it whichever way it was refused.
fn named(path: &[String]) -> String {
    match path {
        [first, _, rest @ ..] if first == "command" && !rest.is_empty() => rest.join("."),
        path => path.join("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use balie_proto::v1::{self as pb, command::Command as Wire};
    use prost::Message;
    use prost_reflect::DescriptorPool;

    fn faults(request: &str, bytes: &[u8]) -> Vec<(String, &'static str)> {
        let pool = DescriptorPool::decode(pb::FILE_DESCRIPTOR_SET).unwrap();
        let expected = pool.get_message_by_name(&format!("balie.v1.{request}")).unwrap();
        check(&expected, bytes)
            .unwrap()
            .into_iter()
            .map(|fault| (fault.field.clone(), fault.code()))
            .collect()
    }

    fn apply(command: Wire) -> Vec<u8> {
        let command = Some(pb::Command { command: Some(command) });
        pb::ApplyCommandRequest { name: "registrations/x".to_owned(), command, ..Default::default() }
            .encode_to_vec()
    }

    #[test]
    fn a_request_of_this_version_has_no_faults() {
        let person = pb::Person { kind: pb::PersonKind::Woman.into(), ..Default::default() };
        let enter = Wire::EnterPerson(pb::EnterPerson { person: Some(person) });
        assert_eq!(faults("ApplyCommandRequest", &apply(enter)), []);
        assert_eq!(faults("GetBranchRequest", b""), []);
    }

    #[test]
    fn every_depth_is_looked_through() {
        // Field 99, varint 1.
        let unknown = [0x98, 0x06, 0x01];
        let mut bytes = apply(Wire::Save(pb::Save {}));
        bytes.extend(unknown);
        assert_eq!(faults("ApplyCommandRequest", &bytes), [("#99".to_owned(), "UNKNOWN_FIELD")]);

        let person = pb::Person { kind: 77, ..Default::default() };
        let bytes = apply(Wire::EnterPerson(pb::EnterPerson { person: Some(person) }));
        assert_eq!(faults("ApplyCommandRequest", &bytes), [("person.kind".to_owned(), "UNKNOWN_VALUE")]);

        let filter = pb::RegistrationFilter { steps: vec![1, 555], ..Default::default() };
        let bytes =
            pb::ListRegistrationsRequest { filter: Some(filter), ..Default::default() }.encode_to_vec();
        let expected = [("filter.steps[1]".to_owned(), "UNKNOWN_VALUE")];
        assert_eq!(faults("ListRegistrationsRequest", &bytes), expected);
    }

    #[test]
    fn what_is_no_message_is_told_apart() {
        let pool = DescriptorPool::decode(pb::FILE_DESCRIPTOR_SET).unwrap();
        let expected = pool.get_message_by_name("balie.v1.GetRegistrationRequest").unwrap();
        assert!(check(&expected, &[0x0a, 0x05, b'x']).is_err());
    }
}
