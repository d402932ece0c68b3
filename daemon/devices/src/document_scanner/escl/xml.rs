//! XML of scanners, read into a small tree.
//!
//! Scanners differ in the prefixes they bind namespaces to and in the order of elements, so names are taken without
//! their prefix and looked up rather than walked.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Elements that may lie in each other.
const DEPTH: usize = 32;
/// Elements of one document.
const ELEMENTS: usize = 20_000;

/// An element.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    /// Its name, without prefix.
    pub name: String,
    /// The text directly inside, trimmed.
    pub text: String,
    /// The attributes `name` and `ref`, by which profiles of settings are named and referred to.
    pub label: Option<String>,
    pub children: Vec<Element>,
}

/// The document is not well-formed, or nothing a scanner would send.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a document of a scanner")]
pub(super) struct NotXml;

impl Element {
    /// The root of a document.
    pub fn parse(document: &[u8]) -> Result<Self, NotXml> {
        let mut reader = Reader::from_reader(document);
        let mut open = vec![Self::default()];
        let mut count = 0;
        loop {
            let event = reader.read_event().map_err(|_| NotXml)?;
            match event {
                Event::Start(start) => open.push(Self::of(&start)?),
                Event::Empty(start) => {
                    let element = Self::of(&start)?;
                    open.last_mut().ok_or(NotXml)?.children.push(element);
                }
                Event::End(_) => {
                    let closed = open.pop().ok_or(NotXml)?;
                    open.last_mut().ok_or(NotXml)?.children.push(closed);
                }
                Event::Text(text) => {
                    let text = text.decode().map_err(|_| NotXml)?;
                    open.last_mut().ok_or(NotXml)?.text.push_str(text.trim());
                }
                Event::CData(data) => {
                    let text = data.decode().map_err(|_| NotXml)?;
                    open.last_mut().ok_or(NotXml)?.text.push_str(text.trim());
                }
                Event::GeneralRef(reference) => {
                    let name = reference.decode().map_err(|_| NotXml)?;
                    // What a maker's name may hold; anything else is not needed.
                    let text = match name.as_ref() {
                        "amp" => "&",
                        "lt" => "<",
                        "gt" => ">",
                        "quot" => "\"",
                        "apos" => "'",
                        _ => "",
                    };
                    open.last_mut().ok_or(NotXml)?.text.push_str(text);
                }
                Event::Eof => break,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
            count += 1;
            if open.len() > DEPTH || count > ELEMENTS {
                return Err(NotXml);
            }
        }
        let document = open.pop().filter(|_| open.is_empty()).ok_or(NotXml)?;
        document.children.into_iter().next().ok_or(NotXml)
    }

    fn of(start: &BytesStart<'_>) -> Result<Self, NotXml> {
        let name = String::from_utf8(start.local_name().as_ref().to_vec()).map_err(|_| NotXml)?;
        let label = start
            .attributes()
            .flatten()
            .find(|attribute| matches!(attribute.key.local_name().as_ref(), b"name" | b"ref"))
            .and_then(|attribute| String::from_utf8(attribute.value.into_owned()).ok());
        Ok(Self { name, label, ..Self::default() })
    }

    /// The first child of this name.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// All children of this name.
    pub fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The element at the end of these names, each inside the one before.
    pub fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }

    /// The text at the end of these names; none when there is none.
    pub fn text_at(&self, path: &[&str]) -> Option<&str> {
        self.at(path).map(|element| element.text.as_str()).filter(|text| !text.is_empty())
    }

    /// The number at the end of these names.
    pub fn number_at(&self, path: &[&str]) -> Option<u32> {
        self.text_at(path)?.parse().ok()
    }

    /// The texts of all children of this name.
    pub fn texts(&self, name: &str) -> Vec<String> {
        self.all(name).map(|child| child.text.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn prefixes_do_not_matter_and_texts_are_trimmed() {
        let document = b"<?xml version='1.0'?><a:Root xmlns:a='u'><!-- c --><b:One name='x'> 1 &amp; 2 </b:One><Two/></a:Root>";
        let root = Element::parse(document).unwrap();
        assert_eq!((root.name.as_str(), root.children.len()), ("Root", 2));
        assert_eq!(root.text_at(&["One"]), Some("1&2"));
        assert_eq!(root.child("One").unwrap().label.as_deref(), Some("x"));
        assert_eq!((root.text_at(&["Two"]), root.number_at(&["Three"])), (None, None));
    }

    #[test]
    fn what_is_not_well_formed_or_endless_is_refused() {
        for document in [&b""[..], b"<a>", b"<a></b>", b"no xml", b"<a><b></a></b>", b"\xff\xfe"] {
            assert_eq!(Element::parse(document), Err(NotXml), "{document:?}");
        }
        let deep = "<a>".repeat(40) + &"</a>".repeat(40);
        assert_eq!(Element::parse(deep.as_bytes()), Err(NotXml));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn any_bytes_end_in_a_tree_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..300), xmlish in "[<>/a-c&;'= ]{0,80}") {
            let _ = Element::parse(&bytes);
            let _ = Element::parse(xmlish.as_bytes());
        }
    }
}
