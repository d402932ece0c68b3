//! Answers that list something end at a number of bytes, whatever the number of rows asked for: a client with gRPC's
//! default limit of 4 MiB for a message can read every one of them.

use balie_proto::v1 as pb;
use prost::Message;
use prost_reflect::{DescriptorPool, DynamicMessage, Value};
use std::sync::LazyLock;

/// Most bytes of the rows in one answer: 1 MiB less room for what stands beside them, such as a page token.
pub const ROWS_MAX: usize = 1024 * 1024 - 4096;
/// Most bytes that a row needs besides its own: tag and length (protobuf encoding, "Length-Delimited Records").
const FRAME: usize = 1 + 5;

/// Characters that each text keeps when a registration is cut to fit.
const CUT: usize = 256;

/// The first rows that fit one answer, at least one where there is one.
pub fn fitting<T: Message>(rows: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut bytes = 0;
    let fits = |(index, row): &(usize, T)| {
        bytes += row.encoded_len() + FRAME;
        *index == 0 || bytes <= ROWS_MAX
    };
    rows.into_iter().enumerate().take_while(fits).map(|(_, row)| row).collect()
}

/// A registration that fits an answer by itself. One that is larger, stored before typed texts were bounded, has its
/// texts cut and says so.
pub fn bounded(registration: pb::Registration) -> pb::Registration {
    static POOL: LazyLock<Option<DescriptorPool>> =
        LazyLock::new(|| DescriptorPool::decode(pb::FILE_DESCRIPTOR_SET).ok());
    if registration.encoded_len() + FRAME <= ROWS_MAX {
        return registration;
    }
    let described = POOL.as_ref().and_then(|pool| pool.get_message_by_name("balie.v1.Registration"));
    let cut = described.and_then(|described| {
        let mut message = DynamicMessage::decode(described, &*registration.encode_to_vec()).ok()?;
        cut_texts(&mut message);
        message.transcode_to().ok()
    });
    // The descriptors are those the types were made from; were they not, the name alone lets a reader go on.
    let cut = cut.unwrap_or_else(|| pb::Registration {
        name: registration.name,
        etag: registration.etag,
        revision: registration.revision,
        change_number: registration.change_number,
        step: registration.step,
        ..Default::default()
    });
    pb::Registration { shortened: true, ..cut }
}

fn cut_texts(message: &mut DynamicMessage) {
    message.fields_mut().for_each(|(_, value)| cut_value(value));
}

fn cut_value(value: &mut Value) {
    match value {
        Value::String(text) => {
            if let Some((end, _)) = text.char_indices().nth(CUT) {
                text.truncate(end);
            }
        }
        Value::Message(message) => cut_texts(message),
        Value::List(values) => values.iter_mut().for_each(cut_value),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(bytes: usize) -> pb::Registration {
        let name = "registrations/1".to_owned();
        let surname = "é".repeat(bytes / 2);
        let person = Some(pb::Person { surname, ..Default::default() });
        pb::Registration { name, person, step: 2, ..Default::default() }
    }

    #[test]
    fn an_answer_ends_before_it_is_too_large() {
        let sizes = |rows: Vec<pb::Registration>| rows.iter().map(Message::encoded_len).collect::<Vec<_>>();
        for (asked, given) in [
            (vec![], 0),
            (vec![10; 1000], 1000),
            (vec![400_000; 5], 2),
            (vec![2_000_000, 10], 1),
            (vec![10, 2_000_000, 10], 1),
        ] {
            let answer = pb::ListRegistrationsResponse {
                registrations: fitting(asked.iter().map(|bytes| row(*bytes))),
                next_page_token: "t".repeat(100),
            };
            assert!(given == 1 || answer.encoded_len() <= 1024 * 1024);
            assert_eq!(sizes(answer.registrations).len(), given, "{asked:?}");
        }
    }

    #[test]
    fn a_registration_that_is_too_large_is_cut_and_says_so() {
        let small = row(1_000_000);
        assert_eq!(bounded(small.clone()), small);
        let cut = bounded(row(1_100_000));
        assert!(cut.shortened && cut.encoded_len() < 10_000);
        assert_eq!((cut.name.as_str(), cut.step), ("registrations/1", 2));
        assert_eq!(cut.person.unwrap().surname, "é".repeat(CUT));
    }
}
