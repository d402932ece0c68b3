//! Texts of the markup in the language of the clerk.

use balie_client::v1::Step;

/// A text of the markup in this language.
pub fn say(lang: &str, text: &str) -> String {
    let catalogues = concat!(env!("CARGO_MANIFEST_DIR"), "/window/lang");
    let path = format!("{catalogues}/{lang}/LC_MESSAGES/balie-desk-window.po");
    let catalogue = std::fs::read_to_string(path).unwrap();
    let mut lines = catalogue.lines().skip_while(|line| *line != format!("msgid \"{text}\""));
    let said =
        lines.nth(1).and_then(|line| line.strip_prefix("msgstr \"")).and_then(|line| line.strip_suffix('"'));
    said.unwrap_or_else(|| panic!("{text} is not in the markup")).to_owned()
}

/// Heading of the page of a step; none where the heading is a name.
pub fn heading(step: Step) -> Option<&'static str> {
    Some(match step {
        Step::AwaitingPass => "Scan the blank pass",
        Step::EnteringPerson => "Name and address",
        Step::ChoosingPerson => "Choose the person",
        Step::EnteringDetails => "Further data",
        Step::ChoosingLogin => "Login account",
        Step::ChoosingAccount => "Existing or new account",
        Step::FindingAccount => "Find the account",
        Step::ChoosingSubscription => "Choose the subscription",
        Step::Confirming => "Check and save",
        Step::Settling => "Settle the fee",
        Step::IssuingPass => "Print the pass",
        Step::EnteringMandate => "Direct debit mandate",
        Step::SigningMandate => "Mandate to be signed",
        Step::ProcessingMandate => "Process the mandate",
        Step::VerifyingMandate => "Check the mandate",
        Step::Cancelled => "Cancelled",
        Step::Unspecified | Step::Enrolled => return None,
    })
}
