//! One patron at the counter: what is typed, and what comes next.

use super::cards::Cards;
use balie_client::Command;
use balie_client::v1::{self, Step, login_account, pass_print};
use balie_journeys::{example_person, pass_number, seen};

/// Tries before a pass is handed out unprinted.
const PRINTS: usize = 3;

/// What kind of journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    DirectDebit,
    Youth,
    Institution,
    Cash,
    Remit,
    Account,
    Cancelled,
}

impl Kind {
    pub const ALL: [Self; 7] = [
        Self::DirectDebit,
        Self::Youth,
        Self::Institution,
        Self::Cash,
        Self::Remit,
        Self::Account,
        Self::Cancelled,
    ];
}

/// What a patron brings to the counter.
#[derive(Debug, Clone)]
pub struct Plan {
    pub kind: Kind,
    pub pass: String,
    pub person: v1::Person,
    pub iban: String,
    /// The pass is printed, not handed out blank.
    pub prints: bool,
    /// The signed mandate is uploaded as a page.
    pub uploads: bool,
}

/// What the clerk does next.
#[derive(Debug)]
pub enum Move {
    Apply(Box<Command>),
    /// Upload the page of the signed mandate.
    Upload,
    /// Look again: something is under way.
    Wait,
    Finished,
}

impl Plan {
    /// The journey of the patron with this serial number: the kinds take turns, the rest is chance.
    pub fn new(serial: u32, chance: &mut fastrand::Rng) -> Self {
        let kind = Kind::ALL[serial as usize % Kind::ALL.len()];
        let mut person = v1::Person {
            surname: format!("Proef{}", letters(serial)),
            email: String::new(),
            phone: String::new(),
            ..example_person()
        };
        match kind {
            Kind::Youth => {
                person.call_name = "Bram".to_owned();
                person.birth_date = format!("{:02}-{:02}-2016", 1 + serial % 28, 1 + chance.u32(0..12));
            }
            Kind::Institution => {
                person = v1::Person {
                    kind: v1::PersonKind::Institution.into(),
                    surname: format!("Obs {}", person.surname),
                    contact_person: "D. de Vries".to_owned(),
                    main_address: person.main_address,
                    ..Default::default()
                };
            }
            _ => {
                person.birth_date = format!(
                    "{:02}-{:02}-{}",
                    1 + serial % 28,
                    1 + chance.u32(0..12),
                    1940 + chance.u32(0..40)
                );
            }
        }
        if matches!(kind, Kind::Account | Kind::DirectDebit) {
            person.email = format!("proef{serial}@voorbeeld.nl");
        }
        Self {
            kind,
            pass: pass_number(serial),
            person,
            iban: iban(serial),
            prints: chance.u32(0..10) < 6,
            uploads: chance.u32(0..4) == 0,
        }
    }

    /// What a clerk does with this patron's registration as it stands.
    pub fn next(&self, now: &v1::Registration, cards: &Cards, prints: usize) -> Move {
        let command = match now.step() {
            Step::EnteringPerson => {
                Command::EnterPerson(v1::EnterPerson { person: Some(self.person.clone()) })
            }
            Step::ChoosingPerson => {
                Command::ChoosePerson(v1::ChoosePerson { new_person: true, ..Default::default() })
            }
            Step::EnteringDetails => {
                let details = v1::Details { iban: self.iban.clone(), newsletter: true, ..Default::default() };
                Command::EnterDetails(v1::EnterDetails { details: Some(details), new_person: true })
            }
            Step::ChoosingLogin => {
                let email = self.person.email.clone();
                Command::ChooseLogin(v1::ChooseLogin { wanted: !email.is_empty(), email })
            }
            Step::ChoosingAccount => Command::ChooseAccount(v1::ChooseAccount { existing: false }),
            Step::ChoosingSubscription => {
                let code = match self.kind {
                    Kind::Youth => "",
                    Kind::Institution => "0082",
                    _ => "0045",
                };
                let subscription = v1::SubscriptionChoice { code: code.to_owned(), ..Default::default() };
                Command::ChooseSubscription(v1::ChooseSubscription { subscription: Some(subscription) })
            }
            Step::Confirming if self.kind == Kind::Cancelled => Command::Cancel(v1::Cancel {
                reason: "De klant bedenkt zich".to_owned(),
                ..Default::default()
            }),
            Step::Confirming => Command::Save(v1::Save {}),
            Step::Settling => self.settle(now),
            Step::IssuingPass => return self.issue(now, cards, prints),
            Step::EnteringMandate => Command::EnterMandate(v1::EnterMandate {
                iban: self.iban.clone(),
                holder: self.person.surname.clone(),
                place: "Annen".to_owned(),
                ..Default::default()
            }),
            Step::SigningMandate => {
                let source = if self.uploads { v1::MandateSource::File } else { v1::MandateSource::NoUpload };
                Command::MandateSigned(v1::MandateSigned { source: source.into() })
            }
            Step::ProcessingMandate => {
                let mandate = now.mandate.clone().unwrap_or_default();
                if self.uploads && !mandate.document_stored {
                    return Move::Upload;
                }
                Command::CheckMandate(v1::CheckMandate { code: mandate.reference })
            }
            Step::VerifyingMandate => Command::ConfirmMandate(v1::ConfirmMandate::default()),
            Step::Enrolled => {
                let login = now.login.as_ref().map(v1::LoginAccount::state);
                let waits = login == Some(login_account::State::Generating);
                return if waits { Move::Wait } else { Move::Finished };
            }
            Step::Cancelled => return Move::Finished,
            other => panic!("no journey comes to {other:?}"),
        };
        Move::Apply(Box::new(command))
    }

    fn settle(&self, now: &v1::Registration) -> Command {
        let remaining = now.ledger.as_ref().map(|ledger| ledger.remaining.as_str()).unwrap_or_default();
        match self.kind {
            Kind::DirectDebit => Command::CollectByDirectDebit(v1::CollectByDirectDebit {}),
            // Twenty first; then a note too large, so that change is given.
            Kind::Cash => {
                let tendered = if remaining == "58.00" { "20" } else { "50" };
                let method = v1::PaymentMethod::Cash.into();
                Command::Pay(v1::Pay { method, tendered: tendered.to_owned() })
            }
            Kind::Remit => Command::Remit(v1::Remit { reason: "Stadspas".to_owned() }),
            _ => Command::Register(v1::Register {}),
        }
    }

    fn issue(&self, now: &v1::Registration, cards: &Cards, prints: usize) -> Move {
        let state = now.pass_print.as_ref().map(v1::PassPrint::state).unwrap_or_default();
        match state {
            pass_print::State::Ready if self.prints && prints < PRINTS => {
                Move::Apply(Box::new(Command::PrintPass(v1::PrintPass::default())))
            }
            pass_print::State::Ready => Move::Apply(Box::new(Command::SkipPrint(v1::SkipPrint {}))),
            pass_print::State::Printing => Move::Wait,
            // A person looks at what came out of the printer.
            pass_print::State::Unknown if !cards.is_quiet() => Move::Wait,
            pass_print::State::Unknown => {
                let result = match cards.of(&now.pass_number) {
                    0 => v1::PrintResult::NotPrinted,
                    _ => v1::PrintResult::Printed,
                };
                Move::Apply(Box::new(seen(now, result)))
            }
            other => panic!("no pass comes to {other:?}"),
        }
    }
}

/// A name of its own for each serial number.
fn letters(mut serial: u32) -> String {
    let mut name = String::new();
    loop {
        name.push(char::from(b'a' + (serial % 26) as u8));
        serial /= 26;
        if serial == 0 {
            return name;
        }
    }
}

/// A Dutch IBAN of its own for each serial number (ISO 13616: mod 97).
fn iban(serial: u32) -> String {
    // "ABNA" and "NL00" as digits: A = 10, B = 11, N = 23, L = 21.
    let account = format!("{serial:010}");
    let digits = format!("10112310{account}232100");
    let rest = digits.bytes().fold(0, |rest, digit| (rest * 10 + u64::from(digit - b'0')) % 97);
    format!("NL{:02}ABNA{account}", 98 - rest)
}
