//! Names of states and kinds.

use super::{Lang, texts};
use balie_client::v1::{
    DeviceRole, DeviceState, DiscoveredWay, JobKind, JobState, PersonKind, Salutation, ScanKind, Settlement,
    login_account::State as Account, mandate::State as Mandate, pass_print::State as Print,
};

texts! {
    none: "geen", "none";
    unknown: "onbekend", "unknown";
    absent: "niet aangesloten", "not connected";
    starting: "start op", "starting";
    ready: "gereed", "ready";
    busy: "bezig", "busy";
    waiting_for_card: "wacht op een pas", "waits for a card";
    attention: "heeft aandacht nodig", "needs attention";
    faulted: "werkt niet", "does not work";
    way_keyboard: "toetsenbord", "keyboard";
    way_hid_pos: "HID POS-apparaat", "HID POS device";
    way_serial: "seriële lijn", "serial line";
    scanner: "scanner", "barcode scanner";
    pass_printer: "pasprinter", "pass printer";
    document_scanner: "documentscanner", "document scanner";
    form_printer: "formulierprinter", "form printer";
    queued: "in de wachtrij", "queued";
    preparing: "wordt voorbereid", "being prepared";
    started: "bezig, niet meer te stoppen", "at work, cannot be stopped";
    done: "klaar", "done";
    failed: "mislukt", "failed";
    cancelled: "geannuleerd", "cancelled";
    outcome_unknown: "uitkomst onbekend", "outcome unknown";
    print_pass: "pas printen", "print pass";
    find_account: "inlogaccount zoeken", "find login account";
    create_account: "inlogaccount genereren", "generate login account";
    forget_account: "inlogaccount vergeten", "forget login account";
    scan_page: "pagina scannen", "scan a page";
    print_form: "formulier printen", "print a form";
    print_test_card: "testkaart printen", "print a test card";
    to_be_generated: "wordt bij opslaan gegenereerd", "will be generated on saving";
    generating: "wordt gegenereerd", "being generated";
    pending: "wacht op activering", "waits for activation";
    active: "actief", "active";
    linked: "gekoppeld", "linked";
    lapsed: "verlopen", "lapsed";
    forgetting: "wordt vergeten", "being forgotten";
    forgotten: "vergeten", "forgotten";
    to_print: "nog te printen", "to be printed";
    printing: "wordt geprint", "being printed";
    spoiled: "bedorven", "spoiled";
    printed: "geprint", "printed";
    unprinted: "zonder print uitgegeven", "handed out unprinted";
    entering: "in te vullen", "to be entered";
    signing: "bij de klant ter ondertekening", "with the patron to be signed";
    processing: "te verwerken", "to be processed";
    verifying: "te controleren", "to be checked";
    in_force: "van kracht", "in force";
    revoked: "ingetrokken", "revoked";
    not_settled: "nog niet afgerekend", "not settled yet";
    nothing_due: "niets verschuldigd", "nothing due";
    paid: "betaald", "paid";
    remitted: "kwijtgescholden", "remitted";
    registered: "geregistreerd, staat open", "registered, left open";
    direct_debit: "automatische incasso", "direct debit";
    man: "man", "male";
    woman: "vrouw", "female";
    neutral: "n.v.t.", "neutral";
    institution: "instelling", "institution";
    mr: "Dhr.", "Mr (Dhr.)";
    mrs: "Mw.", "Mrs (Mw.)";
    no_title: "zonder aanhef", "no title";
    own_pass: "pas van deze vestiging", "pass of this branch";
    other_pass: "pas van een andere vestiging", "pass of another branch";
    mandate_form: "machtigingsformulier", "mandate form";
    book: "boek", "book";
}

/// State of a device.
pub(crate) fn device(lang: Lang, state: DeviceState) -> &'static str {
    match state {
        DeviceState::Unspecified => unknown(lang),
        DeviceState::Absent => absent(lang),
        DeviceState::Starting => starting(lang),
        DeviceState::Ready => ready(lang),
        DeviceState::Busy => busy(lang),
        DeviceState::WaitingForCard => waiting_for_card(lang),
        DeviceState::Attention => attention(lang),
        DeviceState::Faulted => faulted(lang),
    }
}

/// Role of a device.
pub(crate) fn role(lang: Lang, role: DeviceRole) -> &'static str {
    match role {
        DeviceRole::Unspecified => unknown(lang),
        DeviceRole::Scanner => scanner(lang),
        DeviceRole::PassPrinter => pass_printer(lang),
        DeviceRole::DocumentScanner => document_scanner(lang),
        DeviceRole::FormPrinter => form_printer(lang),
    }
}

/// State of a job.
pub(crate) fn job(lang: Lang, state: JobState) -> &'static str {
    match state {
        JobState::Unspecified => unknown(lang),
        JobState::Queued => queued(lang),
        JobState::Preparing => preparing(lang),
        JobState::Started => started(lang),
        JobState::Done => done(lang),
        JobState::Failed => failed(lang),
        JobState::Cancelled => cancelled(lang),
        JobState::Unknown => outcome_unknown(lang),
    }
}

/// What a job does.
pub(crate) fn job_kind(lang: Lang, kind: JobKind) -> &'static str {
    match kind {
        JobKind::Unspecified => unknown(lang),
        JobKind::PrintPass => print_pass(lang),
        JobKind::FindAccount => find_account(lang),
        JobKind::CreateAccount => create_account(lang),
        JobKind::ForgetAccount => forget_account(lang),
        JobKind::ScanPage => scan_page(lang),
        JobKind::PrintMandateForm => print_form(lang),
        JobKind::PrintTestCard => print_test_card(lang),
    }
}

/// State of a login account.
pub(crate) fn account(lang: Lang, state: Account) -> &'static str {
    match state {
        Account::Unspecified => unknown(lang),
        Account::None => none(lang),
        Account::ToBeGenerated => to_be_generated(lang),
        Account::Generating => generating(lang),
        Account::Pending => pending(lang),
        Account::Active => active(lang),
        Account::Linked => linked(lang),
        Account::Failed => failed(lang),
        Account::Lapsed => lapsed(lang),
        Account::Forgetting => forgetting(lang),
        Account::Forgotten => forgotten(lang),
    }
}

/// State of the pass.
pub(crate) fn print(lang: Lang, state: Print) -> &'static str {
    match state {
        Print::Unspecified => none(lang),
        Print::Ready => to_print(lang),
        Print::Printing => printing(lang),
        Print::Unknown => outcome_unknown(lang),
        Print::Spoiled => spoiled(lang),
        Print::Printed => printed(lang),
        Print::Unprinted => unprinted(lang),
    }
}

/// State of a mandate.
pub(crate) fn mandate(lang: Lang, state: Mandate) -> &'static str {
    match state {
        Mandate::Unspecified => none(lang),
        Mandate::Entering => entering(lang),
        Mandate::Signing => signing(lang),
        Mandate::Processing => processing(lang),
        Mandate::Verifying => verifying(lang),
        Mandate::Active => in_force(lang),
        Mandate::Revoked => revoked(lang),
    }
}

/// How a fee was settled.
pub(crate) fn settlement(lang: Lang, settlement: Settlement) -> &'static str {
    match settlement {
        Settlement::Unspecified => not_settled(lang),
        Settlement::NothingDue => nothing_due(lang),
        Settlement::Paid => paid(lang),
        Settlement::Remitted => remitted(lang),
        Settlement::Registered => registered(lang),
        Settlement::DirectDebit => direct_debit(lang),
    }
}

/// Kind of person.
pub(crate) fn person_kind(lang: Lang, kind: PersonKind) -> &'static str {
    match kind {
        PersonKind::Unspecified => unknown(lang),
        PersonKind::Man => man(lang),
        PersonKind::Woman => woman(lang),
        PersonKind::Neutral => neutral(lang),
        PersonKind::Institution => institution(lang),
    }
}

/// Salutation.
pub(crate) fn salutation(lang: Lang, salutation: Salutation) -> &'static str {
    match salutation {
        Salutation::Unspecified => unknown(lang),
        Salutation::Mr => mr(lang),
        Salutation::Mrs => mrs(lang),
        Salutation::Neutral => no_title(lang),
        Salutation::Institution => institution(lang),
    }
}

/// How a device on USB sends codes.
pub(crate) fn way(lang: Lang, way: DiscoveredWay) -> &'static str {
    match way {
        DiscoveredWay::Unspecified => unknown(lang),
        DiscoveredWay::Keyboard => way_keyboard(lang),
        DiscoveredWay::HidPos => way_hid_pos(lang),
        DiscoveredWay::Serial => way_serial(lang),
    }
}

/// What was scanned.
pub(crate) fn scan(lang: Lang, kind: ScanKind) -> &'static str {
    match kind {
        ScanKind::Unspecified | ScanKind::Unknown => unknown(lang),
        ScanKind::OwnPass => own_pass(lang),
        ScanKind::OtherBranchPass => other_pass(lang),
        ScanKind::Mandate => mandate_form(lang),
        ScanKind::Book => book(lang),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all_differ<T: TryFrom<i32> + Copy>(label: impl Fn(Lang, T) -> &'static str, count: i32) {
        let values: Vec<T> = (0..).map_while(|number| T::try_from(number).ok()).collect();
        assert_eq!(values.len(), count as usize);
        for value in values {
            let (nl, en) = (label(Lang::Dutch, value), label(Lang::English, value));
            assert!(!nl.is_empty() && !en.is_empty());
            assert_ne!(nl, en);
        }
    }

    #[test]
    fn every_state_is_named_in_both_languages() {
        all_differ(device, 8);
        all_differ(role, 5);
        all_differ(way, 4);
        all_differ(job, 8);
        all_differ(job_kind, 8);
        all_differ(account, 11);
        all_differ(print, 7);
        all_differ(mandate, 7);
        all_differ(settlement, 6);
        all_differ(person_kind, 5);
        all_differ(salutation, 5);
        all_differ(scan, 6);
    }
}
