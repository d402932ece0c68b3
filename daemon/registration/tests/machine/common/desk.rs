//! One registration at the counter. Between every two commands it is stored and read back, as after a
//! crash or on another counter PC.

use super::typed::{self, *};
use super::{World, assert_explained};
use balie_registration::machine::{
    AccountState, Choice, Command, Decision, Effect, JobId, Ledger, MandateForm, PassPrint, PrintOutcome,
    Registration, Rejection, SeenPrint, Settlement, Standing, State, Step, handle, table,
};
use uuid::Uuid;

/// A registration and the world it is in.
#[derive(Debug)]
pub struct Desk {
    /// The world; change it between commands.
    pub world: World,
    /// The registration.
    pub registration: Registration,
}

impl Desk {
    /// A new registration (manual step 1).
    pub fn new() -> Self {
        Self::of(World::new())
    }

    /// A new registration in this world.
    pub fn of(world: World) -> Self {
        let registration = Registration::start(Uuid::from_u128(0xBA11E), world.now);
        Self { world, registration }
    }

    /// Carries out a command that must be accepted, and answers what was decided.
    #[track_caller]
    pub fn decides(&mut self, command: Command) -> Decision {
        self.resume();
        let (kind, before) = (command.kind(), self.registration.clone());
        let decision = match handle(&before, command, &self.world.facts()) {
            Ok(decision) => decision,
            Err(rejection) => panic!("{} in {}: {rejection}", kind.name(), before.state.step().name()),
        };
        let after = &decision.registration;
        assert_eq!((after.id, after.created_at), (before.id, before.created_at));
        assert_eq!((after.revision, after.updated_at), (before.revision + 1, self.world.now));
        assert!(table::targets(before.state.step(), kind).contains(&after.state.step()));
        self.registration = after.clone();
        decision
    }

    /// Carries out a command that starts no work.
    #[track_caller]
    pub fn does(&mut self, command: Command) -> &mut Self {
        let effects = self.decides(command).effects;
        assert_eq!(effects, [], "starts work");
        self
    }

    /// Carries out a command that starts one piece of work.
    #[track_caller]
    pub fn starts(&mut self, command: Command) -> Effect {
        let effects = self.decides(command).effects;
        let [effect] = effects.try_into().unwrap();
        effect
    }

    /// Gives a command that must be refused, which changes nothing and explains itself.
    #[track_caller]
    pub fn refuses(&mut self, command: Command) -> Rejection {
        self.resume();
        let before = self.registration.clone();
        let kind = command.kind();
        let Err(rejection) = handle(&self.registration, command, &self.world.facts()) else {
            panic!("{} was accepted in {}", kind.name(), self.step().name());
        };
        assert_eq!(self.registration, before);
        assert_explained(&rejection);
        rejection
    }

    /// Stores the registration and reads it back.
    #[track_caller]
    pub fn resume(&mut self) -> &mut Self {
        let stored = serde_json::to_string(&self.registration).unwrap();
        let read: Registration = serde_json::from_str(&stored).unwrap();
        assert_eq!(read, self.registration);
        self.registration = read;
        self
    }

    /// Where it stands.
    pub fn step(&self) -> Step {
        self.registration.state.step()
    }

    /// The state.
    pub fn state(&self) -> &State {
        &self.registration.state
    }

    /// The chosen subscription.
    #[track_caller]
    pub fn choice(&self) -> &Choice {
        self.state().choice().unwrap()
    }

    /// The login account of what was saved.
    #[track_caller]
    pub fn account(&self) -> &AccountState {
        self.state().account().unwrap()
    }

    /// The money of the session.
    #[track_caller]
    pub fn ledger(&self) -> &Ledger {
        match self.state() {
            State::Settling { ledger, .. } => ledger,
            state => &state.settled().unwrap().ledger,
        }
    }

    /// How the fee was settled.
    #[track_caller]
    pub fn settled_by(&self) -> Settlement {
        self.state().settled().unwrap().by
    }

    /// The print of the pass.
    #[track_caller]
    pub fn print(&self) -> &PassPrint {
        match self.state() {
            State::IssuingPass { print, .. } => print,
            state => panic!("no pass to issue in {}", state.step().name()),
        }
    }

    /// The mandate form.
    #[track_caller]
    pub fn form(&self) -> &MandateForm {
        self.state().mandate_form().unwrap()
    }

    /// The mandate of an enrolled patron.
    #[track_caller]
    pub fn standing(&self) -> &Standing {
        match self.state() {
            State::Enrolled { mandate, .. } => mandate,
            state => panic!("not enrolled but {}", state.step().name()),
        }
    }

    /// The adult of the manual, up to choosing a subscription, without login account.
    #[track_caller]
    pub fn up_to_subscription(&mut self) -> &mut Self {
        self.up_to_details().does(details("")).does(login_no())
    }

    /// The adult of the manual, up to the further data.
    #[track_caller]
    pub fn up_to_details(&mut self) -> &mut Self {
        self.does(scan(PASS)).does(enter(adult())).does(choose())
    }

    /// The adult of the manual, saved with this subscription and without login account.
    #[track_caller]
    pub fn saved(&mut self, code: &str) -> &mut Self {
        self.up_to_subscription().does(subscription(code)).does(Command::Save)
    }

    /// The adult of the manual, enrolled with 0045 that was left open, the pass handed out unprinted.
    #[track_caller]
    pub fn enrolled(&mut self) -> &mut Self {
        self.saved("0045").does(Command::Register).does(Command::SkipPrint)
    }

    /// Prints the pass and lets the printer answer.
    #[track_caller]
    pub fn prints(&mut self, outcome: PrintOutcome) -> &mut Self {
        let job = self.starts(typed::print()).job();
        self.does(Command::PrintEnded { job, outcome })
    }

    /// What a person says who looked at what came out of the print that runs or is in doubt.
    pub fn seen(&self, seen: SeenPrint) -> Command {
        let job = match self.print() {
            PassPrint::Printing { job } | PassPrint::Unknown { job, .. } => *job,
            other => panic!("nothing to look at: {other:?}"),
        };
        Command::ResolvePrint { job, seen }
    }

    /// A job that nobody started.
    pub fn stray_job() -> JobId {
        JobId(Uuid::from_u128(u128::MAX))
    }
}
