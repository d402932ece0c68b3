//! The data on a library pass.

use crate::wording::Language;

/// What is printed on a library pass (manual "Klantpas printen").
///
/// Names of any length fit: they are made smaller first and shortened with an ellipsis last.
#[derive(Clone, PartialEq, Eq)]
pub struct PassArtwork {
    /// The library organisation, e.g. `Bibliotheek Annen`.
    pub library_name: String,
    /// The branch which issues the pass; empty leaves the line out.
    pub branch_name: String,
    /// The patron's name as it is addressed on the pass, e.g. `A. van de Test`.
    pub patron_name: String,
    /// The pass number as it goes into the barcode: 14 digits for a library pass. 1 to 80
    /// printable ASCII characters can be encoded.
    pub pass_number: String,
    /// Language of the fixed words.
    pub language: Language,
}

impl std::fmt::Debug for PassArtwork {
    /// Shows no personal data, so that a stray `{:?}` in a log does no harm.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("PassArtwork").field("language", &self.language).finish_non_exhaustive()
    }
}
