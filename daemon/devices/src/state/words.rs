//! Dutch is what people at the counter read; English is there for those who ask for it.

/// Chooses between two texts by a language tag (BCP 47).
pub(crate) fn in_language<'a>(tag: &str, dutch: &'a str, english: &'a str) -> &'a str {
    match tag.split(['-', '_']).next() {
        Some(primary) if primary.eq_ignore_ascii_case("en") => english,
        _ => dutch,
    }
}

/// Everything there is to say about one reason.
pub(crate) struct Words {
    pub(crate) code: &'static str,
    pub(crate) nl: &'static str,
    pub(crate) nl_remedy: &'static str,
    pub(crate) en: &'static str,
    pub(crate) en_remedy: &'static str,
}

impl Words {
    /// What is the matter: English for `en` and its regions, Dutch for anything else.
    pub(crate) fn message(&self, tag: &str) -> &'static str {
        in_language(tag, self.nl, self.en)
    }

    /// What a person can do about it, in the same languages.
    pub(crate) fn remedy(&self, tag: &str) -> &'static str {
        in_language(tag, self.nl_remedy, self.en_remedy)
    }
}
