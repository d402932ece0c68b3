//! The blank pass: scanned or typed.

use crate::dialogue::Dialogue;
use crate::dialogue::question::Question;
use crate::dialogue::turn::{Answer, Turn};
use crate::text::{Lang, pass as words, steps};
use balie_client::v1::{AssignPass, ReplacePass, Step};
use balie_client::{Command, Refusal, resource};

impl Dialogue<'_, '_> {
    /// The pass of a registration, with which it also starts.
    pub(in crate::dialogue) async fn pass(&mut self) -> Answer<()> {
        let code = self.scan(words::scan).await?;
        self.take_pass(code, Command::AssignPass).await?;
        let text = words::assigned(self.context.lang, &self.now.pass_number);
        self.success(text);
        Ok(())
    }

    /// Another blank pass for one that was spoiled.
    pub(in crate::dialogue) async fn replace_pass(&mut self) -> Answer<()> {
        let code = self.scan(words::replacement).await?;
        self.take_pass(code, |AssignPass { code, confirm_other_branch }| {
            Command::ReplacePass(ReplacePass { code, confirm_other_branch })
        })
        .await
    }

    async fn scan(&mut self, label: fn(Lang) -> &'static str) -> Answer<String> {
        let lang = self.context.lang;
        let help = words::scan_help(lang);
        self.text(&Question { label: label(lang), required: true, help, scan: true, ..Default::default() })
            .await
    }

    async fn take_pass(&mut self, code: String, command: impl Fn(AssignPass) -> Command) -> Answer<()> {
        let lang = self.context.lang;
        let mut pass = AssignPass { code, confirm_other_branch: false };
        loop {
            let starts = self.now.name.is_empty();
            let taken = if starts {
                self.create(pass.clone()).await?
            } else {
                self.apply(command(pass.clone())).await?
            };
            let Err(refusal) = taken else { return Ok(()) };
            if !refusal.has_reason("PASS_OTHER_BRANCH") || pass.confirm_other_branch {
                let turn = self.refused(&refusal);
                if starts && matches!(turn, Turn::Again) {
                    self.open_instead(&pass.code, &refusal).await?;
                }
                return Err(turn);
            }
            self.refused(&refusal);
            let label = words::other_branch(lang);
            match self.confirm(Question { label, ..Default::default() }, Some(false)).await {
                Ok(true) => pass.confirm_other_branch = true,
                Ok(false) | Err(Turn::Back) => return Err(Turn::Again),
                Err(turn) => return Err(turn),
            }
        }
    }

    /// What was scanned belongs to a registration that is not finished: offers to go on with that one.
    async fn open_instead(&mut self, code: &str, refusal: &Refusal) -> Answer<()> {
        let lang = self.context.lang;
        let name = if refusal.has_reason("PASS_IN_USE") {
            resource::registration(code)
        } else if refusal.has_reason("MANDATE_NOT_PASS") {
            resource::registration(&format!("mandate:{code}"))
        } else {
            return Ok(());
        };
        let found = self
            .call(|client| {
                let name = name.clone();
                async move { client.registrations.get(&name).await }
            })
            .await?;
        // A pass of long ago, or one whose registration this clerk may not see: there is nothing to offer.
        let Ok(found) = found else { return Ok(()) };
        if matches!(found.step(), Step::Enrolled | Step::Cancelled) {
            return Ok(());
        }
        let person = found.person.as_ref().map(crate::show::full_name).unwrap_or_default();
        self.say(words::belongs_to(lang, person, steps::label(lang, found.step())));
        let label = words::open_it(lang);
        match self.confirm(Question { label, ..Default::default() }, Some(true)).await {
            Ok(true) => self.begin(found),
            Ok(false) | Err(Turn::Back) => {}
            Err(turn) => return Err(turn),
        }
        Ok(())
    }
}
