//! The person is chosen: duplicates are judged, and how the patron is addressed.

use crate::dialogue::Dialogue;
use crate::dialogue::ask::{Choice, Reply};
use crate::dialogue::question::Question;
use crate::dialogue::turn::{Answer, Turn};
use crate::show;
use crate::terminal::columns;
use crate::text::{Lang, person as words, states, steps};
use balie_client::Command;
use balie_client::v1::{ChoosePerson, Duplicate, PersonKind, Registration, Salutation};

/// Candidates that fit beside what was entered on a line of 80 columns.
const BESIDE: usize = 2;

impl Dialogue<'_, '_> {
    /// Salutation and duplicates.
    pub(in crate::dialogue) async fn identity(&mut self) -> Answer<()> {
        let institution =
            self.now.person.as_ref().is_some_and(|person| person.kind() == PersonKind::Institution);
        let has_duplicates = !self.now.duplicates.is_empty();
        if institution && !has_duplicates {
            // There is nothing to choose: on, in the direction the clerk was going.
            if self.backwards {
                return Err(Turn::StepBack);
            }
            return self.done(Command::ChoosePerson(ChoosePerson::default())).await;
        }
        loop {
            let re_enrol = if has_duplicates { self.judge().await? } else { None };
            let salutation = if institution {
                Salutation::Institution
            } else {
                match self.salutation().await {
                    Err(Turn::Back) if has_duplicates => continue,
                    other => other?,
                }
            };
            let earlier =
                self.now.duplicates.iter().find(|found| Some(&found.registration) == re_enrol.as_ref());
            let kept_number = earlier.map(|found| found.patron_number.clone());
            let chosen = ChoosePerson {
                salutation: salutation.into(),
                new_person: has_duplicates && re_enrol.is_none(),
                re_enrol: re_enrol.unwrap_or_default(),
            };
            self.done(Command::ChoosePerson(chosen)).await?;
            let (name, age) = (self.patron_name(), self.now.age);
            let lang = self.context.lang;
            if institution {
                self.success(name);
            } else {
                self.success(words::chosen(lang, name, age));
            }
            if let Some(number) = kept_number {
                self.say(words::keeps_number(lang, number));
            }
            return Ok(());
        }
    }

    async fn salutation(&mut self) -> Answer<Salutation> {
        let lang = self.context.lang;
        let kind = self.now.person.as_ref().map(|person| person.kind()).unwrap_or_default();
        let default = match (self.now.salutation(), kind) {
            (Salutation::Unspecified | Salutation::Institution, PersonKind::Man) => Salutation::Mr,
            (Salutation::Unspecified | Salutation::Institution, PersonKind::Woman) => Salutation::Mrs,
            (Salutation::Unspecified | Salutation::Institution, _) => Salutation::Neutral,
            (chosen, _) => chosen,
        };
        let choices = [
            Choice::new(words::key_mr(lang), states::salutation(lang, Salutation::Mr), Salutation::Mr),
            Choice::new(words::key_mrs(lang), states::salutation(lang, Salutation::Mrs), Salutation::Mrs),
            Choice::new("n", states::salutation(lang, Salutation::Neutral), Salutation::Neutral),
        ];
        let question = Question {
            label: words::salutation(lang),
            help: words::salutation_help(lang),
            ..Default::default()
        };
        self.choose(question, &choices, Some(default)).await
    }

    /// Shows who may be the same patron; the earlier registration when it is.
    async fn judge(&mut self) -> Answer<Option<String>> {
        let lang = self.context.lang;
        self.say(words::duplicates(lang));
        for table in side_by_side(lang, &self.now) {
            self.space();
            self.lines(table);
        }
        self.space();
        let question = Question {
            label: words::judge(lang),
            required: true,
            options: words::judge_options(lang),
            help: words::judge_help(lang),
            ..Default::default()
        };
        loop {
            if let Reply::Text(typed) = self.ask(&question).await? {
                let duplicates = &self.now.duplicates;
                let number = typed.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
                match number.and_then(|at| duplicates.get(at)) {
                    _ if typed.eq_ignore_ascii_case("n") => return Ok(None),
                    Some(duplicate) if duplicate.patron_number.is_empty() => {
                        let name = duplicate.registration.clone();
                        self.problem(words::unfinished(lang));
                        self.how_to_resume(&name);
                        continue;
                    }
                    Some(duplicate) => return Ok(Some(duplicate.registration.clone())),
                    None => {}
                }
            }
            self.problem(words::judge_how(lang));
        }
    }
}

/// What was entered now beside the candidates, a few at a time. Every row begins with what it is about.
fn side_by_side(lang: Lang, now: &Registration) -> Vec<Vec<String>> {
    let person = now.person.clone().unwrap_or_default();
    let own = Duplicate {
        full_name: show::full_name(&person),
        birth_date: person.birth_date.clone(),
        pass_number: now.pass_number.clone(),
        step: now.step,
        ..Default::default()
    };
    let tables = now.duplicates.chunks(BESIDE).enumerate().map(|(part, candidates)| {
        let row = |label: &str, own: String, of: &dyn Fn(&Duplicate) -> String| {
            let mut row = vec![label.to_owned(), own];
            row.extend(candidates.iter().map(of));
            row
        };
        let mut heading = vec![String::new(), words::entered_now(lang).to_owned()];
        let first = part * BESIDE + 1;
        heading.extend((0..candidates.len()).map(|at| words::candidate(lang, first + at)));
        let stands = |duplicate: &Duplicate| steps::label(lang, duplicate.step()).to_owned();
        columns(&[
            heading,
            row(words::row_name(lang), own.full_name.clone(), &|found| found.full_name.clone()),
            row(words::row_birth(lang), show::date(&own.birth_date), &|found| show::date(&found.birth_date)),
            row(words::row_pass(lang), own.pass_number.clone(), &|found| found.pass_number.clone()),
            row(words::row_patron(lang), String::new(), &|found| found.patron_number.clone()),
            row(words::row_stands(lang), stands(&own), &stands),
            row(words::row_reasons(lang), String::new(), &|found| reasons(lang, found)),
        ])
    });
    tables.collect()
}

fn reasons(lang: Lang, duplicate: &Duplicate) -> String {
    let named = duplicate.reasons.iter().map(|reason| match reason.as_str() {
        "BIRTH_DATE_AND_NAME" => words::same_birth_and_name(lang),
        "EMAIL" => words::same_email(lang),
        "IBAN" => words::same_iban(lang),
        other => other,
    });
    named.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use balie_client::v1::{Person, Step};

    #[test]
    fn candidates_stand_beside_what_was_entered() {
        let duplicate = |name: &str| Duplicate {
            full_name: name.into(),
            birth_date: "1991-01-01".into(),
            pass_number: "29401000075801".into(),
            patron_number: "381847".into(),
            reasons: vec!["BIRTH_DATE_AND_NAME".into(), "EMAIL".into()],
            step: Step::Enrolled.into(),
            ..Default::default()
        };
        let now = Registration {
            person: Some(Person { initials: "A.".into(), surname: "Test".into(), ..Default::default() }),
            duplicates: ["A. Test", "A. van de Test", "A. Tast"].map(duplicate).to_vec(),
            ..Default::default()
        };
        let tables = side_by_side(Lang::Dutch, &now);
        assert_eq!(tables.len(), 2);
        assert!(tables[0][0].contains("1") && tables[0][0].contains("2"), "{:?}", tables[0]);
        assert!(tables[1][0].contains("3"), "{:?}", tables[1]);
        assert!(tables.iter().flatten().all(|line| line.chars().count() <= 78), "{tables:#?}");
        assert!(tables[0].last().unwrap().contains("datum en naam, e-mail"), "{:?}", tables[0]);
    }
}
