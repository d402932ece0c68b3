//! Pictures in a PDF whose samples are there as they are, or packed as any other bytes are.

use hayro::hayro_syntax::object::{Array, Name, Object, Stream};

use super::stream::size;
use crate::reading::{ReadError, ReadLimits};

/// Whether the samples of a picture go on to its last row. Of colours that are not known nobody knows.
///
/// # Errors
/// [`ReadError::Incomplete`] where they do not; [`ReadError::PictureTooLarge`].
pub(super) fn check(stream: &Stream<'_>, limits: ReadLimits) -> Result<(), ReadError> {
    let (Some((width, height)), Some(bits)) = (size(stream), bits_of_pixel(stream)) else { return Ok(()) };
    limits.check(width, height)?;
    // What cannot be unpacked at all is left out of the drawing, which says so.
    let Ok(samples) = stream.decoded() else { return Ok(()) };
    let row = (u64::from(width) * bits).div_ceil(8);
    // The end of the last row may look like white space, which is no part of a stream.
    let is_whole = samples.len() as u64 > row * u64::from(height - 1);
    if is_whole { Ok(()) } else { Err(ReadError::Incomplete) }
}

/// Bits of a pixel, of all components together.
fn bits_of_pixel(stream: &Stream<'_>) -> Option<u64> {
    let dictionary = stream.dict();
    if dictionary.get::<bool>("ImageMask") == Some(true) {
        return Some(1);
    }
    let bits = dictionary.get::<u8>("BitsPerComponent").filter(|bits| (1..=16).contains(bits))?;
    let components = components(&dictionary.get::<Object<'_>>("ColorSpace")?)?;
    Some(u64::from(bits) * u64::from(components))
}

/// How many components there are of a colour (ISO 32000-1, 8.6).
fn components(space: &Object<'_>) -> Option<u32> {
    let (family, argument) = match space {
        Object::Name(name) => (name.clone(), None),
        Object::Array(array) => (array.iter::<Name<'_>>().next()?, array.iter::<Object<'_>>().nth(1)),
        _ => return None,
    };
    let count = match (family.as_str(), argument) {
        ("DeviceGray" | "G" | "CalGray" | "Indexed" | "I" | "Separation", _) => 1,
        ("DeviceRGB" | "RGB" | "CalRGB" | "Lab", _) => 3,
        ("DeviceCMYK" | "CMYK", _) => 4,
        ("ICCBased", Some(Object::Stream(profile))) => profile.dict().get::<u32>("N")?,
        ("DeviceN", Some(Object::Array(names))) => number_of(&names)?,
        _ => return None,
    };
    (1..=32).contains(&count).then_some(count)
}

fn number_of(names: &Array<'_>) -> Option<u32> {
    u32::try_from(names.iter::<Object<'_>>().count()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use hayro::hayro_syntax::object::FromBytes;

    #[test]
    fn how_many_bits_a_pixel_has_follows_from_what_is_said_of_its_colours() {
        for (said, bits) in [
            ("/ColorSpace/DeviceGray/BitsPerComponent 1", Some(1)),
            ("/ColorSpace/DeviceRGB/BitsPerComponent 8", Some(24)),
            ("/ColorSpace/DeviceCMYK/BitsPerComponent 8", Some(32)),
            ("/ColorSpace[/Indexed/DeviceRGB 1<000000ffffff>]/BitsPerComponent 4", Some(4)),
            ("/ColorSpace[/CalRGB<</WhitePoint[1 1 1]>>]/BitsPerComponent 16", Some(48)),
            ("/ColorSpace[/DeviceN[/Cyan/Black]/DeviceCMYK]/BitsPerComponent 8", Some(16)),
            ("/ImageMask true", Some(1)),
            ("/ColorSpace/Cs1/BitsPerComponent 8", None),
            ("/ColorSpace/DeviceGray", None),
            ("/ColorSpace/DeviceGray/BitsPerComponent 0", None),
            ("", None),
        ] {
            let bytes = format!("<</Subtype/Image{said}/Length 1>>stream\na\nendstream");
            assert_eq!(bits_of_pixel(&Stream::from_bytes(bytes.as_bytes()).unwrap()), bits, "{said}");
        }
    }
}
