//! Where in a request something is.

use prost::encoding::{DecodeContext, WireType, decode_key, decode_varint, skip_field};
use prost_reflect::{FieldDescriptor, Kind};

/// A field that is being looked at. It gets a name only when there is something to say of it.
pub struct Place<'a> {
    /// The field its message is in.
    pub parent: Option<&'a Place<'a>>,
    /// The field.
    pub field: &'a FieldDescriptor,
    /// The message it is in.
    pub message: &'a [u8],
    /// Where in that message it begins.
    pub offset: usize,
}

impl Place<'_> {
    /// The names from the outermost on; one of several with its index, counted from the first of those that begin at
    /// this place.
    pub fn name(&self, index: usize) -> Vec<String> {
        let mut names = self.parent.map(|parent| parent.name(0)).unwrap_or_default();
        names.push(match self.field.is_list() {
            true => format!("{}[{}]", self.field.name(), self.before() + index),
            false => self.field.name().to_owned(),
        });
        names
    }

    /// How many values of the field its message has before this place.
    fn before(&self) -> usize {
        let mut rest = self.message.get(..self.offset).unwrap_or_default();
        let mut count = 0;
        while !rest.is_empty() {
            // It was looked through until here.
            let Ok((number, wire)) = decode_key(&mut rest) else { break };
            let packed = wire == WireType::LengthDelimited
                && !matches!(self.field.kind(), Kind::Message(_) | Kind::String | Kind::Bytes);
            if number == self.field.number() && packed {
                let Ok(length) = decode_varint(&mut rest) else { break };
                let Some(values) = usize::try_from(length).ok().and_then(|length| rest.split_off(..length))
                else {
                    break;
                };
                count += match self.field.kind().wire_type() {
                    // The last byte of each has no mark that it goes on.
                    WireType::Varint => values.iter().filter(|byte| **byte < 0x80).count(),
                    WireType::ThirtyTwoBit => values.len() / 4,
                    _ => values.len() / 8,
                };
                continue;
            }
            if number == self.field.number() {
                count += 1;
            }
            if skip_field(wire, number, &mut rest, DecodeContext::default()).is_err() {
                break;
            }
        }
        count
    }
}
