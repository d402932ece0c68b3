//! Everything the program knows, and how an event changes it. No window, no connection, no clock: the
//! program brings them in as events and carries the effects out.

mod act;
mod asked;
mod commands;
mod daemon;
mod effect;
mod enrol;
mod event;
mod focus;
mod form;
mod keys;
mod leave;
mod ledger;
mod listing;
mod money;
mod open;
mod paper;
mod scan;
mod steps;
#[cfg(test)]
mod tests;

pub use effect::{Effect, Source};
pub use enrol::{EnrolFault, Enrolment};
pub use event::{Event, Failure, Lists, PageFile, PageScan, ScannerEvent, StoredPage};
pub use focus::Focus;
pub use form::{Form, Refused};
pub use keys::mnemonic;
pub use ledger::{received, remaining};
pub use listing::{Listing, Show};
pub use money::HandOver;
pub use open::Open;
pub use steps::{asks_reason, first_problem, problem, required, shown};

use crate::ui;
use asked::Asked;
use balie_client::{Command, Language, v1};
use balie_typed::parse_birth;
use chrono::NaiveDate;
use form::Draft;
use std::collections::{BTreeMap, VecDeque};

/// Something told across the window.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    /// What.
    pub kind: ui::Notice,
    /// How it looks.
    pub tone: ui::Tone,
    /// Words of the daemon, or a name in the sentence.
    pub text: String,
}

/// The scanner of this counter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scanner {
    /// This station holds it.
    pub held: bool,
    /// Device, when held.
    pub device: String,
    /// Station that asks for it.
    pub asked_by: String,
    /// Station that holds it instead.
    pub held_by: String,
}

/// Everything the program knows.
#[derive(Debug)]
pub struct Session {
    /// Language of the clerk.
    pub language: Language,
    /// Dark instead of light.
    pub dark: bool,
    /// Enlargement, in steps of [`ZOOMS`].
    pub zoom: usize,
    /// Name of this station.
    pub station: String,
    /// Today at this counter.
    pub today: NaiveDate,
    /// Whether the daemon answers.
    pub link: ui::Link,
    /// Why daemon and PC do not trust each other, while that is so.
    pub distrust: ui::Distrust,
    /// Address of the daemon, when it is on another machine.
    pub server: String,
    /// Enrolling this PC.
    pub enrolment: Enrolment,
    /// The branch; empty until the daemon told.
    pub branch: v1::GetBranchResponse,
    /// Devices as they are now.
    pub devices: Vec<v1::Device>,
    /// The scanner.
    pub scanner: Scanner,
    /// What fills the window.
    pub page: ui::Page,
    /// The registration in view; none in the overview.
    pub open: Option<Open>,
    /// The overview.
    pub listing: Listing,
    /// What was typed in the form in view.
    pub form: Form,
    /// What was typed elsewhere and not sent: by registration and step.
    drafts: BTreeMap<(String, i32), Draft>,
    /// Where the caret is to be.
    pub focus: Focus,
    /// Told across the window.
    pub notice: Option<Notice>,
    /// Another counter went on, and the clerk did nothing since.
    moved: bool,
    /// Money that the clerk is to give the patron.
    pub hand_over: Option<HandOver>,
    /// Something is asked and not answered yet.
    pub busy: bool,
    /// What that is.
    under_way: Option<Asked>,
    /// Commands to be sent after the one on its way.
    queue: VecDeque<Command>,
    /// A command that came too late: what it was decided on, and the command.
    again: Option<(v1::Registration, Command)>,
    /// What to do when the queue is through.
    after: Option<After>,
    /// The pass in the form is of another branch: to be confirmed.
    pub other_branch: bool,
    /// The barcode of a mandate that opened the registration in view.
    scanned_mandate: String,
}

/// What follows when everything typed is kept.
#[derive(Debug, Clone, PartialEq)]
enum After {
    Overview,
    Open(String),
    New(Option<String>),
}

/// Enlargements, in percent.
pub const ZOOMS: [u16; 5] = [90, 100, 115, 130, 150];

impl Session {
    /// A session that has not heard of the daemon yet.
    pub fn new(language: Language, station: String, today: NaiveDate) -> Self {
        Self {
            language,
            dark: false,
            zoom: 1,
            station,
            today,
            link: ui::Link::Connecting,
            distrust: ui::Distrust::None,
            server: String::new(),
            enrolment: Enrolment::default(),
            branch: v1::GetBranchResponse::default(),
            devices: Vec::new(),
            scanner: Scanner::default(),
            page: ui::Page::Overview,
            open: None,
            listing: Listing::default(),
            form: Form::default(),
            drafts: BTreeMap::new(),
            focus: Focus { path: "search".to_owned(), count: 1 },
            notice: None,
            moved: false,
            hand_over: None,
            busy: false,
            under_way: None,
            queue: VecDeque::new(),
            again: None,
            after: None,
            other_branch: false,
            scanned_mandate: String::new(),
        }
    }

    /// Takes an event in; answers with what is to be done.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Act(action, argument) => self.act(action, &argument),
            Event::Edited(path, text) => self.edited(&path, &text),
            Event::Left(path) => self.left(&path),
            Event::NextOffer(direction) => self.next_offer(direction),
            event => self.heard(event),
        }
    }

    /// Step of the registration in view; awaiting a pass before there is a registration.
    pub fn step(&self) -> v1::Step {
        match &self.open {
            Some(open) => open.registration.step(),
            None if self.page == ui::Page::Overview => v1::Step::Unspecified,
            None => v1::Step::AwaitingPass,
        }
    }

    /// The registration in view.
    pub fn registration(&self) -> Option<&v1::Registration> {
        self.open.as_ref().map(|open| &open.registration)
    }

    /// The branch has a device for this.
    pub fn has(&self, role: v1::DeviceRole) -> bool {
        self.devices.iter().any(|device| device.role() == role)
    }

    fn tell(&mut self, kind: ui::Notice, tone: ui::Tone, text: impl Into<String>) {
        self.moved = kind == ui::Notice::MovedElsewhere;
        self.notice = Some(Notice { kind, tone, text: text.into() });
    }

    /// The person in the form is young: their call name is asked.
    pub fn is_youth(&self) -> bool {
        let through = self.branch.youth_through_age;
        if self.form.text("person.kind") == "institution" {
            return false;
        }
        let born = parse_birth(self.form.text("person.birth_date"), self.today);
        let age = born.ok().flatten().map(|born| born.age_on(self.today));
        age.and_then(|age| i32::try_from(age).ok()).is_some_and(|age| age <= through)
    }
}
