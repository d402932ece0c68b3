//! Parses a page and draws it.

use std::fmt::Write;

use resvg::tiny_skia::{Color, Pixmap, Transform};
use usvg::{ShapeRendering, TextRendering, Tree};

use super::PageImage;
use crate::template::Templates;

/// How edges of shapes and letters are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edges {
    /// With grey in-between, for screens and paper.
    Smooth,
    /// Black or white, for one-colour printers: so that a halftone does not fray the letters.
    Crisp,
}

/// Parses a page. Lengths with a unit become dots of `dpi` per inch.
pub(crate) fn parse(page: &str, templates: &Templates, dpi: u16, edges: Edges) -> Result<Tree, usvg::Error> {
    let (shape_rendering, text_rendering) = match edges {
        Edges::Smooth => (ShapeRendering::default(), TextRendering::default()),
        Edges::Crisp => (ShapeRendering::CrispEdges, TextRendering::OptimizeSpeed),
    };
    let options = usvg::Options {
        resources_dir: templates.directory().map(std::path::Path::to_owned),
        dpi: f32::from(dpi),
        font_family: crate::fonts::FAMILY.to_owned(),
        shape_rendering,
        text_rendering,
        fontdb: templates.fonts().database(),
        font_resolver: templates.fonts().resolver(),
        ..usvg::Options::default()
    };
    Tree::from_str(page, &options)
}

/// Draws a page on white, `scale` times as large. `None` if the picture is too large to hold.
pub(crate) fn draw(tree: &Tree, (width, height): (u32, u32), scale: f32) -> Option<Pixmap> {
    let mut picture = Pixmap::new(width, height)?;
    picture.fill(Color::WHITE);
    resvg::render(tree, Transform::from_scale(scale, scale), &mut picture.as_mut());
    Some(picture)
}

/// The luminance (ITU-R BT.709) of a picture without transparent parts.
pub(crate) fn to_grey(picture: &Pixmap) -> PageImage {
    let pixels = picture.pixels().iter().map(|pixel| {
        let weighted =
            2126 * u32::from(pixel.red()) + 7152 * u32::from(pixel.green()) + 722 * u32::from(pixel.blue());
        (weighted / 10_000) as u8
    });
    PageImage::from_luminance(picture.width(), picture.height(), pixels.collect())
}

/// Escapes a text for XML content and attributes.
pub(crate) fn escape_xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' | '>' | '&' | '"' | '\'' => {
                // Writing to a string cannot fail.
                let _ = write!(escaped, "&#{};", u32::from(character));
            }
            _ => escaped.push(character),
        }
    }
    escaped
}
