//! Mnemonics: Alt with a letter, shown on the buttons.

use super::Session;
use crate::ui::{Action, Page};
use balie_client::v1::{DeviceRole, Step, login_account, mandate, pass_print};

/// What Alt with this letter does here; nothing when the letter means nothing.
pub fn mnemonic(session: &Session, letter: &str) -> Option<Action> {
    let letter = letter.to_lowercase();
    let scanner = &session.scanner;
    match letter.as_str() {
        "l" if !scanner.asked_by.is_empty() => return Some(Action::GiveScanner),
        "h" if !scanner.asked_by.is_empty() => return Some(Action::KeepScanner),
        "h" if !scanner.held_by.is_empty() => return Some(Action::AskScanner),
        "a" if session.may_enrol() => return Some(Action::AskEnrol),
        _ => {}
    }
    if session.page != Page::Step {
        return None;
    }
    let open = session.open.as_ref();
    let other_branch = session.other_branch;
    let registration = open.map(|open| &open.registration);
    let account = registration.and_then(|now| now.login.as_ref()).map(|login| login.state());
    let mandate = registration.and_then(|now| now.mandate.as_ref()).map(|mandate| mandate.state());
    let print = open.map(|open| open.print_state()).unwrap_or_default();
    Some(match (letter.as_str(), session.step()) {
        ("x", _) if open.is_some_and(|open| open.may("cancel")) => Action::AskCancel,
        ("j", _) if other_branch => Action::ConfirmBranch,
        ("g", _) if account == Some(login_account::State::Lapsed) => Action::ForgetAccount,
        ("g", _)
            if matches!(account, Some(login_account::State::Failed | login_account::State::Forgotten)) =>
        {
            Action::GenerateAccount
        }
        ("r", Step::Settling) => Action::Register,
        ("i", Step::Settling) => Action::Collect,
        ("k", Step::Settling) => Action::AskRemit,
        ("z", Step::IssuingPass) if print == pass_print::State::Ready => Action::SkipPrint,
        ("s", Step::IssuingPass) if print == pass_print::State::Printing => Action::StopPrint,
        ("j", Step::IssuingPass) if print == pass_print::State::Unknown => Action::Printed,
        ("n", Step::IssuingPass) if print == pass_print::State::Unknown => Action::NotPrinted,
        ("b", Step::IssuingPass) if print == pass_print::State::Unknown => Action::Spoiled,
        ("o", Step::EnteringMandate) => Action::GiveUpMandate,
        ("f", Step::SigningMandate) => Action::SaveForm,
        ("p", Step::SigningMandate) if session.has(DeviceRole::FormPrinter) => Action::PrintForm,
        ("s", Step::ProcessingMandate) if open.is_some_and(|open| open.is_scanning()) => Action::StopScan,
        ("p", Step::ProcessingMandate) => Action::ChooseFile,
        ("m", Step::Enrolled) if mandate != Some(mandate::State::Active) => Action::StartMandate,
        ("w", Step::Enrolled) if mandate == Some(mandate::State::Active) => Action::SwitchService,
        ("t", Step::Enrolled) if mandate == Some(mandate::State::Active) => Action::AskRevoke,
        _ => return None,
    })
}
