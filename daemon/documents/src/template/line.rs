//! Finds the line of a template to which a mistake belongs.

/// The first line on which `name` stands as a whole name inside a placeholder, counted from 1.
pub(super) fn of_placeholder(source: &str, name: &str) -> Option<usize> {
    let mut inside = false;
    for (index, line) in source.lines().enumerate() {
        let mut at = 0;
        while let Some(character) = line[at..].chars().next() {
            let rest = &line[at..];
            if rest.starts_with("{{") || rest.starts_with("{%") {
                inside = true;
            } else if rest.starts_with("}}") || rest.starts_with("%}") {
                inside = false;
            } else if inside && stands_alone(line, at, name) {
                return Some(index + 1);
            }
            at += character.len_utf8();
        }
    }
    None
}

fn stands_alone(line: &str, at: usize, name: &str) -> bool {
    let part_of_name = |c: char| c.is_alphanumeric() || c == '_';
    line[at..].starts_with(name)
        && !line[..at].chars().next_back().is_some_and(|c| part_of_name(c) || c == '.')
        && !line[at + name.len()..].chars().next().is_some_and(part_of_name)
}

/// The line where the XML of the template itself is broken, if it is so before anything is filled in.
///
/// The line of a mistake in the filled-in page says little, as loops add lines. So placeholders are
/// blanked out, which keeps every line where it is, and the rest is parsed.
pub(super) fn of_xml_mistake(source: &str) -> Option<usize> {
    let options = usvg::roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    match usvg::roxmltree::Document::parse_with_options(&blanked(source), options) {
        Ok(_) => None,
        Err(error) => usize::try_from(error.pos().row).ok(),
    }
}

fn blanked(source: &str) -> String {
    let mut result = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(character) = rest.chars().next() {
        let close = match rest.get(..2) {
            Some("{{") => Some("}}"),
            Some("{%") => Some("%}"),
            Some("{#") => Some("#}"),
            _ => None,
        };
        let end = match close {
            Some(close) => rest.find(close).map_or(rest.len(), |end| end + close.len()),
            None => character.len_utf8(),
        };
        if close.is_some() {
            result.extend(rest[..end].chars().filter(|c| *c == '\n'));
        } else {
            result.push(character);
        }
        rest = &rest[end..];
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placeholder_is_found_as_a_whole_name_and_only_in_braces() {
        let source = "<svg>name\n{{ names }}{{ x.name }}\n{% if é and name %}\n{{ label.title }}";
        assert_eq!(of_placeholder(source, "name"), Some(3));
        assert_eq!(of_placeholder(source, "label.title"), Some(4));
        assert_eq!(of_placeholder(source, "svg"), None);
    }

    #[test]
    fn broken_xml_is_found_on_its_own_line_whatever_the_placeholders_hold() {
        let good = "<svg\n a=\"{{ fit(x,\n weight=\"bold\") }}\">{% if a < b %}\n<g/>{% endif %}\n</svg>";
        assert_eq!(of_xml_mistake(good), None);
        let bad = "<svg a=\"{{ fit(x,\n weight=\"bold\") }}\">\n<g>\n</svg>";
        assert_eq!(of_xml_mistake(bad), Some(4));
    }
}
