//! Name, address and birth date (NAW).

use super::address::{alternative_address, invoice_address, main_address, one_line, postal_address};
use crate::dialogue::Dialogue;
use crate::dialogue::ask::{Choice, Reply};
use crate::dialogue::form::{Field, Form, Traits, always, any_text};
use crate::dialogue::question::Question;
use crate::dialogue::turn::{Answer, Turn};
use crate::show;
use crate::terminal::columns;
use crate::text::{Lang, fields, person as words, states};
use balie_client::Command;
use balie_client::v1::{self, Address, KeepPerson, Person, PersonKind, RequiredFields};
use std::time::Duration;
use tokio::time::timeout;

/// How long to try to keep what was typed.
const KEEPING: Duration = Duration::from_secs(10);

/// The form of NAW data, or of one more address.
struct NawForm {
    fields: Vec<Field<Person>>,
    required: Vec<RequiredFields>,
    youth_through_age: i32,
}

impl Form for NawForm {
    type Message = Person;

    fn fields(&self) -> &[Field<Person>] {
        &self.fields
    }

    fn command(&self, person: Person) -> Command {
        Command::EnterPerson(v1::EnterPerson { person: Some(person) })
    }

    fn requires(&self, field: &Field<Person>, draft: &Person) -> bool {
        let kind = match draft.kind() {
            PersonKind::Institution => "institution",
            _ if self.traits(draft).youth => "youth",
            _ => "adult",
        };
        let required = self.required.iter().filter(|required| required.patron_kind == kind);
        let mut paths = required.flat_map(|required| &required.fields);
        field.paths.contains(&"person.kind")
            || paths.any(|path| field.paths.iter().any(|own| own.strip_prefix("person.") == Some(path)))
    }

    /// Only decides what is asked; the daemon knows whether somebody is youth.
    fn traits(&self, draft: &Person) -> Traits {
        let age = show::age_today(&draft.birth_date, show::today()).and_then(|age| i32::try_from(age).ok());
        Traits { youth: age.is_some_and(|age| age <= self.youth_through_age) }
    }
}

/// A field of plain text that is a field of the message too.
macro_rules! plain {
    ($field:ident, $label:path, $help:path, $asked:expr) => {
        Field {
            paths: &[concat!("person.", stringify!($field))],
            label: |lang, _| $label(lang),
            help: $help,
            asked: $asked,
            get: |_, person: &Person| person.$field.clone(),
            set: |person, typed| person.$field = typed,
            choices: any_text,
        }
    };
}

fn of_a_person(person: &Person, _: Traits) -> bool {
    person.kind() != PersonKind::Institution
}

fn of_youth(person: &Person, traits: Traits) -> bool {
    of_a_person(person, traits) && traits.youth
}

/// An institution has somebody to talk to, a child a guardian.
fn has_contact(person: &Person, traits: Traits) -> bool {
    !of_a_person(person, traits) || traits.youth
}

fn kinds(lang: Lang) -> Vec<Choice<&'static str>> {
    let kind = |key, kind: PersonKind| Choice::new(key, states::person_kind(lang, kind), kind.as_str_name());
    vec![
        kind(words::key_man(lang), PersonKind::Man),
        kind(words::key_woman(lang), PersonKind::Woman),
        kind("n", PersonKind::Neutral),
        kind("i", PersonKind::Institution),
    ]
}

fn naw_fields() -> Vec<Field<Person>> {
    let mut all = vec![
        Field {
            paths: &["person.kind"],
            label: |lang, _: &Person| fields::kind(lang),
            help: words::kind_help,
            asked: always,
            get: |lang, person| match person.kind() {
                PersonKind::Unspecified => String::new(),
                kind => states::person_kind(lang, kind).to_owned(),
            },
            set: |person, name| person.kind = PersonKind::from_str_name(&name).unwrap_or_default().into(),
            choices: kinds,
        },
        plain!(initials, fields::initials, fields::initials_help, of_a_person),
        plain!(prefix, fields::prefix, fields::prefix_help, of_a_person),
        Field {
            label: |lang, person| match person.kind() {
                PersonKind::Institution => fields::institution_name(lang),
                _ => fields::surname(lang),
            },
            ..plain!(surname, fields::surname, fields::surname_help, always)
        },
        Field {
            get: |_, person| show::date(&person.birth_date),
            ..plain!(birth_date, fields::birth_date, fields::birth_date_help, of_a_person)
        },
        plain!(call_name, fields::call_name, fields::call_name_help, of_youth),
    ];
    all.extend(main_address());
    all.extend([
        plain!(phone, fields::phone, fields::phone_help, always),
        plain!(sms_number, fields::sms_number, fields::sms_number_help, always),
        plain!(email, fields::email, fields::email_help, always),
        plain!(contact_person, fields::contact_person, fields::contact_person_help, has_contact),
        plain!(contact_phone, fields::contact_phone, fields::contact_phone_help, has_contact),
    ]);
    all
}

/// What a clerk can do at the overview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    GoOn,
    Field(usize),
    Address(Which),
}

/// An address beside the main one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    Postal,
    Invoice,
    Alternative,
}

impl Which {
    fn all(lang: Lang) -> [(Self, &'static str, &'static str); 3] {
        [
            (Self::Postal, "p", fields::postal_address(lang)),
            (Self::Invoice, words::key_invoice(lang), fields::invoice_address(lang)),
            (Self::Alternative, "a", fields::alternative_address(lang)),
        ]
    }

    fn fields(self) -> Vec<Field<Person>> {
        match self {
            Self::Postal => postal_address(),
            Self::Invoice => invoice_address(),
            Self::Alternative => alternative_address(),
        }
        .into()
    }

    fn of(self, person: &mut Person) -> &mut Option<Address> {
        match self {
            Self::Postal => &mut person.postal_address,
            Self::Invoice => &mut person.invoice_address,
            Self::Alternative => &mut person.alternative_address,
        }
    }
}

impl Dialogue<'_, '_> {
    /// Name, address and birth date. What was typed stays at the daemon when the clerk leaves half-way.
    pub(in crate::dialogue) async fn person(&mut self) -> Answer<()> {
        let before = self.now.person.clone().unwrap_or_default();
        let mut draft = before.clone();
        let turn = match self.naw(&mut draft).await {
            Ok(()) => return Ok(()),
            Err(turn) => turn,
        };
        if draft != before && self.now.step() == v1::Step::EnteringPerson && !matches!(turn, Turn::Failed(_))
        {
            self.keep(draft).await?;
        }
        Err(turn)
    }

    /// Keeps what was typed at the daemon. Who leaves while the daemon is away does not wait for it.
    async fn keep(&mut self, draft: Person) -> Answer<()> {
        let keep = self.apply(Command::KeepPerson(KeepPerson { person: Some(draft) }));
        match timeout(KEEPING, keep).await {
            Ok(Ok(Ok(()))) => Ok(()),
            Ok(Ok(Err(refusal))) => Err(self.refused(&refusal)),
            Ok(Err(turn)) => Err(turn),
            Err(_too_late) => {
                self.problem(words::not_kept(self.context.lang));
                Ok(())
            }
        }
    }

    async fn naw(&mut self, draft: &mut Person) -> Answer<()> {
        let lang = self.context.lang;
        let form = self.naw_form(naw_fields());
        let left_off = form.left_off(lang, draft);
        // What was entered before is looked over; what was left half-way goes on where it was left.
        if left_off == 0 || self.check(form.command(form.message(draft))).await?.is_some() {
            self.fill(&form, draft, left_off).await?;
        }
        loop {
            let next = match self.look_over(&form, draft).await? {
                Next::Field(index) => self.field(&form, draft, index).await,
                Next::Address(which) => self.other_address(draft, which).await,
                Next::GoOn => match self.apply(form.command(form.message(draft))).await? {
                    Ok(()) => return Ok(()),
                    Err(refusal) => match self.mend(&form, draft, &refusal).await {
                        Ok(true) => Ok(()),
                        Ok(false) => Err(self.refused(&refusal)),
                        Err(turn) => Err(turn),
                    },
                },
            };
            match next {
                Ok(()) | Err(Turn::Back) => {}
                Err(turn) => return Err(turn),
            }
        }
    }

    fn naw_form(&self, fields: Vec<Field<Person>>) -> NawForm {
        NawForm {
            fields,
            required: self.branch.required_fields.clone(),
            youth_through_age: self.branch.youth_through_age,
        }
    }

    /// Shows everything with a number, and asks whether it is right.
    async fn look_over(&mut self, form: &NawForm, draft: &mut Person) -> Answer<Next> {
        let lang = self.context.lang;
        let asked: Vec<usize> = (0..form.fields.len()).filter(|at| form.asks(draft, *at)).collect();
        let mut rows: Vec<_> = asked
            .iter()
            .enumerate()
            .map(|(number, at)| {
                let field = &form.fields[*at];
                row((number + 1).to_string(), (field.label)(lang, draft), (field.get)(lang, draft), lang)
            })
            .collect();
        for (which, key, label) in Which::all(lang) {
            rows.push(row(key.to_owned(), label, one_line(which.of(draft).as_ref()), lang));
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

    /// One more address; `-` for its postcode takes it away.
    async fn other_address(&mut self, draft: &mut Person, which: Which) -> Answer<()> {
        let form = self.naw_form(which.fields());
        let before = which.of(draft).clone();
        self.say(words::other_address_help(self.context.lang));
        if let Err(turn) = self.field(&form, draft, 0).await {
            *which.of(draft) = before;
            return Err(turn);
        }
        if which.of(draft).as_ref().is_none_or(|address| address.postcode.is_empty()) {
            *which.of(draft) = None;
            return Ok(());
        }
        match self.fill(&form, draft, 1).await {
            Err(turn @ Turn::Back) => {
                *which.of(draft) = before;
                Err(turn)
            }
            other => other,
        }
    }
}

fn row(key: String, label: &str, value: String, lang: Lang) -> Vec<String> {
    let value = if value.is_empty() { words::nothing(lang).to_owned() } else { value };
    vec![format!("{key:>2}"), label.to_owned(), value]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> NawForm {
        let required = |kind: &str, fields: &[&str]| RequiredFields {
            patron_kind: kind.into(),
            fields: fields.iter().map(|field| (*field).into()).collect(),
        };
        NawForm {
            fields: naw_fields(),
            required: vec![
                required("adult", &["surname", "main_address.postcode"]),
                required("youth", &["surname", "call_name"]),
                required("institution", &["surname", "contact_person"]),
            ],
            youth_through_age: 18,
        }
    }

    fn labels(draft: &Person, only_required: bool) -> Vec<&'static str> {
        let form = form();
        (0..form.fields.len())
            .filter(|at| form.asks(draft, *at))
            .map(|at| &form.fields[at])
            .filter(|field| !only_required || form.requires(field, draft))
            .map(|field| (field.label)(Lang::Dutch, draft))
            .collect()
    }

    fn person(kind: PersonKind, birth_date: &str) -> Person {
        Person { kind: kind.into(), birth_date: birth_date.into(), ..Default::default() }
    }

    #[test]
    fn each_kind_of_patron_is_asked_what_fits() {
        let adult = labels(&person(PersonKind::Woman, "01-01-1991"), false);
        assert!(!adult.contains(&"Roepnaam") && !adult.contains(&"Contactpersoon"), "{adult:?}");
        let youth = labels(&person(PersonKind::Man, "01-01-2020"), false);
        assert!(youth.contains(&"Roepnaam") && youth.contains(&"Contactpersoon"), "{youth:?}");
        let school = labels(&person(PersonKind::Institution, "01-01-2020"), false);
        assert_eq!(school[..3], ["Persoon", "Naam instelling", "Postcode"]);
        assert!(school.contains(&"Contactpersoon") && !school.contains(&"Geboortedatum"), "{school:?}");
    }

    #[test]
    fn the_branch_says_what_is_required() {
        let required = |kind, birth_date| labels(&person(kind, birth_date), true);
        assert_eq!(required(PersonKind::Neutral, "01-01-1991"), ["Persoon", "Achternaam", "Postcode"]);
        assert_eq!(required(PersonKind::Man, "01-01-2020"), ["Persoon", "Achternaam", "Roepnaam"]);
        assert_eq!(required(PersonKind::Institution, ""), ["Persoon", "Naam instelling", "Contactpersoon"]);
    }

    #[test]
    fn what_is_not_asked_is_not_sent_but_stays_typed() {
        let typed = Person {
            initials: "A.".into(),
            surname: "Test".into(),
            call_name: "Bram".into(),
            ..person(PersonKind::Institution, "01-01-2020")
        };
        let sent = form().message(&typed);
        assert_eq!((sent.initials.as_str(), sent.call_name.as_str(), sent.birth_date.as_str()), ("", "", ""));
        assert_eq!(sent.surname, "Test");
        assert_eq!(typed.initials, "A.");
    }

    #[test]
    fn somebody_who_left_goes_on_after_the_last_field() {
        let form = form();
        assert_eq!(form.left_off(Lang::Dutch, &Person::default()), 0);
        let half = Person { surname: "Test".into(), ..person(PersonKind::Woman, "") };
        let at = form.next(&half, form.left_off(Lang::Dutch, &half)).unwrap();
        assert_eq!((form.fields[at].label)(Lang::Dutch, &half), "Geboortedatum");
    }

    #[test]
    fn dates_are_shown_as_they_are_typed() {
        let form = form();
        let known = person(PersonKind::Woman, "1991-01-01");
        let field = form.fields.iter().find(|field| field.paths == ["person.birth_date"]).unwrap();
        assert_eq!((field.get)(Lang::Dutch, &known), "01-01-1991");
    }
}
