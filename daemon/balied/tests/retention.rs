//! Erasing on schedule and on request, by the hub with its store, accounts and documents, as time passes.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests")]

use balie_registration::machine::{
    AddressInput, Command, DetailsInput, IdentityInput, LoginInput, MandateInput, MandateSource, PassInput,
    PersonInput, PersonKind, Step, SubscriptionInput,
};
use balie_registration::{Lang, Role};
use balied::config::Config;
use balied::hub::{Applied, Caller, Clock, Erase, Hub, HubError, Name, NewPage, Request, workers};
use balied::page_reader::PageReader;
use balied::serve;
use chrono::{DateTime, TimeDelta, Utc};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tempfile::TempDir;
use uuid::Uuid;

const PASS: &str = "29401000075801";
const OTHER_PASS: &str = "29401000075819";
const IBAN: &str = "NL91ABNA0417164300";
const EMAIL: &str = "zwaardemaker@voorbeeld.nl";
const SECOND: TimeDelta = TimeDelta::seconds(1);

fn days(days: i64) -> TimeDelta {
    TimeDelta::days(days)
}

fn by(role: Role) -> Caller {
    Caller { user: format!("{role:?}"), role, station: "balie-1".to_owned(), lang: Lang::Nl }
}

/// A branch whose clock the test sets.
struct Branch {
    hub: Hub,
    now: Arc<AtomicI64>,
    directory: TempDir,
}

impl Branch {
    async fn open() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let config = format!(
            "branch = {{ number = \"9401\", name = \"Annen\" }}\n\
             patron_numbers = {{ first = 381847, last = 399999 }}\n\
             paths = {{ state = \"{}\" }}\n\
             [creditor]\nname = \"Bibliotheek Annen\"\nstreet = \"Kruisakkers 41\"\nplace = \"9468 BG Annen\"\n\
             country = \"Nederland\"\nidentifier = \"NL79ZZZ999999990000\"\n",
            directory.path().join("state").display(),
        );
        let path = directory.path().join("balied.toml");
        std::fs::write(&path, config).unwrap();
        let start: DateTime<Utc> = "2026-02-10T10:00:00Z".parse().unwrap();
        let now = Arc::new(AtomicI64::new(start.timestamp_micros()));
        let told = Arc::clone(&now);
        let clock = Clock::from_fn(move || {
            DateTime::from_timestamp_micros(told.load(Ordering::Relaxed)).expect("an instant")
        });
        let hub =
            serve::open(&Config::load(&path).unwrap(), clock, PageReader::new(env!("CARGO_BIN_EXE_balied")))
                .await
                .unwrap();
        Self { hub, now, directory }
    }

    /// Lets time pass, then does what the timer does.
    async fn after(&self, period: TimeDelta) {
        self.now.fetch_add(period.num_microseconds().unwrap(), Ordering::Relaxed);
        workers::round(&self.hub).await;
    }

    async fn draft(&self, pass: &str) -> Applied {
        let pass = PassInput { code: pass.to_owned(), confirm_other_branch: false };
        self.hub.create(&by(Role::Counter), Some(pass), request()).await.unwrap()
    }

    async fn does(&self, id: Uuid, command: Command) -> Applied {
        let name = command.kind().name();
        let done = self.hub.apply(&by(Role::Counter), id, command, request()).await;
        done.unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// A saved registration that waits for its payment.
    async fn saved(&self, pass: &str, email: &str) -> Uuid {
        let id = self.draft(pass).await.stored.registration.id;
        self.does(id, Command::EnterPerson(Box::new(person()))).await;
        self.does(id, Command::ChoosePerson(IdentityInput { new_person: true, ..Default::default() })).await;
        self.does(id, Command::EnterDetails(DetailsInput { new_person: true, ..Default::default() })).await;
        let login = LoginInput { wanted: !email.is_empty(), email: email.to_owned() };
        if self.does(id, Command::ChooseLogin(login)).await.stored.registration.state.step()
            == Step::ChoosingAccount
        {
            self.does(id, Command::ChooseAccount { existing: false }).await;
        }
        let choice = SubscriptionInput { code: "0045".to_owned(), ..Default::default() };
        self.does(id, Command::ChooseSubscription(choice)).await;
        self.does(id, Command::Save).await;
        id
    }

    /// An enrolled patron, with a mandate of which the signed page is stored. Returns its reference.
    async fn enrolled(&self, pass: &str) -> (Uuid, String) {
        let id = self.saved(pass, "").await;
        self.does(id, Command::CollectByDirectDebit).await;
        self.does(id, Command::SkipPrint).await;
        let input = MandateInput {
            iban: IBAN.to_owned(),
            holder: "A. Zwaardemaker".to_owned(),
            place: "Annen".to_owned(),
            ..Default::default()
        };
        self.does(id, Command::EnterMandate(input)).await;
        self.does(id, Command::MandateSigned { source: MandateSource::File }).await;
        let stored = self.hub.look(&Name::Id(id)).await.unwrap();
        let form = self.hub.mandate_form(&stored).unwrap();
        let page = self
            .hub
            .draw(move |documents| documents.mandate_png(&form, balied::hub::language(Lang::Nl), 150));
        let bytes = page.await.unwrap();
        let page = NewPage { request_id: None, registration: id, bytes };
        let code = self.hub.upload_page(&by(Role::Counter), page).await.unwrap().references.remove(0);
        self.does(id, Command::CheckMandate { code: code.clone() }).await;
        self.does(id, Command::ConfirmMandate { signed_date: String::new() }).await;
        (id, code)
    }

    /// The central administration confirms everything there is.
    async fn confirm(&self, reader: &str) {
        let (_, last, _) = self.hub.changes(0, 1000, "").await.unwrap();
        self.hub.acknowledge(reader, last, "").await.unwrap();
    }

    async fn is_there(&self, id: Uuid) -> bool {
        match self.hub.look(&Name::Id(id)).await {
            Ok(_) => true,
            Err(HubError::NotFound { .. }) => false,
            Err(error) => panic!("{error}"),
        }
    }

    async fn actions(&self, id: Uuid) -> Vec<String> {
        let trail = self.hub.audit(id, 0, 1000).await.unwrap();
        trail.into_iter().map(|record| record.entry.action).collect()
    }

    /// Whether this is legible anywhere under the state directory.
    fn is_legible(&self, text: &str) -> bool {
        fn within(directory: &Path, text: &[u8]) -> bool {
            std::fs::read_dir(directory).unwrap().any(|entry| {
                let path = entry.unwrap().path();
                match path.is_dir() {
                    true => within(&path, text),
                    false => std::fs::read(path).unwrap().windows(text.len()).any(|window| window == text),
                }
            })
        }
        within(&self.directory.path().join("state"), text.as_bytes())
    }
}

fn request() -> Request {
    Request { request_id: Some(Uuid::now_v7()), seen: None, validate_only: false }
}

fn person() -> PersonInput {
    PersonInput {
        kind: Some(PersonKind::Woman),
        initials: "A.".to_owned(),
        surname: "Zwaardemaker".to_owned(),
        birth_date: "01-01-1991".to_owned(),
        main_address: AddressInput {
            postcode: "9468bg".to_owned(),
            house_number: "41".to_owned(),
            street: "Kruisakkers".to_owned(),
            place: "Annen".to_owned(),
            ..Default::default()
        },
        ..Default::default()
    }
}

#[tokio::test]
async fn a_draft_goes_after_seven_days_and_its_pass_is_blank_again() {
    let branch = Branch::open().await;
    let id = branch.draft(PASS).await.stored.registration.id;
    branch.after(days(5)).await;
    branch.does(id, Command::EnterPerson(Box::new(person()))).await;
    branch.after(days(7) - SECOND).await;
    assert!(branch.is_there(id).await && branch.is_legible("Zwaardemaker"));
    branch.after(SECOND).await;
    assert!(!branch.is_there(id).await);
    assert!(!branch.is_legible("Zwaardemaker"), "no trace in any file");
    assert_eq!(branch.actions(id).await, ["create", "assign_pass", "enter_person", "erase_abandoned"]);
    let (changes, last, more) = branch.hub.changes(0, 10, "").await.unwrap();
    assert_eq!((changes.len(), last, more), (1, 4, false));
    assert!(changes[0].0.registration.is_none(), "a tombstone");
    branch.draft(PASS).await;
}

#[tokio::test]
async fn an_enrolled_patron_goes_thirty_days_after_confirmed_receipt_with_the_page_of_the_mandate() {
    let branch = Branch::open().await;
    let (id, reference) = branch.enrolled(PASS).await;
    let today = "2026-02-10".parse().unwrap();
    let sums = branch.hub.summary(today, today).await.unwrap();
    branch.after(days(400)).await;
    assert!(branch.is_there(id).await, "what nobody confirmed exists only here");
    branch.confirm("central").await;
    branch.after(days(30) - SECOND).await;
    assert!(branch.is_there(id).await && branch.is_legible(IBAN));
    branch.hub.page(id).await.unwrap();
    branch.after(SECOND).await;
    assert!(!branch.is_there(id).await);
    assert!(matches!(branch.hub.page(id).await, Err(HubError::NoDocument)));
    for text in ["Zwaardemaker", IBAN, &reference, "\u{89}PNG", "IHDR"] {
        assert!(!branch.is_legible(text), "{text} is still legible");
    }
    assert_eq!(branch.actions(id).await.last().unwrap(), "erase_confirmed");
    assert_eq!(branch.hub.summary(today, today).await.unwrap(), sums, "counts and sums of the day stay");

    // Numbers that went out do not come back: the pass, the patron number, the reference.
    let pass = PassInput { code: PASS.to_owned(), confirm_other_branch: false };
    let refused = branch.hub.create(&by(Role::Counter), Some(pass), request()).await.unwrap_err();
    assert_eq!(refused.code(), "PASS_SPENT");
    let (other, next) = branch.enrolled(OTHER_PASS).await;
    assert_ne!(next, reference);
    let stored = branch.hub.look(&Name::Id(other)).await.unwrap();
    assert_eq!(stored.registration.state.enrolment().unwrap().patron_number.get(), 381_848);
}

#[tokio::test]
async fn every_reader_is_waited_for_and_a_change_must_be_confirmed_again() {
    let branch = Branch::open().await;
    let (id, _) = branch.enrolled(PASS).await;
    branch.hub.acknowledge("archive", 1, "").await.unwrap();
    branch.confirm("central").await;
    branch.after(days(31)).await;
    assert!(branch.is_there(id).await, "the archive has not got it");
    branch.confirm("archive").await;
    branch.after(days(29)).await;
    branch.does(id, Command::SetSwitchService { switch_service: true }).await;
    branch.after(days(2)).await;
    assert!(branch.is_there(id).await, "nobody has its latest state");
    branch.confirm("archive").await;
    branch.confirm("central").await;
    branch.after(days(30)).await;
    assert!(!branch.is_there(id).await);
}

#[tokio::test]
async fn what_was_saved_stays_until_somebody_finishes_it() {
    let branch = Branch::open().await;
    let id = branch.saved(PASS, "").await;
    branch.confirm("central").await;
    branch.after(days(400)).await;
    assert!(branch.is_there(id).await);
}

#[tokio::test]
async fn a_lapsed_account_goes_with_its_message_and_its_registration_later() {
    let branch = Branch::open().await;
    let workers = workers::start(&branch.hub).await.unwrap();
    let id = branch.saved(PASS, EMAIL).await;
    let mut news = branch.hub.store().changes();
    while branch.hub.look(&Name::Id(id)).await.unwrap().registration.state.account_is_busy() {
        news.changed().await.unwrap();
    }
    workers.stop().await;
    branch.does(id, Command::Register).await;
    branch.does(id, Command::SkipPrint).await;
    let outbox = branch.directory.path().join("state/outbox");
    let messages = || std::fs::read_dir(&outbox).unwrap().count();
    assert_eq!(messages(), 1);
    branch.confirm("central").await;
    branch.after(days(1) - SECOND).await;
    assert_eq!(messages(), 1);
    branch.after(SECOND * 2).await;
    assert_eq!(messages(), 0, "the code is of no use any more");
    let stored = branch.hub.look(&Name::Id(id)).await.unwrap();
    assert_eq!(
        stored.registration.state.account().map(|account| format!("{account:?}").contains("Lapsed")),
        Some(true)
    );
    branch.after(days(30)).await;
    assert!(branch.is_there(id).await, "that the account lapsed was not confirmed");
    branch.confirm("central").await;
    branch.after(days(30)).await;
    assert!(!branch.is_there(id).await);
    assert!(!branch.is_legible(EMAIL));
}

#[tokio::test]
async fn the_branch_administrator_erases_on_request_once_and_knowingly() {
    let branch = Branch::open().await;
    let (id, _) = branch.enrolled(PASS).await;
    let erase =
        |unconfirmed| Erase { registration: id, request_id: Some(Uuid::now_v7()), seen: None, unconfirmed };
    for role in [Role::Counter, Role::Education, Role::Central, Role::Monitoring] {
        let refused = branch.hub.erase(&by(role), erase(true)).await.unwrap_err();
        assert_eq!(refused.code(), "ROLE_MAY_NOT", "{role:?}");
    }
    let admin = by(Role::BranchAdmin);
    assert_eq!(branch.hub.erase(&admin, erase(false)).await.unwrap_err().code(), "NOT_CONFIRMED");
    let stale = Erase { seen: Some(balied::hub::Seen("1-x".to_owned())), ..erase(true) };
    assert_eq!(branch.hub.erase(&admin, stale).await.unwrap_err().code(), "ETAG_STALE");
    assert!(branch.is_there(id).await);

    let wish = erase(true);
    let change = branch.hub.erase(&admin, wish.clone()).await.unwrap();
    assert!(!branch.is_there(id).await && !branch.is_legible("Zwaardemaker"));
    assert_eq!(branch.hub.erase(&admin, wish.clone()).await.unwrap(), change, "asked again, answered again");
    let reused = Erase { unconfirmed: false, ..wish };
    assert_eq!(branch.hub.erase(&admin, reused).await.unwrap_err().code(), "REQUEST_ID_REUSED");
    assert_eq!(branch.hub.erase(&admin, erase(true)).await.unwrap_err().code(), "NOT_FOUND");
    assert_eq!(branch.actions(id).await.iter().filter(|action| *action == "erase_on_request").count(), 1);
}

#[tokio::test]
async fn a_draft_or_what_was_confirmed_needs_no_second_word() {
    let branch = Branch::open().await;
    let draft = branch.draft(OTHER_PASS).await.stored.registration.id;
    let (enrolled, _) = branch.enrolled(PASS).await;
    branch.confirm("central").await;
    for registration in [draft, enrolled] {
        let erase = Erase { registration, request_id: None, seen: None, unconfirmed: false };
        branch.hub.erase(&by(Role::BranchAdmin), erase).await.unwrap();
        assert!(!branch.is_there(registration).await);
    }
}

#[tokio::test]
async fn nothing_is_erased_while_work_on_it_is_under_way() {
    let branch = Branch::open().await;
    // No worker runs: the account stays to be generated.
    let id = branch.saved(PASS, EMAIL).await;
    let erase = Erase { registration: id, request_id: None, seen: None, unconfirmed: true };
    let refused = branch.hub.erase(&by(Role::BranchAdmin), erase).await.unwrap_err();
    assert_eq!(refused.code(), "JOB_UNDER_WAY");
    assert!(branch.is_there(id).await);
}

#[tokio::test]
async fn many_that_are_due_go_over_several_rounds() {
    let branch = Branch::open().await;
    let clerk = by(Role::Counter);
    let begun =
        futures_util::future::join_all((0..620).map(|_| branch.hub.create(&clerk, None, request()))).await;
    assert!(begun.iter().all(Result::is_ok));
    branch.after(days(7)).await;
    let left = async || {
        let mut snapshot = branch.hub.store().read().await.unwrap();
        snapshot
            .read()
            .list_changes(0, 10_000)
            .await
            .unwrap()
            .changes
            .iter()
            .filter(|change| matches!(change.changed, balie_store::Changed::Stored { .. }))
            .count()
    };
    assert_eq!(left().await, 120, "a round leaves room for clerks");
    branch.after(SECOND).await;
    assert_eq!(left().await, 0);
}
