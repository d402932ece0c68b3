//! What the daemon tells.

use super::asked::Wish;
use super::{Effect, Event, Failure, PageScan, Session, StoredPage, steps};
use crate::ui::{Distrust, Link, Notice, Page, Tone};
use balie_client::Refusal;
use balie_client::v1::{Mandate, PassPrint, Registration};

/// Station of what the daemon does by itself.
const DAEMON: &str = "balied";

impl Session {
    pub(super) fn heard(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Up(branch) => {
                self.branch = branch;
                self.link = Link::Up;
                self.distrust = Distrust::None;
                let mut effects = vec![Effect::List];
                effects.extend(self.no_need_to_enrol());
                if let Some(now) = self.registration() {
                    effects.push(Effect::Follow(now.name.clone()));
                    effects.extend(steps::arrive(self));
                }
                effects
            }
            Event::Away => {
                self.link = Link::Away;
                Vec::new()
            }
            Event::Unenrolled => {
                self.link = Link::Unenrolled;
                self.enrol_first()
            }
            Event::Distrusted(distrust) => {
                self.link = Link::Distrusted;
                self.distrust = distrust;
                self.enrol_first()
            }
            Event::Server(address) => {
                self.server = address;
                self.suggest_server();
                Vec::new()
            }
            Event::Station(name) => {
                self.station = name;
                Vec::new()
            }
            Event::Enrolling(step) => {
                self.enrolling(step);
                Vec::new()
            }
            Event::Enrolled(enrolled) => self.enrolled(enrolled),
            Event::Devices(devices) => {
                self.devices = devices;
                Vec::new()
            }
            Event::Scanner(event) => self.scanner(event),
            Event::BranchChanged if self.page == Page::Overview => vec![Effect::List],
            Event::BranchChanged => Vec::new(),
            Event::Listed(lists) => {
                self.listing.lists = lists;
                Vec::new()
            }
            Event::Found(search, found) => self.found(search, found),
            Event::Opened(Ok(registration)) => self.opened(registration),
            Event::Opened(Err(failure)) => self.not_opened(&failure),
            Event::Changed(registration) => self.changed(registration),
            Event::Applied(Ok(registration)) => self.applied(registration),
            Event::Applied(Err(failure)) => self.not_applied(&failure),
            Event::Checked(version, violations) => {
                if version == self.form.version {
                    self.form.refuse(&violations);
                }
                Vec::new()
            }
            Event::Address(path, postcode, found) => {
                if self.form.text(&format!("{path}.postcode")) == postcode {
                    self.form.offer(&format!("{path}.street"), &found.street);
                    self.form.offer(&format!("{path}.place"), &found.place);
                }
                Vec::new()
            }
            Event::Offers(name, offers) => {
                if let Some(open) = self.open.as_mut().filter(|open| open.registration.name == name) {
                    open.offers = offers;
                    steps::choose_offer(self);
                }
                Vec::new()
            }
            Event::Job(job) => {
                if let Some(open) =
                    self.open.as_mut().filter(|open| open.registration.name == job.registration)
                {
                    open.job = Some(job);
                }
                Vec::new()
            }
            Event::Artwork { name, pass, png, notice } => {
                let of = |now: &Registration| now.name == name && now.pass_number == pass;
                if let Some(open) = self.open.as_mut().filter(|open| of(&open.registration)) {
                    open.artwork = png;
                    open.artwork_notice = notice;
                }
                Vec::new()
            }
            Event::Page(name, png, notice) => {
                if let Some(open) = self.open.as_mut().filter(|open| open.registration.name == name) {
                    open.page = png;
                    open.page_notice = notice;
                }
                Vec::new()
            }
            Event::FormPrint(Ok(job)) => {
                self.form.forget(&Wish::PrintForm);
                if let Some(open) =
                    self.open.as_mut().filter(|open| open.registration.name == job.registration)
                {
                    open.form_print = Some(job);
                }
                Vec::new()
            }
            Event::FormPrint(Err(failure)) => {
                if failure.is_answer() {
                    self.form.forget(&Wish::PrintForm);
                }
                if let Some(open) = &mut self.open {
                    open.form_print = None;
                    // From now on the clerk knows, and may print it all the same.
                    if let Some(boxes) = failure.boxes() {
                        boxes.clone_into(&mut open.page_notice);
                    }
                }
                self.explain(&failure);
                Vec::new()
            }
            Event::FormSaved(saved) => {
                match (saved, &mut self.open) {
                    (Ok(path), Some(open)) => open.saved_form = path,
                    (Ok(_), None) => {}
                    (Err(failure), _) => self.explain(&failure),
                }
                Vec::new()
            }
            Event::Files(files) => {
                if let Some(open) = &mut self.open {
                    if let Some(newest) = files.first().filter(|_| self.form.text("file").is_empty()) {
                        self.form.set("file", &newest.path);
                    }
                    open.files = Some(files);
                }
                Vec::new()
            }
            Event::Uploaded(uploaded) => self.uploaded(uploaded),
            Event::PageScan(scan) => self.page_scan(scan),
            // The clerk's own events were taken in before.
            Event::Act(..) | Event::Edited(..) | Event::Left(_) | Event::NextOffer(_) => Vec::new(),
        }
    }

    /// A registration that was asked for: another one, or the one in view after it changed under a command.
    fn opened(&mut self, registration: Registration) -> Vec<Effect> {
        if self.registration().is_none_or(|now| now.name != registration.name) {
            self.again = None;
            return self.enter(registration);
        }
        let now = ground(&registration);
        let station = registration.station.clone();
        let mut effects = self.take(registration);
        match self.again.take() {
            // Only something of no concern to the clerk's decision changed, such as the login account.
            Some((before, command)) if before == now => effects.extend(self.apply(command)),
            Some((before, _)) if before.step != now.step => {
                self.tell(Notice::MovedElsewhere, Tone::Warning, station);
            }
            Some(_) => self.tell(Notice::ChangedElsewhere, Tone::Warning, ""),
            None => {}
        }
        effects
    }

    /// A command was carried out.
    fn applied(&mut self, registration: Registration) -> Vec<Effect> {
        self.busy = false;
        self.notice = None;
        self.close_question();
        if self.open.is_none() {
            self.under_way = None;
            let mut effects = self.enter(registration);
            effects.extend(self.next());
            return effects;
        }
        self.settled();
        let mut effects = self.take(registration);
        self.spend();
        effects.extend(self.next());
        effects
    }

    /// What was under way is done. A clerk who typed on meanwhile keeps what was typed.
    fn spend(&mut self) {
        let Some(asked) = self.under_way.take() else { return };
        if self.form.answered(asked.id) {
            self.form.accept(steps::spent(self.step()));
        }
    }

    /// The registration in view changed, here or elsewhere.
    fn changed(&mut self, registration: Registration) -> Vec<Effect> {
        let Some(open) = &self.open else { return Vec::new() };
        let before = &open.registration;
        if before.name != registration.name || age(before) >= age(&registration) {
            return Vec::new();
        }
        // While a command of this counter is on its way, the change is most likely its own; and what ended
        // by itself (a print, a search) is nobody's.
        let other = registration.station != self.station && registration.station != DAEMON;
        let (elsewhere, station) = (!self.busy && other, registration.station.clone());
        let moved = before.step != registration.step;
        // That a print is another one concerns only who says what came out of it.
        let apart_from_print = |now: &Registration| Registration { pass_print: None, ..ground(now) };
        let differs = apart_from_print(before) != apart_from_print(&registration);
        let effects = self.take(registration);
        if elsewhere && moved {
            self.tell(Notice::MovedElsewhere, Tone::Warning, station);
        } else if elsewhere && differs {
            self.tell(Notice::ChangedElsewhere, Tone::Warning, station);
        }
        effects
    }

    /// Takes the registration in as it is now.
    fn take(&mut self, registration: Registration) -> Vec<Effect> {
        let Some(open) = &mut self.open else { return Vec::new() };
        if open.registration.name != registration.name || age(&open.registration) > age(&registration) {
            return Vec::new();
        }
        let step_before = open.registration.step;
        let print_before = open.print_state();
        let moved = step_before != registration.step;
        let filled_before = steps::load(self);
        let Some(open) = &mut self.open else { return Vec::new() };
        open.forget_what_changes_with(&registration);
        self.note_money(&registration);
        let Some(open) = &mut self.open else { return Vec::new() };
        open.registration = registration;
        if moved || open.print_state() != print_before {
            self.other_branch = false;
            if matches!(self.page, Page::Cancel | Page::Remit | Page::Revoke) {
                self.page = Page::Step;
            }
            if !self.enrolment.is_open() {
                self.fill();
            }
        } else if self.page == Page::Step {
            // Fields the clerk did not touch follow what the daemon changed; the others keep what was typed or chosen.
            for (path, text) in steps::load(self) {
                let changed =
                    !filled_before.iter().any(|(before, filled)| (before, filled) == (&path, &text));
                if changed && !self.form.is_touched(&path) {
                    self.form.set(&path, &text);
                }
            }
        }
        steps::arrive(self)
    }

    fn not_applied(&mut self, failure: &Failure) -> Vec<Effect> {
        self.busy = false;
        self.queue.clear();
        self.after = None;
        let Failure::Refused(refusal) = failure else {
            // What was asked is kept with what was typed: asked again, it has the same id.
            self.under_way = None;
            self.explain(failure);
            return Vec::new();
        };
        let asked = self.under_way.take();
        if let Some(asked) = &asked {
            self.form.answered(asked.id);
        }
        if refusal.is_stale() || refusal.is_wrong_step() {
            let Some(now) = self.registration() else { return Vec::new() };
            let name = now.name.clone();
            // What was seen when it was sent: what came meanwhile may be in view already.
            self.again = asked.and_then(|asked| match asked.wish {
                Wish::Command(command) => Some((asked.ground, *command)),
                _ => None,
            });
            return vec![Effect::Open(name)];
        }
        self.refused(refusal);
        Vec::new()
    }

    /// Tells what the daemon refused: at the fields where there are any, else across the window.
    fn refused(&mut self, refusal: &Refusal) {
        self.form.attempt();
        self.form.refuse(&refusal.violations);
        // From now on the clerk knows, and may print it all the same.
        if let (Some(boxes), Some(open)) = (refusal.misses_characters(), &mut self.open) {
            open.artwork_notice.clone_from(&boxes.message);
        }
        if refusal.has_reason("PASS_OTHER_BRANCH") {
            self.other_branch = true;
            self.form.refuse(&[]);
            return;
        }
        match steps::first_problem(self) {
            Some(path) => self.focus.on(&path),
            None if steps::has_field(self, &refusal.violations) => {}
            None => self.tell(Notice::Daemon, Tone::Danger, refusal.message.clone()),
        }
    }

    fn not_opened(&mut self, failure: &Failure) -> Vec<Effect> {
        self.scanned_mandate.clear();
        match failure {
            Failure::Refused(refusal) if refusal.code == balie_client::Code::NotFound => {
                self.tell(Notice::NotFound, Tone::Warning, "");
            }
            failure => self.explain(failure),
        }
        Vec::new()
    }

    fn explain(&mut self, failure: &Failure) {
        match failure {
            Failure::Away => self.tell(Notice::DaemonAway, Tone::Danger, ""),
            Failure::NoAnswer => self.tell(Notice::NoAnswer, Tone::Danger, ""),
            Failure::File => self.tell(Notice::NoSuchFile, Tone::Danger, ""),
            Failure::Refused(refusal) => self.tell(Notice::Daemon, Tone::Danger, refusal.message.clone()),
        }
    }

    /// The signed page is stored: its barcode goes where it is asked for.
    fn stored(&mut self, page: StoredPage) -> Vec<Effect> {
        let effects = self.take(page.registration);
        match page.references.first() {
            Some(reference) => {
                self.form.edit("code", reference);
                self.focus.on("code");
            }
            None => self.tell(Notice::NoBarcode, Tone::Warning, ""),
        }
        if !page.notice.is_empty() {
            self.tell(Notice::Daemon, Tone::Warning, page.notice);
        }
        effects
    }

    fn uploaded(&mut self, uploaded: Result<StoredPage, Failure>) -> Vec<Effect> {
        self.busy = false;
        if let Some(asked) = self.under_way.take()
            && uploaded.as_ref().err().is_none_or(Failure::is_answer)
        {
            self.form.answered(asked.id);
        }
        match uploaded {
            Ok(page) => self.stored(page),
            Err(failure) => {
                self.explain(&failure);
                Vec::new()
            }
        }
    }

    fn page_scan(&mut self, scan: Result<PageScan, Failure>) -> Vec<Effect> {
        if scan.as_ref().err().is_none_or(Failure::is_answer) {
            self.form.forget(&Wish::ScanPage);
        }
        let Some(open) = &mut self.open else { return Vec::new() };
        match scan {
            Ok(PageScan::Job(job)) if job.registration == open.registration.name => open.scan = Some(*job),
            Ok(PageScan::Job(_)) => {}
            Ok(PageScan::Preview(png)) => open.scanned = png,
            Ok(PageScan::Stored(page)) => {
                open.scan = None;
                return self.stored(*page);
            }
            Err(failure) => {
                open.scan = None;
                self.explain(&failure);
            }
        }
        Vec::new()
    }
}

/// Which of two states of a registration is the older one: what is kept with it changes without a revision.
fn age(registration: &Registration) -> (u64, u64) {
    (registration.revision, registration.change_number)
}

/// What a clerk decides on: the registration without what changes by itself, or beside it. Which print it was stays:
/// what came out of one says nothing of another.
pub(super) fn ground(registration: &Registration) -> Registration {
    let mandate = registration.mandate.clone();
    let print = registration.pass_print.as_ref();
    Registration {
        mandate: mandate.map(|mandate| Mandate { document_stored: false, ..mandate }),
        etag: String::new(),
        revision: 0,
        change_number: 0,
        update_time: None,
        station: String::new(),
        login: None,
        pass_print: print.map(|print| PassPrint { job: print.job.clone(), ..Default::default() }),
        ..registration.clone()
    }
}
