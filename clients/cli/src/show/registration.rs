//! A registration for people.

use super::{account, date, euro, instant, is_zero, masked};
use crate::help;
use crate::terminal::columns;
use crate::text::{Lang, end, lists as text, states, steps};
use balie_client::address::NETHERLANDS;
use balie_client::phone::as_dialled;
use balie_client::v1::{Address, Person, Registration, Step, mandate, pass_print};

/// Initials, prefix and surname; empty before the person is known.
pub(crate) fn full_name(person: &Person) -> String {
    [&person.initials, &person.prefix, &person.surname]
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(" ")
}

/// A registration in two lines: where it stands, and who it is. In front the name that a person can use for it.
pub(crate) fn entry(lang: Lang, registration: &Registration) -> Vec<String> {
    let person = registration.person.as_ref();
    let patron = match registration.patron_number.as_str() {
        "" => String::new(),
        number => text::patron(lang, number),
    };
    let facts = [
        person.map(full_name).unwrap_or_default(),
        person.map(|person| date(&person.birth_date)).unwrap_or_default(),
        patron,
    ];
    let facts: Vec<_> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
    let mut lines =
        vec![format!("{}  {}", short_name(registration), steps::label(lang, registration.step()))];
    if !facts.is_empty() {
        lines.push(format!("  {}", facts.join(" · ")));
    }
    lines
}

/// The shortest name of a registration: its pass number, as long as the pass is its own.
pub(crate) fn short_name(registration: &Registration) -> &str {
    if registration.pass_number.is_empty() || registration.step() == Step::Cancelled {
        registration.name.strip_prefix("registrations/").unwrap_or(&registration.name)
    } else {
        &registration.pass_number
    }
}

/// What becomes of the pass of a registration that was cancelled; none when it had no pass.
pub(crate) fn pass_after(lang: Lang, registration: &Registration) -> Option<String> {
    let pass = Some(&registration.pass_number).filter(|pass| !pass.is_empty())?;
    Some(if registration.pass_free { end::pass_free(lang, pass) } else { end::pass_spent(lang, pass) })
}

/// What was received for a registration and goes back to the patron when it is cancelled; none when that is nothing.
pub(crate) fn refund(registration: &Registration) -> Option<String> {
    let received = &registration.ledger.as_ref()?.received;
    (!is_zero(received)).then(|| euro(received))
}

/// A registration with the commands that are possible now, as they are typed, and what they do.
pub(crate) fn summary(lang: Lang, registration: &Registration) -> Vec<String> {
    let mut lines = overview(lang, registration);
    if !registration.possible_commands.is_empty() {
        lines.push(String::new());
        lines.push(text::possible_with(lang, short_name(registration)));
        let rows = registration.possible_commands.iter().map(|name| {
            let typed = name.replace('_', "-");
            let about = help::about_command(lang, &typed);
            vec![format!("  {typed}"), about]
        });
        lines.extend(columns(&rows.collect::<Vec<_>>()));
    }
    lines
}

/// Everything a clerk may want to see of a registration. An IBAN is masked: this is not where it is checked.
pub(crate) fn overview(lang: Lang, registration: &Registration) -> Vec<String> {
    let mut rows = Rows::default();
    let id = registration.name.strip_prefix("registrations/").unwrap_or(&registration.name);
    rows.add(text::registration(lang), id);
    rows.add(text::step(lang), steps::label(lang, registration.step()));
    rows.add(text::reason(lang), &registration.cancel_reason);
    rows.add(text::pass(lang), pass(lang, registration));
    rows.add(text::patron_number(lang), &registration.patron_number);
    rows.add(text::enrolled_on(lang), date(&registration.enrolment_date));
    if let Some(person) = &registration.person {
        rows.person(lang, registration, person);
    }
    if let Some(details) = &registration.details {
        rows.add(text::iban(lang), masked(&details.iban));
    }
    if let Some(subscription) = registration.subscription.as_ref().filter(|choice| !choice.code.is_empty()) {
        rows.add(text::subscription(lang), format!("{} {}", subscription.code, subscription.display_name));
        rows.add(text::fee(lang), euro(&subscription.fee));
        rows.add(text::valid_through(lang), date(&subscription.valid_through));
    }
    if let Some(login) = &registration.login {
        rows.add(text::login(lang), account(lang, login));
    }
    if let Some(ledger) = &registration.ledger {
        rows.add(text::settlement(lang), states::settlement(lang, ledger.settlement()));
        match (registration.step(), refund(registration)) {
            (Step::Cancelled, refund) => {
                rows.add(text::to_give_back(lang), refund.unwrap_or_default());
            }
            _ => rows.add(text::remaining(lang), euro(&ledger.remaining)),
        }
    }
    rows.outputs(lang, registration);
    let mut lines = columns(&rows.0);
    lines.push(text::changed(lang, instant(registration.update_time.as_ref()), &registration.station));
    lines
}

/// The pass number; of a cancelled registration also what became of it.
fn pass(lang: Lang, registration: &Registration) -> String {
    let number = &registration.pass_number;
    match (registration.step(), registration.pass_free) {
        _ if number.is_empty() => String::new(),
        (Step::Cancelled, true) => end::number_free(lang, number),
        (Step::Cancelled, false) => end::number_spent(lang, number),
        _ => number.clone(),
    }
}

/// Label and value; a row without value is left out.
#[derive(Default)]
struct Rows(Vec<Vec<String>>);

impl Rows {
    fn add(&mut self, label: &str, value: impl Into<String>) {
        let value = value.into();
        if !value.is_empty() {
            self.0.push(vec![label.to_owned(), value]);
        }
    }

    fn person(&mut self, lang: Lang, registration: &Registration, person: &Person) {
        let name = if registration.addressed_as.is_empty() {
            full_name(person)
        } else {
            registration.addressed_as.clone()
        };
        self.add(text::name(lang), name);
        let born = date(&person.birth_date);
        if registration.age > 0 && !born.is_empty() {
            self.add(text::born(lang), format!("{born} ({})", text::age(lang, registration.age)));
        } else {
            self.add(text::born(lang), born);
        }
        if let Some(address) = &person.main_address {
            self.add(text::address(lang), one_line(address));
        }
        self.add(text::phone(lang), as_dialled(&person.phone));
        self.add(text::email(lang), &person.email);
    }

    fn outputs(&mut self, lang: Lang, registration: &Registration) {
        if let Some(print) = &registration.pass_print
            && print.state() != pass_print::State::Unspecified
        {
            self.add(text::pass_print(lang), states::print(lang, print.state()));
        }
        if let Some(mandate) = &registration.mandate
            && mandate.state() != mandate::State::Unspecified
        {
            self.add(text::mandate(lang), states::mandate(lang, mandate.state()));
            self.add(text::mandate_reference(lang), &mandate.reference);
        }
    }
}

/// Street, number, postcode and place, and the country where that is another one.
pub(crate) fn one_line(address: &Address) -> String {
    let street = format!("{} {}", address.street, address.house_number);
    let place = format!("{} {}", address.postcode, address.place);
    let country = if address.country == NETHERLANDS { "" } else { address.country.as_str() };
    let parts = [street.trim(), place.trim(), country];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use balie_client::v1::{Details, Ledger};

    fn patron() -> Registration {
        Registration {
            name: "registrations/1".into(),
            step: Step::Settling.into(),
            pass_number: "29401000075801".into(),
            person: Some(Person {
                initials: "A.".into(),
                prefix: "van de".into(),
                surname: "Test".into(),
                birth_date: "1991-01-01".into(),
                main_address: Some(Address {
                    postcode: "9468 BG".into(),
                    house_number: "41".into(),
                    street: "Kruisakkers".into(),
                    place: "Annen".into(),
                    country: "NL".into(),
                }),
                ..Default::default()
            }),
            details: Some(Details { iban: "NL91ABNA0417164300".into(), ..Default::default() }),
            age: 35,
            possible_commands: vec!["pay".into(), "collect_by_direct_debit".into()],
            ..Default::default()
        }
    }

    #[test]
    fn a_summary_fits_and_hides_the_iban() {
        let lines = summary(Lang::Dutch, &patron());
        let text = lines.join("\n");
        for part in
            ["A. van de Test", "01-01-1991 (35 jr.)", "Kruisakkers 41, 9468 BG Annen", "Afrekenen", "••43 00"]
        {
            assert!(text.contains(part), "{part} in\n{text}");
        }
        assert!(!text.contains("ABNA") && !text.contains('_'), "{text}");
        assert!(
            text.contains("balie do 29401000075801") && text.contains("  collect-by-direct-debit  "),
            "{text}"
        );
        assert!(lines.iter().all(|line| line.chars().count() <= 80));
    }

    #[test]
    fn an_entry_begins_with_a_name_that_can_be_typed() {
        assert_eq!(
            entry(Lang::Dutch, &patron()),
            ["29401000075801  Afrekenen", "  A. van de Test · 01-01-1991"]
        );
        // The pass of a cancelled registration may be another's by now.
        let cancelled =
            Registration { step: Step::Cancelled.into(), patron_number: "381847".into(), ..patron() };
        assert_eq!(entry(Lang::English, &cancelled)[0], "1  Cancelled");
        assert!(entry(Lang::English, &cancelled)[1].ends_with("patron 381847"));
    }

    #[test]
    fn an_address_is_one_line_with_a_country_that_is_another() {
        let mut home = Address {
            postcode: "SW1A 1AA".into(),
            house_number: "12".into(),
            street: "Mill Lane".into(),
            place: "London".into(),
            country: "GB".into(),
        };
        assert_eq!(one_line(&home), "Mill Lane 12, SW1A 1AA London, GB");
        (home.postcode, home.street, home.country) = (String::new(), String::new(), "SR".into());
        assert_eq!(one_line(&home), "12, London, SR");
        home.country = NETHERLANDS.into();
        assert_eq!(one_line(&home), "12, London");
    }

    #[test]
    fn what_becomes_of_the_pass_is_told_when_it_is_cancelled() {
        let shown = |pass_free, pass_number: &str| {
            let (step, pass_number) = (Step::Cancelled.into(), pass_number.to_owned());
            overview(Lang::Dutch, &Registration { step, pass_free, pass_number, ..patron() }).join("\n")
        };
        assert!(shown(true, "29401000075801").contains("29401000075801 (weer vrij)"));
        assert!(shown(false, "29401000075801").contains("29401000075801 (wordt niet meer uitgegeven)"));
        let open = overview(Lang::Dutch, &patron()).join("\n");
        for told in [shown(false, ""), open] {
            assert!(!told.contains("vrij") && !told.contains("niet meer"), "{told}");
        }
    }

    #[test]
    fn what_was_received_goes_back_when_it_is_cancelled() {
        let ledger = |received: &str| Ledger {
            received: received.into(),
            remaining: "6.50".into(),
            ..Default::default()
        };
        let cancelled = |received| {
            let step = Step::Cancelled.into();
            let lines =
                overview(Lang::Dutch, &Registration { step, ledger: Some(ledger(received)), ..patron() });
            lines.join("\n")
        };
        let shown = cancelled("11.50");
        assert!(shown.contains("Terug te geven  € 11,50"), "{shown}");
        for received in ["11.50", "0.00"] {
            assert!(!cancelled(received).contains("6,50"), "nothing is received any more");
        }
        assert!(!cancelled("0.00").contains("Terug te geven"));
        let open = overview(Lang::Dutch, &Registration { ledger: Some(ledger("11.50")), ..patron() });
        assert!(open.iter().any(|line| line.starts_with("Restant") && line.ends_with("€ 6,50")), "{open:?}");
    }

    #[test]
    fn an_empty_registration_has_no_empty_rows() {
        let lines =
            summary(Lang::English, &Registration { name: "registrations/1".into(), ..Default::default() });
        assert!(lines.iter().all(|line| line.split_whitespace().count() > 1), "{lines:?}");
    }
}
