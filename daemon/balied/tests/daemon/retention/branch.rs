//! A branch whose clock the test sets, and its patrons.

use balie_accounts::{AccountKey, AccountStatus, BuiltIn};
use balie_registration::machine::{
    AccountState, AddressInput, Command, DetailsInput, IdentityInput, LoginInput, MandateInput,
    MandateSource, PassInput, PersonInput, PersonKind, Registration, Step, SubscriptionInput,
};
use balie_registration::{Lang, Role};
use balied::config::Config;
use balied::hub::{
    Applied, Caller, Clock, Erase, Erased, Hub, HubError, Name, NewPage, PageFile, Request, workers,
};
use balied::page_reader::PageReader;
use balied::serve;
use chrono::{DateTime, TimeDelta, Utc};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tempfile::TempDir;
use uuid::Uuid;

pub const PASS: &str = "29401000075801";
pub const OTHER_PASS: &str = "29401000075819";
pub const IBAN: &str = "NL91ABNA0417164300";
pub const EMAIL: &str = "zwaardemaker@voorbeeld.nl";
pub const SECOND: TimeDelta = TimeDelta::seconds(1);

pub fn days(days: i64) -> TimeDelta {
    TimeDelta::days(days)
}

pub fn by(role: Role) -> Caller {
    Caller { user: format!("{role:?}"), role, station: "balie-1".to_owned(), lang: Lang::Nl }
}

/// A branch whose clock the test sets.
pub struct Branch {
    pub hub: Hub,
    now: Arc<AtomicI64>,
    directory: TempDir,
}

impl Branch {
    pub async fn open() -> Self {
        Self::open_with("").await
    }

    /// The same with more in its configuration.
    pub async fn open_with(extra: &str) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let config = format!(
            "branch = {{ number = \"9401\", name = \"Annen\" }}\n\
             patron_numbers = {{ first = 381847, last = 399999 }}\n\
             paths = {{ state = \"{}\" }}\n\
             [creditor]\nname = \"Bibliotheek Annen\"\nstreet = \"Kruisakkers 41\"\nplace = \"9468 BG Annen\"\n\
             country = \"Nederland\"\nidentifier = \"NL79ZZZ999999990000\"\n{extra}",
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

    /// Lets time pass.
    pub fn wait(&self, period: TimeDelta) {
        self.now.fetch_add(period.num_microseconds().unwrap(), Ordering::Relaxed);
    }

    /// Lets time pass, then does what the timer does.
    pub async fn after(&self, period: TimeDelta) {
        self.wait(period);
        workers::round(&self.hub).await;
    }

    pub async fn draft(&self, pass: &str) -> Applied {
        let pass = PassInput { code: pass.to_owned(), confirm_other_branch: false };
        self.hub.create(&by(Role::Counter), Some(pass), request()).await.unwrap()
    }

    pub async fn does(&self, id: Uuid, command: Command) -> Applied {
        let name = command.kind().name();
        let done = self.hub.apply(&by(Role::Counter), id, command, request()).await;
        done.unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// A saved registration that waits for its payment; with a login account to be generated for an address.
    pub async fn saved(&self, pass: &str, email: &str) -> Uuid {
        self.saved_as(pass, "Zwaardemaker", email, None).await
    }

    /// The same of somebody, with an existing login account when its user name is given; that takes workers.
    pub async fn saved_as(&self, pass: &str, surname: &str, email: &str, existing: Option<&str>) -> Uuid {
        let id = self.chosen(pass, surname, email, existing).await;
        let choice = SubscriptionInput { code: "0045".to_owned(), ..Default::default() };
        self.does(id, Command::ChooseSubscription(choice)).await;
        self.does(id, Command::Save).await;
        id
    }

    /// A draft that waits for its subscription.
    pub async fn chosen(&self, pass: &str, surname: &str, email: &str, existing: Option<&str>) -> Uuid {
        let id = self.draft(pass).await.stored.registration.id;
        let person = PersonInput { surname: surname.to_owned(), ..person() };
        self.does(id, Command::EnterPerson(Box::new(person))).await;
        self.does(id, Command::ChoosePerson(IdentityInput { new_person: true, ..Default::default() })).await;
        self.does(id, Command::EnterDetails(DetailsInput { new_person: true, ..Default::default() })).await;
        let login = LoginInput { wanted: !email.is_empty(), email: email.to_owned() };
        if self.does(id, Command::ChooseLogin(login)).await.stored.registration.state.step()
            == Step::ChoosingAccount
        {
            self.does(id, Command::ChooseAccount { existing: existing.is_some() }).await;
        }
        if let Some(user_name) = existing {
            self.does(id, Command::FindAccount { user_name: user_name.to_owned() }).await;
            self.until(id, |now| now.state.step() == Step::ChoosingSubscription).await;
        }
        id
    }

    /// Waits until a registration is so.
    pub async fn until(&self, id: Uuid, wanted: impl Fn(&Registration) -> bool) -> Registration {
        let mut news = self.hub.store().changes();
        loop {
            let now = self.hub.look(&Name::Id(id)).await.unwrap().registration;
            if wanted(&now) {
                return now;
            }
            news.changed().await.unwrap();
        }
    }

    /// Waits until the login account of a registration is there. Returns its user name.
    pub async fn pending(&self, id: Uuid) -> String {
        let pending = |now: &Registration| matches!(now.state.account(), Some(AccountState::Pending { .. }));
        let now = self.until(id, pending).await;
        now.state.named_account().unwrap().0.to_owned()
    }

    /// A clerk forgets the login account of a registration. Returns how the job says that it went.
    pub async fn forget(&self, id: Uuid) -> Option<String> {
        let job = self.does(id, Command::ForgetAccount).await.jobs[0];
        self.until(id, |now| matches!(now.state.account(), Some(AccountState::Forgotten { .. }))).await;
        self.hub.job(job.0).await.unwrap().reason
    }

    /// Its owner activates an account with the code of the message, as `balied activate` does; the message stays when
    /// the relay has not taken it away.
    pub async fn activate(&self, user_name: &str) {
        let message = std::fs::read_to_string(self.message(user_name)).unwrap();
        let code = message.split_whitespace().find(|word| word.len() == 64).unwrap();
        let accounts = self.accounts().await;
        accounts.activate(code, self.hub.clock().now()).await.unwrap();
        accounts.close().await;
        workers::round(&self.hub).await;
    }

    /// The accounts, as another program opens them.
    pub async fn accounts(&self) -> BuiltIn {
        serve::accounts(&Config::load(&self.directory.path().join("balied.toml")).unwrap()).await.unwrap()
    }

    /// A file of the state directory.
    pub fn state(&self, name: &str) -> PathBuf {
        self.directory.path().join("state").join(name)
    }

    /// The message with the activation code of an account.
    pub fn message(&self, user_name: &str) -> PathBuf {
        self.state("outbox").join(format!("{user_name}.eml"))
    }

    /// What becomes of an account.
    pub async fn account(&self, user_name: &str) -> Option<AccountStatus> {
        let key = AccountKey::UserName(user_name.to_owned());
        self.hub.accounts().status(&key, self.hub.clock().now()).await.unwrap()
    }

    /// Erases on request what nobody confirmed.
    pub async fn erase(&self, registration: Uuid) -> Result<Erased, HubError> {
        let erase = Erase { registration, request_id: None, seen: None, unconfirmed: true };
        self.hub.erase(&by(Role::BranchAdmin), erase).await
    }

    /// An enrolled patron, with a mandate of which the signed page is stored. Returns its reference.
    pub async fn enrolled(&self, pass: &str) -> (Uuid, String) {
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
        let form = self.hub.mandate_form(&stored, Lang::Nl).unwrap();
        let page = self
            .hub
            .draw(move |documents| documents.mandate_png(&form, balied::hub::language(Lang::Nl), 150));
        let bytes = balie_virtual::pen::signed(&page.await.unwrap()).unwrap();
        let mut file = PageFile::create(self.directory.path()).await.unwrap();
        file.write(bytes).await.unwrap();
        let page = NewPage { request_id: None, registration: id, file };
        let code = self.hub.upload_page(&by(Role::Counter), page).await.unwrap().references.remove(0);
        self.does(id, Command::CheckMandate { code: code.clone() }).await;
        self.does(id, Command::ConfirmMandate { signed_date: String::new() }).await;
        (id, code)
    }

    /// The central administration confirms everything there is.
    pub async fn confirm(&self, reader: &str) {
        let (_, last, _) = self.hub.changes(0, 1000, "").await.unwrap();
        self.hub.acknowledge(reader, last, "").await.unwrap();
    }

    pub async fn is_there(&self, id: Uuid) -> bool {
        match self.hub.look(&Name::Id(id)).await {
            Ok(_) => true,
            Err(HubError::NotFound { .. }) => false,
            Err(error) => panic!("{error}"),
        }
    }

    pub async fn actions(&self, id: Uuid) -> Vec<String> {
        let trail = self.hub.audit(id, 0, 1000).await.unwrap();
        trail.into_iter().map(|record| record.entry.action).collect()
    }

    /// Whether this is legible anywhere under the state directory.
    pub fn is_legible(&self, text: &str) -> bool {
        self.is_kept(text.as_bytes())
    }

    /// Whether these bytes are anywhere under the state directory.
    pub fn is_kept(&self, bytes: &[u8]) -> bool {
        fn within(directory: &Path, bytes: &[u8]) -> bool {
            std::fs::read_dir(directory).unwrap().any(|entry| {
                let path = entry.unwrap().path();
                match path.is_dir() {
                    true => within(&path, bytes),
                    false => std::fs::read(path).unwrap().windows(bytes.len()).any(|window| window == bytes),
                }
            })
        }
        within(&self.directory.path().join("state"), bytes)
    }
}

pub fn request() -> Request {
    Request { request_id: Some(Uuid::now_v7()), seen: None, validate_only: false }
}

pub fn person() -> PersonInput {
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
