//! The one table: which command is possible in which step, and where it leads.
//!
//! [`super::handle`] refuses what is not here and a test walks the machine until every arrow has been
//! seen, so table and code cannot drift apart. [`diagram`] draws it.

use super::step::{CommandKind, Step};
use CommandKind as C;
use Step as S;

/// One row: in `from`, `command` leads to one of `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transition {
    /// Step before.
    pub from: Step,
    /// Command.
    pub command: CommandKind,
    /// Steps after.
    pub to: &'static [Step],
}

const fn row(from: Step, command: CommandKind, to: &'static [Step]) -> Transition {
    Transition { from, command, to }
}

/// The table.
pub const TRANSITIONS: &[Transition] = &[
    row(S::AwaitingPass, C::AssignPass, &[S::EnteringPerson]),
    row(S::AwaitingPass, C::Cancel, &[S::Cancelled]),
    row(S::EnteringPerson, C::EnterPerson, &[S::ChoosingPerson]),
    row(S::EnteringPerson, C::KeepPerson, &[S::EnteringPerson]),
    row(S::EnteringPerson, C::StepBack, &[S::AwaitingPass]),
    row(S::EnteringPerson, C::Cancel, &[S::Cancelled]),
    row(S::ChoosingPerson, C::ChoosePerson, &[S::EnteringDetails]),
    row(S::ChoosingPerson, C::StepBack, &[S::EnteringPerson]),
    row(S::ChoosingPerson, C::Cancel, &[S::Cancelled]),
    row(S::EnteringDetails, C::EnterDetails, &[S::ChoosingLogin]),
    row(S::EnteringDetails, C::StepBack, &[S::ChoosingPerson]),
    row(S::EnteringDetails, C::Cancel, &[S::Cancelled]),
    row(S::ChoosingLogin, C::ChooseLogin, &[S::ChoosingAccount, S::ChoosingSubscription]),
    row(S::ChoosingLogin, C::StepBack, &[S::EnteringDetails]),
    row(S::ChoosingLogin, C::Cancel, &[S::Cancelled]),
    row(S::ChoosingAccount, C::ChooseAccount, &[S::FindingAccount, S::ChoosingSubscription]),
    row(S::ChoosingAccount, C::StepBack, &[S::ChoosingLogin]),
    row(S::ChoosingAccount, C::Cancel, &[S::Cancelled]),
    row(S::FindingAccount, C::FindAccount, &[S::FindingAccount]),
    row(S::FindingAccount, C::AccountSearched, &[S::FindingAccount, S::ChoosingSubscription]),
    row(S::FindingAccount, C::StepBack, &[S::ChoosingAccount]),
    row(S::FindingAccount, C::Cancel, &[S::Cancelled]),
    row(S::ChoosingSubscription, C::ChooseSubscription, &[S::Confirming]),
    row(S::ChoosingSubscription, C::StepBack, &[S::ChoosingLogin, S::ChoosingAccount, S::FindingAccount]),
    row(S::ChoosingSubscription, C::Cancel, &[S::Cancelled]),
    row(S::Confirming, C::Save, &[S::Settling, S::IssuingPass]),
    row(S::Confirming, C::StepBack, &[S::ChoosingSubscription]),
    row(S::Confirming, C::Cancel, &[S::Cancelled]),
    row(S::Settling, C::Pay, &[S::Settling, S::IssuingPass]),
    row(S::Settling, C::Remit, &[S::IssuingPass]),
    row(S::Settling, C::Register, &[S::IssuingPass]),
    row(S::Settling, C::CollectByDirectDebit, &[S::IssuingPass]),
    row(S::Settling, C::Cancel, &[S::Cancelled]),
    row(S::IssuingPass, C::PrintPass, &[S::IssuingPass]),
    row(S::IssuingPass, C::PrintEnded, &[S::IssuingPass, S::EnteringMandate, S::Enrolled]),
    row(S::IssuingPass, C::ResolvePrint, &[S::IssuingPass, S::EnteringMandate, S::Enrolled]),
    row(S::IssuingPass, C::ReplacePass, &[S::IssuingPass]),
    row(S::IssuingPass, C::SkipPrint, &[S::EnteringMandate, S::Enrolled]),
    row(S::IssuingPass, C::Cancel, &[S::Cancelled]),
    row(S::EnteringMandate, C::EnterMandate, &[S::SigningMandate]),
    row(S::EnteringMandate, C::Register, &[S::Enrolled]),
    row(S::EnteringMandate, C::StepBack, &[S::Enrolled]),
    row(S::EnteringMandate, C::Cancel, &[S::Cancelled]),
    row(S::SigningMandate, C::MandateSigned, &[S::ProcessingMandate]),
    row(S::SigningMandate, C::SetSwitchService, &[S::SigningMandate]),
    row(S::SigningMandate, C::StepBack, &[S::EnteringMandate]),
    row(S::SigningMandate, C::Cancel, &[S::Cancelled]),
    row(S::ProcessingMandate, C::CheckMandate, &[S::VerifyingMandate]),
    row(S::ProcessingMandate, C::StepBack, &[S::SigningMandate]),
    row(S::ProcessingMandate, C::Cancel, &[S::Cancelled]),
    row(S::VerifyingMandate, C::ConfirmMandate, &[S::Enrolled]),
    row(S::VerifyingMandate, C::StepBack, &[S::ProcessingMandate]),
    row(S::VerifyingMandate, C::Cancel, &[S::Cancelled]),
    row(S::Enrolled, C::StartMandate, &[S::EnteringMandate]),
    row(S::Enrolled, C::RevokeMandate, &[S::Enrolled]),
    row(S::Enrolled, C::SetSwitchService, &[S::Enrolled]),
    row(S::Enrolled, C::Cancel, &[S::Cancelled]),
];

/// Commands about the login account: possible in every saved step, which stays what it is. Those that end
/// an account are also taken for a cancelled registration.
pub const ACCOUNT_COMMANDS: &[CommandKind] =
    &[C::ForgetAccount, C::GenerateAccount, C::AccountGenerated, C::AccountForgotten, C::AccountObserved];

/// Where a command may lead in a step; empty when it is not possible there.
pub fn targets(from: Step, command: CommandKind) -> Vec<Step> {
    if ACCOUNT_COMMANDS.contains(&command) {
        let begins = matches!(command, C::GenerateAccount | C::AccountObserved);
        let taken = from.is_saved() || from == S::Cancelled && !begins;
        return if taken { vec![from] } else { Vec::new() };
    }
    TRANSITIONS
        .iter()
        .find(|row| row.from == from && row.command == command)
        .map(|row| row.to.to_vec())
        .unwrap_or_default()
}

/// What a clerk can do in a step.
pub fn possible(from: Step) -> Vec<CommandKind> {
    CommandKind::ALL
        .iter()
        .copied()
        .filter(|command| command.is_clerks() && !targets(from, *command).is_empty())
        .collect()
}

/// The table as a Mermaid state diagram.
pub fn diagram() -> String {
    let mut lines = vec!["stateDiagram-v2".to_owned(), "    [*] --> awaiting_pass".to_owned()];
    for row in TRANSITIONS.iter().filter(|row| row.command != C::Cancel) {
        for to in row.to {
            lines.push(format!("    {} --> {}: {}", row.from.name(), to.name(), row.command.name()));
        }
    }
    lines.push("    enrolled --> [*]".to_owned());
    lines.push("    note right of cancelled: cancel leads here from every other step".to_owned());
    let names: Vec<_> = ACCOUNT_COMMANDS.iter().map(|command| command.name()).collect();
    lines.push(format!("    note left of enrolled: in every saved step also {}", names.join(", ")));
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_pair_of_step_and_command_stands_once() {
        for (at, row) in TRANSITIONS.iter().enumerate() {
            let twins =
                TRANSITIONS[at + 1..].iter().filter(|o| o.from == row.from && o.command == row.command);
            assert_eq!(twins.count(), 0, "{row:?}");
        }
    }

    #[test]
    fn the_documented_diagram_is_the_table() {
        let documented = include_str!("diagram.md");
        let expected = format!("```mermaid\n{}```\n", diagram());
        if std::env::var_os("BALIE_BLESS").is_some() {
            assert!(
                std::env::var_os("CI").is_none(),
                "a check does not write what it checks: unset BALIE_BLESS"
            );
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/machine/diagram.md");
            std::fs::write(path, &expected).unwrap();
        } else {
            assert_eq!(documented, expected, "run the tests once with BALIE_BLESS=1");
        }
    }

    #[test]
    fn names_are_unique_and_read_back() {
        for step in Step::ALL {
            assert_eq!(Step::from_name(step.name()), Some(*step));
        }
        for kind in CommandKind::ALL {
            assert_eq!(CommandKind::from_name(kind.name()), Some(*kind));
        }
    }
}
