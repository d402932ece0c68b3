//! What was asked of the daemon for what was typed, and under which id.
//!
//! An id belongs to what the clerk decided on, not to a key press: asked twice (a double key, a click and a key, a
//! connection that was lost) it is sent under the id it had, and the daemon does it once.

use balie_client::v1::{AssignPass, Registration};
use balie_client::{Command, RequestId};

/// What can be asked of the daemon.
#[derive(Debug, Clone, PartialEq)]
pub enum Wish {
    /// Start a registration with this pass.
    Create(AssignPass),
    /// Carry out a command on the registration in view.
    Command(Box<Command>),
    /// Print the mandate form.
    PrintForm,
    /// Scan the signed page.
    ScanPage,
    /// Store the signed page from this file.
    Upload(String),
}

/// What was asked and not answered yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// Its id.
    pub id: RequestId,
    /// Etag it was decided on.
    pub etag: String,
    /// What was asked.
    pub wish: Wish,
    /// The registration as the clerk saw it, without what changes by itself.
    pub ground: Registration,
}

impl Asked {
    /// The amount that was tendered, when it was a payment.
    pub fn tendered(&self) -> Option<&str> {
        let Wish::Command(command) = &self.wish else { return None };
        match command.as_ref() {
            Command::Pay(pay) => Some(&pay.tendered),
            _ => None,
        }
    }
}
