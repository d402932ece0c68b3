//! The documents there are, with their page sizes and template files.

use crate::wording::Language;

/// A document with a template of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Pass,
    Mandate(Language),
}

impl Kind {
    pub const ALL: [Kind; 3] = [Kind::Pass, Kind::Mandate(Language::Dutch), Kind::Mandate(Language::English)];

    /// Name under which the template engine knows it.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Pass => "pass",
            Kind::Mandate(Language::Dutch) => "mandate.nl",
            Kind::Mandate(Language::English) => "mandate.en",
        }
    }

    /// File names looked for in the directory of the library's IT, the most particular first.
    pub fn files(self) -> &'static [&'static str] {
        match self {
            Kind::Pass => &["pass.svg"],
            Kind::Mandate(Language::Dutch) => &["mandate.nl.svg", "mandate.svg"],
            Kind::Mandate(Language::English) => &["mandate.en.svg", "mandate.svg"],
        }
    }

    /// The template that comes with Balie.
    pub fn built_in(self) -> &'static str {
        match self {
            Kind::Pass => include_str!("../../templates/pass.svg"),
            Kind::Mandate(_) => include_str!("../../templates/mandate.svg"),
        }
    }

    /// Resolution at which the template is checked, dots per inch.
    pub fn check_dpi(self) -> u16 {
        match self {
            Kind::Pass => 300,
            Kind::Mandate(_) => 200,
        }
    }

    /// Page size at `dpi`, in dots.
    pub fn size(self, dpi: u16) -> (f32, f32) {
        match self {
            // The artwork is the printer's panel, dot for dot, whatever the resolution asked for.
            Kind::Pass => (1016.0, 648.0),
            Kind::Mandate(_) => (210.0 / 25.4 * f32::from(dpi), 297.0 / 25.4 * f32::from(dpi)),
        }
    }

    /// The size in the words of the person who writes a template.
    pub fn size_in_words(self) -> &'static str {
        match self {
            Kind::Pass => "1016 x 648 dots",
            Kind::Mandate(_) => "A4, 210 x 297 mm",
        }
    }
}
