//! The page on the glass, as it is scanned.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::{FilterType, resize};
use image::{DynamicImage, GrayImage, ImageFormat};

use super::ScanAsked;
use crate::VirtualError;

/// A format of scanned pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageFormat {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// PDF of one page, with the page in it as JPEG.
    Pdf,
}

impl PageFormat {
    /// Its media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Pdf => "application/pdf",
        }
    }
}

/// Opens the picture of a page.
pub(super) fn open(page: &[u8]) -> Result<GrayImage, VirtualError> {
    let picture = image::load_from_memory(page).map_err(VirtualError::Page)?;
    Ok(picture.into_luma8())
}

/// The page, scanned as asked. The whole picture is taken to fill the region.
pub(super) fn scan(page: &GrayImage, asked: &ScanAsked) -> Result<Vec<u8>, VirtualError> {
    let dots = |three_hundredths: u32| (three_hundredths * asked.resolution / 300).max(1);
    let (width, height) = (dots(asked.width), dots(asked.height));
    let grey = if (width, height) == page.dimensions() {
        page.clone()
    } else {
        resize(page, width, height, FilterType::Triangle)
    };
    let picture = match asked.colours.as_str() {
        "RGB24" => DynamicImage::ImageLuma8(grey).to_rgb8().into(),
        "BlackAndWhite1" => {
            let mut grey = grey;
            grey.pixels_mut().for_each(|pixel| pixel.0[0] = if pixel.0[0] < 128 { 0 } else { 255 });
            DynamicImage::ImageLuma8(grey)
        }
        _ => DynamicImage::ImageLuma8(grey),
    };
    match asked.format {
        PageFormat::Png => {
            let mut file = Cursor::new(Vec::new());
            picture.write_to(&mut file, ImageFormat::Png).map_err(VirtualError::Page)?;
            Ok(file.into_inner())
        }
        PageFormat::Jpeg => jpeg(&picture),
        PageFormat::Pdf => Ok(pdf(&picture, &jpeg(&picture)?)),
    }
}

fn jpeg(picture: &DynamicImage) -> Result<Vec<u8>, VirtualError> {
    let mut file = Cursor::new(Vec::new());
    picture.write_with_encoder(JpegEncoder::new_with_quality(&mut file, 80)).map_err(VirtualError::Page)?;
    Ok(file.into_inner())
}

fn pdf(picture: &DynamicImage, jpeg: &[u8]) -> Vec<u8> {
    let colours = if picture.color().has_color() { "DeviceRGB" } else { "DeviceGray" };
    let content = "595 0 0 842 0 0 cm /Im Do";
    let picture = format!(
        "<</Type/XObject/Subtype/Image/Width {}/Height {}/ColorSpace/{colours}/BitsPerComponent 8\
         /Filter/DCTDecode/Length {}>>stream\n",
        picture.width(),
        picture.height(),
        jpeg.len()
    );
    let objects = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</Im 5 0 R>>>>>>"
            .to_vec(),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()).into_bytes(),
        [picture.as_bytes(), jpeg, b"\nendstream"].concat(),
    ];
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (at, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.extend([format!("{} 0 obj\n", at + 1).as_bytes(), object, b"\nendobj\n"].concat());
    }
    let (start, size) = (file.len(), objects.len() + 1);
    file.extend(format!("{table}trailer<</Root 1 0 R/Size {size}>>\nstartxref\n{start}\n%%EOF\n").bytes());
    file
}
