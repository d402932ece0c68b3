//! Fonts for letters which the template's own font does not have.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use usvg::{FontResolver, fontdb::ID};

use super::Fonts;

/// Letters of which the answer is kept. Beyond it the memory starts anew.
const KEPT: usize = 4096;

/// Which font has which letter. Finding out opens every font file of the system; a name in another script is set a
/// dozen times while it is made to fit.
pub(super) type Known = Mutex<HashMap<char, Option<ID>>>;

impl Fonts {
    /// Chooses fonts as usual, and remembers the substitutes.
    pub(crate) fn resolver(&self) -> FontResolver<'static> {
        let search = FontResolver::default_fallback_selector();
        let shared = Arc::clone(&self.shared);
        FontResolver {
            select_font: FontResolver::default_font_selector(),
            select_fallback: Box::new(move |letter, used, database| {
                let known =
                    shared.substitutes.lock().unwrap_or_else(PoisonError::into_inner).get(&letter).copied();
                let font = match known {
                    Some(font) => font,
                    None => {
                        let font = search(letter, used, database);
                        let mut known = shared.substitutes.lock().unwrap_or_else(PoisonError::into_inner);
                        if known.len() >= KEPT {
                            known.clear();
                        }
                        known.insert(letter, font);
                        font
                    }
                };
                // A font that was tried already must not be offered again: the layout would never end.
                font.filter(|font| !used.contains(font))
            }),
        }
    }
}
