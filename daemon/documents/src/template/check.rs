//! Checks a template of the library's own with sample data.

use usvg::{Group, Node, Tree};

use super::{
    Kind, Templates, context,
    error::{Mistake, MistakeKind},
    line, sample,
};
use crate::{
    output::{self, Edges},
    reading::find_code128,
};

/// All mistakes of the first kind that is met; later checks make no sense before the earlier ones pass.
pub(super) fn check(templates: &Templates, kind: Kind, source: &str) -> Vec<Mistake> {
    let file = templates.file(kind).to_owned();
    let mistake = |line, kind| Mistake { file: file.clone(), line, kind };
    let samples = samples(kind);

    let known = context::names(&samples[0]);
    let unknown = templates.names_used(kind).into_iter().filter(|name| !known.contains(name));
    let unknown: Vec<Mistake> = unknown
        .map(|name| mistake(line::of_placeholder(source, &name), MistakeKind::UnknownPlaceholder(name)))
        .collect();
    if !unknown.is_empty() {
        return unknown;
    }

    for (index, values) in samples.into_iter().enumerate() {
        let page = match templates.render(kind, values) {
            Ok(page) => page,
            Err(error) => return vec![mistake(error.line(), MistakeKind::Placeholders(words_of(&error)))],
        };
        let tree = match output::parse(&page, templates, kind.check_dpi(), Edges::Smooth) {
            Ok(tree) => tree,
            Err(error) => {
                return vec![mistake(line::of_xml_mistake(source), MistakeKind::Svg(error.to_string()))];
            }
        };
        if let Some(wrong) = wrong_size(kind, &tree) {
            return vec![mistake(None, wrong)];
        }
        if let Some(text) = text_outside(tree.root(), &tree) {
            return vec![mistake(None, MistakeKind::Outside(text))];
        }
        // Reading takes a while; the ordinary sample is enough.
        if index == 0 && !barcode_reads(kind, &tree) {
            return vec![mistake(None, MistakeKind::Barcode)];
        }
    }
    Vec::new()
}

fn samples(kind: Kind) -> Vec<minijinja::Value> {
    match kind {
        Kind::Pass => sample::passes().iter().map(|pass| context::pass(pass, 1.0)).collect(),
        Kind::Mandate(language) => {
            sample::mandates().iter().map(|form| context::mandate(form, language)).collect()
        }
    }
}

fn words_of(error: &minijinja::Error) -> String {
    match error.detail() {
        Some(detail) => format!("{}: {detail}", error.kind()),
        None => error.kind().to_string(),
    }
}

fn wrong_size(kind: Kind, tree: &Tree) -> Option<MistakeKind> {
    let (width, height) = kind.size(kind.check_dpi());
    let size = tree.size();
    if (size.width() - width).abs() < 1.0 && (size.height() - height).abs() < 1.0 {
        return None;
    }
    let found = match kind {
        Kind::Pass => format!("{} x {} dots", size.width().round(), size.height().round()),
        Kind::Mandate(_) => {
            let mm = |dots: f32| (dots / f32::from(kind.check_dpi()) * 254.0).round() / 10.0;
            format!("{} x {} mm", mm(size.width()), mm(size.height()))
        }
    };
    Some(MistakeKind::Size { expected: kind.size_in_words().to_owned(), found })
}

/// The first text that is not wholly on the page.
fn text_outside(group: &Group, tree: &Tree) -> Option<String> {
    group.children().iter().find_map(|node| match node {
        Node::Group(inner) => text_outside(inner, tree),
        Node::Text(text) => {
            let frame = text.abs_bounding_box();
            // A hair's breadth of rounding is not a fault.
            let inside = frame.left() >= -0.5
                && frame.top() >= -0.5
                && frame.right() <= tree.size().width() + 0.5
                && frame.bottom() <= tree.size().height() + 0.5;
            (!inside).then(|| text.chunks().iter().map(|chunk| chunk.text()).collect())
        }
        _ => None,
    })
}

fn barcode_reads(kind: Kind, tree: &Tree) -> bool {
    let wanted = match kind {
        Kind::Pass => sample::NUMBER,
        Kind::Mandate(_) => sample::REFERENCE,
    };
    let (width, height) = kind.size(kind.check_dpi());
    let Some(picture) = output::draw(tree, (width.round() as u32, height.round() as u32), 1.0) else {
        return false;
    };
    let page = output::to_grey(&picture);
    find_code128(&page).is_ok_and(|found| found.iter().any(|barcode| barcode.text == wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_templates_have_no_mistake() {
        let templates = Templates::load(None).unwrap();
        for kind in Kind::ALL {
            assert_eq!(check(&templates, kind, kind.built_in()), Vec::new(), "{kind:?}");
        }
    }
}
