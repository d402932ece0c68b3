//! The login account: whether, which, and finding an existing one.

use crate::dialogue::Dialogue;
use crate::dialogue::ask::Choice;
use crate::dialogue::event::Event;
use crate::dialogue::question::Question;
use crate::dialogue::turn::{Answer, Turn};
use crate::text::{account as words, fields};
use balie_client::Command;
use balie_client::v1::{
    ChooseAccount, ChooseLogin, FindAccount, LoginAccount, Registration, Step, StepBack, login_account::State,
};
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// How long to wait for a search before the clerk may choose otherwise.
const PATIENCE: Duration = Duration::from_secs(30);

/// What to do after a search without result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Otherwise {
    Again,
    New,
    None,
}

impl Dialogue<'_, '_> {
    /// Whether the patron wants an account; yes by default.
    pub(in crate::dialogue) async fn login(&mut self) -> Answer<()> {
        let lang = self.context.lang;
        let login = self.now.login.clone().unwrap_or_default();
        loop {
            let question =
                Question { label: words::wanted(lang), help: words::wanted_help(lang), ..Default::default() };
            let wanted = self.confirm(question, Some(login.state() != State::None)).await?;
            match self.choose_login(wanted, &login).await {
                Err(Turn::Back) => {}
                other => break other?,
            }
        }
        if self.now.step() == Step::ChoosingSubscription {
            self.say(words::no_online(lang));
        }
        Ok(())
    }

    /// Asks for the e-mail address of a wanted account until it does.
    async fn choose_login(&mut self, wanted: bool, login: &LoginAccount) -> Answer<()> {
        loop {
            let email = if wanted { self.login_email(login).await? } else { String::new() };
            let chosen = ChooseLogin { wanted: !email.is_empty(), email };
            match self.apply(Command::ChooseLogin(chosen)).await? {
                Ok(()) => return Ok(()),
                Err(refusal) if wanted => drop(self.refused(&refusal)),
                Err(refusal) => return Err(self.refused(&refusal)),
            }
        }
    }

    /// The e-mail address of the account; empty for none.
    async fn login_email(&mut self, login: &LoginAccount) -> Answer<String> {
        let lang = self.context.lang;
        let known = self.now.person.as_ref().map(|person| person.email.clone()).unwrap_or_default();
        let default = if login.email.is_empty() { known } else { login.email.clone() };
        let help = words::email_help(lang);
        self.text(&Question { label: fields::email(lang), default: &default, help, ..Default::default() })
            .await
    }

    /// A new account, or one that the patron has already.
    pub(in crate::dialogue) async fn existing_or_new(&mut self) -> Answer<()> {
        let lang = self.context.lang;
        let choices = [
            Choice::new("n", words::new(lang), false),
            Choice::new(words::key_existing(lang), words::existing(lang), true),
        ];
        let question =
            Question { label: words::which(lang), help: words::which_help(lang), ..Default::default() };
        let existing = self.choose(question, &choices, Some(false)).await?;
        self.done(Command::ChooseAccount(ChooseAccount { existing })).await?;
        if !existing {
            self.say(words::on_saving(lang));
        }
        Ok(())
    }

    /// Finds an existing account by its user name.
    pub(in crate::dialogue) async fn find_account(&mut self) -> Answer<()> {
        let lang = self.context.lang;
        let login = self.now.login.clone().unwrap_or_default();
        let user_name = login.search_user_name;
        match login.search_state.as_str() {
            "SEARCHING" => return self.await_search(&user_name).await,
            "NOT_FOUND" => self.problem(words::not_found(lang, &user_name)),
            "UNAVAILABLE" => self.problem(words::unavailable(lang)),
            _ => return self.search(&user_name).await,
        }
        let choices = [
            Choice::new(words::key_again(lang), words::again(lang), Otherwise::Again),
            Choice::new("n", words::new(lang), Otherwise::New),
            Choice::new(words::key_none(lang), words::none(lang), Otherwise::None),
        ];
        let question = Question { label: words::otherwise(lang), ..Default::default() };
        match self.choose(question, &choices, None).await? {
            Otherwise::Again => self.search(&user_name).await,
            Otherwise::New => {
                self.done(Command::StepBack(StepBack {})).await?;
                self.done(Command::ChooseAccount(ChooseAccount { existing: false })).await?;
                self.say(words::on_saving(lang));
                Ok(())
            }
            Otherwise::None => {
                for _ in 0..2 {
                    self.done(Command::StepBack(StepBack {})).await?;
                }
                self.done(Command::ChooseLogin(ChooseLogin::default())).await?;
                self.say(words::no_online(lang));
                Ok(())
            }
        }
    }

    async fn search(&mut self, default: &str) -> Answer<()> {
        let lang = self.context.lang;
        let question = Question {
            label: fields::user_name(lang),
            required: true,
            default,
            help: fields::user_name_help(lang),
            ..Default::default()
        };
        let user_name = self.text(&question).await?;
        self.done(Command::FindAccount(FindAccount { user_name: user_name.clone() })).await?;
        self.await_search(&user_name).await
    }

    async fn await_search(&mut self, user_name: &str) -> Answer<()> {
        let lang = self.context.lang;
        let searching = |registration: &Registration| {
            registration.login.as_ref().is_some_and(|login| login.search_state == "SEARCHING")
        };
        self.say(words::searching(lang, user_name));
        let until = Instant::now() + PATIENCE;
        while searching(&self.now) {
            match timeout_at(until, self.event(false)).await {
                // A change is what is waited for; it is in `now`.
                Ok(event) => drop::<Event>(event?),
                Err(_too_late) => {
                    self.problem(words::still_searching(lang));
                    return Err(Turn::StepBack);
                }
            }
        }
        if self.now.step() == Step::ChoosingSubscription {
            let found = self.now.login.as_ref().map(|login| login.user_name.clone()).unwrap_or_default();
            self.success(words::found(lang, found));
        }
        Ok(())
    }
}
