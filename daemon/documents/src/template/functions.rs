//! The functions that templates may call, because SVG itself can neither measure nor wrap text.
//!
//! - `fit(text, width=, size=, least=, weight="normal", family="DejaVu Sans")` gives `.text` and `.size`: the
//!   text at `size` if it fits in `width`, else smaller down to `least`, else shortened with an ellipsis.
//! - `wrap(text, width=, size=, weight="normal", family="DejaVu Sans")` gives the lines of a paragraph.
//! - `code128(text, room=, dot=, most=, least=)` gives `.bars` (each with `.x` and `.width`) and `.width`, in
//!   the unit of `dot`, from the left edge of the first bar. A module is `least` to `most` whole dots: as
//!   wide as fits in `room`, which includes both quiet zones of ten modules.

use minijinja::{
    Environment, Error, ErrorKind,
    value::{Kwargs, Serde, Value},
};
use serde::Serialize;

use crate::{
    barcode::{BarcodeError, Code128},
    fonts::{FAMILY, FontError, Fonts, Weight},
};

const ELLIPSIS: &str = "…";

pub(super) fn add_to(environment: &mut Environment<'static>, fonts: &Fonts) {
    let for_fit = fonts.clone();
    environment.add_function("fit", move |text: &str, options: Kwargs| fit(&for_fit, text, &options));
    let for_wrap = fonts.clone();
    environment.add_function("wrap", move |text: &str, options: Kwargs| wrap(&for_wrap, text, &options));
    environment.add_function("code128", |text: &str, options: Kwargs| code128(text, &options));
}

/// A text that fits, and the font size at which it does.
#[derive(Serialize)]
struct Fitted {
    text: String,
    size: f64,
}

fn fit(fonts: &Fonts, text: &str, options: &Kwargs) -> Result<Value, Error> {
    let (width, size) = (positive(options, "width")?, positive(options, "size")?);
    let least = positive(options, "least")?.min(size);
    let face = Face::from(options)?;
    options.assert_all_used()?;

    let natural = face.widths(fonts, &[text])?[0];
    let room = width / natural.max(f64::MIN_POSITIVE);
    let fitted = if room >= size {
        Fitted { text: text.to_owned(), size }
    } else if room >= least {
        Fitted { text: text.to_owned(), size: room }
    } else {
        Fitted { text: shortened(fonts, &face, text, width / least)?, size: least }
    };
    Ok(Value::from(Serde(fitted)))
}

/// The longest beginning of `text` which, with an ellipsis, is at most `width` wide at font size 1.
fn shortened(fonts: &Fonts, face: &Face, text: &str, width: f64) -> Result<String, Error> {
    // A combining mark stays with its letter.
    let starts = text.char_indices().filter(|(_, c)| !('\u{300}'..='\u{36f}').contains(c));
    let ends: Vec<usize> = starts.map(|(end, _)| end).collect();
    let candidate = |index: usize| format!("{}{ELLIPSIS}", text[..ends[index]].trim_end());
    // Halving: each measurement lays out a text, which is the slow part.
    let (mut fits, mut too_wide) = (None, ends.len());
    while fits.map_or(0, |index| index + 1) < too_wide {
        let middle = (fits.map_or(0, |index| index + 1) + too_wide) / 2;
        if face.widths(fonts, &[candidate(middle)])?[0] <= width {
            fits = Some(middle);
        } else {
            too_wide = middle;
        }
    }
    Ok(fits.map_or_else(|| ELLIPSIS.to_owned(), candidate))
}

fn wrap(fonts: &Fonts, text: &str, options: &Kwargs) -> Result<Value, Error> {
    let (width, size) = (positive(options, "width")?, positive(options, "size")?);
    let face = Face::from(options)?;
    options.assert_all_used()?;

    let mut words: Vec<&str> = text.split_whitespace().collect();
    let count = words.len();
    words.push("n");
    words.push("n n");
    let widths = face.widths(fonts, &words)?;
    let blank = widths[count + 1] - 2.0 * widths[count];

    let room = width / size;
    let mut lines: Vec<String> = Vec::new();
    let mut used = 0.0;
    for (word, word_width) in words.iter().zip(&widths).take(count) {
        match lines.last_mut() {
            Some(line) if used + blank + word_width <= room => {
                line.push(' ');
                line.push_str(word);
                used += blank + word_width;
            }
            _ if *word_width > room => {
                lines.push(shortened(fonts, &face, word, room)?);
                used = *word_width;
            }
            _ => {
                lines.push((*word).to_owned());
                used = *word_width;
            }
        }
    }
    Ok(Value::from(lines))
}

/// A barcode laid out in the unit of the template.
#[derive(Serialize)]
struct Symbol {
    bars: Vec<Bar>,
    width: f64,
}

#[derive(Serialize)]
struct Bar {
    x: f64,
    width: f64,
}

fn code128(text: &str, options: &Kwargs) -> Result<Value, Error> {
    let (room, dot) = (positive(options, "room")?, positive(options, "dot")?);
    let (most, least) = (options.get::<u8>("most")?, options.get::<u8>("least")?);
    options.assert_all_used()?;

    let code = Code128::new(text).map_err(barcode_error)?;
    let modules = code.modules().len() + 2 * Code128::QUIET_ZONE;
    let fits = |dots: &u8| modules as f64 * f64::from(*dots) * dot <= room;
    let dots = (least.max(1)..=most).rev().find(fits);
    let module = dot * f64::from(dots.ok_or_else(|| barcode_error(BarcodeError::Room { modules }))?);
    let bars = code.bars().into_iter();
    Ok(Value::from(Serde(Symbol {
        bars: bars.map(|(x, width)| Bar { x: x as f64 * module, width: width as f64 * module }).collect(),
        width: code.modules().len() as f64 * module,
    })))
}

struct Face {
    family: String,
    weight: Weight,
}

impl Face {
    fn from(options: &Kwargs) -> Result<Self, Error> {
        let family = options.get::<Option<String>>("family")?.unwrap_or_else(|| FAMILY.to_owned());
        let weight = match options.get::<Option<&str>>("weight")? {
            None | Some("normal") => Weight::Normal,
            Some("bold") => Weight::Bold,
            Some(_) => return Err(invalid("weight must be \"normal\" or \"bold\"")),
        };
        Ok(Self { family, weight })
    }

    fn widths<T: AsRef<str>>(&self, fonts: &Fonts, texts: &[T]) -> Result<Vec<f64>, Error> {
        let widths = fonts.widths(texts, &self.family, self.weight).map_err(font_error)?;
        Ok(widths.into_iter().map(f64::from).collect())
    }
}

fn positive(options: &Kwargs, name: &str) -> Result<f64, Error> {
    let value = options.get::<f64>(name)?;
    if value.is_finite() && value > 0.0 { Ok(value) } else { Err(invalid("a length must be more than 0")) }
}

fn invalid(detail: &'static str) -> Error {
    Error::new(ErrorKind::InvalidOperation, detail)
}

// The typed cause travels as the source, so that the caller of the template gets it back as it was.
fn font_error(cause: FontError) -> Error {
    Error::new(ErrorKind::InvalidOperation, cause.to_string()).with_source(cause)
}

fn barcode_error(cause: BarcodeError) -> Error {
    Error::new(ErrorKind::InvalidOperation, cause.to_string()).with_source(cause)
}
