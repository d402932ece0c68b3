//! Further data: IBAN, newsletter, selection.

use crate::dialogue::Dialogue;
use crate::dialogue::ask::Choice;
use crate::dialogue::form::{Field, Form, always, any_text};
use crate::dialogue::question::Question;
use crate::dialogue::turn::{Answer, Turn};
use crate::text::{Lang, dialogue, fields, person as words};
use balie_client::Command;
use balie_client::v1::{Details, EnterDetails, StepBack};

/// What a yes is written as in a field.
const YES: &str = "yes";

/// Yes and no as the choices of a field.
pub(super) fn yes_no(lang: Lang) -> Vec<Choice<&'static str>> {
    vec![
        Choice::new(dialogue::key_yes(lang), dialogue::yes(lang), YES),
        Choice::new("n", dialogue::no(lang), ""),
    ]
}

/// The answer of such a field.
pub(super) fn is_yes(typed: &str) -> bool {
    typed == YES
}

/// A yes or no as a person reads it.
pub(super) fn shown(lang: Lang, yes: bool) -> String {
    if yes { dialogue::yes(lang) } else { dialogue::no(lang) }.to_owned()
}

struct DetailsForm(Vec<Field<Details>>);

impl Form for DetailsForm {
    type Message = Details;

    fn fields(&self) -> &[Field<Details>] {
        &self.0
    }

    fn command(&self, details: Details) -> Command {
        Command::EnterDetails(EnterDetails { details: Some(details), new_person: false })
    }

    fn requires(&self, _: &Field<Details>, _: &Details) -> bool {
        false
    }
}

fn form() -> DetailsForm {
    DetailsForm(vec![
        Field {
            paths: &["details.iban"],
            label: |lang, _| fields::iban(lang),
            help: fields::iban_help,
            asked: always,
            get: |_, details| details.iban.clone(),
            set: |details, typed| details.iban = typed,
            choices: any_text,
        },
        Field {
            paths: &["details.newsletter"],
            label: |lang, _| fields::newsletter(lang),
            help: words::newsletter_help,
            asked: always,
            get: |lang, details| shown(lang, details.newsletter),
            set: |details, typed| details.newsletter = is_yes(&typed),
            choices: yes_no,
        },
        Field {
            paths: &["details.selection"],
            label: |lang, _| fields::selection(lang),
            help: fields::selection_help,
            asked: always,
            get: |_, details| details.selection.clone(),
            set: |details, typed| details.selection = typed,
            choices: any_text,
        },
    ])
}

impl Dialogue<'_, '_> {
    /// Further data; the IBAN is judged for duplicates once more.
    pub(in crate::dialogue) async fn further(&mut self) -> Answer<()> {
        let lang = self.context.lang;
        let entered = self.now.details.clone().unwrap_or_default();
        let mut draft = self.details.take().unwrap_or(entered);
        self.say(words::selections(lang, self.branch.selections.join(", ")));
        let turn = match self.enter_details(&mut draft).await {
            Ok(()) => return Ok(()),
            Err(turn) => turn,
        };
        self.details = Some(draft);
        Err(turn)
    }

    async fn enter_details(&mut self, draft: &mut Details) -> Answer<()> {
        let form = form();
        self.fill(&form, draft, 0).await?;
        loop {
            let Err(refusal) = self.apply(form.command(draft.clone())).await? else { return Ok(()) };
            if refusal.has_reason("DUPLICATES_FOUND") {
                return self.same_iban(draft).await;
            }
            if !self.mend(&form, draft, &refusal).await? {
                return Err(self.refused(&refusal));
            }
        }
    }

    /// Another patron has this IBAN: a family may share one, or it is the same person.
    async fn same_iban(&mut self, draft: &Details) -> Answer<()> {
        let lang = self.context.lang;
        self.problem(words::iban_known(lang));
        let question = Question {
            label: words::somebody_else(lang),
            help: words::somebody_else_help(lang),
            ..Default::default()
        };
        let somebody_else = match self.confirm(question, None).await {
            Err(Turn::Back) => return Err(Turn::Again),
            other => other?,
        };
        let details = Some(draft.clone());
        self.done(Command::EnterDetails(EnterDetails { details, new_person: true })).await?;
        if somebody_else {
            return Ok(());
        }
        // Only with the IBAN entered does the choice of person show who else has it.
        for _ in 0..2 {
            self.done(Command::StepBack(StepBack {})).await?;
        }
        Ok(())
    }
}
