//! A mandate form that is out, the paper it is printed on, and a scanner to put it in.

use balie_client::{Client, v1};
use balie_virtual::VirtualEscl;
use std::io::Cursor;

/// A document scanner as a part of the configuration.
pub fn document_scanner(id: &str, scanner: &VirtualEscl) -> String {
    format!(
        "[[document_scanner]]\ndriver = \"escl\"\nid = \"{id}\"\nurl = \"{}\"\npoll_ms = 200\n",
        scanner.url()
    )
}

/// A form printer as a part of the configuration.
pub fn form_printer(id: &str, uri: &str) -> String {
    format!("[[form_printer]]\ndriver = \"ipp\"\nid = \"{id}\"\nuri = \"{uri}\"\npoll_ms = 200\n")
}

/// The reference of the form that is out.
///
/// # Panics
/// When none is.
pub fn reference(now: &v1::Registration) -> String {
    now.mandate.as_ref().map(|mandate| mandate.reference.clone()).expect("a form is out")
}

/// The form as it comes out of a printer, is signed and lies on the glass: a little askew, with grey paper and noise.
/// PNG.
///
/// # Panics
/// When no form is out.
pub async fn paper(client: &Client, registration: &str, degrees: f32) -> Vec<u8> {
    let form =
        client.documents.mandate_form(registration, v1::DocumentFormat::Png, "nl").await.expect("a form");
    let form = image::load_from_memory(&signed(&form.content)).expect("a picture").into_luma8();
    let (sine, cosine) = degrees.to_radians().sin_cos();
    let (width, height) = (form.width() as f32, form.height() as f32);
    let mut chance = fastrand::Rng::with_seed(20);
    png(image::GrayImage::from_fn(form.width(), form.height(), |x, y| {
        let (u, v) = (x as f32 - width / 2.0, y as f32 - height / 2.0);
        let (from_x, from_y) = (u * cosine + v * sine + width / 2.0, v * cosine - u * sine + height / 2.0);
        let inside = (0.0..width).contains(&from_x) && (0.0..height).contains(&from_y);
        let grey = if inside { form.get_pixel(from_x as u32, from_y as u32).0[0] } else { 255 };
        let noisy = 25.0 + f32::from(grey) * 0.8 + (chance.f32() - 0.5) * 50.0;
        image::Luma([noisy.clamp(0.0, 255.0) as u8])
    }))
}

/// A page on which somebody has put a signature. PNG.
///
/// # Panics
/// When it is no picture.
pub fn signed(page: &[u8]) -> Vec<u8> {
    balie_virtual::pen::signed(page).expect("a picture")
}

/// A sheet with a note on it, and no barcode.
pub fn note() -> Vec<u8> {
    signed(&blank())
}

/// A sheet with nothing on it.
pub fn blank() -> Vec<u8> {
    png(image::GrayImage::from_pixel(620, 877, image::Luma([250])))
}

/// A PDF as scanners make them: a page that this picture fills, as a JPEG.
///
/// # Panics
/// When it is no picture.
pub fn scanned_pdf(page: &[u8]) -> Vec<u8> {
    let page = image::load_from_memory(page).expect("a picture").into_luma8();
    let (width, height) = page.dimensions();
    let mut jpeg = Cursor::new(Vec::new());
    page.write_to(&mut jpeg, image::ImageFormat::Jpeg).expect("a JPEG");
    let jpeg = jpeg.into_inner();
    let content = "595 0 0 842 0 0 cm /Im Do";
    let mut file = format!(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
         3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</Im 5 0 R>>>>>>endobj\n\
         4 0 obj<</Length {}>>stream\n{content}\nendstream endobj\n\
         5 0 obj<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceGray/BitsPerComponent 8\
         /Filter/DCTDecode/Length {}>>stream\n",
        content.len(),
        jpeg.len()
    )
    .into_bytes();
    file.extend(jpeg);
    file.extend(b"\nendstream endobj\ntrailer<</Root 1 0 R/Size 6>>\n%%EOF\n");
    file
}

fn png(picture: image::GrayImage) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, image::ImageFormat::Png).expect("a PNG");
    file.into_inner()
}
