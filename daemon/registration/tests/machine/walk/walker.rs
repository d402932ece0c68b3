//! A walk: moves turned into commands, decided one after the other.

use super::moves::Move;
use super::pool;
use crate::common::*;
use balie_registration::Role;
use balie_registration::machine::{
    Candidate, Command, Decision, PassUsage, Registration, Rejection, State, Step, handle,
};
use balie_registration::values::{Email, Iban, PatronNumber};
use chrono::Duration;
use uuid::Uuid;

/// One command and what became of it.
#[derive(Debug)]
pub struct Visit {
    /// The registration before.
    pub before: Registration,
    /// The command.
    pub command: Command,
    /// The role of who gave it.
    pub role: Role,
    /// What was decided.
    pub outcome: Result<Decision, Rejection>,
}

impl Visit {
    /// State before and state after, where it was accepted.
    pub fn accepted(&self) -> Option<(&State, &State)> {
        let decision = self.outcome.as_ref().ok()?;
        Some((&self.before.state, &decision.registration.state))
    }
}

/// Walks and shows every visit.
pub fn walk(moves: impl IntoIterator<Item = Move>, mut seen: impl FnMut(&Visit)) {
    let mut world = World::new().knowing(candidates());
    let mut registration = Registration::start(Uuid::from_u128(0xBA11E), world.now);
    for step in moves {
        vary(&mut world, step.facts);
        let visit = visit(&registration, command(&registration.state, step), &world);
        if let Ok(decision) = &visit.outcome {
            registration = decision.registration.clone();
        }
        seen(&visit);
    }
}

/// Decides one command, and proves that the registration given was left as it was.
pub fn visit(registration: &Registration, command: Command, world: &World) -> Visit {
    let before = registration.clone();
    let outcome = handle(registration, command.clone(), &world.facts());
    assert_eq!(*registration, before);
    Visit { before, command, role: world.role, outcome }
}

/// The command of a move: mostly one that may lead on, else any.
pub fn command(state: &State, step: Move) -> Command {
    let from = match step.lane {
        0..=149 => pool::forwards(state),
        150..=209 => pool::about_the_account(state),
        210..=235 => pool::anything(state),
        236..=252 => return Command::StepBack,
        253..=255 => return cancel("klant ziet ervan af"),
    };
    from[usize::from(step.pick) % from.len()].clone()
}

/// Three earlier patrons: one by IBAN, one by birth date and name, one by e-mail address that was never saved.
pub fn candidates() -> Vec<Candidate> {
    let [by_name, by_email, by_iban] = pool::EARLIER.map(|id| Candidate {
        registration: Uuid::from_u128(id),
        surname: "Zonderling".into(),
        full_name: "Z. Zonderling".into(),
        birth_date: "1970-05-05".parse().unwrap(),
        email: None,
        iban: None,
        pass: None,
        patron_number: PatronNumber::new(4711).ok(),
        subscription: Some("0001".into()),
        step: Step::Enrolled,
    });
    vec![
        Candidate { iban: Iban::parse(IBAN).ok(), ..by_iban },
        Candidate { surname: "Jansen".into(), birth_date: "2014-06-01".parse().unwrap(), ..by_name },
        Candidate { email: Email::parse("d@voorbeeld.nl").ok(), patron_number: None, ..by_email },
    ]
}

/// Time passes, another clerk takes over, the pass may be in use.
fn vary(world: &mut World, facts: u16) {
    world.now += Duration::minutes(i64::from(facts % 64));
    world.role = match facts % 16 {
        0 => Role::Central,
        1 => Role::Monitoring,
        2..=6 => Role::Counter,
        7..=9 => Role::Education,
        _ => Role::BranchAdmin,
    };
    world.pass_usage = Some(match facts / 64 % 16 {
        0 => PassUsage::InUse { place: "9401 Annen".into() },
        1 => PassUsage::Spent,
        _ => PassUsage::Free,
    });
}
