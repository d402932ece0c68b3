//! The registration state machine.
//!
//! [`handle`] takes a registration, a [`Command`] and the [`Facts`] of the moment and gives a [`Decision`]:
//! the next registration and the effects to carry out. It is a pure function.
//!
#![doc = include_str!("diagram.md")]

mod access;
mod command;
mod duplicates;
mod effect;
mod facts;
mod handle;
mod input;
mod person;
mod policy;
mod rejection;
mod retention;
mod state;
mod step;
mod steps;
pub mod table;
mod texts;
mod typed;

pub use command::{
    AccountObservation, Command, GenerateOutcome, JobId, PassInput, PrintOutcome, SearchOutcome, SeenPrint,
};
pub use duplicates::{Likeness, duplicates, likeness};
pub use effect::{Decision, Effect};
pub use facts::{Candidate, Facts, PassUsage, local_date};
pub use handle::handle;
pub use input::{
    AddressInput, DetailsInput, IdentityInput, Kept, LoginInput, MandateInput, PersonInput, PersonKind,
    SubscriptionInput,
};
pub use person::{Address, PatronName, Person};
pub use policy::{ADULT_AGE, PatronKind, PersonField, Policy};
pub use rejection::{Rejection, Rule, Violation, Why};
pub use retention::{Cutoffs, Ground, Retention};
pub use state::{
    AccountState, Choice, Details, Earlier, Enrolment, HomeLibrary, Identity, Issued, Ledger, Login,
    MandateForm, MandateSource, Member, Pass, PassPrint, Patron, PaymentMethod, Receipt, Registration,
    Remission, Search, Settled, Settlement, Standing, State,
};
pub use step::{CommandKind, Step};
pub use steps::subscription::{applicant, held};
