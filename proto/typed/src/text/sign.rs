//! Punctuation.

use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};

/// Written in and around words and amounts, in whatever script: punctuation or a currency (Unicode general categories P
/// and Sc), and the signs for number and degree.
#[must_use]
pub fn is_sign(c: char) -> bool {
    let written = GeneralCategoryGroup::Punctuation.union(GeneralCategoryGroup::CurrencySymbol);
    matches!(c, '№' | '°') || written.contains(CodePointMapData::<GeneralCategory>::new().get(c))
}
