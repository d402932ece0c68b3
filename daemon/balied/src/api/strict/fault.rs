//! What this version does not know in a request.

use balie_registration::Lang;

/// Something in a request that this version does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Path of the field, as in refusals of the rules: within a command without the command. What has no name here
    /// is named by its number: `person.#99`.
    pub field: String,
    /// What it is.
    pub kind: FaultKind,
}

/// What it is that this version does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// A field.
    Field {
        /// Its number.
        number: u32,
    },
    /// A command.
    Command {
        /// Its number.
        number: u32,
    },
    /// A value of an enumeration.
    Value {
        /// Its number.
        found: i32,
        /// Names of those that can be chosen.
        known: Vec<String>,
    },
}

impl Fault {
    /// Stable code.
    pub fn code(&self) -> &'static str {
        match self.kind {
            FaultKind::Field { .. } => "UNKNOWN_FIELD",
            FaultKind::Command { .. } => "UNKNOWN_COMMAND",
            FaultKind::Value { .. } => "UNKNOWN_VALUE",
        }
    }

    /// One sentence for a person.
    pub fn message(&self, lang: Lang) -> String {
        match (&self.kind, lang) {
            (FaultKind::Field { number }, Lang::Nl) => format!(
                "Veld nummer {number} kent deze versie van balied niet; er is niets gedaan. Werk balied bij, of laat het veld weg."
            ),
            (FaultKind::Field { number }, Lang::En) => format!(
                "This version of balied does not know field number {number}; nothing was done. Update balied, or leave the field out."
            ),
            (FaultKind::Command { number }, Lang::Nl) => format!(
                "Opdracht nummer {number} kent deze versie van balied niet; er is niets gedaan. Werk balied bij."
            ),
            (FaultKind::Command { number }, Lang::En) => format!(
                "This version of balied does not know command number {number}; nothing was done. Update balied."
            ),
            (FaultKind::Value { found, known }, Lang::Nl) => {
                format!("Onbekende waarde {found}; kies uit {}.", known.join(", "))
            }
            (FaultKind::Value { found, known }, Lang::En) => {
                format!("Unknown value {found}; choose from {}.", known.join(", "))
            }
        }
    }
}
