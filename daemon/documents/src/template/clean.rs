//! Makes any text fit to stand in an XML document.

/// Longest text that is laid out, in characters; no name or address comes near it.
const LONGEST: usize = 240;

/// Replaces what XML 1.0 (clause 2.2, production 2) does not allow and all line breaks by blanks, closes up
/// runs of blanks, and cuts absurd lengths.
pub(super) fn clean(text: &str) -> String {
    let allowed = |c: char| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}');
    let blanked: String = text.chars().map(|c| if allowed(c) { c } else { ' ' }).collect();
    let mut tidy = String::with_capacity(blanked.len());
    for word in blanked.split_whitespace() {
        if !tidy.is_empty() {
            tidy.push(' ');
        }
        tidy.push_str(word);
    }
    shortened(tidy, LONGEST)
}

/// As [`clean`], to at most `longest` characters with an ellipsis where something was cut.
pub(super) fn clean_to(text: &str, longest: usize) -> String {
    shortened(clean(text), longest)
}

fn shortened(text: String, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text;
    }
    let kept: String = text.chars().take(longest.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_and_line_breaks_become_blanks() {
        assert_eq!(clean("  A.\u{0} van\r\nde \u{1b}[31mTest\u{ffff} "), "A. van de [31mTest");
        assert_eq!(clean("José Ünal"), "José Ünal");
        assert_eq!(clean(""), "");
        assert_eq!(clean(&"é".repeat(1000)).chars().count(), LONGEST);
        assert_eq!(clean_to("Stichting Biblionet", 12), "Stichting B…");
        assert_eq!(clean_to("Stichting", 9), "Stichting");
    }
}
