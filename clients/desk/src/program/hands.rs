//! Carries effects out, each in a task; what comes of it is an event.

use super::options::Options;
use super::scanner::Claiming;
use super::{connection, enrol};
use crate::session::{Effect, Event, Failure, PageScan, Source, StoredPage};
use balie_client::station::Credentials;
use balie_client::v1::{self, DocumentFormat};
use balie_client::watch::Update;
use balie_client::{Client, ClientError, Endpoint, Language, RequestId, ScanEvent};
use std::future::Future;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::mpsc::UnboundedSender;
use tokio::task::AbortHandle;

/// How long a clerk pauses before what was typed is checked.
const PAUSE: Duration = Duration::from_millis(300);
/// How long several changes of the branch are taken together.
const GATHER: Duration = Duration::from_millis(150);

/// Where events go, and the client once there is one.
#[derive(Clone)]
pub(super) struct Wire {
    events: UnboundedSender<Event>,
    client: Arc<Mutex<Option<Client>>>,
}

impl Wire {
    /// Tells the session something. When the window is closed nobody listens any more.
    pub fn tell(&self, event: Event) {
        let _closed = self.events.send(event);
    }

    /// The daemon was reached.
    pub fn have(&self, client: Client) {
        if let Ok(mut place) = self.client.lock() {
            *place = Some(client);
        }
    }

    fn client(&self) -> Option<Client> {
        self.client.lock().ok().and_then(|place| place.clone())
    }
}

/// Work of which only the latest counts.
#[derive(Debug, Clone, Copy)]
enum Slot {
    Connection,
    Follow,
    Job,
    Check,
    Address,
    Offers,
    List,
    Search,
    Scan,
    Form,
    Enrol,
}
const SLOTS: usize = 11;

/// Carries effects out.
pub(super) struct Hands {
    runtime: Handle,
    options: Options,
    language: Language,
    /// Where this PC was enrolled since the program began; else the environment says where the daemon is.
    enrolled: Option<Endpoint>,
    wire: Wire,
    slots: [Option<AbortHandle>; SLOTS],
}

impl Hands {
    pub fn new(
        runtime: Handle,
        options: Options,
        language: Language,
        events: UnboundedSender<Event>,
    ) -> Self {
        let wire = Wire { events, client: Arc::default() };
        Self { runtime, options, language, enrolled: None, wire, slots: Default::default() }
    }

    /// Connects; again with another language, or another claim on the scanner.
    pub fn start(&mut self, claiming: Claiming) {
        let (options, language, wire) = (self.options.clone(), self.language, self.wire.clone());
        let enrolled = self.enrolled.clone();
        self.alone(Slot::Connection, connection::keep(options, language, enrolled, claiming, wire));
    }

    /// Carries an effect out.
    pub fn carry_out(&mut self, effect: Effect) {
        let wire = self.wire.clone();
        let effect = match effect {
            Effect::Speak(language) => {
                self.language = language;
                return self.start(Claiming::Take);
            }
            Effect::Enrol { address, code, station } => {
                return self.alone(Slot::Enrol, enrol::run(address, code, station, self.language, wire));
            }
            Effect::StopEnrol => return self.stop(Slot::Enrol),
            Effect::Connect(server) => {
                self.enrolled = Some(Endpoint::Tcp { server, credentials: Some(Credentials::place()) });
                return self.start(Claiming::Take);
            }
            effect => effect,
        };
        let Some(client) = wire.client() else {
            refuse(&wire, &effect);
            return;
        };
        match effect {
            Effect::Create { id, pass } => self.spawn(async move {
                let made = client.registrations.create_as(id, Some(pass)).await;
                wire.tell(Event::Applied(made.map_err(Failure::from)));
            }),
            Effect::Open(name) => self.spawn(async move {
                let read = client.registrations.get(&name).await;
                wire.tell(Event::Opened(read.map_err(Failure::from)));
            }),
            Effect::Apply { id, name, etag, command } => self.spawn(async move {
                let applied = client.registrations.apply_as(id, &name, &etag, command).await;
                let applied = applied.map(|applied| applied.registration).map_err(Failure::from);
                wire.tell(Event::Applied(applied));
            }),
            Effect::Check { name, command, version } => self.alone(Slot::Check, async move {
                tokio::time::sleep(PAUSE).await;
                let violations = match client.registrations.check(&name, "", command).await {
                    Ok(_) => Vec::new(),
                    Err(ClientError::Refused(refusal)) => refusal.violations,
                    Err(_) => return,
                };
                wire.tell(Event::Checked(version, violations));
            }),
            Effect::Address { path, postcode } => self.alone(Slot::Address, async move {
                // Without it the clerk types street and place, as always.
                if let Ok(found) = client.branch.look_up_address(&postcode).await {
                    wire.tell(Event::Address(path, postcode, found));
                }
            }),
            Effect::Follow(name) if name.is_empty() => self.stop(Slot::Follow),
            Effect::Follow(name) => self.alone(Slot::Follow, async move {
                let mut watch = client.registrations.watch(&name);
                while let Some(update) = watch.next().await {
                    if let Ok(Update::Changed(now)) = update {
                        wire.tell(Event::Changed(now));
                    }
                }
            }),
            Effect::FollowJob(name) => self.alone(Slot::Job, async move {
                let mut watch = client.jobs.watch(&name);
                while let Some(update) = watch.next().await {
                    if let Ok(Update::Changed(job)) = update {
                        wire.tell(Event::Job(job));
                    }
                }
            }),
            Effect::StopJob(name) => self.spawn(async move {
                if let Ok(job) = client.jobs.cancel(&name).await {
                    wire.tell(Event::Job(job));
                }
            }),
            Effect::List => self.alone(Slot::List, async move {
                tokio::time::sleep(GATHER).await;
                if let Ok(lists) = super::lists::read(&client).await {
                    wire.tell(Event::Listed(lists));
                }
            }),
            Effect::Search(text) => self.alone(Slot::Search, async move {
                tokio::time::sleep(GATHER).await;
                if let Ok(found) = super::lists::search(&client, &text).await {
                    wire.tell(Event::Found(text, found));
                }
            }),
            Effect::Offers { name, circumstances } => self.alone(Slot::Offers, async move {
                if let Ok(offers) = client.catalogue.options(&name, &circumstances).await {
                    wire.tell(Event::Offers(name, offers));
                }
            }),
            Effect::Artwork { name, pass } => self.spawn(async move {
                if let Ok(document) = client.documents.pass(&name, DocumentFormat::Png).await {
                    let (png, notice) = (document.content, document.notice);
                    wire.tell(Event::Artwork { name, pass, png, notice });
                }
            }),
            Effect::Page(name) => {
                let tag = self.language.tag();
                self.spawn(async move {
                    if let Ok(document) = client.documents.mandate_form(&name, DocumentFormat::Png, tag).await
                    {
                        wire.tell(Event::Page(name, document.content, document.notice));
                    }
                });
            }
            Effect::PrintForm { id, name, with_boxes } => {
                let tag = self.language.tag();
                self.alone(Slot::Form, async move {
                    let documents = &client.documents;
                    let asked = documents.print_mandate_form_as(id, &name, "", tag, with_boxes).await;
                    let follow = asked.as_ref().ok().map(|job| job.name.clone());
                    wire.tell(Event::FormPrint(asked.map_err(Failure::from)));
                    let Some(job) = follow else { return };
                    let mut watch = client.jobs.watch(&job);
                    while let Some(update) = watch.next().await {
                        if let Ok(Update::Changed(job)) = update {
                            wire.tell(Event::FormPrint(Ok(job)));
                        }
                    }
                });
            }
            Effect::SaveForm { name, file } => {
                let tag = self.language.tag();
                self.spawn(async move {
                    wire.tell(Event::FormSaved(save_form(&client, &name, &file, tag).await));
                });
            }
            Effect::Files => self.spawn(async move {
                if let Ok(files) = tokio::task::spawn_blocking(super::files::newest).await {
                    wire.tell(Event::Files(files));
                }
            }),
            Effect::Upload { id, name, source: Source::File(path) } => self.spawn(async move {
                wire.tell(Event::Uploaded(upload(&client, id, &name, path).await));
            }),
            Effect::ScanPage { id, name } => self.alone(Slot::Scan, async move {
                if let Err(failure) = scan_page(&client, id, &name, &wire).await {
                    wire.tell(Event::PageScan(Err(failure)));
                }
            }),
            Effect::Claim => self.start(Claiming::Ask),
            Effect::Release => self.start(Claiming::Leave),
            Effect::Retain(device) => self.spawn(async move {
                if let Err(error) = client.devices.retain(&device).await {
                    tracing::warn!(%error, "the scanner was not kept");
                }
            }),
            // Carried out above: they need no daemon.
            Effect::Speak(_) | Effect::Enrol { .. } | Effect::StopEnrol | Effect::Connect(_) => {}
        }
    }

    fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        self.runtime.spawn(work);
    }

    /// Instead of the work that was in this slot.
    fn alone(&mut self, slot: Slot, work: impl Future<Output = ()> + Send + 'static) {
        self.stop(slot);
        self.slots[slot as usize] = Some(self.runtime.spawn(work).abort_handle());
    }

    fn stop(&mut self, slot: Slot) {
        if let Some(task) = self.slots[slot as usize].take() {
            task.abort();
        }
    }
}

/// Before the daemon was ever reached: what waits for an answer hears that it is away.
fn refuse(wire: &Wire, effect: &Effect) {
    let away = || Err(Failure::Away);
    match effect {
        Effect::Create { .. } | Effect::Apply { .. } => wire.tell(Event::Applied(away())),
        Effect::Open(_) => wire.tell(Event::Opened(away())),
        Effect::Upload { .. } => wire.tell(Event::Uploaded(Err(Failure::Away))),
        Effect::ScanPage { .. } => wire.tell(Event::PageScan(Err(Failure::Away))),
        Effect::PrintForm { .. } => wire.tell(Event::FormPrint(Err(Failure::Away))),
        Effect::SaveForm { .. } => wire.tell(Event::FormSaved(Err(Failure::Away))),
        _ => {}
    }
}

/// Saves the form where a clerk finds it: in the documents of the user, else in the home directory.
async fn save_form(client: &Client, name: &str, file: &str, language: &str) -> Result<String, Failure> {
    let document = client.documents.mandate_form(name, DocumentFormat::Pdf, language).await?;
    let home = std::env::var_os("HOME").map(PathBuf::from).ok_or(Failure::File)?;
    let documents =
        ["Documenten", "Documents"].map(|name| home.join(name)).into_iter().find(|path| path.is_dir());
    let path = documents.unwrap_or(home).join(file);
    tokio::fs::write(&path, document.content).await.map_err(|_| Failure::File)?;
    Ok(path.display().to_string())
}

async fn upload(client: &Client, id: RequestId, name: &str, path: String) -> Result<StoredPage, Failure> {
    let page = tokio::fs::read(path).await.map_err(|_| Failure::File)?;
    let answer = client.documents.upload_mandate_page_as(id, name, page).await?;
    Ok(StoredPage {
        references: answer.references,
        notice: answer.notice,
        registration: answer.registration.unwrap_or_default(),
    })
}

/// Scans the signed page and tells how it goes, to its end.
async fn scan_page(client: &Client, id: RequestId, name: &str, wire: &Wire) -> Result<(), Failure> {
    let job = client.documents.scan_mandate_page_as(id, name, "", v1::PaperSource::Unspecified).await?;
    let mut watch = client.documents.watch_mandate_scan(&job.name);
    while let Some(event) = watch.changed().await.transpose()? {
        let told = match event {
            ScanEvent::Job(job) => PageScan::Job(Box::new(job)),
            ScanEvent::Preview(png) => PageScan::Preview(png),
            ScanEvent::PreviewPart => continue,
            ScanEvent::Page(page) => PageScan::Stored(Box::new(StoredPage {
                references: page.references,
                notice: page.notice,
                registration: page.registration.unwrap_or_default(),
            })),
        };
        wire.tell(Event::PageScan(Ok(told)));
    }
    Ok(())
}
