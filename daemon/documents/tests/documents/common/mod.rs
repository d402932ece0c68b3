//! Sample documents, and scans of them as scanners make them.

pub mod pdf_file;
pub mod tiff_file;

use balie_documents::{
    Creditor, Documents, DocumentsConfig, Holder, MandateForm, PageImage, PassArtwork, find_code128,
};

pub fn documents() -> Documents {
    Documents::new(DocumentsConfig::default()).unwrap()
}

pub fn pass() -> PassArtwork {
    PassArtwork {
        library_name: "Bibliotheek Annen".to_owned(),
        branch_name: "Vestiging Annen".to_owned(),
        patron_name: "A. van de Test".to_owned(),
        pass_number: "29401000075801".to_owned(),
        language: Default::default(),
    }
}

pub fn mandate() -> MandateForm {
    MandateForm {
        creditor: Creditor {
            name: "Stichting Bibliotheek Annen".to_owned(),
            street: "Kruisakkers 41".to_owned(),
            place: "9468 BG Annen".to_owned(),
            country: "Nederland".to_owned(),
            identifier: "NL79ZZZ999999990000".to_owned(),
        },
        reference: "NL9401-2026-000042".to_owned(),
        holder: Holder {
            name: "N. Test".to_owned(),
            street: None,
            place: "Annen".to_owned(),
            country: None,
            iban: "NL91ABNA0417164300".to_owned(),
            bic: None,
        },
        patron: None,
        purpose: "Contributie bibliotheek".to_owned(),
        switch_service: false,
        branch_name: "Annen".to_owned(),
        signing_place: None,
        signing_date: None,
    }
}

/// A file of some variety, by its name.
pub fn variety(name: &str) -> Vec<u8> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/documents/fixtures/varieties");
    std::fs::read(std::path::Path::new(path).join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The grey values of a PNG file.
pub fn page(png: &[u8]) -> PageImage {
    let picture = image::load_from_memory(png).unwrap().into_luma8();
    PageImage::from_luminance(picture.width(), picture.height(), picture.into_raw())
}

pub fn png(page: &PageImage) -> Vec<u8> {
    let picture = image::GrayImage::from_raw(page.width(), page.height(), page.pixels().to_vec()).unwrap();
    let mut file = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut file, image::ImageFormat::Png).unwrap();
    file.into_inner()
}

/// The texts of all barcodes on a page.
pub fn texts(page: &PageImage) -> Vec<String> {
    find_code128(page).unwrap().into_iter().map(|found| found.text).collect()
}

/// The page turned about its middle, clockwise, on the same sheet.
pub fn turned(page: &PageImage, degrees: f32) -> PageImage {
    let (sine, cosine) = degrees.to_radians().sin_cos();
    let (width, height) = (page.width() as f32, page.height() as f32);
    map(page, |x, y| {
        let (u, v) = (x as f32 - width / 2.0, y as f32 - height / 2.0);
        let (sx, sy) = (u * cosine + v * sine + width / 2.0, -u * sine + v * cosine + height / 2.0);
        let (left, top) = (sx.floor(), sy.floor());
        let (part_x, part_y) = (sx - left, sy - top);
        let at = |dx: i64, dy: i64| f32::from(page.at(left as i64 + dx, top as i64 + dy));
        let upper = at(0, 0) * (1.0 - part_x) + at(1, 0) * part_x;
        let lower = at(0, 1) * (1.0 - part_x) + at(1, 1) * part_x;
        upper * (1.0 - part_y) + lower * part_y
    })
}

pub fn upside_down(page: &PageImage) -> PageImage {
    let mut pixels = page.pixels().to_vec();
    pixels.reverse();
    PageImage::from_luminance(page.width(), page.height(), pixels)
}

/// A quarter turn clockwise.
pub fn sideways(page: &PageImage) -> PageImage {
    let (width, height) = (page.height(), page.width());
    let pixels = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    let pixels = pixels.map(|(x, y)| page.at(i64::from(y), i64::from(width - 1 - x))).collect();
    PageImage::from_luminance(width, height, pixels)
}

/// The mean of 3 × 3 pixels.
pub fn blurred(page: &PageImage) -> PageImage {
    map(page, |x, y| {
        let near = (-1..=1).flat_map(|dy| (-1..=1).map(move |dx| (dx, dy)));
        near.map(|(dx, dy)| f32::from(page.at(i64::from(x) + dx, i64::from(y) + dy))).sum::<f32>() / 9.0
    })
}

/// Every pixel black or white by chance for `share` of the pixels.
pub fn salt_and_pepper(page: &PageImage, share: f32, seed: u64) -> PageImage {
    let mut chance = Chance(seed);
    map(page, |x, y| match chance.next() {
        value if value < share / 2.0 => 0.0,
        value if value < share => 255.0,
        _ => f32::from(page.at(i64::from(x), i64::from(y))),
    })
}

/// Noise with a bell curve (the sum of four even chances) of the given deviation, in grey values, over a page
/// whose ink is not quite black and whose paper is not quite white.
pub fn noisy(page: &PageImage, deviation: f32, seed: u64) -> PageImage {
    let mut chance = Chance(seed);
    map(page, |x, y| {
        let bell = (0..4).map(|_| chance.next() - 0.5).sum::<f32>() * 3.0_f32.sqrt();
        40.0 + f32::from(page.at(i64::from(x), i64::from(y))) * 0.7 + bell * deviation
    })
}

/// A shadow that deepens to the right, as where a page lifts off the glass: in it, paper is darker than the middle
/// between the lightest paper and ink.
pub fn shaded(page: &PageImage) -> PageImage {
    let width = page.width() as f32;
    map(page, |x, y| {
        let light = 1.0 - 0.7 * (x as f32 / width * 2.0).min(1.0);
        f32::from(page.at(i64::from(x), i64::from(y))) * light
    })
}

fn map(page: &PageImage, mut value: impl FnMut(u32, u32) -> f32) -> PageImage {
    let mut pixels = Vec::with_capacity(page.pixels().len());
    for y in 0..page.height() {
        for x in 0..page.width() {
            pixels.push(value(x, y).clamp(0.0, 255.0) as u8);
        }
    }
    PageImage::from_luminance(page.width(), page.height(), pixels)
}

/// The same chances in every run (xorshift64*).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> f32 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 40) as f32 / (1_u64 << 24) as f32
    }
}
