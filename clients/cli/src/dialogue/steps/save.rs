//! Everything once more, and save (Opslaan).

use crate::dialogue::Dialogue;
use crate::dialogue::question::Question;
use crate::dialogue::turn::{Answer, Turn};
use crate::show;
use crate::text::{fields, subscription as words};
use balie_client::Command;
use balie_client::v1::{PersonKind, Save};

impl Dialogue<'_, '_> {
    /// Shows what is about to become real. Only a typed yes saves.
    pub(in crate::dialogue) async fn save(&mut self) -> Answer<()> {
        let lang = self.context.lang;
        let choice = self.now.subscription.clone().unwrap_or_default();
        // The birth date of an institution is only a form of address (manual, "School/Instelling/Tehuizen").
        let institution = self.now.person.as_ref().is_some_and(|p| p.kind() == PersonKind::Institution);
        let age = if self.now.age > 0 && !institution {
            crate::text::lists::age(lang, self.now.age)
        } else {
            String::new()
        };
        let login = self.now.login.as_ref().map(|login| show::account(lang, login)).unwrap_or_default();
        let expiry =
            if choice.expiry_month > 0 { format!("{:02}", choice.expiry_month) } else { String::new() };
        let rights = match choice.valid_through.as_str() {
            "" => words::no_end(lang).to_owned(),
            date => show::date(date),
        };
        self.say(words::overview(lang));
        self.rows(&[
            (words::row_name(lang), self.patron_name()),
            (words::row_age(lang), age),
            (fields::pass(lang), self.now.pass_number.clone()),
            (words::row_code(lang), format!("{} {}", choice.code, choice.display_name)),
            (words::row_expiry(lang), expiry),
            (words::row_rights(lang), rights),
            (fields::home_library(lang), choice.home_library.clone()),
            (fields::home_pass_number(lang), choice.home_pass_number.clone()),
            (fields::handed_out_reason(lang), choice.reason.clone()),
            (words::row_price(lang), show::euro(&choice.price)),
            (words::row_discount(lang), show::euro(&choice.discount)),
            (words::row_fee(lang), show::euro(&choice.fee)),
            (words::row_login(lang), login),
        ]);
        let question =
            Question { label: words::save(lang), help: words::save_help(lang), ..Default::default() };
        if !self.confirm(question, None).await? {
            return Err(Turn::Back);
        }
        self.done(Command::Save(Save {})).await?;
        let saved = words::saved(lang, &self.now.patron_number);
        self.success(saved);
        self.await_account().await
    }
}
