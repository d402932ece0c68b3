//! The configuration file of the daemon (TOML), read once at start.

mod error;
mod tcp;

pub use error::ConfigError;
pub use tcp::{OwnPki, StationRule, TcpConfig};

use crate::addresses::AddressBook;
use crate::api::AccessRules;
use crate::hub::{Creditor, PatronNumbers};
use crate::outbox::{NotAscii, Sender};
use balie_devices::discovery::DiscoveryConfig;
use balie_devices::document_scanner::Peculiarities;
use balie_devices::registry::{
    DevicesConfig, DocumentScannerConfig, FormPrinterConfig, PassPrinterConfig, RegistryError, ScannerConfig,
};
use balie_reading::Words;
use balie_registration::catalogue::Catalogue;
use balie_registration::machine::{PatronKind, PersonField, Policy, Retention};
use balie_registration::values::{BranchNumber, CreditorId, PatronNumber, SepaScope};
use balie_registration::{Explain, Lang};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The configuration of a branch.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The branch.
    pub branch: Branch,
    /// Patron numbers this branch may issue.
    pub patron_numbers: Numbers,
    /// Creditor of direct debit mandates.
    pub creditor: CreditorConfig,
    /// Messages to patrons.
    #[serde(default)]
    pub mail: MailConfig,
    /// Where things are.
    #[serde(default)]
    pub paths: Paths,
    /// Where street and place are looked up.
    #[serde(default)]
    pub addresses: AddressesConfig,
    /// Who may do what.
    #[serde(default)]
    pub access: AccessRules,
    /// TCP with mutual TLS; the daemon does not listen on TCP when not given.
    #[serde(default)]
    pub tcp: Option<TcpConfig>,
    /// Scanners.
    #[serde(default)]
    pub scanner: Vec<ScannerConfig>,
    /// Pass printers.
    #[serde(default)]
    pub pass_printer: Vec<PassPrinterConfig>,
    /// Form printers.
    #[serde(default)]
    pub form_printer: Vec<FormPrinterConfig>,
    /// Document scanners.
    #[serde(default)]
    pub document_scanner: Vec<DocumentScannerConfig>,
    /// How long personal data are kept.
    #[serde(default)]
    pub retention: RetentionConfig,
    /// How devices on USB are found.
    #[serde(default, rename = "devices")]
    pub discovery: DiscoveryConfig,
    /// How long the holder of a scanner gets to retain it when another station asks, in seconds.
    #[serde(default = "claim_ask")]
    pub claim_ask_secs: u64,
}

fn claim_ask() -> u64 {
    10
}

/// How long personal data are kept (AVG).
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RetentionConfig {
    /// Finished registrations, in days from the confirmed receipt by the central administration; at most 3650.
    pub confirmed_days: u32,
    /// Drafts that were never saved, in days from their last change; at most 3650.
    pub abandoned_days: u32,
    /// How often is looked for what is due, in seconds, 1 to 86 400.
    pub look_every_secs: u64,
}

impl Default for RetentionConfig {
    fn default() -> Self {
        let Retention { confirmed_days, abandoned_days } = Retention::default();
        Self { confirmed_days, abandoned_days, look_every_secs: 60 }
    }
}

impl From<RetentionConfig> for Retention {
    fn from(config: RetentionConfig) -> Self {
        Self { confirmed_days: config.confirmed_days, abandoned_days: config.abandoned_days }
    }
}

/// The branch itself.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Branch {
    /// Four digits, such as "9401".
    pub number: String,
    /// Name, such as "Annen".
    pub name: String,
    /// Required fields by patron kind; kinds left out keep their defaults.
    #[serde(default)]
    pub required: BTreeMap<PatronKind, BTreeSet<PersonField>>,
    /// Selection codes; the defaults when left out.
    #[serde(default)]
    pub selections: Option<Vec<String>>,
}

/// A range of patron numbers.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Numbers {
    /// First, at least 1.
    pub first: u32,
    /// Last, at most 99 999 999.
    pub last: u32,
}

/// The creditor.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreditorConfig {
    /// Name.
    pub name: String,
    /// Street and number.
    pub street: String,
    /// Postcode and place.
    pub place: String,
    /// Country in words.
    pub country: String,
    /// Creditor identifier (EPC AT-02).
    pub identifier: String,
}

/// Messages to patrons about their login accounts.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MailConfig {
    /// From which address they come; `balie@` and the mail name of this machine when not given.
    pub from: Option<String>,
}

/// Where things are. Empty: the places of the packaged service.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Paths {
    /// State directory; holds the database. systemd's `STATE_DIRECTORY` when not given.
    pub state: PathBuf,
    /// The socket clients connect to.
    pub socket: PathBuf,
    /// Catalogue of subscriptions; the built-in one when not given.
    pub catalogue: Option<PathBuf>,
    /// Directory with the library's own templates.
    pub templates: Option<PathBuf>,
    /// Countries from whose accounts can be collected, in the form of the built-in list, when the branch has a newer
    /// one.
    pub sepa: Option<PathBuf>,
    /// In what document scanners of this branch differ from their specification, beside those that are known already.
    pub peculiarities: Option<PathBuf>,
}

impl Default for Paths {
    fn default() -> Self {
        let state =
            std::env::var_os("STATE_DIRECTORY").map_or_else(|| "/var/lib/balie".into(), PathBuf::from);
        Self {
            state,
            socket: "/run/balie/balied.sock".into(),
            catalogue: None,
            templates: None,
            sepa: None,
            peculiarities: None,
        }
    }
}

/// Where street and place are looked up.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AddressesConfig {
    /// File with a line `9468 BG;Kruisakkers;Annen` for each street, in order of postcode; nothing is looked up when
    /// not given.
    pub file: Option<PathBuf>,
}

/// A field, and what is wrong with its value.
type Wrong = (&'static str, Words);

/// What is explained in both languages already.
fn explained(why: &impl Explain) -> Words {
    Words::new(why.message(Lang::Nl), why.message(Lang::En))
}

/// The text of a file, however it was saved.
fn text_of(path: &Path) -> Result<String, ConfigError> {
    let bytes = std::fs::read(path).map_err(|source| ConfigError::Read { path: path.to_owned(), source })?;
    balie_reading::text(&bytes).map_err(|why| ConfigError::Unreadable { path: path.to_owned(), why })
}

fn devices_wrong(error: &RegistryError) -> Wrong {
    let words = match error {
        RegistryError::DuplicateId(id) => {
            Words::new(format!("er heten twee apparaten {id}."), format!("two devices are called {id}."))
        }
        RegistryError::Place(id) => Words::new(
            format!("scanner {id} heeft óf `path` óf `match` nodig."),
            format!("scanner {id} needs either `path` or `match`."),
        ),
        other => Words::new(other.to_string(), other.to_string()),
    };
    ("id", words)
}

impl Config {
    /// Reads and checks a file.
    ///
    /// # Errors
    /// [`ConfigError`], which names the file and, where there is one, line and field.
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        let unreadable = |why| ConfigError::Unreadable { path: path.to_owned(), why };
        let config: Self = balie_reading::toml(&text_of(path)?).map_err(unreadable)?;
        config
            .policy()
            .and(config.creditor().map(|_| ()))
            .and(config.numbers().map(|_| ()))
            .and(config.check_retention())
            .and(config.make_sender().map(|_| ()))
            .and(config.tcp.as_ref().map_or(Ok(()), TcpConfig::check))
            .and(config.devices().check().map_err(|error| devices_wrong(&error)))
            .map_err(|(field, words)| ConfigError::Value { path: path.to_owned(), field, words })?;
        Ok(config)
    }

    fn policy(&self) -> Result<(), Wrong> {
        self.make_policy().map(|_| ())
    }

    fn make_policy(&self) -> Result<Policy, Wrong> {
        let number =
            BranchNumber::parse(&self.branch.number).map_err(|error| ("branch.number", explained(&error)))?;
        if self.branch.name.trim().is_empty() {
            return Err(("branch.name", Words::new("mag niet leeg zijn.", "must not be empty.")));
        }
        for (kind, fields) in &self.branch.required {
            if let Some(field) = fields.iter().find(|field| !field.is_of(*kind)) {
                let name = field.name();
                let words = Words::new(
                    format!("een instelling heeft geen `{name}`; dat kan hier niet verplicht zijn."),
                    format!("an institution has no `{name}`; it cannot be required here."),
                );
                return Err(("branch.required.institution", words));
            }
        }
        let mut policy = Policy::new(number, self.branch.name.trim());
        policy.required.extend(self.branch.required.clone());
        if let Some(selections) = &self.branch.selections {
            policy.selections.clone_from(selections);
        }
        Ok(policy)
    }

    fn creditor(&self) -> Result<Creditor, Wrong> {
        let id = CreditorId::parse(&self.creditor.identifier)
            .map_err(|error| ("creditor.identifier", explained(&error)))?;
        Ok(Creditor {
            name: self.creditor.name.clone(),
            street: self.creditor.street.clone(),
            place: self.creditor.place.clone(),
            country: self.creditor.country.clone(),
            id,
        })
    }

    fn numbers(&self) -> Result<PatronNumbers, Wrong> {
        let Numbers { first, last } = self.patron_numbers;
        for (field, number) in [("patron_numbers.first", first), ("patron_numbers.last", last)] {
            PatronNumber::new(number).map_err(|error| (field, explained(&error)))?;
        }
        if first > last {
            let words = Words::new(
                "mag niet lager zijn dan patron_numbers.first.",
                "must not be below patron_numbers.first.",
            );
            return Err(("patron_numbers.last", words));
        }
        Ok(PatronNumbers { first, last })
    }

    fn check_retention(&self) -> Result<(), Wrong> {
        let RetentionConfig { confirmed_days, abandoned_days, look_every_secs } = self.retention;
        let days =
            [("retention.confirmed_days", confirmed_days), ("retention.abandoned_days", abandoned_days)];
        for (field, days) in days {
            if days > Retention::MAX_DAYS {
                let most = Retention::MAX_DAYS;
                let words = Words::new(format!("is hoogstens {most}."), format!("is at most {most}."));
                return Err((field, words));
            }
        }
        if !(1..=86_400).contains(&look_every_secs) {
            let words = Words::new("moet 1 tot en met 86400 zijn.", "must be 1 to 86400.");
            return Err(("retention.look_every_secs", words));
        }
        Ok(())
    }

    fn make_sender(&self) -> Result<Sender, Wrong> {
        Sender::new(&self.creditor.name, self.mail.from.as_deref()).map_err(|why| {
            let words = match why {
                NotAscii::Address(error) => explained(&error),
                NotAscii::LocalPart => Words::new(
                    "mag vóór de @ alleen gewone letters zonder accenten, cijfers en leestekens hebben: andere nemen de meeste mailservers niet aan.",
                    "may have only plain letters, digits and punctuation before the @: most mail servers take no other.",
                ),
            };
            ("mail.from", words)
        })
    }

    /// From whom messages to patrons are.
    ///
    /// # Errors
    /// None after [`load`](Self::load), which has checked it.
    pub fn sender(&self) -> Result<Sender, ConfigError> {
        let wrong = |(field, words)| ConfigError::Value { path: PathBuf::new(), field, words };
        self.make_sender().map_err(wrong)
    }

    /// What the heart needs to know of the branch.
    ///
    /// # Errors
    /// After [`load`](Self::load), which has checked the rest, only those of the file of `paths.sepa`.
    pub fn parts(&self) -> Result<(Policy, Creditor, PatronNumbers), ConfigError> {
        let wrong = |(field, words)| ConfigError::Value { path: PathBuf::new(), field, words };
        Ok((
            Policy { sepa: self.sepa()?, ..self.make_policy().map_err(wrong)? },
            self.creditor().map_err(wrong)?,
            self.numbers().map_err(wrong)?,
        ))
    }

    fn sepa(&self) -> Result<SepaScope, ConfigError> {
        let Some(path) = &self.paths.sepa else { return Ok(SepaScope::built_in()) };
        let unreadable = |why| ConfigError::Unreadable { path: path.clone(), why };
        balie_reading::toml(&text_of(path)?).map_err(unreadable)
    }

    /// The catalogue: the branch's own file, or the built-in one.
    ///
    /// # Errors
    /// [`ConfigError::Catalogue`] with file, line and rule of every mistake; when the file cannot be read.
    pub fn catalogue(&self) -> Result<Catalogue, ConfigError> {
        let Some(path) = &self.paths.catalogue else { return Ok(Catalogue::built_in()) };
        Catalogue::load(&text_of(path)?, &path.display().to_string()).map_err(ConfigError::Catalogue)
    }

    /// In what document scanners differ from their specification: what is built in, and the branch's own file.
    ///
    /// # Errors
    /// [`ConfigError::Read`], or [`ConfigError::Unreadable`] with file, line and rule.
    pub fn peculiarities(&self) -> Result<Peculiarities, ConfigError> {
        let Some(path) = &self.paths.peculiarities else { return Ok(Peculiarities::built_in()) };
        Peculiarities::with(&text_of(path)?)
            .map_err(|why| ConfigError::Unreadable { path: path.clone(), why })
    }

    /// The same for a daemon that is to run whatever that file holds, and what is wrong in it: no device has to wait until
    /// it is mended.
    pub fn peculiarities_that_hold(&self) -> (Peculiarities, Vec<ConfigError>) {
        let Some(path) = &self.paths.peculiarities else { return (Peculiarities::built_in(), Vec::new()) };
        let text = match text_of(path) {
            Ok(text) => text,
            Err(error) => return (Peculiarities::without_file(), vec![error]),
        };
        let (all, mistakes) = Peculiarities::as_far_as_read(&text);
        let told = |why| ConfigError::Unreadable { path: path.clone(), why };
        (all, mistakes.into_iter().map(told).collect())
    }

    /// Streets by postcode, when there are any.
    ///
    /// # Errors
    /// [`ConfigError::Read`] when the file cannot be opened.
    pub fn address_book(&self) -> Result<Option<AddressBook>, ConfigError> {
        let open = |path: &PathBuf| {
            AddressBook::open(path).map_err(|source| ConfigError::Read { path: path.clone(), source })
        };
        self.addresses.file.as_ref().map(open).transpose()
    }

    /// Reads the whole file of addresses, which is not done at every start.
    ///
    /// # Errors
    /// [`ConfigError::Addresses`] with the line that is wrong.
    pub fn check_addresses(&self) -> Result<(), ConfigError> {
        let Some(path) = &self.addresses.file else { return Ok(()) };
        AddressBook::check(path).map_err(|fault| ConfigError::Addresses { path: path.clone(), fault })
    }

    /// The devices, with the peculiarities of document scanners that are built in.
    pub fn devices(&self) -> DevicesConfig {
        let user = format!("balie-{}", self.branch.number);
        DevicesConfig {
            scanner: self.scanner.clone(),
            pass_printer: self.pass_printer.iter().map(|printer| printer.clone().for_user(&user)).collect(),
            form_printer: self.form_printer.clone(),
            document_scanner: self.document_scanner.clone(),
            discovery: self.discovery.clone(),
            claim_ask_secs: self.claim_ask_secs,
            ..DevicesConfig::default()
        }
    }
}
