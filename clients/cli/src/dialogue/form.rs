//! A form: fields that are asked one after the other, each judged by the daemon as soon as it is typed.

use super::Dialogue;
use super::ask::{Choice, Reply, find, options};
use super::question::Question;
use super::turn::{Answer, Turn};
use crate::text::{Lang, dialogue as words};
use balie_client::{Command, Refusal};

/// One field of the message `M`.
pub(super) struct Field<M> {
    /// Paths within the command, such as `person.initials`: violations of these are this field's.
    pub paths: &'static [&'static str],
    /// What it is called.
    pub label: fn(Lang, &M) -> &'static str,
    /// What may be typed.
    pub help: fn(Lang) -> &'static str,
    /// Whether it is asked of this patron by itself. What is not asked is not sent.
    pub asked: fn(&M, Traits) -> bool,
    /// What is there, as a person reads it; empty for nothing.
    pub get: fn(Lang, &M) -> String,
    /// Takes what was typed; empty for nothing.
    pub set: fn(&mut M, String),
    /// The possible answers and what they set, where there are only a few; else empty.
    pub choices: fn(Lang) -> Vec<Choice<&'static str>>,
}

/// What decides about fields beside the message itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Traits {
    /// The patron is youth to this branch.
    pub youth: bool,
}

/// The choices of a field of plain text.
pub(super) fn any_text(_: Lang) -> Vec<Choice<&'static str>> {
    Vec::new()
}

/// A field that everybody is asked.
pub(super) fn always<M>(_: &M, _: Traits) -> bool {
    true
}

/// A form, and the command that carries what is filled in.
pub(super) trait Form {
    /// What is filled in.
    type Message: Clone;

    /// The fields, in the order they are asked.
    fn fields(&self) -> &[Field<Self::Message>];

    /// The command.
    fn command(&self, message: Self::Message) -> Command;

    /// Whether a field must be filled in.
    fn requires(&self, field: &Field<Self::Message>, draft: &Self::Message) -> bool;

    /// What may be typed instead, beside what the daemon says of a field it refuses for a reason; none for most.
    fn remedy(
        &self,
        _lang: Lang,
        _field: &Field<Self::Message>,
        _draft: &Self::Message,
        _reason: &str,
    ) -> Option<String> {
        None
    }

    /// What there is to tell about a field that a refusal names.
    fn wrong(
        &self,
        lang: Lang,
        field: &Field<Self::Message>,
        draft: &Self::Message,
        refusal: &Refusal,
    ) -> Vec<String> {
        let all = field.paths.iter().flat_map(|path| refusal.violations_of(path));
        let told = all.map(|violation| match self.remedy(lang, field, draft, &violation.reason) {
            Some(remedy) => format!("{} {remedy}", violation.message),
            None => violation.message.clone(),
        });
        told.collect()
    }

    /// What decides about fields beside the message.
    fn traits(&self, _draft: &Self::Message) -> Traits {
        Traits::default()
    }

    /// Whether the field at an index is asked.
    fn asks(&self, draft: &Self::Message, at: usize) -> bool {
        (self.fields()[at].asked)(draft, self.traits(draft))
    }

    /// The first field from `from` on that is asked.
    fn next(&self, draft: &Self::Message, from: usize) -> Option<usize> {
        (from..self.fields().len()).find(|at| self.asks(draft, *at))
    }

    /// The last field before `before` that is asked.
    fn previous(&self, draft: &Self::Message, before: usize) -> Option<usize> {
        (0..before).rev().find(|at| self.asks(draft, *at))
    }

    /// The field after the last one with something in it: where somebody left off.
    fn left_off(&self, lang: Lang, draft: &Self::Message) -> usize {
        self.fields().iter().rposition(|field| !(field.get)(lang, draft).is_empty()).map_or(0, |at| at + 1)
    }

    /// What is filled in, without what is not asked of this patron.
    fn message(&self, draft: &Self::Message) -> Self::Message {
        let mut message = draft.clone();
        for (at, field) in self.fields().iter().enumerate() {
            if !self.asks(draft, at) {
                (field.set)(&mut message, String::new());
            }
        }
        message
    }
}

impl Dialogue<'_, '_> {
    /// Asks the fields from `from` on. `Turn::Back` at the first one is the caller's.
    pub(super) async fn fill<F: Form>(
        &mut self,
        form: &F,
        draft: &mut F::Message,
        from: usize,
    ) -> Answer<()> {
        let mut at = form.next(draft, from);
        while let Some(index) = at {
            at = match self.field(form, draft, index).await {
                Ok(()) => form.next(draft, index + 1),
                Err(Turn::Back) => Some(form.previous(draft, index).ok_or(Turn::Back)?),
                Err(turn) => return Err(turn),
            };
        }
        Ok(())
    }

    /// Asks one field until the daemon has nothing against what is in it.
    pub(super) async fn field<F: Form>(
        &mut self,
        form: &F,
        draft: &mut F::Message,
        index: usize,
    ) -> Answer<()> {
        let lang = self.context.lang;
        let field = &form.fields()[index];
        let choices = (field.choices)(lang);
        let options = options(&choices);
        loop {
            let before = draft.clone();
            let shown = (field.get)(lang, draft);
            let question = Question {
                label: (field.label)(lang, draft),
                required: form.requires(field, draft),
                default: &shown,
                options: &options,
                help: (field.help)(lang),
                scan: false,
            };
            match self.ask(&question).await? {
                Reply::Enter => {}
                Reply::Clear => (field.set)(draft, String::new()),
                Reply::Text(text) if choices.is_empty() => (field.set)(draft, text),
                Reply::Text(text) => match find(&choices, &text) {
                    Some(choice) => (field.set)(draft, choice.value.to_owned()),
                    None => {
                        self.problem(words::choose_one(lang));
                        continue;
                    }
                },
            }
            let refusal = self.check(form.command(form.message(draft))).await?;
            let wrong = refusal.map(|refusal| form.wrong(lang, field, draft, &refusal)).unwrap_or_default();
            if wrong.is_empty() {
                return Ok(());
            }
            *draft = before;
            wrong.iter().for_each(|message| self.problem(message));
        }
    }

    /// Asks once more for the fields that a refusal names. Whether it names any.
    pub(super) async fn mend<F: Form>(
        &mut self,
        form: &F,
        draft: &mut F::Message,
        refusal: &Refusal,
    ) -> Answer<bool> {
        let lang = self.context.lang;
        let mut any = false;
        for (index, field) in form.fields().iter().enumerate() {
            let wrong = form.wrong(lang, field, draft, refusal);
            if wrong.is_empty() {
                continue;
            }
            any = true;
            let label = (field.label)(lang, draft);
            wrong.iter().for_each(|message| self.problem(format!("{label}: {message}")));
            self.field(form, draft, index).await?;
        }
        Ok(any)
    }
}
