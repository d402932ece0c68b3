//! What a clerk types and scans. The adult is the example of the manual.

use balie_registration::machine::{
    AddressInput, Command, DetailsInput, IdentityInput, LoginInput, MandateInput, MandateSource, PassInput,
    PaymentMethod, PersonInput, PersonKind, SubscriptionInput,
};

/// The pass of the manual, of branch 9401.
pub const PASS: &str = "29401000075801";
/// Another blank pass of the same branch.
pub const OTHER_PASS: &str = "29401000075819";
/// A pass of branch 5280.
pub const FOREIGN_PASS: &str = "25280000000017";
/// A Dutch account.
pub const IBAN: &str = "NL91ABNA0417164300";
/// The e-mail address of the manual.
pub const EMAIL: &str = "info@bibliotheekannen.nl";

/// Scans a pass.
pub fn scan(code: &str) -> Command {
    Command::AssignPass(PassInput { code: code.into(), confirm_other_branch: false })
}

/// Scans a pass of another branch and confirms it.
pub fn scan_confirmed(code: &str) -> Command {
    Command::AssignPass(PassInput { code: code.into(), confirm_other_branch: true })
}

/// Scans another blank pass for a spoiled one.
pub fn replace(code: &str) -> Command {
    Command::ReplacePass(PassInput { code: code.into(), confirm_other_branch: false })
}

/// Kruisakkers 41, 9468 BG Annen.
pub fn kruisakkers() -> AddressInput {
    AddressInput {
        postcode: "9468bg".into(),
        house_number: "41".into(),
        street: "Kruisakkers".into(),
        place: "Annen".into(),
        country: String::new(),
    }
}

/// Mw. A. van de Test, born 01-01-1991.
pub fn adult() -> PersonInput {
    PersonInput {
        kind: Some(PersonKind::Woman),
        initials: "a".into(),
        prefix: "van de".into(),
        surname: "Test".into(),
        birth_date: "01-01-1991".into(),
        main_address: kruisakkers(),
        phone: "(088) 012 82 95".into(),
        email: EMAIL.into(),
        ..PersonInput::default()
    }
}

/// A child of eleven.
pub fn youth() -> PersonInput {
    PersonInput {
        kind: Some(PersonKind::Man),
        initials: "B.".into(),
        surname: "Jansen".into(),
        call_name: "Bram".into(),
        birth_date: "01062014".into(),
        main_address: kruisakkers(),
        contact_person: "C. Jansen".into(),
        contact_phone: "0592 123456".into(),
        ..PersonInput::default()
    }
}

/// A school.
pub fn school() -> PersonInput {
    PersonInput {
        kind: Some(PersonKind::Institution),
        surname: "OBS De Eshoek".into(),
        main_address: kruisakkers(),
        contact_person: "Juf Anja".into(),
        ..PersonInput::default()
    }
}

/// Enters NAW data.
pub fn enter(person: PersonInput) -> Command {
    Command::EnterPerson(Box::new(person))
}

/// Keeps what was typed of the NAW data so far.
pub fn keep(person: PersonInput) -> Command {
    Command::KeepPerson(Box::new(person))
}

/// Chooses the person as follows from the kind.
pub fn choose() -> Command {
    Command::ChoosePerson(IdentityInput::default())
}

/// Chooses a new person, whoever may resemble it.
pub fn choose_new() -> Command {
    Command::ChoosePerson(IdentityInput { new_person: true, ..IdentityInput::default() })
}

/// Enters further data: an IBAN or none.
pub fn details(iban: &str) -> Command {
    Command::EnterDetails(DetailsInput { iban: iban.into(), ..DetailsInput::default() })
}

/// Enters a selection code.
pub fn selection(code: &str) -> Command {
    Command::EnterDetails(DetailsInput { selection: code.into(), ..DetailsInput::default() })
}

/// Yes, with this address.
pub fn login(email: &str) -> Command {
    Command::ChooseLogin(LoginInput { wanted: true, email: email.into() })
}

/// No login account.
pub fn login_no() -> Command {
    Command::ChooseLogin(LoginInput::default())
}

/// Option 1: an existing account.
pub const EXISTING: Command = Command::ChooseAccount { existing: true };
/// Option 2: a new account.
pub const NEW: Command = Command::ChooseAccount { existing: false };

/// Looks for an account.
pub fn find(user_name: &str) -> Command {
    Command::FindAccount { user_name: user_name.into() }
}

/// Chooses a subscription.
pub fn subscription(code: &str) -> Command {
    choice(SubscriptionInput { code: code.into(), ..SubscriptionInput::default() })
}

/// Chooses a subscription with what goes with it.
pub fn choice(input: SubscriptionInput) -> Command {
    Command::ChooseSubscription(input)
}

/// Receives cash.
pub fn cash(tendered: &str) -> Command {
    Command::Pay { method: PaymentMethod::Cash, tendered: tendered.into() }
}

/// Receives a card payment.
pub fn card(tendered: &str) -> Command {
    Command::Pay { method: PaymentMethod::Card, tendered: tendered.into() }
}

/// Remits what remains.
pub fn remit(reason: &str) -> Command {
    Command::Remit { reason: reason.into() }
}

/// Prints the pass on the branch's printer.
pub fn print() -> Command {
    Command::PrintPass { device: None, despite_missing_characters: false }
}

/// Account data of the adult.
pub fn account_data() -> MandateInput {
    MandateInput {
        iban: IBAN.into(),
        bic: String::new(),
        holder: "A. van de Test".into(),
        place: "Annen".into(),
        address: AddressInput::default(),
        switch_service: false,
    }
}

/// Enters account data of the mandate.
pub fn mandate(input: MandateInput) -> Command {
    Command::EnterMandate(input)
}

/// The patron signed.
pub fn signed(source: MandateSource) -> Command {
    Command::MandateSigned { source }
}

/// Scans the barcode of the form.
pub fn check(code: impl ToString) -> Command {
    Command::CheckMandate { code: code.to_string() }
}

/// The data are right, signed on this day.
pub fn confirm(signed_date: &str) -> Command {
    Command::ConfirmMandate { signed_date: signed_date.into() }
}

/// Revokes; what was to be collected was not collected yet.
pub fn revoke(date: &str, reason: &str) -> Command {
    Command::RevokeMandate { date: date.into(), reason: reason.into(), collected: false }
}

/// Revokes today; what was to be collected has been collected already.
pub fn revoke_collected(reason: &str) -> Command {
    Command::RevokeMandate { date: String::new(), reason: reason.into(), collected: true }
}

/// Cancels.
pub fn cancel(reason: &str) -> Command {
    Command::Cancel { reason: reason.into(), pass_returned: false }
}
