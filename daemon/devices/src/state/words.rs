//! Dutch is what people at the counter read; English is there for those who ask for it.

/// Chooses between two texts by a language tag (BCP 47).
pub(crate) fn in_language<'a>(tag: &str, dutch: &'a str, english: &'a str) -> &'a str {
    match tag.split(['-', '_']).next() {
        Some(primary) if primary.eq_ignore_ascii_case("en") => english,
        _ => dutch,
    }
}
