//! Everything that was typed, as it was understood, to be looked over.

use super::address::one_line;
use super::form::NawForm;
use super::other_address::Which;
use crate::dialogue::Dialogue;
use crate::dialogue::ask::Reply;
use crate::dialogue::form::Form as _;
use crate::dialogue::question::Question;
use crate::dialogue::turn::Answer;
use crate::terminal::columns;
use crate::text::{Lang, person as words};
use balie_client::v1::Person;

/// What a clerk can do at the overview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    GoOn,
    Field(usize),
    Address(Which),
}

impl Dialogue<'_, '_> {
    /// Shows everything with a number, and asks whether it is right: as the daemon would keep it, so that a date or a
    /// number that it reads otherwise than it was meant is seen. What it refuses is shown as it was typed.
    pub(super) async fn look_over(&mut self, form: &NawForm, draft: &Person) -> Answer<Next> {
        let lang = self.context.lang;
        let would = self.would(form.command(form.message(draft))).await?;
        let mut shown = would.ok().and_then(|kept| kept.person).unwrap_or_else(|| draft.clone());
        let asked: Vec<usize> = (0..form.fields.len()).filter(|at| form.asks(draft, *at)).collect();
        let mut rows: Vec<_> = asked
            .iter()
            .enumerate()
            .map(|(number, at)| {
                let field = &form.fields[*at];
                row((number + 1).to_string(), (field.label)(lang, draft), (field.get)(lang, &shown), lang)
            })
            .collect();
        for (which, key, label) in Which::all(lang) {
            rows.push(row(key.to_owned(), label, one_line(which.of(&mut shown).as_ref()), lang));
        }
        self.space();
        self.say(words::look_over(lang));
        self.lines(columns(&rows));
        let question = Question {
            label: words::right(lang),
            options: words::right_options(lang),
            help: words::right_help(lang),
            ..Default::default()
        };
        loop {
            let typed = match self.ask(&question).await? {
                Reply::Enter => return Ok(Next::GoOn),
                Reply::Clear => String::new(),
                Reply::Text(typed) => typed.to_lowercase(),
            };
            let number = typed.parse::<usize>().ok().and_then(|number| asked.get(number.checked_sub(1)?));
            let address = Which::all(lang).into_iter().find(|(_, key, _)| *key == typed);
            match (number, address) {
                (Some(at), _) => return Ok(Next::Field(*at)),
                (None, Some((which, ..))) => return Ok(Next::Address(which)),
                (None, None) if typed == words::key_yes(lang) => return Ok(Next::GoOn),
                (None, None) => self.problem(words::right_how(lang)),
            }
        }
    }
}

fn row(key: String, label: &str, value: String, lang: Lang) -> Vec<String> {
    let value = if value.is_empty() { words::nothing(lang).to_owned() } else { value };
    vec![format!("{key:>2}"), label.to_owned(), value]
}
