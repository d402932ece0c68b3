//! The login account comes about while the clerk goes on: telling what became of it.

use super::Dialogue;
use super::event::Event;
use super::turn::Answer;
use crate::show;
use crate::text::account as words;
use balie_client::v1::{LoginAccount, Registration, login_account::State};
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// How long to wait for a new account before going on without it.
const PATIENCE: Duration = Duration::from_secs(10);

/// Whether two states of a registration differ in nothing but the account.
pub(super) fn only_difference(before: &Registration, now: &Registration) -> bool {
    let before = Registration {
        login: now.login.clone(),
        etag: now.etag.clone(),
        revision: now.revision,
        change_number: now.change_number,
        update_time: now.update_time,
        station: now.station.clone(),
        ..before.clone()
    };
    before == *now && now.step() > balie_client::v1::Step::Confirming
}

impl Dialogue<'_, '_> {
    /// Tells what became of the account, when something did.
    pub(super) fn tell_account(&mut self, before: &Registration) {
        let state = |registration: &Registration| registration.login.as_ref().map(LoginAccount::state);
        if state(before) == state(&self.now) {
            return;
        }
        let (lang, login) = (self.context.lang, self.now.login.clone().unwrap_or_default());
        match login.state() {
            State::Pending => self.tell_activation(&login),
            State::Failed => {
                self.problem(words::failed(lang, &login.failure));
                let name = self.short_name();
                self.say(words::anew(lang));
                self.lines([format!("  balie do {name} generate-account")]);
            }
            State::Active => self.success(words::activated(lang)),
            State::Lapsed => self.problem(words::lapsed(lang)),
            _ => {}
        }
    }

    /// The new account, and what the patron must hear about it.
    fn tell_activation(&mut self, login: &LoginAccount) {
        let lang = self.context.lang;
        self.success(words::generated(lang));
        self.rows(&[
            (words::user_name(lang), login.user_name.clone()),
            (words::email(lang), login.email.clone()),
        ]);
        self.say(words::tell_the_patron(lang, show::instant(login.activation_deadline.as_ref())));
    }

    /// Waits for the account that saving began to generate, but not for ever.
    pub(super) async fn await_account(&mut self) -> Answer<()> {
        let generating = |registration: &Registration| {
            registration.login.as_ref().is_some_and(|login| login.state() == State::Generating)
        };
        if !generating(&self.now) {
            return Ok(());
        }
        let lang = self.context.lang;
        self.say(words::generating(lang));
        let until = Instant::now() + PATIENCE;
        while generating(&self.now) {
            match timeout_at(until, self.event(false)).await {
                Ok(event) => {
                    if let Event::Changed(before) = event?
                        && self.notice(&before)
                    {
                        return Ok(());
                    }
                }
                Err(_too_late) => {
                    self.say(words::not_yet(lang));
                    return Ok(());
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use balie_client::v1::Step;

    fn saved(state: State, revision: u64) -> Registration {
        Registration {
            step: Step::Settling.into(),
            revision,
            etag: revision.to_string(),
            login: Some(LoginAccount { state: state.into(), ..Default::default() }),
            ..Default::default()
        }
    }

    #[test]
    fn an_account_that_comes_about_is_no_change_by_somebody_else() {
        let before = saved(State::Generating, 7);
        assert!(only_difference(&before, &saved(State::Pending, 8)));
        let paid = Registration { step: Step::IssuingPass.into(), ..saved(State::Pending, 8) };
        assert!(!only_difference(&before, &paid));
        // Before saving, an account is something a clerk chooses.
        let drafts = [State::None, State::ToBeGenerated]
            .map(|state| Registration { step: Step::ChoosingSubscription.into(), ..saved(state, 8) });
        assert!(!only_difference(&drafts[0], &drafts[1]));
    }
}
