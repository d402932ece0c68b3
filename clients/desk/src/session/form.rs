//! What was typed in the form in view, by the field paths of the daemon's violations, and what was asked for it.

use super::asked::{Asked, Wish};
use balie_client::{FieldViolation, RequestId};
use std::collections::{BTreeMap, BTreeSet};

/// What the daemon says of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Stable reason.
    pub reason: String,
    /// In the clerk's language.
    pub message: String,
}

/// What is kept of a form that is left: what the clerk typed, and what was asked for it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Draft {
    typed: BTreeMap<String, String>,
    asked: Vec<Asked>,
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
    /// Asked for what is typed now, and not answered yet.
    asked: Vec<Asked>,
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

    /// The clerk typed. What the daemon said of the old text says nothing of the new one, and what is asked for the
    /// new one is asked anew.
    pub fn edit(&mut self, path: &str, text: &str) {
        if self.text(path) != text {
            self.asked.clear();
        }
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
    pub fn restore(&mut self, draft: &Draft) {
        for (path, text) in &draft.typed {
            self.edit(path, text);
        }
        self.asked.clone_from(&draft.asked);
    }

    /// What the clerk typed, without what was filled in; none when there is nothing to keep.
    pub fn draft(&self) -> Option<Draft> {
        let typed = self.touched.iter().map(|path| (path.clone(), self.text(path).to_owned())).collect();
        let draft = Draft { typed, asked: self.asked.clone() };
        (draft != Draft::default()).then_some(draft)
    }

    /// This was asked for what is typed now, and not answered yet.
    pub fn asked(&self, wish: &Wish) -> Option<&Asked> {
        self.asked.iter().find(|asked| asked.wish == *wish)
    }

    /// A payment that was asked for what is typed now, and not answered yet.
    pub fn asked_payment(&self) -> Option<&Asked> {
        self.asked.iter().find(|asked| asked.tendered().is_some())
    }

    /// Keeps what is asked for what is typed now.
    pub fn ask(&mut self, asked: Asked) {
        self.asked.retain(|before| before.id != asked.id);
        self.asked.push(asked);
    }

    /// The daemon answered. Tells whether it was asked for what is typed now.
    pub fn answered(&mut self, id: RequestId) -> bool {
        let before = self.asked.len();
        self.asked.retain(|asked| asked.id != id);
        self.asked.len() < before
    }

    /// The daemon answered, whatever it was asked under.
    pub fn forget(&mut self, wish: &Wish) {
        self.asked.retain(|asked| asked.wish != *wish);
    }

    /// The daemon has what was typed, and a clerk types anew; these fields are empty again.
    pub fn accept(&mut self, spent: &[&str]) {
        for path in spent {
            self.set(path, "");
        }
        self.touched.clear();
        self.left.clear();
        self.refused.clear();
        self.tried = false;
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

    /// Something is or was in this field, or is said of it: nobody can put right what is hidden.
    pub fn is_in_use(&self, path: &str) -> bool {
        !self.text(path).is_empty() || self.is_touched(path) || self.is_refused(path)
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
        assert!(form.draft().unwrap().typed.contains_key("street"));
    }

    #[test]
    fn a_draft_holds_only_what_the_clerk_typed() {
        let mut form = Form::filled([("a".to_owned(), "1".to_owned())], 7);
        assert!(!form.is_dirty());
        assert_eq!(form.draft(), None);
        form.edit("b", "2");
        let draft = form.draft().unwrap();
        assert_eq!(draft.typed.len(), 1);
        let mut other = Form::default();
        other.restore(&draft);
        assert_eq!((other.text("b"), other.is_touched("b")), ("2", true));
        assert!(form.version > 7);
    }

    #[test]
    fn an_id_belongs_to_what_was_typed_also_when_it_is_left_and_taken_up_again() {
        let mut form = Form::default();
        form.edit("tendered", "20");
        let asked = Asked {
            id: RequestId::new(),
            etag: "etag-1".into(),
            wish: Wish::PrintForm,
            ground: Default::default(),
        };
        form.ask(asked.clone());
        form.edit("tendered", "20");
        let mut again = Form::default();
        again.restore(&form.draft().unwrap());
        assert_eq!(again.asked(&Wish::PrintForm), Some(&asked));
        again.edit("tendered", "2");
        again.edit("tendered", "20");
        assert_eq!(again.asked(&Wish::PrintForm), None, "typed anew it is another wish");
        assert!(!again.answered(asked.id) && form.answered(asked.id));
        form.accept(&["tendered"]);
        assert_eq!((form.text("tendered"), form.is_dirty(), form.draft()), ("", false, None));
    }
}
