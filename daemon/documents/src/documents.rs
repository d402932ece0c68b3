//! The one door to this crate for the hub.

use std::path::PathBuf;

use crate::{
    error::DocumentError,
    fonts::Fonts,
    input::{MandateForm, PassArtwork},
    output::{self, Edges, Halftone, Monochrome, PassPreview},
    reading::{self, Found, ReadError, ReadLimits, SignaturePlace},
    template::{Kind, Templates},
    wording::Language,
};

/// Dots per inch of the artwork of a pass, of which one is the unit of its template.
const PASS_DPI: u16 = 300;
/// Darker than this grey is ink on a printed form: its grey words are, its grey areas and lines are not.
const INK: u8 = 160;
/// Id of the element of a mandate form in which the holder signs.
const SIGNATURE: &str = "signature";

/// Settings of [`Documents`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DocumentsConfig {
    /// Directory with the library's own templates; `None` uses the built-in ones.
    pub template_directory: Option<PathBuf>,
    /// Directories with fonts beside those of the system.
    pub font_directories: Vec<PathBuf>,
    /// How grey in the pass artwork becomes black and white.
    pub halftone: Halftone,
    /// How large an uploaded page may be.
    pub limits: ReadLimits,
}

/// Makes passes and mandate forms, and reads barcodes. Cheap to keep: it holds templates and the list of fonts,
/// no pictures. All calls block the thread for up to some hundred milliseconds.
#[derive(Debug)]
pub struct Documents {
    templates: Templates,
    halftone: Halftone,
    limits: ReadLimits,
}

impl Documents {
    /// Reads and checks the templates. With built-in templates this takes no time to speak of: fonts are read
    /// when the first document is made.
    ///
    /// # Errors
    /// [`DocumentError::Template`] names file, line and placeholder of every mistake.
    pub fn new(config: DocumentsConfig) -> Result<Self, DocumentError> {
        let fonts = Fonts::system(config.font_directories);
        let templates = Templates::load_with(config.template_directory.as_deref(), fonts)?;
        Ok(Self { templates, halftone: config.halftone, limits: config.limits })
    }

    /// A pass as PNG of 1016 × 648 pixels (300 dots per inch).
    ///
    /// # Errors
    /// [`DocumentError`]; a pass number that is no barcode is [`DocumentError::Barcode`].
    pub fn pass_png(&self, pass: &PassArtwork, preview: PassPreview) -> Result<Vec<u8>, DocumentError> {
        let artwork = self.templates.pass(pass, 1.0)?;
        match preview {
            PassPreview::Artwork => {
                let picture = self.draw(&artwork, Kind::Pass, PASS_DPI, Edges::Smooth)?;
                output::encode_picture(&picture)
            }
            PassPreview::Card => {
                let tree = self.parse(&output::with_outline(&artwork), 300, Edges::Smooth)?;
                let mut picture = resvg::tiny_skia::Pixmap::new(1016, 648).ok_or_else(too_large)?;
                resvg::render(&tree, resvg::tiny_skia::Transform::identity(), &mut picture.as_mut());
                output::encode_picture(&picture)
            }
        }
    }

    /// A pass as PDF: one page of exactly ID-1 (85.60 × 53.98 mm, ISO/IEC 7810).
    ///
    /// # Errors
    /// As [`Documents::pass_png`].
    pub fn pass_pdf(&self, pass: &PassArtwork) -> Result<Vec<u8>, DocumentError> {
        let page = output::trimmed_to_card(&self.templates.pass(pass, 1.0)?);
        output::to_pdf(&self.parse(&page, 72, Edges::Smooth)?, true)
    }

    /// A pass as landscape bitmap of 1016 × 648 dots for a one-colour printer; see [`Monochrome::turned`] for the
    /// printer's own direction. Letters and bars are solid, bars are whole dots wide.
    ///
    /// # Errors
    /// As [`Documents::pass_png`].
    pub fn pass_bitmap(&self, pass: &PassArtwork) -> Result<Monochrome, DocumentError> {
        self.pass_bitmap_at(pass, PASS_DPI)
    }

    /// As [`Documents::pass_bitmap`], for a printer of `dpi`, 50 to 600 dots per inch: as large on the card, so
    /// 687 × 438 dots at 203 dots per inch and 2032 × 1296 at 600.
    ///
    /// # Errors
    /// As [`Documents::pass_png`], and [`DocumentError::Resolution`].
    pub fn pass_bitmap_at(&self, pass: &PassArtwork, dpi: u16) -> Result<Monochrome, DocumentError> {
        if !(50..=600).contains(&dpi) {
            return Err(DocumentError::Resolution(dpi));
        }
        let artwork = self.templates.pass(pass, f64::from(PASS_DPI) / f64::from(dpi))?;
        let tree = self.parse(&artwork, PASS_DPI, Edges::Crisp)?;
        let scale = f32::from(dpi) / f32::from(PASS_DPI);
        let (width, height) = Kind::Pass.size(PASS_DPI);
        let size = ((width * scale).round() as u32, (height * scale).round() as u32);
        let picture = output::draw(&tree, size, scale).ok_or_else(too_large)?;
        Ok(output::to_monochrome(&output::to_grey(&picture), self.halftone))
    }

    /// The characters on a pass that come out as empty boxes, because no font has them; each once.
    ///
    /// # Errors
    /// As [`Documents::pass_png`].
    pub fn missing_on_pass(&self, pass: &PassArtwork) -> Result<Vec<char>, DocumentError> {
        let tree = self.parse(&self.templates.pass(pass, 1.0)?, PASS_DPI, Edges::Smooth)?;
        // A template of a library may have signs of its own.
        let texts = [&pass.library_name, &pass.branch_name, &pass.patron_name];
        Ok(among(output::missing(&tree), &texts))
    }

    /// The characters on a mandate form that come out as empty boxes, because no font has them; each once.
    ///
    /// # Errors
    /// As [`Documents::mandate_pdf`].
    pub fn missing_on_mandate(
        &self,
        form: &MandateForm,
        language: Language,
    ) -> Result<Vec<char>, DocumentError> {
        let tree = self.parse(&self.templates.mandate(form, language)?, 72, Edges::Smooth)?;
        let MandateForm { creditor, holder, patron, purpose, branch_name, signing_place, .. } = form;
        let mut texts = vec![&creditor.name, &creditor.street, &creditor.place, &creditor.country];
        texts.extend([&holder.name, &holder.place, purpose, branch_name]);
        texts.extend(holder.street.iter().chain(&holder.country).chain(signing_place));
        texts.extend(patron.iter().map(|patron| &patron.name));
        Ok(among(output::missing(&tree), &texts))
    }

    /// A mandate form as PDF: one A4 page with text that can be searched and copied.
    ///
    /// # Errors
    /// [`DocumentError`]; a reference that is no barcode is [`DocumentError::Barcode`].
    pub fn mandate_pdf(&self, form: &MandateForm, language: Language) -> Result<Vec<u8>, DocumentError> {
        let page = self.templates.mandate(form, language)?;
        output::to_pdf(&self.parse(&page, 72, Edges::Smooth)?, true)
    }

    /// A mandate form as PNG of an A4 page at `dpi`, 50 to 600 dots per inch: 150 to look at, 300 to print.
    ///
    /// # Errors
    /// As [`Documents::mandate_pdf`], and [`DocumentError::Resolution`].
    pub fn mandate_png(
        &self,
        form: &MandateForm,
        language: Language,
        dpi: u16,
    ) -> Result<Vec<u8>, DocumentError> {
        if !(50..=600).contains(&dpi) {
            return Err(DocumentError::Resolution(dpi));
        }
        let page = self.templates.mandate(form, language)?;
        let picture = self.draw(&page, Kind::Mandate(language), dpi, Edges::Smooth)?;
        output::encode_picture(&picture)
    }

    /// A mandate form as bitmap of an A4 page at 300 dots per inch, for printers that do not take PDF: text and bars
    /// are solid, light grey areas are white.
    ///
    /// # Errors
    /// As [`Documents::mandate_pdf`].
    pub fn mandate_bitmap(
        &self,
        form: &MandateForm,
        language: Language,
    ) -> Result<Monochrome, DocumentError> {
        let page = self.templates.mandate(form, language)?;
        let picture = self.draw(&page, Kind::Mandate(language), 300, Edges::Crisp)?;
        Ok(output::to_monochrome(&output::to_grey(&picture), Halftone::Threshold(INK)))
    }

    /// Where a mandate form is to be signed, in whichever language it was printed: what the element of the template
    /// with the id `signature` takes up. None where the template of the library has no such element, or where the
    /// languages have too little in common.
    ///
    /// # Errors
    /// As [`Documents::mandate_pdf`].
    pub fn signature_place(&self, form: &MandateForm) -> Result<Option<SignaturePlace>, DocumentError> {
        let dutch = self.signature_place_in(form, Language::Dutch)?;
        let english = self.signature_place_in(form, Language::English)?;
        Ok(dutch.zip(english).and_then(|(dutch, english)| dutch.in_common(english)))
    }

    fn signature_place_in(
        &self,
        form: &MandateForm,
        language: Language,
    ) -> Result<Option<SignaturePlace>, DocumentError> {
        let kind = Kind::Mandate(language);
        let page = self.templates.mandate(form, language)?;
        let tree = self.parse(&page, kind.check_dpi(), Edges::Smooth)?;
        let Some(element) = tree.node_by_id(SIGNATURE) else { return Ok(None) };
        let frame = element.abs_bounding_box();
        let (width, height) = kind.size(kind.check_dpi());
        let size = (width.round() as u32, height.round() as u32);
        let picture = output::draw(&tree, size, 1.0).ok_or_else(too_large)?;
        let picture = output::to_grey(&picture);
        let found = reading::find_code128(&picture).unwrap_or_default();
        let barcode = found.iter().find(|barcode| barcode.text == form.reference);
        let corners = ((frame.left(), frame.top()), (frame.right(), frame.bottom()));
        Ok(barcode.and_then(|barcode| SignaturePlace::measured(&picture, barcode, corners)))
    }

    /// The Code 128 barcodes in a scanned file (PDF, JPEG, PNG, TIFF), of the first page that has one. Never empty.
    ///
    /// # Errors
    /// [`ReadError::NotFound`] for a page without a barcode; the others for a file that is no page.
    pub fn read_barcodes(&self, file: &[u8]) -> Result<Vec<Found>, ReadError> {
        reading::read_barcodes(file, self.limits)
    }

    fn draw(
        &self,
        page: &str,
        kind: Kind,
        dpi: u16,
        edges: Edges,
    ) -> Result<resvg::tiny_skia::Pixmap, DocumentError> {
        let (width, height) = kind.size(dpi);
        let tree = self.parse(page, dpi, edges)?;
        output::draw(&tree, (width.round() as u32, height.round() as u32), 1.0).ok_or_else(too_large)
    }

    fn parse(&self, page: &str, dpi: u16, edges: Edges) -> Result<usvg::Tree, DocumentError> {
        self.templates.fonts().require(crate::fonts::FAMILY)?;
        // The parser's words could quote the page, which holds personal data: they are dropped.
        output::parse(page, &self.templates, dpi, edges)
            .map_err(|_| DocumentError::Convert { to: "a page", reason: "not well-formed SVG".to_owned() })
    }
}

/// Those characters that one of the texts has.
fn among(characters: Vec<char>, texts: &[&String]) -> Vec<char> {
    characters.into_iter().filter(|c| texts.iter().any(|text| text.contains(*c))).collect()
}

fn too_large() -> DocumentError {
    DocumentError::Convert { to: "a picture", reason: "it is too large".to_owned() }
}
