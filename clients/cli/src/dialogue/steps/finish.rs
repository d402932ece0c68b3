//! The end: enrolled, or cancelled.

use crate::context::Outcome;
use crate::dialogue::Dialogue;
use crate::papers;
use crate::show;
use crate::text::{Lang, end as words, fields, lists, mandate, states};
use balie_client::v1::{LoginAccount, Mandate, Settlement, Step, login_account, mandate::State};

impl Dialogue<'_, '_> {
    /// Tells how it ended, and what is left to do or to say.
    pub(in crate::dialogue) async fn finish(&mut self) -> Outcome {
        let lang = self.context.lang;
        self.header(self.now.step());
        if self.now.step() == Step::Cancelled {
            let reason = words::cancelled(lang, &self.now.cancel_reason);
            self.say(reason);
            if let Some(pass) = show::pass_after(lang, &self.now) {
                self.say(pass);
            }
            self.say_refund();
            return Ok(());
        }
        self.success(words::enrolled(lang));
        let ledger = self.now.ledger.clone().unwrap_or_default();
        let choice = self.now.subscription.clone().unwrap_or_default();
        let login = self.now.login.clone().unwrap_or_default();
        let settled = match ledger.settlement() {
            Settlement::Registered => {
                format!(
                    "{}: {}",
                    states::settlement(lang, ledger.settlement()),
                    show::euro(&ledger.remaining)
                )
            }
            settlement => states::settlement(lang, settlement).to_owned(),
        };
        let until = match choice.valid_through.as_str() {
            "" => String::new(),
            date => show::date(date),
        };
        self.rows(&[
            (lists::name(lang), self.patron_name()),
            (lists::patron_number(lang), self.now.patron_number.clone()),
            (fields::pass(lang), self.now.pass_number.clone()),
            (lists::subscription(lang), format!("{} {}", choice.code, choice.display_name)),
            (lists::valid_through(lang), until),
            (lists::settlement(lang), settled),
            (lists::mandate(lang), self.mandate_line()),
            (lists::login(lang), account_line(lang, &login)),
        ]);
        self.last_words(&login);
        if let Some(directory) = &self.args.out {
            let path = papers::pass(&self.context.client, &self.now.name, directory).await?;
            self.say(crate::text::print::artwork(lang, path.display()));
        }
        Ok(())
    }

    fn mandate_line(&self) -> String {
        let lang = self.context.lang;
        let Mandate { reference, .. } = self.now.mandate.clone().unwrap_or_default();
        match self.now.mandate.as_ref().map(Mandate::state) {
            Some(State::Active) => mandate::in_force(lang, reference),
            _ => String::new(),
        }
    }

    /// What the patron must hear before going.
    fn last_words(&mut self, login: &LoginAccount) {
        let lang = self.context.lang;
        if login.state() == login_account::State::Pending {
            let until = show::instant(login.activation_deadline.as_ref());
            self.say(crate::text::account::remember(lang, until));
        }
    }
}

/// State and user name; until when it must be activated follows in words.
fn account_line(lang: Lang, login: &LoginAccount) -> String {
    let state = states::account(lang, login.state());
    if login.user_name.is_empty() { state.to_owned() } else { format!("{state}, {}", login.user_name) }
}
