//! Looking through a message for what its description does not know.

use balie_registration::Lang;
use prost_reflect::{
    DynamicMessage, EnumDescriptor, FieldDescriptor, Kind, MessageDescriptor, ReflectMessage, Value,
};

/// Something in a request that this version does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Path of the field, as in refusals of the rules: within a command without the command. What has no name here
    /// is named by its number: `person.#99`.
    pub field: String,
    kind: FaultKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum FaultKind {
    Field { number: u32 },
    Command { number: u32 },
    Value { found: i32, known: Vec<String> },
}

impl Fault {
    /// Stable code.
    pub fn code(&self) -> &'static str {
        match self.kind {
            FaultKind::Field { .. } => "UNKNOWN_FIELD",
            FaultKind::Command { .. } => "UNKNOWN_COMMAND",
            FaultKind::Value { .. } => "UNKNOWN_VALUE",
        }
    }

    /// One sentence for a person.
    pub fn message(&self, lang: Lang) -> String {
        match (&self.kind, lang) {
            (FaultKind::Field { number }, Lang::Nl) => format!(
                "Veld nummer {number} kent deze versie van balied niet; er is niets gedaan. Werk balied bij, of laat het veld weg."
            ),
            (FaultKind::Field { number }, Lang::En) => format!(
                "This version of balied does not know field number {number}; nothing was done. Update balied, or leave the field out."
            ),
            (FaultKind::Command { number }, Lang::Nl) => format!(
                "Opdracht nummer {number} kent deze versie van balied niet; er is niets gedaan. Werk balied bij."
            ),
            (FaultKind::Command { number }, Lang::En) => format!(
                "This version of balied does not know command number {number}; nothing was done. Update balied."
            ),
            (FaultKind::Value { found, known }, Lang::Nl) => {
                format!("Onbekende waarde {found}; kies uit {}.", known.join(", "))
            }
            (FaultKind::Value { found, known }, Lang::En) => {
                format!("Unknown value {found}; choose from {}.", known.join(", "))
            }
        }
    }
}

/// Everything in a message that its description does not know, in the order of the description.
///
/// # Errors
/// What keeps it from being read at all.
pub fn check(expected: &MessageDescriptor, bytes: &[u8]) -> Result<Vec<Fault>, String> {
    let message = DynamicMessage::decode(expected.clone(), bytes).map_err(|error| error.to_string())?;
    let mut faults = Vec::new();
    look_through(&message, &mut Vec::new(), &mut faults);
    Ok(faults)
}

fn look_through(message: &DynamicMessage, path: &mut Vec<String>, faults: &mut Vec<Fault>) {
    for (field, value) in message.fields() {
        path.push(field.name().to_owned());
        look_at(&field, value, path, faults);
        path.pop();
    }
    let is_command = message.descriptor().full_name() == "balie.v1.Command";
    let mut numbers: Vec<_> = message.unknown_fields().map(prost_reflect::UnknownField::number).collect();
    numbers.dedup();
    for number in numbers {
        let (field, kind) = match is_command {
            true => (named(path), FaultKind::Command { number }),
            false => {
                path.push(format!("#{number}"));
                let field = named(path);
                path.pop();
                (field, FaultKind::Field { number })
            }
        };
        faults.push(Fault { field, kind });
    }
}

fn look_at(field: &FieldDescriptor, value: &Value, path: &mut Vec<String>, faults: &mut Vec<Fault>) {
    match value {
        Value::Message(message) => look_through(message, path, faults),
        Value::List(values) => {
            let name = path.pop().unwrap_or_default();
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
                faults.push(Fault {
                    field: named(path),
                    kind: FaultKind::Value { found: *found, known: names(&kind) },
                });
            }
        }
        _ => {}
    }
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
