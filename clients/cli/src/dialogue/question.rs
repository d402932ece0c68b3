//! One question, and how it is put on a line.

use crate::terminal::wrap;
use crate::text::{Lang, dialogue as words};

/// Longest prompt that still leaves room to type on a line of 80 columns.
const ROOM: usize = 64;

/// One question.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Question<'q> {
    /// What is asked.
    pub label: &'q str,
    /// An answer is required.
    pub required: bool,
    /// What Enter answers, as a person reads it; empty when Enter answers nothing.
    pub default: &'q str,
    /// What may be answered, where that is a choice: `m = man, v = vrouw`.
    pub options: &'q str,
    /// More about it, for `?`.
    pub help: &'q str,
    /// A scanned barcode answers it too.
    pub scan: bool,
}

impl Question<'_> {
    /// What is shown once, above the prompt.
    pub fn above(&self) -> Vec<String> {
        if self.options.is_empty() || self.fits() { Vec::new() } else { wrap(self.options, "  ") }
    }

    /// What stands before what is typed, on the same line.
    pub fn prompt(&self) -> String {
        let mut prompt = self.label.to_owned();
        if self.required {
            prompt.push_str(" *");
        }
        if !self.options.is_empty() && self.fits() {
            prompt.push_str(&format!(" ({})", self.options));
        }
        if !self.default.is_empty() {
            prompt.push_str(&format!(" [{}]", self.default));
        }
        let ends_itself = prompt.ends_with('?');
        prompt.push_str(if ends_itself { " " } else { ": " });
        prompt
    }

    /// What `?` tells.
    pub fn help(&self, lang: Lang) -> Vec<String> {
        let mut lines = wrap(if self.help.is_empty() { words::no_help(lang) } else { self.help }, "  ");
        for line in [words::hint(lang), words::hint_values(lang), words::hint_more(lang)] {
            lines.extend(wrap(line, "  "));
        }
        lines
    }

    fn fits(&self) -> bool {
        let length = |text: &str| text.chars().count();
        length(self.label) + length(self.options) + length(self.default) < ROOM
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prompt_shows_what_is_required_possible_and_known() {
        let mut question = Question { label: "Voorletters", ..Default::default() };
        assert_eq!(question.prompt(), "Voorletters: ");
        question.required = true;
        assert_eq!(question.prompt(), "Voorletters *: ");
        question.default = "A.";
        assert_eq!(question.prompt(), "Voorletters * [A.]: ");
        question.options = "m = man, v = vrouw";
        assert_eq!(question.prompt(), "Voorletters * (m = man, v = vrouw) [A.]: ");
        assert!(question.above().is_empty());
        let asked = Question { label: "Opslaan?", options: "j/n", ..Default::default() };
        assert_eq!(asked.prompt(), "Opslaan? (j/n): ");
        assert_eq!(Question { label: "Opslaan?", ..Default::default() }.prompt(), "Opslaan? ");
    }

    #[test]
    fn long_options_stand_above() {
        let options = "bedrag = contant, p = pin, i = incasso, k = kwijtschelden, r = registreren";
        let question = Question { label: "Ontvangen", options, ..Default::default() };
        assert_eq!(question.prompt(), "Ontvangen: ");
        assert_eq!(question.above(), [format!("  {options}")]);
    }

    #[test]
    fn help_always_tells_the_way_out() {
        for lang in Lang::ALL {
            let lines = Question { label: "x", ..Default::default() }.help(lang).join(" ");
            assert!(lines.contains("!q") && lines.contains('<') && lines.contains("!scanner"), "{lines}");
        }
    }
}
