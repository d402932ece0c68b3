//! Characters that come out as empty boxes.

use usvg::{Group, Node, Tree};

/// The characters of the texts on a page for which none of the fonts has a glyph, each once, in the order in which they
/// stand. Told by the layout that is drawn: a font may have a character and yet not be taken.
pub(crate) fn missing(page: &Tree) -> Vec<char> {
    let mut found = Vec::new();
    visit(page.root(), &mut found);
    found
}

fn visit(group: &Group, found: &mut Vec<char>) {
    for node in group.children() {
        match node {
            Node::Group(inner) => visit(inner, found),
            Node::Text(text) => {
                let glyphs = text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
                // Glyph 0 of every font is the box for what it does not have (OpenType, "glyf").
                for c in glyphs.filter(|glyph| glyph.id.0 == 0).flat_map(|glyph| glyph.text.chars()) {
                    if !c.is_whitespace() && !c.is_control() && !found.contains(&c) {
                        found.push(c);
                    }
                }
            }
            Node::Path(_) | Node::Image(_) => {}
        }
    }
}
