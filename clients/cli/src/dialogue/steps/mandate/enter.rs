//! The account data of the mandate.

use crate::dialogue::Dialogue;
use crate::dialogue::form::{Field, Form, Traits, always, any_text};
use crate::dialogue::question::Question;
use crate::dialogue::steps::further::{is_yes, shown, yes_no};
use crate::dialogue::turn::{Answer, Turn};
use crate::text::{Lang, fields, mandate as words};
use balie_client::address::AddressRules;
use balie_client::v1::{Address, AddressForm, EnterMandate, Register};
use balie_client::{Command, Refusal};
use balie_typed::bare_iban;

struct MandateForm {
    fields: Vec<Field<EnterMandate>>,
    address_forms: Vec<AddressForm>,
    /// The daemon misses the address of the account holder.
    misses_address: bool,
}

impl Form for MandateForm {
    type Message = EnterMandate;

    fn fields(&self) -> &[Field<EnterMandate>] {
        &self.fields
    }

    fn command(&self, mandate: EnterMandate) -> Command {
        Command::EnterMandate(mandate)
    }

    fn requires(&self, field: &Field<EnterMandate>, draft: &EnterMandate) -> bool {
        match part_of_address(field) {
            None => ["iban", "holder", "place"].iter().any(|required| field.paths.contains(required)),
            // Blank, it is the Netherlands.
            Some("country") => false,
            Some(part) => self.rules(draft).requires(part, house(draft)),
        }
    }

    /// The address is asked when the daemon misses it, and where something of it was typed already; its postcode only
    /// where the country has postcodes.
    fn asks(&self, draft: &EnterMandate, at: usize) -> bool {
        let field = &self.fields[at];
        let Some(part) = part_of_address(field) else { return (field.asked)(draft, self.traits(draft)) };
        let filled = || !(field.get)(Lang::Dutch, draft).is_empty();
        (self.misses_address || has_address(draft))
            && (part != "postcode" || self.rules(draft).asks_postcode() || filled())
    }
}

impl MandateForm {
    /// What the country of the account holder asks of an address.
    fn rules(&self, draft: &EnterMandate) -> AddressRules<'_> {
        let country = draft.address.as_ref().map_or("", |address| address.country.as_str());
        AddressRules::of(&self.address_forms, country)
    }

    /// Where the address begins, when this refusal is the first to say that it is missing.
    fn now_misses_address(&mut self, refusal: &Refusal, draft: &EnterMandate) -> Option<usize> {
        let missed = refusal.violations_of("address").next().is_some();
        if !missed || self.misses_address || has_address(draft) {
            return None;
        }
        self.misses_address = true;
        self.fields.iter().position(|field| part_of_address(field).is_some())
    }
}

/// Which part of the address of the account holder a field is.
fn part_of_address(field: &Field<EnterMandate>) -> Option<&'static str> {
    field.paths[0].strip_prefix("address.")
}

fn house(mandate: &EnterMandate) -> &str {
    mandate.address.as_ref().map_or("", |address| address.house_number.as_str())
}

/// A field of the address of the account holder. Its place is that of the mandate.
macro_rules! of_address {
    ($field:ident, $label:path, $help:path) => {
        Field {
            paths: &[concat!("address.", stringify!($field))],
            label: |lang, _| $label(lang),
            help: $help,
            asked: always,
            get: |_, mandate: &EnterMandate| {
                mandate.address.as_ref().map(|address| address.$field.clone()).unwrap_or_default()
            },
            set: |mandate, typed| mandate.address.get_or_insert_default().$field = typed,
            choices: any_text,
        }
    };
}

/// Something of it was typed already.
fn has_address(mandate: &EnterMandate) -> bool {
    mandate.address.as_ref().is_some_and(|address| *address != Address::default())
}

/// A foreign account may need a BIC; a Dutch one has none.
fn is_foreign(mandate: &EnterMandate, _: Traits) -> bool {
    bare_iban(&mandate.iban).get(..2).is_some_and(|country| country != "NL")
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

fn form(address_forms: Vec<AddressForm>) -> MandateForm {
    let fields = vec![
        plain!(iban, fields::iban, fields::iban_help, always),
        plain!(bic, fields::bic, fields::bic_help, is_foreign),
        plain!(holder, fields::holder, fields::holder_help, always),
        Field {
            // Also as the place of the address.
            paths: &["place", "address.place"],
            ..plain!(place, fields::holder_place, fields::holder_place_help, always)
        },
        Field {
            paths: &["switch_service"],
            label: |lang, _| words::switch_service(lang),
            help: words::switch_help,
            asked: always,
            get: |lang, mandate| shown(lang, mandate.switch_service),
            set: |mandate, typed| mandate.switch_service = is_yes(&typed),
            choices: yes_no,
        },
        Field {
            // First of the address: it decides what the others must be. Without it there is none.
            set: |mandate, typed| match typed.is_empty() {
                true => mandate.address = None,
                false => mandate.address.get_or_insert_default().country = typed,
            },
            ..of_address!(country, fields::holder_country, fields::holder_country_help)
        },
        of_address!(street, fields::holder_street, fields::holder_address_help),
        of_address!(house_number, fields::holder_house_number, fields::holder_address_help),
        of_address!(postcode, fields::holder_postcode, fields::holder_address_help),
    ];
    MandateForm { fields, address_forms, misses_address: false }
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
            address: typed.address,
            switch_service: typed.switch_service,
        }
    }

    async fn fill_mandate(&mut self, draft: &mut EnterMandate) -> Answer<()> {
        let mut form = form(self.branch.address_forms.clone());
        self.fill(&form, draft, 0).await?;
        loop {
            let Err(refusal) = self.apply(form.command(form.message(draft))).await? else { return Ok(()) };
            if let Some(at) = form.now_misses_address(&refusal, draft) {
                self.problem(words::needs_address(self.context.lang));
                self.fill(&form, draft, at).await?;
            } else if !self.mend(&form, draft, &refusal).await? {
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
    use balie_client::v1::PostcodeUse;
    use balie_client::{Code, FieldViolation};

    #[test]
    fn only_foreign_accounts_are_asked_for_a_bic() {
        let foreign = |iban: &str| {
            is_foreign(&EnterMandate { iban: iban.into(), ..Default::default() }, Traits::default())
        };
        assert!(foreign("DE89 3704 0044 0532 0130 00") && foreign("gb29") && foreign("IBAN: BE68"));
        for dutch in ["NL91 ABNA 0417 1643 00", "nl91", "", "N", "IBAN NL91", "\u{200B}NL91"] {
            assert!(!foreign(dutch), "{dutch}");
        }
    }

    fn tested() -> MandateForm {
        let country = |country: &str, postcode: PostcodeUse| AddressForm {
            country: country.into(),
            postcode: postcode.into(),
            ..Default::default()
        };
        form(vec![country("GB", PostcodeUse::Required), country("JE", PostcodeUse::None)])
    }

    /// Parts of the address that are asked, with a star where they are required.
    fn asked(form: &MandateForm, draft: &EnterMandate) -> String {
        let asked = (0..form.fields.len()).filter(|at| form.asks(draft, *at)).filter_map(|at| {
            let field = &form.fields[at];
            let star = if form.requires(field, draft) { "*" } else { "" };
            part_of_address(field).map(|part| format!("{part}{star}"))
        });
        asked.collect::<Vec<_>>().join(" ")
    }

    fn refusal(field: &str) -> Refusal {
        let violation =
            FieldViolation { field: field.into(), reason: "REQUIRED".into(), message: String::new() };
        Refusal {
            code: Code::InvalidArgument,
            message: String::new(),
            reason: None,
            metadata: Default::default(),
            violations: vec![violation],
            preconditions: vec![],
            retry_after: None,
        }
    }

    #[test]
    fn where_a_holder_lives_is_asked_as_a_whole_and_by_country_once_the_daemon_misses_it() {
        let (mut form, mut draft) = (tested(), EnterMandate::default());
        assert_eq!(asked(&form, &draft), "");
        assert_eq!(form.now_misses_address(&refusal("iban"), &draft), None);
        let at = form.now_misses_address(&refusal("address.street"), &draft).unwrap();
        assert_eq!(form.fields[at].paths, ["address.country"], "the country comes first");
        assert_eq!(form.now_misses_address(&refusal("address.street"), &draft), None, "then it is mended");
        assert_eq!(asked(&form, &draft), "country street* house_number* postcode*");
        (form.fields[at].set)(&mut draft, "GB".into());
        assert_eq!(asked(&form, &draft), "country street* house_number postcode*");
        draft.address.as_mut().unwrap().house_number = "Rose Cottage".into();
        assert_eq!(asked(&form, &draft), "country street house_number postcode*");
        (form.fields[at].set)(&mut draft, "je".into());
        assert_eq!(asked(&form, &draft), "country street house_number", "no postcodes there");

        // Left half-way and taken up again, it is still asked; taken away with its country, it is not.
        let form = tested();
        assert_eq!(asked(&form, &draft), "country street house_number");
        assert_eq!(form.message(&draft), draft);
        (form.fields[at].set)(&mut draft, String::new());
        assert_eq!(asked(&form, &draft), "");
    }
}
