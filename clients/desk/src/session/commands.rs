//! Sending commands, each once.

use super::asked::{Asked, Wish};
use super::daemon::ground;
use super::{Effect, Open, Session, Source};
use crate::ui::{Action, Page};
use balie_client::v1::{self, Step};
use balie_client::{Command, RequestId};

impl Asked {
    /// How it is sent about the registration in view.
    fn effect(self, open: Option<&Open>) -> Effect {
        let Self { id, etag, wish, .. } = self;
        let name = open.map(|open| open.registration.name.clone()).unwrap_or_default();
        // Whoever prints with the notice in view knows.
        let with_boxes = open.is_some_and(|open| !open.page_notice.is_empty());
        match wish {
            Wish::Create(pass) => Effect::Create { id, pass },
            Wish::Command(command) => Effect::Apply { id, name, etag, command: *command },
            Wish::PrintForm => Effect::PrintForm { id, name, with_boxes },
            Wish::ScanPage => Effect::ScanPage { id, name },
            Wish::Upload(file) => Effect::Upload { id, name, source: Source::File(file) },
        }
    }
}

impl Session {
    /// Sends a command about the registration in view.
    pub(super) fn apply(&mut self, command: Command) -> Vec<Effect> {
        if self.open.is_none() {
            return Vec::new();
        }
        self.wish(Wish::Command(Box::new(command)))
    }

    /// Starts a registration with a pass.
    pub(super) fn create(&mut self, pass: v1::AssignPass) -> Vec<Effect> {
        self.wish(Wish::Create(pass))
    }

    /// Asks something of the daemon: one thing at a time, and under the id it had when it was asked before for what
    /// is typed now.
    pub(super) fn wish(&mut self, wish: Wish) -> Vec<Effect> {
        if self.busy {
            return Vec::new();
        }
        self.busy = true;
        if ends_hand_over(&wish) {
            self.hand_over = None;
        }
        let asked = self.asked_for(wish);
        self.under_way = Some(asked.clone());
        vec![asked.effect(self.open.as_ref())]
    }

    /// Asks for the work of a device, which is followed by itself and keeps no other work waiting.
    pub(super) fn work(&mut self, wish: Wish) -> Vec<Effect> {
        let asked = self.asked_for(wish);
        vec![asked.effect(self.open.as_ref())]
    }

    /// What was asked before for what is typed now, else a new wish, which is kept until it is answered.
    fn asked_for(&mut self, wish: Wish) -> Asked {
        if let Some(asked) = self.form.asked(&wish) {
            return asked.clone();
        }
        let now = self.registration().filter(|_| !matches!(wish, Wish::Create(_)));
        let (etag, ground) = now.map(|now| (now.etag.clone(), ground(now))).unwrap_or_default();
        let asked = Asked { id: RequestId::new(), etag, wish, ground };
        self.form.ask(asked.clone());
        asked
    }

    /// What follows: the next command in the queue, else what was wanted after it.
    pub(super) fn next(&mut self) -> Vec<Effect> {
        if let Some(command) = self.queue.pop_front() {
            return self.apply(command);
        }
        match self.after.take() {
            Some(after) => self.arrive(after),
            None => Vec::new(),
        }
    }

    /// The command that keeps half-typed name and address with the registration, when there is any.
    pub(super) fn keep(&self) -> Option<Command> {
        let open = self.open.as_ref()?;
        let wanted = self.page == Page::Step
            && open.registration.step() == Step::EnteringPerson
            && self.form.is_dirty()
            && open.may("keep_person");
        wanted.then(|| Command::KeepPerson(v1::KeepPerson { person: Some(super::steps::person(&self.form)) }))
    }

    /// Closes a question: the form of the step is in view again, and the caret in it.
    pub(super) fn close_question(&mut self) {
        if self.question().is_some() {
            self.page = Page::Step;
            self.fill();
        }
    }

    /// The action that a question stands for; none outside a question.
    pub fn question(&self) -> Option<Action> {
        match self.page {
            Page::Cancel => Some(Action::Cancel),
            Page::Remit => Some(Action::Remit),
            Page::Revoke => Some(Action::Revoke),
            _ => None,
        }
    }
}

/// What was to be given to the patron before is given when this is asked: the next patron is there, or pays.
fn ends_hand_over(wish: &Wish) -> bool {
    match wish {
        Wish::Create(_) => true,
        Wish::Command(command) => matches!(command.as_ref(), Command::Pay(_)),
        Wish::PrintForm | Wish::ScanPage | Wish::Upload(_) => false,
    }
}
