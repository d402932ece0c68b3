//! What a PDF says of a picture, and its bytes.

use std::borrow::Cow;

use hayro::hayro_syntax::Filter;
use hayro::hayro_syntax::object::{Array, Dict, FromBytes, Object, Stream};

/// Width and height of a picture in pixels.
pub(super) fn size(stream: &Stream<'_>) -> Option<(u32, u32)> {
    let side = |key: &str| stream.dict().get::<u32>(key).filter(|side| *side > 0);
    side("Width").zip(side("Height"))
}

/// The parameters of a filter, from 0. Empty where it has none.
pub(super) fn parameters<'a>(stream: &Stream<'a>, filter: usize) -> Dict<'a> {
    let all = stream.dict().get::<Array<'a>>("DecodeParms");
    match all.and_then(|all| all.iter::<Object<'a>>().nth(filter)) {
        Some(Object::Dict(parameters)) => parameters,
        _ => stream.dict().get::<Dict<'a>>("DecodeParms").unwrap_or_default(),
    }
}

/// The bytes of a picture as the last of its filters takes them. None where what was done to them after that is not
/// undone here.
pub(super) fn packed<'a>(stream: &Stream<'a>) -> Option<Cow<'a, [u8]>> {
    let raw = stream.raw_data();
    let filters = stream.filters();
    let (_, others) = filters.split_last()?;
    // They are decrypted already.
    let others: Vec<(usize, &Filter)> =
        others.iter().enumerate().filter(|(_, filter)| **filter != Filter::Crypt).collect();
    if others.is_empty() {
        return Some(raw);
    }
    if others.iter().any(|(at, _)| !parameters(stream, *at).is_empty()) {
        return None;
    }
    let names = others.iter().map(|(_, filter)| name(filter)).collect::<Option<String>>()?;
    let head = format!("<</Length {}/Filter[{names}]>>stream\n", raw.len());
    let inner = [head.as_bytes(), &raw[..], &b"\nendstream"[..]].concat();
    let inner = Stream::from_bytes(&inner)?.decoded().ok()?.into_owned();
    Some(Cow::Owned(inner))
}

/// The name of a filter that gives bytes.
fn name(filter: &Filter) -> Option<&'static str> {
    match filter {
        Filter::AsciiHexDecode => Some("/ASCIIHexDecode"),
        Filter::Ascii85Decode => Some("/ASCII85Decode"),
        Filter::LzwDecode => Some("/LZWDecode"),
        Filter::FlateDecode => Some("/FlateDecode"),
        Filter::RunLengthDecode => Some("/RunLengthDecode"),
        _ => None,
    }
}
