//! Leaving a registration for another, or for the overview: nothing typed is lost.

use super::{After, Effect, Form, Open, Session, steps};
use crate::ui::Page;
use balie_client::v1::{self, Registration};

impl Session {
    /// Leaves what is in view. Half-typed name and address are kept with the registration, so that another
    /// counter finds them; other text is kept here.
    pub(super) fn leave(&mut self, after: After) -> Vec<Effect> {
        if self.busy {
            // A scan, or a key, while an answer is awaited: it is done after it.
            self.after = Some(after);
            return Vec::new();
        }
        let keep = self.keep();
        if keep.is_none() {
            self.stash();
        }
        self.after = Some(after);
        self.queue.clear();
        self.queue.extend(keep);
        self.next()
    }

    /// Keeps here what was typed in the form in view.
    pub(super) fn stash(&mut self) {
        if self.page != Page::Step {
            return;
        }
        let Some(key) = self.key() else { return };
        if let Some(draft) = self.form.draft() {
            self.drafts.insert(key, draft);
        }
    }

    fn key(&self) -> Option<(String, i32)> {
        self.registration().map(|now| (now.name.clone(), now.step))
    }

    /// Forgets what was typed in the form in view: the daemon has it now.
    pub(super) fn settled(&mut self) {
        if let Some(key) = self.key() {
            self.drafts.remove(&key);
        }
    }

    pub(super) fn arrive(&mut self, after: After) -> Vec<Effect> {
        self.other_branch = false;
        self.listing.forget_enter();
        if !matches!(after, After::Open(_)) {
            self.put_enrolment_away();
        }
        match after {
            After::Overview => {
                self.open = None;
                self.page = Page::Overview;
                self.form = Form::filled([], self.form.version + 1);
                self.listing.stop_searching();
                self.focus.on("search");
                vec![Effect::Follow(String::new()), Effect::List]
            }
            After::New(pass) => {
                self.open = None;
                self.page = Page::Step;
                let code = pass.clone().unwrap_or_default();
                self.form = Form::filled([("code".to_owned(), code.clone())], self.form.version + 1);
                self.focus.on("code");
                let mut effects = vec![Effect::Follow(String::new())];
                if pass.is_some() {
                    self.form.attempt();
                    effects.extend(self.create(v1::AssignPass { code, confirm_other_branch: false }));
                }
                effects
            }
            After::Open(name) => vec![Effect::Open(name)],
        }
    }

    /// Opens a registration from the overview.
    pub(super) fn open(&mut self, name: &str) -> Vec<Effect> {
        self.leave(After::Open(name.to_owned()))
    }

    /// Puts a registration in view.
    pub(super) fn enter(&mut self, registration: Registration) -> Vec<Effect> {
        let name = registration.name.clone();
        self.put_enrolment_away();
        if self.hand_over.as_ref().is_some_and(|hand_over| hand_over.registration != name) {
            self.hand_over = None;
        }
        self.open = Some(Open::new(registration));
        self.page = Page::Step;
        self.other_branch = false;
        self.fill();
        let mut effects = vec![Effect::Follow(name)];
        effects.extend(steps::arrive(self));
        effects
    }

    /// Fills the form of the step, with what was typed here before on top.
    pub(super) fn fill(&mut self) {
        let version = self.form.version + 1;
        self.form = Form::filled(steps::load(self), version);
        if let Some(draft) = self.key().and_then(|key| self.drafts.get(&key)) {
            self.form.restore(draft);
        }
        self.focus.on(&steps::first_field(self));
    }
}
