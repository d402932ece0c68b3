//! The page that enrols this PC at a branch, with a one-time code.

use super::{Effect, Form, Session, first_problem};
use crate::ui::{Distrust, Link, Notice, Page, Problem, Tone};
use balie_client::station::{EnrolError, EnrolStep, Enrolled, EnrolmentCode, ServerAddress};
use balie_client::{Caller, Language};

const ADDRESS: &str = "enrol.address";
const CODE: &str = "enrol.code";
const STATION: &str = "enrol.station";

/// The fields, in order of the caret.
pub(super) const FIELDS: [&str; 3] = [ADDRESS, CODE, STATION];

/// Why an enrolment did not succeed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrolFault {
    /// The field it is about; none when it is about more than that.
    path: Option<&'static str>,
    dutch: String,
    english: String,
}

impl EnrolFault {
    /// Where it is cured, most likely.
    fn caret(&self) -> &'static str {
        self.path.unwrap_or(ADDRESS)
    }

    /// What is the matter and what helps.
    pub fn message(&self, language: Language) -> &str {
        match language {
            Language::Dutch => &self.dutch,
            Language::English => &self.english,
        }
    }
}

impl From<EnrolError> for EnrolFault {
    fn from(error: EnrolError) -> Self {
        let path = match &error {
            EnrolError::Address(_) => Some(ADDRESS),
            EnrolError::Mistyped(_)
            | EnrolError::CodeWrong
            | EnrolError::CodeBlocked
            | EnrolError::CodeUsed
            | EnrolError::CodeExpired => Some(CODE),
            EnrolError::StationTaken(_) => Some(STATION),
            _ => None,
        };
        Self { path, dutch: error.message(Language::Dutch), english: error.message(Language::English) }
    }
}

/// How the enrolment of this PC goes.
#[derive(Debug, Default)]
pub struct Enrolment {
    /// How far it is; none when it is not under way.
    pub step: Option<EnrolStep>,
    /// Role that this PC got.
    pub role: String,
    fault: Option<EnrolFault>,
    /// What was in view before the page; none when it is not open.
    before: Option<(Page, Form)>,
    /// What was typed in the page when it was left.
    typed: Form,
    /// The page came without being asked for; that happens once.
    came: bool,
}

impl Enrolment {
    /// The page is open, be it under the help.
    pub(super) fn is_open(&self) -> bool {
        self.before.is_some()
    }

    /// Why the last attempt did not succeed, when that is not about one field.
    pub fn fault(&self) -> Option<&EnrolFault> {
        self.fault.as_ref().filter(|fault| fault.path.is_none())
    }
}

impl Session {
    /// Enrolling helps, and is not asked for yet.
    pub fn may_enrol(&self) -> bool {
        let helps = match self.link {
            Link::Unenrolled => true,
            Link::Distrusted => is_cured_by_enrolling(self.distrust),
            Link::Away => !self.server.is_empty(),
            Link::Connecting | Link::Up => false,
        };
        helps && !self.enrolment.is_open()
    }

    /// Opens the page. What was in view stays as it is, under it.
    pub(super) fn ask_enrol(&mut self) -> Vec<Effect> {
        if !self.enrolment.is_open() {
            self.stash();
            let mut form = std::mem::take(&mut self.enrolment.typed);
            form.version = form.version.max(self.form.version) + 1;
            self.enrolment.before = Some((self.page, std::mem::replace(&mut self.form, form)));
            self.suggest_server();
        }
        self.page = Page::Enrol;
        self.focus_enrolment();
        Vec::new()
    }

    /// Opens the page, once, when there is nothing else to do than to enrol.
    pub(super) fn enrol_first(&mut self) -> Vec<Effect> {
        let idle = self.page == Page::Overview && self.branch.number.is_empty();
        if !idle || self.enrolment.came || !self.may_enrol() {
            return Vec::new();
        }
        self.enrolment.came = true;
        self.ask_enrol()
    }

    /// The daemon answers: a page that came by itself goes by itself, unless the clerk began to use it.
    pub(super) fn no_need_to_enrol(&mut self) -> Vec<Effect> {
        let unused = self.enrolment.came && self.enrolment.step.is_none() && !self.form.is_dirty();
        if self.page == Page::Enrol && unused { self.leave_enrolment() } else { Vec::new() }
    }

    /// The daemon that this PC is enrolled at is the one to enrol at again, most likely.
    pub(super) fn suggest_server(&mut self) {
        if self.enrolment.is_open() && !self.form.is_touched(ADDRESS) && self.enrolment.step.is_none() {
            let server = self.server.clone();
            self.form.set(ADDRESS, &server);
        }
    }

    /// Enter: enrols when the fields hold, else the caret goes to the one that does not.
    pub(super) fn enrol(&mut self) -> Vec<Effect> {
        self.form.attempt();
        self.enrolment.fault = None;
        if let Some(path) = first_problem(self) {
            self.focus.on(&path);
            return Vec::new();
        }
        let text = |path| self.form.text(path).trim().to_owned();
        let station = Some(text(STATION)).filter(|name| !name.is_empty());
        let effect = Effect::Enrol {
            address: text(ADDRESS),
            code: text(CODE),
            station: station.unwrap_or_else(|| self.station.clone()),
        };
        self.enrolment.step = Some(EnrolStep::Connecting);
        self.focus.on("");
        vec![effect]
    }

    /// Esc: stops what is under way, else leaves the page. Once the code was sent it may be used up, so that it is too
    /// late to stop.
    pub(super) fn stop_enrolment(&mut self) -> Vec<Effect> {
        match self.enrolment.step {
            None => self.leave_enrolment(),
            Some(EnrolStep::Connecting) => {
                self.enrolment.step = None;
                self.focus_enrolment();
                vec![Effect::StopEnrol]
            }
            Some(EnrolStep::Asking | EnrolStep::Storing) => Vec::new(),
        }
    }

    /// Back from the help.
    pub(super) fn back_to_enrolment(&mut self) -> Vec<Effect> {
        self.page = Page::Enrol;
        self.focus_enrolment();
        Vec::new()
    }

    /// Something else comes in view; what was typed in the page is kept.
    pub(super) fn put_enrolment_away(&mut self) -> Option<(Page, Form)> {
        let before = self.enrolment.before.take()?;
        self.enrolment.typed = self.form.clone();
        Some(before)
    }

    fn leave_enrolment(&mut self) -> Vec<Effect> {
        let Some((page, mut form)) = self.put_enrolment_away() else { return Vec::new() };
        if self.open.is_some() {
            self.page = Page::Step;
            self.fill();
            return Vec::new();
        }
        form.version = self.form.version + 1;
        self.form = form;
        if page == Page::Step {
            self.page = page;
            self.focus.on("code");
            return Vec::new();
        }
        self.page = Page::Overview;
        self.focus.on("search");
        vec![Effect::List]
    }

    /// What was told of the former text says nothing of the new one. What is about no field is most likely cured at
    /// the address.
    pub(super) fn enrol_edited(&mut self, path: &str) -> Vec<Effect> {
        self.enrolment.fault.take_if(|fault| fault.caret() == path);
        Vec::new()
    }

    pub(super) fn enrolling(&mut self, step: EnrolStep) {
        if self.enrolment.step.is_some() {
            self.enrolment.step = Some(step);
        }
    }

    pub(super) fn enrolled(&mut self, enrolled: Result<Enrolled, EnrolFault>) -> Vec<Effect> {
        let was_stopped = self.enrolment.step.take().is_none();
        match enrolled {
            Ok(Enrolled { station, role, server }) => {
                let mut effects = vec![Effect::Connect(server.to_string())];
                effects.extend(self.leave_enrolment());
                // A word of the former connection that comes late does not open the page again.
                self.enrolment.came = true;
                self.enrolment.typed = Form::default();
                self.enrolment.role = role;
                self.station.clone_from(&station);
                self.link = Link::Connecting;
                self.tell(Notice::Enrolled, Tone::Success, station);
                effects
            }
            Err(fault) => {
                if !was_stopped {
                    self.enrolment.fault = Some(fault);
                    self.focus_enrolment();
                }
                Vec::new()
            }
        }
    }

    fn focus_enrolment(&mut self) {
        let at_fault = self.enrolment.fault.as_ref().map(EnrolFault::caret);
        let first = || if self.form.text(ADDRESS).is_empty() { ADDRESS } else { CODE };
        let path = at_fault.unwrap_or_else(first);
        self.focus.on(path);
    }

    /// What is said at a field of the page; none when it holds.
    pub fn enrol_message(&self, path: &str) -> Option<String> {
        let text = self.form.text(path).trim();
        let error = match problem(&self.form, path) {
            Problem::Address => EnrolError::Address(text.to_owned()),
            Problem::Code => EnrolmentCode::parse(text).err()?.into(),
            Problem::None => {
                let fault = self.enrolment.fault.as_ref().filter(|fault| fault.path == Some(path))?;
                return Some(fault.message(self.language).to_owned());
            }
            _ => return None,
        };
        Some(error.message(self.language))
    }
}

/// What is the matter with a field of the page.
pub(super) fn problem(form: &Form, path: &str) -> Problem {
    let text = form.text(path).trim();
    match path {
        ADDRESS | CODE if text.is_empty() => Problem::Required,
        ADDRESS if ServerAddress::parse(text).is_none() => Problem::Address,
        CODE if EnrolmentCode::parse(text).is_err() => Problem::Code,
        STATION if !text.is_empty() && Caller::new(Language::Dutch, Some(text.to_owned())).is_err() => {
            Problem::Station
        }
        _ => Problem::None,
    }
}

/// The field must have something. Without a name, that of this PC is proposed.
pub(super) fn required(path: &str) -> bool {
    matches!(path, ADDRESS | CODE)
}

/// A new certificate lets this PC in again.
fn is_cured_by_enrolling(distrust: Distrust) -> bool {
    match distrust {
        Distrust::Ended
        | Distrust::Revoked
        | Distrust::Refused
        | Distrust::Unusable
        | Distrust::OtherServer => true,
        Distrust::None | Distrust::Name | Distrust::Clock => false,
    }
}
