//! What differs between virtual printers: their language and their mechanics.

use std::path::Path;

/// How far a command got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// It is finished; these bytes go back to the host.
    Answer(Vec<u8>),
    /// It waits for somebody to put a card in; execute it again when that happened.
    NeedsCard,
}

/// What was found in the bytes of a host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard<C> {
    /// A whole command.
    Command(C),
    /// Bytes that are no command: how many, before the parser was in step again.
    Garbage(usize),
}

/// A printer without any transport.
pub trait Personality: Send + 'static {
    /// One command of its language.
    type Command: Send + Sync;
    /// Takes the bytes of one host apart.
    type Ear: Default + Send;

    /// Takes in some bytes and gives what they complete.
    fn hear(ear: &mut Self::Ear, bytes: &[u8]) -> Vec<Heard<Self::Command>>;

    /// The name under which faults find a command.
    fn name(command: &Self::Command) -> &str;

    /// The command without its data, for a transcript.
    fn head(command: &Self::Command) -> String;

    /// Executes a command.
    fn execute(&mut self, command: &Self::Command) -> Step;

    /// The answer that refuses a command with this code; nothing in languages that do not answer.
    fn refusal(&self, code: char) -> Vec<u8>;

    /// Lets time pass: what is under way may end.
    fn advance(&mut self) {}

    /// Writes the pictures that were not written yet.
    fn save(&mut self, directory: &Path);
}
