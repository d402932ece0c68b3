//! What was typed in the form in view, by the field paths of the daemon's violations.

use balie_client::FieldViolation;
use std::collections::{BTreeMap, BTreeSet};

/// What the daemon says of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Stable reason.
    pub reason: String,
    /// In the clerk's language.
    pub message: String,
}

/// What was typed in the form in view.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Form {
    typed: BTreeMap<String, String>,
    touched: BTreeSet<String>,
    left: BTreeSet<String>,
    refused: BTreeMap<String, Refused>,
    offered: BTreeMap<String, String>,
    tried: bool,
    /// Grows with every change of what was typed.
    pub version: u32,
}

impl Form {
    /// A form filled with these fields.
    pub fn filled(fields: impl IntoIterator<Item = (String, String)>, version: u32) -> Self {
        Self { typed: fields.into_iter().collect(), version, ..Self::default() }
    }

    /// Text of a field; empty when nothing was typed.
    pub fn text(&self, path: &str) -> &str {
        self.typed.get(path).map_or("", String::as_str)
    }

    /// Checked, or chosen yes.
    pub fn is_on(&self, path: &str) -> bool {
        self.text(path) == "true"
    }

    /// The clerk typed. What the daemon said of the old text says nothing of the new one.
    pub fn edit(&mut self, path: &str, text: &str) {
        self.set(path, text);
        self.touched.insert(path.to_owned());
        self.left.remove(path);
        self.refused.remove(path);
    }

    /// The caret left a field.
    pub fn leave(&mut self, path: &str) {
        self.left.insert(path.to_owned());
    }

    /// The clerk left the field as it is now.
    pub fn was_left(&self, path: &str) -> bool {
        self.left.contains(path)
    }

    /// Filled in by the program.
    pub fn set(&mut self, path: &str, text: &str) {
        self.typed.insert(path.to_owned(), text.to_owned());
        self.version += 1;
    }

    /// Fills a field with what was looked up, unless the clerk typed something of their own in it.
    pub fn offer(&mut self, path: &str, text: &str) {
        let now = self.text(path);
        let own = !now.is_empty() && self.offered.get(path).is_none_or(|offered| offered != now);
        if !own && now != text {
            self.edit(path, text);
            self.offered.insert(path.to_owned(), text.to_owned());
        }
    }

    /// Puts back what was typed before.
    pub fn restore(&mut self, draft: &BTreeMap<String, String>) {
        for (path, text) in draft {
            self.edit(path, text);
        }
    }

    /// What the clerk typed, without what was filled in.
    pub fn draft(&self) -> BTreeMap<String, String> {
        self.touched.iter().map(|path| (path.clone(), self.text(path).to_owned())).collect()
    }

    /// The clerk typed in this field.
    pub fn is_touched(&self, path: &str) -> bool {
        self.touched.contains(path)
    }

    /// The clerk typed anything.
    pub fn is_dirty(&self) -> bool {
        !self.touched.is_empty()
    }

    /// The clerk wanted to go on: from now on every fault is shown.
    pub fn attempt(&mut self) {
        self.tried = true;
    }

    /// The clerk wanted to go on.
    pub fn was_tried(&self) -> bool {
        self.tried
    }

    /// What the daemon says of the fields.
    pub fn refuse(&mut self, violations: &[FieldViolation]) {
        self.refused = violations
            .iter()
            .map(|violation| {
                let refused =
                    Refused { reason: violation.reason.clone(), message: violation.message.clone() };
                (violation.field.clone(), refused)
            })
            .collect();
    }

    /// What the daemon says of a field, where the clerk is to see it: after leaving the field, or after
    /// trying to go on. That it is required is told otherwise.
    pub fn refusal(&self, path: &str) -> Option<&Refused> {
        let refused = self.refused.get(path)?;
        let seen = self.tried || self.left.contains(path);
        (seen && refused.reason != "REQUIRED").then_some(refused)
    }

    /// The daemon refused this field, whether or not it is shown.
    pub fn is_refused(&self, path: &str) -> bool {
        self.refused.contains_key(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn violation(reason: &str) -> FieldViolation {
        FieldViolation { field: "iban".into(), reason: reason.into(), message: "klopt niet".into() }
    }

    #[test]
    fn faults_are_shown_after_typing_or_trying_only() {
        let mut form = Form::default();
        form.refuse(&[violation("CHECK_DIGITS")]);
        assert_eq!(form.refusal("iban"), None);
        form.attempt();
        assert_eq!(form.refusal("iban").map(|refused| refused.message.as_str()), Some("klopt niet"));
        form.edit("iban", "NL91");
        assert_eq!(form.refusal("iban"), None, "the old word is not about the new text");
        form.refuse(&[violation("REQUIRED")]);
        assert_eq!(form.refusal("iban"), None, "required is told by the field itself");
        assert!(form.is_refused("iban"));
    }

    #[test]
    fn what_is_looked_up_follows_the_postcode_until_the_clerk_types() {
        let mut form = Form::default();
        form.offer("street", "Kruisakkers");
        form.offer("street", "Het Pad");
        assert_eq!(form.text("street"), "Het Pad");
        form.offer("street", "");
        assert_eq!(form.text("street"), "", "of another postcode");
        form.edit("street", "De Hoek");
        form.offer("street", "Kruisakkers");
        assert_eq!(form.text("street"), "De Hoek");
        assert!(form.draft().contains_key("street"));
    }

    #[test]
    fn a_draft_holds_only_what_the_clerk_typed() {
        let mut form = Form::filled([("a".to_owned(), "1".to_owned())], 7);
        assert!(!form.is_dirty());
        form.edit("b", "2");
        let draft = form.draft();
        assert_eq!(draft.len(), 1);
        let mut other = Form::default();
        other.restore(&draft);
        assert_eq!((other.text("b"), other.is_touched("b")), ("2", true));
        assert!(form.version > 7);
    }
}
