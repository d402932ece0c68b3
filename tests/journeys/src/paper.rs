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

/// The form as it comes out of a printer and lies on the glass: a little askew, with grey paper and noise. PNG.
///
/// # Panics
/// When no form is out.
pub async fn paper(client: &Client, registration: &str, degrees: f32) -> Vec<u8> {
    let form =
        client.documents.mandate_form(registration, v1::DocumentFormat::Png, "nl").await.expect("a form");
    let form = image::load_from_memory(&form.content).expect("a picture").into_luma8();
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

/// An empty sheet.
pub fn blank() -> Vec<u8> {
    png(image::GrayImage::from_pixel(620, 877, image::Luma([250])))
}

fn png(picture: image::GrayImage) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, image::ImageFormat::Png).expect("a PNG");
    file.into_inner()
}
