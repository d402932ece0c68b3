//! Requests and answers of IPP (RFC 8011).

use std::io::Cursor;

use ::ipp::model::{DelimiterTag, IppVersion, Operation, StatusCode};
use ::ipp::parser::IppParser;
use ::ipp::prelude::{IppAttribute, IppRequestResponse, IppValue};
use ::ipp::reader::IppReader;

use super::uri::IppUri;
use crate::Reason;
use crate::printer::wire::WireError;

/// A request that is being written.
pub(super) struct Request(IppRequestResponse);

impl Request {
    /// An operation on a printer for a user.
    pub(super) fn new(operation: Operation, uri: &IppUri, user: &str) -> Result<Self, WireError> {
        let target = uri.to_string().parse().map_err(|_| refused())?;
        let request = IppRequestResponse::new(IppVersion::v2_0(), operation, Some(target));
        let mut request = Self(request.map_err(|_| refused())?);
        request.name("requesting-user-name", user)?;
        Ok(request)
    }

    /// An operation attribute with a name.
    pub(super) fn name(&mut self, name: &str, value: &str) -> Result<(), WireError> {
        let value = value.try_into().map_err(|_| refused())?;
        self.add(DelimiterTag::OperationAttributes, name, IppValue::NameWithoutLanguage(value))
    }

    /// An operation attribute with keywords.
    pub(super) fn keywords(&mut self, name: &str, values: &[&str]) -> Result<(), WireError> {
        let values = values
            .iter()
            .map(|value| Ok(IppValue::Keyword((*value).try_into().map_err(|_| refused())?)))
            .collect::<Result<Vec<_>, WireError>>()?;
        self.add(DelimiterTag::OperationAttributes, name, IppValue::Array(values))
    }

    /// An operation attribute with a media type.
    pub(super) fn media_type(&mut self, name: &str, value: &str) -> Result<(), WireError> {
        let value = value.try_into().map_err(|_| refused())?;
        self.add(DelimiterTag::OperationAttributes, name, IppValue::MimeMediaType(value))
    }

    /// An operation attribute with a number.
    pub(super) fn integer(&mut self, name: &str, value: i32) -> Result<(), WireError> {
        self.add(DelimiterTag::OperationAttributes, name, IppValue::Integer(value))
    }

    /// An operation attribute that is true or false.
    pub(super) fn boolean(&mut self, name: &str, value: bool) -> Result<(), WireError> {
        self.add(DelimiterTag::OperationAttributes, name, IppValue::Boolean(value))
    }

    /// A job attribute with a keyword.
    pub(super) fn job_keyword(&mut self, name: &str, value: &str) -> Result<(), WireError> {
        let value = value.try_into().map_err(|_| refused())?;
        self.add(DelimiterTag::JobAttributes, name, IppValue::Keyword(value))
    }

    /// A job attribute with a number.
    pub(super) fn job_integer(&mut self, name: &str, value: i32) -> Result<(), WireError> {
        self.add(DelimiterTag::JobAttributes, name, IppValue::Integer(value))
    }

    fn add(&mut self, group: DelimiterTag, name: &str, value: IppValue) -> Result<(), WireError> {
        let attribute = IppAttribute::with_name(name, value).map_err(|_| refused())?;
        self.0.attributes_mut().add(group, attribute);
        Ok(())
    }

    /// The bytes, with a document behind them.
    pub(super) fn into_bytes(self, document: &[u8]) -> Vec<u8> {
        let head = self.0.to_bytes();
        [head.as_ref(), document].concat()
    }
}

/// A value of the configuration is longer than IPP allows.
fn refused() -> WireError {
    WireError(Reason::ParameterRefused)
}

/// An answer.
pub(super) struct Reply(IppRequestResponse);

impl Reply {
    /// Reads an answer.
    ///
    /// # Errors
    /// When the bytes are none.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, WireError> {
        let parser = IppParser::new(IppReader::new(Cursor::new(bytes.to_vec())));
        parser.parse().map(Self).map_err(|_| WireError(Reason::GarbageAnswer))
    }

    pub(super) fn status(&self) -> StatusCode {
        self.0.header().status_code()
    }

    /// The groups of one kind, such as one for each job.
    pub(super) fn groups(&self, tag: DelimiterTag) -> impl Iterator<Item = Group<'_>> {
        self.0.attributes().groups_of(tag).map(|group| Group(group.attributes()))
    }
}

/// The attributes of one thing.
#[derive(Clone, Copy)]
pub(super) struct Group<'a>(&'a [IppAttribute]);

impl<'a> Group<'a> {
    /// All values of an attribute; some printers send it more than once.
    fn values(self, name: &str) -> impl Iterator<Item = &'a IppValue> {
        self.0.iter().filter(move |attribute| attribute.name().as_str() == name).flat_map(|attribute| {
            match attribute.value() {
                IppValue::Array(values) => values.iter().collect::<Vec<_>>(),
                value => vec![value],
            }
        })
    }

    /// All texts of an attribute, of whatever kind of text.
    pub(super) fn texts(self, name: &str) -> Vec<String> {
        self.values(name).filter_map(text).collect()
    }

    /// The first text of an attribute.
    pub(super) fn text(self, name: &str) -> Option<String> {
        self.values(name).find_map(text)
    }

    /// The number or enumerated value of an attribute.
    pub(super) fn number(self, name: &str) -> Option<i32> {
        self.values(name).find_map(|value| match value {
            IppValue::Integer(number) | IppValue::Enum(number) => Some(*number),
            _ => None,
        })
    }

    /// Whether an attribute is there and says that it has no value yet (out-of-band `no-value`).
    pub(super) fn has_no_value(self, name: &str) -> bool {
        self.values(name).any(|value| matches!(value, IppValue::NoValue))
    }

    /// The resolutions of an attribute that are the same in both directions, in dots per inch.
    pub(super) fn resolutions(self, name: &str) -> Vec<i32> {
        self.values(name)
            .filter_map(|value| match *value {
                // 3 stands for inches, 4 for centimetres (RFC 8011 section 5.1.16).
                IppValue::Resolution { cross_feed, feed, units: 3 } if cross_feed == feed => Some(feed),
                _ => None,
            })
            .collect()
    }

    /// Whether an attribute is true.
    pub(super) fn flag(self, name: &str) -> Option<bool> {
        self.values(name).find_map(|value| match value {
            IppValue::Boolean(flag) => Some(*flag),
            _ => None,
        })
    }
}

fn text(value: &IppValue) -> Option<String> {
    Some(match value {
        IppValue::Keyword(text) => text.as_str().to_owned(),
        IppValue::MimeMediaType(text) => text.as_str().to_owned(),
        IppValue::NameWithoutLanguage(text) | IppValue::NameWithLanguage { name: text, .. } => {
            text.as_str().to_owned()
        }
        IppValue::TextWithoutLanguage(text) | IppValue::TextWithLanguage { text, .. } => text.to_string(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]
        #[test]
        fn any_bytes_are_an_answer_or_not(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(reply) = Reply::read(&bytes) {
                for group in reply.groups(DelimiterTag::PrinterAttributes) {
                    let _ = group.text("x");
                }
            }
        }

        #[test]
        fn an_answer_cut_short_is_no_hang(cut in 0usize..300) {
            let uri: IppUri = "ipp://localhost/ipp/print".parse().unwrap();
            let mut request = Request::new(Operation::PrintJob, &uri, "balie").unwrap();
            request.keywords("requested-attributes", &["printer-state", "media-supported"]).unwrap();
            let bytes = request.into_bytes(&[]);
            let _ = Reply::read(&bytes[..cut.min(bytes.len())]);
        }
    }
}
