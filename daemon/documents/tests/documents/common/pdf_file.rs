//! PDF files put together byte by byte.

use super::tiff_file::{HEIGHT, WIDTH};

/// A PDF of one page that a picture fills.
pub fn pdf_of(dictionary: &str, picture: &[u8]) -> Vec<u8> {
    pdf((446, 173), "", &[stream(dictionary, picture)])
}

pub fn stream(dictionary: &str, content: &[u8]) -> Vec<u8> {
    [dictionary.as_bytes(), b"\nstream\n", content, b"\nendstream"].concat()
}

/// A PDF of one page of this size, with these entries, that the picture among the objects fills: it is the fifth of all,
/// the first of those.
pub fn pdf((width, height): (u32, u32), entries: &str, objects: &[Vec<u8>]) -> Vec<u8> {
    let content = format!("{width} 0 0 {height} 0 0 cm /Im Do");
    let page = format!(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]/Contents 4 0 R\
         /Resources<</XObject<</Im 5 0 R>>>>{entries}>>"
    );
    let before = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        page.into_bytes(),
        stream(&format!("<</Length {}>>", content.len()), content.as_bytes()),
    ];
    let mut file = b"%PDF-1.4\n".to_vec();
    for (at, object) in before.iter().chain(objects).enumerate() {
        file.extend(format!("{} 0 obj\n", at + 1).bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    file.extend(format!("trailer<</Root 1 0 R/Size {}>>\n%%EOF\n", before.len() + objects.len() + 1).bytes());
    file
}

/// A PDF of one page that a JPEG fills, of the size of the pictures in `fixtures/varieties`.
pub fn pdf_of_jpeg(colours: &str, jpeg: &[u8]) -> Vec<u8> {
    let dictionary = format!(
        "<</Type/XObject/Subtype/Image/Width {WIDTH}/Height {HEIGHT}/ColorSpace/{colours}/BitsPerComponent 8\
         /Filter/DCTDecode/Length {}>>",
        jpeg.len()
    );
    pdf_of(&dictionary, jpeg)
}
