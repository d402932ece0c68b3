//! Faults that happen once, at a chosen moment.

use std::time::Duration;

/// The moment at which a fault strikes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// As soon as a connection is accepted.
    Connect,
    /// When this many bytes have come in on one connection; what comes after is never looked at.
    Byte(u64),
    /// When a command of this name is complete, in place of executing it.
    Before(String),
    /// When a command of this name has been executed, in place of its answer.
    After(String),
}

/// What happens at that moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// The connection is closed.
    Drop,
    /// These bytes are sent in place of the answer.
    Garbage(Vec<u8>),
    /// The answer comes this much later.
    Late(Duration),
    /// No answer ever comes, but the connection stays.
    Silence,
    /// The answer is NACK with this code (A5013 rev. E, chapter 5).
    Nack(char),
}

/// A fault that strikes once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The moment.
    pub when: When,
    /// What happens.
    pub action: Action,
}

impl Fault {
    /// A fault in place of executing the command.
    #[must_use]
    pub fn before(command: &str, action: Action) -> Self {
        Self { when: When::Before(command.to_owned()), action }
    }

    /// A fault in place of answering the executed command.
    #[must_use]
    pub fn after(command: &str, action: Action) -> Self {
        Self { when: When::After(command.to_owned()), action }
    }

    /// A connection that breaks when this many bytes have come in.
    #[must_use]
    pub fn cut_at(bytes: u64) -> Self {
        Self { when: When::Byte(bytes), action: Action::Drop }
    }
}

/// Takes the first fault for this moment out of the plan.
pub(super) fn take(plan: &mut Vec<Fault>, wanted: impl Fn(&When) -> bool) -> Option<Action> {
    let index = plan.iter().position(|fault| wanted(&fault.when))?;
    Some(plan.remove(index).action)
}
