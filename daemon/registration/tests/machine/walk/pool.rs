//! The commands a walk chooses from.

use crate::common::*;
use balie_registration::machine::{
    AccountObservation, AccountState, AddressInput, Command, DetailsInput, GenerateOutcome, IdentityInput,
    JobId, LoginInput, MandateInput, MandateSource, PassInput, PassPrint, PersonInput, PersonKind,
    PrintOutcome, Search, SearchOutcome, SeenPrint, State, SubscriptionInput,
};
use balie_registration::values::Salutation;
use uuid::Uuid;

/// The earlier registrations that a walk may come across.
pub const EARLIER: [u128; 3] = [901, 902, 903];

/// Commands of which some are likely to lead on from this state.
pub fn forwards(state: &State) -> Vec<Command> {
    match state {
        State::AwaitingPass { .. } => passes().map(Command::AssignPass).to_vec(),
        State::EnteringPerson { .. } => persons(),
        State::ChoosingPerson { .. } => identities(),
        State::EnteringDetails { .. } => further(),
        State::ChoosingLogin { .. } => logins(),
        State::ChoosingAccount { .. } => vec![EXISTING, NEW],
        State::FindingAccount { search: Search::Searching { job, .. }, .. } => searched(*job),
        State::FindingAccount { .. } => vec![find("t.test"), find("t t")],
        State::ChoosingSubscription { .. } => subscriptions(),
        State::Confirming { .. } => vec![Command::Save],
        State::Settling { .. } => settling(),
        State::IssuingPass { print: PassPrint::Printing { job }, .. } => print_ended(*job),
        State::IssuingPass { print: PassPrint::Unknown { job, .. }, .. } => issuing(*job),
        State::IssuingPass { .. } => issuing(Desk::stray_job()),
        State::EnteringMandate { .. } => mandates(),
        State::SigningMandate { .. } => vec![
            signed(MandateSource::Scan),
            signed(MandateSource::File),
            signed(MandateSource::NoUpload),
            Command::SetSwitchService { switch_service: true },
        ],
        State::ProcessingMandate { form, .. } => vec![check(form.reference), check(PASS)],
        State::VerifyingMandate { .. } => vec![confirm(""), confirm("01-01-2020"), confirm("gisteren")],
        State::Enrolled { .. } => vec![
            Command::StartMandate,
            revoke("", "opgezegd"),
            revoke("", ""),
            revoke_collected("opgezegd"),
            Command::SetSwitchService { switch_service: false },
        ],
        State::Cancelled { .. } => about_the_account(state),
    }
}

/// Commands about the login account, with the job that runs if there is one.
pub fn about_the_account(state: &State) -> Vec<Command> {
    let job = match state.account() {
        Some(AccountState::Generating { job, .. } | AccountState::Forgetting { job, .. }) => *job,
        _ => Desk::stray_job(),
    };
    let generated = GenerateOutcome::Generated {
        user_name: "2512345".into(),
        subject: "s-1".into(),
        deadline: instant("2026-02-11 10:00"),
    };
    vec![
        Command::AccountGenerated { job, outcome: generated },
        Command::AccountForgotten { job },
        Command::AccountGenerated { job, outcome: GenerateOutcome::Failed { reason: "REFUSED".into() } },
        Command::AccountObserved(AccountObservation::Activated),
        Command::AccountObserved(AccountObservation::Lapsed),
        Command::ForgetAccount,
        Command::GenerateAccount { email: String::new() },
        Command::GenerateAccount { email: "b@voorbeeld.nl".into() },
        Command::GenerateAccount { email: "b@".into() },
    ]
}

/// Everything, whatever the state.
pub fn anything(state: &State) -> Vec<Command> {
    let stray = Desk::stray_job();
    let mut all = passes().map(Command::AssignPass).to_vec();
    all.extend(passes().map(Command::ReplacePass));
    all.extend(persons());
    all.extend(identities());
    all.extend(further());
    all.extend(logins());
    all.extend([EXISTING, NEW, find("t.test"), find("")]);
    all.extend(searched(stray));
    all.extend(subscriptions());
    all.extend([Command::Save, Command::StepBack, Command::StartMandate, Command::Register]);
    all.extend(settling());
    all.extend(issuing(stray));
    all.extend(print_ended(stray));
    all.extend(mandates());
    all.extend([signed(MandateSource::Scan), check(""), confirm(""), revoke("x", "opgezegd")]);
    all.extend([true, false].map(|switch_service| Command::SetSwitchService { switch_service }));
    all.extend([cancel(""), cancel("klant ziet ervan af")]);
    all.push(Command::Cancel { reason: "pas is terug".into(), pass_returned: true });
    all.extend(about_the_account(state));
    all
}

fn passes() -> [PassInput; 6] {
    let scanned = |code: &str, confirm_other_branch| PassInput { code: code.into(), confirm_other_branch };
    [
        scanned(PASS, false),
        scanned(OTHER_PASS, false),
        scanned(FOREIGN_PASS, true),
        scanned(FOREIGN_PASS, false),
        scanned("39401000075801", false),
        scanned("2940100075801", true),
    ]
}

fn persons() -> Vec<Command> {
    let no_such_letters = AddressInput { postcode: "9468 SA".into(), ..kruisakkers() };
    let all = [
        adult(),
        youth(),
        school(),
        PersonInput { kind: Some(PersonKind::Neutral), email: String::new(), ..adult() },
        PersonInput { email: "d@voorbeeld.nl".into(), surname: "Bakker".into(), ..adult() },
        PersonInput::default(),
        PersonInput { kind: Some(PersonKind::Man), birth_date: "30-02-2000".into(), ..youth() },
        PersonInput { main_address: no_such_letters, ..adult() },
    ];
    let half = PersonInput { surname: "Te".into(), birth_date: "3".into(), ..PersonInput::default() };
    all.map(enter).into_iter().chain([keep(half)]).collect()
}

fn identities() -> Vec<Command> {
    let chosen = |salutation, new_person, re_enrol: Option<u128>| {
        let re_enrol = re_enrol.map(Uuid::from_u128);
        Command::ChoosePerson(IdentityInput { salutation, new_person, re_enrol })
    };
    let mut all = vec![
        chosen(None, false, None),
        chosen(None, true, None),
        chosen(Some(Salutation::Neutral), true, None),
        chosen(Some(Salutation::Institution), true, None),
        chosen(None, true, Some(EARLIER[0])),
    ];
    all.extend(EARLIER.map(|id| chosen(None, false, Some(id))));
    all
}

fn further() -> Vec<Command> {
    let typed = |iban: &str, selection: &str, new_person| {
        let (iban, selection) = (iban.into(), selection.into());
        Command::EnterDetails(DetailsInput { iban, selection, newsletter: new_person, new_person })
    };
    vec![
        typed("", "", false),
        typed(IBAN, "", false),
        typed(IBAN, "vrijwilliger", true),
        typed("NL20INGB0001234567", "Boekstart", false),
        typed("NL20INGB0001234567", "", true),
        typed("NL91", "Zomer", false),
    ]
}

fn logins() -> Vec<Command> {
    let answer = |wanted, email: &str| Command::ChooseLogin(LoginInput { wanted, email: email.into() });
    vec![
        answer(true, EMAIL),
        answer(true, "B@Voorbeeld.NL"),
        answer(true, ""),
        answer(false, EMAIL),
        answer(true, "b"),
    ]
}

fn searched(job: JobId) -> Vec<Command> {
    let found = SearchOutcome::Found { user_name: "T.Test".into(), subject: "s-9".into() };
    [found, SearchOutcome::NotFound, SearchOutcome::Unavailable]
        .map(|outcome| Command::AccountSearched { job, outcome })
        .to_vec()
}

fn subscriptions() -> Vec<Command> {
    let input = |code: &str, discount: &str| SubscriptionInput {
        code: code.into(),
        discount: discount.into(),
        ..SubscriptionInput::default()
    };
    let asked = |code: &str, discount: &str| SubscriptionInput {
        instalments_requested: true,
        dbos_school: true,
        staff: true,
        home_library: "Forum Groningen".into(),
        home_pass_number: "12345".into(),
        ..input(code, discount)
    };
    let all = [
        input("", ""),
        input("0045", ""),
        input("0045", "58"),
        input("0045", "12,50"),
        input("0053", "100"),
        input("0091", ""),
        input("0082", ""),
        input("0049", ""),
        input("0345", ""),
        input("9999", ""),
        asked("0049", ""),
        asked("0049", "5"),
        asked("0345", ""),
        asked("0086", ""),
        asked("0001", ""),
        asked("0090", "0,01"),
    ];
    all.map(choice).to_vec()
}

fn settling() -> Vec<Command> {
    vec![
        cash("60"),
        cash("5"),
        cash("99.999,99"),
        cash("0"),
        card("0,01"),
        card("58,00"),
        card("1.000"),
        remit("kennis van mij"),
        remit(""),
        Command::Register,
        Command::CollectByDirectDebit,
        Command::CollectByDirectDebit,
    ]
}

fn issuing(job: JobId) -> Vec<Command> {
    let named = Command::PrintPass { device: Some("evolis-1".into()), despite_missing_characters: true };
    let mut all = vec![print(), print(), named, Command::SkipPrint];
    let seen = [SeenPrint::Printed, SeenPrint::NotPrinted, SeenPrint::Spoiled];
    all.extend(seen.map(|seen| Command::ResolvePrint { job, seen }));
    all.extend(passes().map(Command::ReplacePass));
    all
}

fn print_ended(job: JobId) -> Vec<Command> {
    let not_printed = PrintOutcome::NotPrinted { reason: "RIBBON_ENDED".into() };
    let unknown = PrintOutcome::Unknown { reason: "CONNECTION_LOST".into() };
    [PrintOutcome::Done, not_printed, unknown.clone(), unknown]
        .map(|outcome| Command::PrintEnded { job, outcome })
        .to_vec()
}

fn mandates() -> Vec<Command> {
    let british = ("GB29NWBK60161331926819", "NWBKGB2L");
    let all = [
        account_data(),
        MandateInput { switch_service: true, ..account_data() },
        MandateInput { iban: british.0.into(), bic: british.1.into(), ..account_data() },
        MandateInput { bic: "ABNANL2A".into(), ..account_data() },
        MandateInput::default(),
    ];
    let mut all = all.map(mandate).to_vec();
    all.push(Command::Register);
    all
}
