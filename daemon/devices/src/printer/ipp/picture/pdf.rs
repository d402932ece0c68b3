//! PDF: one page of exactly the size of a card with a picture of one bit per dot.

use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref};

use super::cut;
use crate::Monochrome;

/// Points of PDF (1/72 inch) in a millimetre.
const POINTS: f32 = 72.0 / 25.4;
/// ID-1 of ISO/IEC 7810, in millimetres.
const CARD_MM: (f32, f32) = (85.60, 53.98);

/// The artwork as a PDF file.
#[must_use]
pub fn pdf(artwork: &Monochrome) -> Vec<u8> {
    let picture = cut(artwork);
    let (width, height) = (CARD_MM.0 * POINTS, CARD_MM.1 * POINTS);
    let [catalog, pages, page, content, image] = [1, 2, 3, 4, 5].map(Ref::new);
    let name = Name(b"Card");
    let mut file = Pdf::new();
    file.catalog(catalog).pages(pages);
    file.pages(pages).kids([page]).count(1);
    let mut sheet = file.page(page);
    sheet.parent(pages).media_box(Rect::new(0.0, 0.0, width, height)).contents(content);
    sheet.resources().x_objects().pair(name, image);
    sheet.finish();
    let mut drawing = Content::new();
    drawing.save_state().transform([width, 0.0, 0.0, height, 0.0, 0.0]).x_object(name).restore_state();
    file.stream(content, &drawing.finish());
    // Grey of one bit: 1 is white there, and black here.
    let bits: Vec<u8> = picture.packed().iter().map(|byte| !byte).collect();
    let mut object = file.image_xobject(image, &bits);
    // A card has some hundred dots on a side.
    object.width(picture.width() as i32).height(picture.height() as i32).bits_per_component(1);
    object.color_space().device_gray();
    object.finish();
    file.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    #[test]
    fn a_reader_of_pdf_sees_the_card_as_it_was_drawn() {
        let artwork = Monochrome::from_fn(1016, 648, |x, y| (x / 37 + y / 23) % 3 == 0);
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("card.pdf");
        std::fs::write(&file, pdf(&artwork)).unwrap();
        let info = Command::new("pdfinfo").arg(&file).output().expect("poppler-utils is installed");
        let info = String::from_utf8_lossy(&info.stdout).into_owned();
        assert!(info.contains("Pages:           1"), "{info}");
        assert!(info.contains("Page size:       242.646 x 153.014 pts"), "{info}");
        let seen =
            Command::new("pdfimages").args(["-png"]).arg(&file).arg(place.path().join("seen")).status();
        assert!(seen.expect("poppler-utils is installed").success());
        let seen = image::open(place.path().join("seen-000.png")).unwrap().to_luma8();
        let card = cut(&artwork);
        assert_eq!(seen.dimensions(), (1011, 638));
        for (x, y, pixel) in seen.enumerate_pixels() {
            assert_eq!(pixel.0[0] == 0, card.is_black(x as usize, y as usize), "{x} {y}");
        }
    }
}
