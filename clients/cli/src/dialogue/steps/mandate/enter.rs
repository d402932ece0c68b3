//! The account data of the mandate.

use crate::dialogue::Dialogue;
use crate::dialogue::form::{Field, Form, Traits, always, any_text};
use crate::dialogue::question::Question;
use crate::dialogue::steps::further::{is_yes, shown, yes_no};
use crate::dialogue::turn::{Answer, Turn};
use crate::text::{fields, mandate as words};
use balie_client::Command;
use balie_client::v1::{EnterMandate, Register};

struct MandateForm(Vec<Field<EnterMandate>>);

impl Form for MandateForm {
    type Message = EnterMandate;

    fn fields(&self) -> &[Field<EnterMandate>] {
        &self.0
    }

    fn command(&self, mandate: EnterMandate) -> Command {
        Command::EnterMandate(mandate)
    }

    fn requires(&self, field: &Field<EnterMandate>, _: &EnterMandate) -> bool {
        ["iban", "holder", "place"].iter().any(|required| field.paths.contains(required))
    }
}

/// A foreign account may need a BIC; a Dutch one has none.
fn is_foreign(mandate: &EnterMandate, _: Traits) -> bool {
    !mandate.iban.trim_start().get(..2).is_none_or(|country| country.eq_ignore_ascii_case("NL"))
}

macro_rules! plain {
    ($field:ident, $label:path, $help:path, $asked:expr) => {
        Field {
            paths: &[stringify!($field)],
            label: |lang, _| $label(lang),
            help: $help,
            asked: $asked,
            get: |_, mandate: &EnterMandate| mandate.$field.clone(),
            set: |mandate, typed| mandate.$field = typed,
            choices: any_text,
        }
    };
}

fn form() -> MandateForm {
    MandateForm(vec![
        plain!(iban, fields::iban, fields::iban_help, always),
        plain!(bic, fields::bic, fields::bic_help, is_foreign),
        plain!(holder, fields::holder, fields::holder_help, always),
        plain!(place, fields::holder_place, fields::holder_place_help, always),
        Field {
            paths: &["switch_service"],
            label: |lang, _| words::switch_service(lang),
            help: words::switch_help,
            asked: always,
            get: |lang, mandate| shown(lang, mandate.switch_service),
            set: |mandate, typed| mandate.switch_service = is_yes(&typed),
            choices: yes_no,
        },
    ])
}

impl Dialogue<'_, '_> {
    /// The account data, with what is known already between brackets.
    pub(in crate::dialogue) async fn enter_mandate(&mut self) -> Answer<()> {
        let lang = self.context.lang;
        self.say(words::intro(lang));
        let known = self.known_account();
        let mut draft = self.mandate.take().unwrap_or(known);
        let turn = match self.fill_mandate(&mut draft).await {
            Ok(()) => {
                let reference = self.now.mandate.as_ref().map(|mandate| mandate.reference.clone());
                self.say(words::reference(lang, reference.unwrap_or_default()));
                return Ok(());
            }
            Err(turn) => turn,
        };
        self.mandate = Some(draft);
        match turn {
            Turn::Back | Turn::StepBack => self.without_mandate().await,
            turn => Err(turn),
        }
    }

    fn known_account(&self) -> EnterMandate {
        let typed = self.now.mandate.clone().unwrap_or_default();
        let or = |typed: String, known: String| if typed.is_empty() { known } else { typed };
        let address = self.now.person.as_ref().and_then(|person| person.main_address.clone());
        EnterMandate {
            iban: typed.iban,
            bic: typed.bic,
            holder: or(typed.holder, self.now.addressed_as.clone()),
            place: or(typed.place, address.map(|address| address.place).unwrap_or_default()),
            switch_service: typed.switch_service,
        }
    }

    async fn fill_mandate(&mut self, draft: &mut EnterMandate) -> Answer<()> {
        let form = form();
        self.fill(&form, draft, 0).await?;
        loop {
            let Err(refusal) = self.apply(form.command(form.message(draft))).await? else { return Ok(()) };
            if !self.mend(&form, draft, &refusal).await? {
                return Err(self.refused(&refusal));
            }
        }
    }

    /// There is no step to go back to, but a patron may want no mandate after all.
    async fn without_mandate(&mut self) -> Answer<()> {
        let lang = self.context.lang;
        let question =
            Question { label: words::give_up(lang), help: words::give_up_help(lang), ..Default::default() };
        match self.confirm(question, Some(false)).await {
            Ok(true) => self.done(Command::Register(Register {})).await,
            Ok(false) | Err(Turn::Back) => Err(Turn::Again),
            Err(turn) => Err(turn),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_foreign_accounts_are_asked_for_a_bic() {
        let foreign = |iban: &str| {
            is_foreign(&EnterMandate { iban: iban.into(), ..Default::default() }, Traits::default())
        };
        assert!(foreign("DE89 3704 0044 0532 0130 00") && foreign("gb29"));
        assert!(!foreign("NL91 ABNA 0417 1643 00") && !foreign("nl91") && !foreign("") && !foreign("N"));
    }
}
