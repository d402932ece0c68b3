//! Sending commands, each once.

use super::daemon::ground;
use super::{Effect, Pending, Session};
use crate::ui::{Action, Page};
use balie_client::v1::{self, Step};
use balie_client::{Command, RequestId};

impl Session {
    /// Sends a command about the registration in view. One that was sent before and got no answer is sent
    /// with the id it had, so that it is done once only.
    pub(super) fn apply(&mut self, command: Command) -> Vec<Effect> {
        let Some(now) = self.registration() else { return Vec::new() };
        if self.busy {
            return Vec::new();
        }
        let (name, etag, ground) = (now.name.clone(), now.etag.clone(), ground(now));
        let pending = match self.pending.take() {
            Some(pending) if pending.command == command => pending,
            _ => Pending { id: RequestId::new(), etag, command, ground },
        };
        self.busy = true;
        let Pending { id, etag, command, .. } = pending.clone();
        self.pending = Some(pending);
        vec![Effect::Apply { id, name, etag, command }]
    }

    /// Starts a registration with a pass.
    pub(super) fn create(&mut self, pass: v1::AssignPass) -> Vec<Effect> {
        if self.busy {
            return Vec::new();
        }
        let command = Command::AssignPass(pass.clone());
        let pending = match self.pending.take() {
            Some(pending) if pending.command == command => pending,
            _ => Pending { id: RequestId::new(), etag: String::new(), command, ground: Default::default() },
        };
        self.busy = true;
        let id = pending.id;
        self.pending = Some(pending);
        vec![Effect::Create { id, pass }]
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

    /// Closes a question after its command was carried out.
    pub(super) fn answered(&mut self) {
        if matches!(self.page, Page::Cancel | Page::Remit | Page::Revoke) {
            self.page = Page::Step;
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
