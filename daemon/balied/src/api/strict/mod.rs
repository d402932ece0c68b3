//! Requests are taken at their word: what this version does not know in them is refused, not dropped.
//!
//! Protocol Buffers skip fields that a reader does not know. For a request that would mean that what a clerk typed
//! into a newer client is lost without a word, or that a filter is not applied. A client that leaves a new field
//! empty does not send it, so it goes on working with an older daemon; one that fills it in is told.

mod check;
mod fault;
mod place;
#[cfg(test)]
mod random;

use super::status::{bad_request, refused};
use balie_registration::Lang;
use check::check;
use fault::Fault;
use prost_reflect::{DescriptorPool, MessageDescriptor};
use std::collections::HashMap;
use tonic::{Code, Status};

/// Most bytes of text about the faults of one request: an answer must fit in the headers that a client takes.
const TEXT: usize = 4096;

/// What a method takes: one message, or a stream of them, which may not be held up.
pub struct Expected {
    message: MessageDescriptor,
    /// Whether it takes several.
    pub streamed: bool,
    /// Whether it answers with several.
    pub answers_streamed: bool,
}

/// What every method of Balie takes, by its path.
pub fn expected() -> HashMap<String, Expected> {
    match DescriptorPool::decode(balie_proto::v1::FILE_DESCRIPTOR_SET) {
        Ok(pool) => requests(&pool),
        // It was written by the same build: a test proves that it can be read.
        Err(error) => {
            tracing::error!(%error, "the description of the API cannot be read");
            HashMap::new()
        }
    }
}

fn requests(pool: &DescriptorPool) -> HashMap<String, Expected> {
    let methods = pool.services().flat_map(|service| service.methods().collect::<Vec<_>>());
    methods
        .map(|method| {
            let path = format!("/{}/{}", method.parent_service().full_name(), method.name());
            let (streamed, answers_streamed) = (method.is_client_streaming(), method.is_server_streaming());
            (path, Expected { message: method.input(), streamed, answers_streamed })
        })
        .collect()
}

/// What is wrong with a message.
///
/// # Errors
/// `INVALID_ARGUMENT`, naming the fields.
pub fn verdict(expected: &Expected, message: &[u8], lang: Lang) -> Result<(), Status> {
    let faults = check(&expected.message, message).map_err(|detail| malformed(&detail, lang))?;
    let Some(first) = faults.first().map(Fault::code) else { return Ok(()) };
    let mut text = 0;
    let fields = faults.iter().map(|fault| (fault.field.clone(), fault.code(), fault.message(lang)));
    let fields = fields.enumerate().take_while(|(index, (field, _, message))| {
        text += field.len() + message.len();
        *index == 0 || text <= TEXT
    });
    Err(bad_request(fields.map(|(_, field)| field).collect(), first, lang))
}

/// A method with one message was sent another.
pub fn more_than_one(lang: Lang) -> Status {
    malformed("more than one message", lang)
}

fn malformed(detail: &str, lang: Lang) -> Status {
    let text = match lang {
        Lang::Nl => "Dit bericht is niet te lezen: het is geen geldig Protocol Buffers-bericht van balie.v1.",
        Lang::En => "This message cannot be read: it is not a valid Protocol Buffers message of balie.v1.",
    };
    let metadata = HashMap::from([("detail".to_owned(), detail.to_owned())]);
    refused(Code::InvalidArgument, "MESSAGE_MALFORMED", text, lang, metadata)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_method_is_looked_at() {
        let all = expected();
        let streamed = |method: &str| all.get(&format!("/balie.v1.{method}")).map(|found| found.streamed);
        assert_eq!(streamed("RegistrationService/ApplyCommand"), Some(false));
        assert_eq!(streamed("BranchService/WatchChanges"), Some(false));
        assert_eq!(streamed("DocumentService/UploadMandatePage"), Some(true));
    }

    #[test]
    fn an_answer_about_many_faults_fits_in_the_headers_a_client_takes() {
        let all = expected();
        let expected = &all["/balie.v1.RegistrationService/ListRegistrations"];
        let filter = balie_proto::v1::RegistrationFilter { steps: vec![12_345; 1000], ..Default::default() };
        let request =
            balie_proto::v1::ListRegistrationsRequest { filter: Some(filter), ..Default::default() };
        let message = prost::Message::encode_to_vec(&request);
        for lang in [Lang::Nl, Lang::En] {
            let refused = verdict(expected, &message, lang).unwrap_err();
            let size: usize = refused
                .into_http::<()>()
                .headers()
                .iter()
                .map(|(name, value)| name.as_str().len() + value.len() + 32)
                .sum();
            assert!((2000..16 * 1024).contains(&size), "{size} bytes");
        }
    }
}
