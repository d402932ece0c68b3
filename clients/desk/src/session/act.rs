//! What a clerk wants.

use super::open::Open;
use super::{After, Effect, Event, Session, ZOOMS, steps};
use crate::typed::{date_use, shape_code, shape_date, shape_iban, shape_postcode, tidy_date};
use crate::ui::{Action, Notice, Page, Tone};
use balie_client::v1::{self, Step, pass_print};
use balie_client::{Command, Language, resource};
use balie_typed::text::{is_blank, printable, squeeze};

impl Session {
    pub(super) fn act(&mut self, action: Action, argument: &str) -> Vec<Effect> {
        // The step in view may be another one than the clerk pressed Enter for: that Enter does nothing, and what
        // it was that happened stays on the screen.
        if std::mem::take(&mut self.moved) && action == Action::Go && self.page == Page::Step {
            return Vec::new();
        }
        if self.enrolment.step.is_some() && !is_harmless(action) {
            return Vec::new();
        }
        if !matches!(action, Action::Language | Action::Theme) {
            self.notice = None;
            self.listing.forget_enter();
        }
        match action {
            Action::Go => self.go(),
            Action::Back => self.back(),
            Action::Close => self.close(),
            Action::Overview => self.leave(After::Overview),
            Action::NewRegistration => self.leave(After::New(None)),
            Action::Open => self.leave(After::Open(argument.to_owned())),
            Action::Filter => self.show(argument),
            Action::Search => self.find(),
            Action::Find => {
                let effects =
                    if self.page == Page::Overview { Vec::new() } else { self.leave(After::Overview) };
                self.focus.on("search");
                effects
            }
            Action::About => {
                self.page = Page::About;
                self.focus.on("");
                Vec::new()
            }
            Action::Language => {
                self.language = match self.language {
                    Language::Dutch => Language::English,
                    Language::English => Language::Dutch,
                };
                vec![Effect::Speak(self.language)]
            }
            Action::Theme => {
                self.dark = !self.dark;
                Vec::new()
            }
            Action::ZoomIn => self.zoomed((self.zoom + 1).min(ZOOMS.len() - 1)),
            Action::ZoomOut => self.zoomed(self.zoom.saturating_sub(1)),
            Action::ZoomReset => self.zoomed(1),
            Action::AskCancel => self.ask(Page::Cancel, "cancel"),
            Action::AskRemit => self.ask(Page::Remit, "remit"),
            Action::AskRevoke => self.ask(Page::Revoke, "revoke_mandate"),
            Action::AskEnrol => self.ask_enrol(),
            Action::GiveScanner => {
                self.scanner.asked_by.clear();
                vec![Effect::Release]
            }
            Action::KeepScanner => {
                self.scanner.asked_by.clear();
                vec![Effect::Retain(self.scanner.device.clone())]
            }
            Action::AskScanner => {
                self.scanner.held_by.clear();
                vec![Effect::Claim]
            }
            Action::Settle => self.settle(),
            Action::SettleOrLeave => {
                // Two Enters in an empty field lead to remitting or registering, as clerks know it.
                if self.form.text("tendered").trim().is_empty() {
                    self.focus.on("other-ways");
                }
                Vec::new()
            }
            Action::Print => match self.open.as_ref().map(Open::print_state) {
                Some(pass_print::State::Ready) if self.page == Page::Step => {
                    // Whoever prints with the notice in view knows.
                    let told = self.open.as_ref().is_some_and(|open| !open.artwork_notice.is_empty());
                    self.apply(Command::PrintPass(v1::PrintPass {
                        despite_missing_characters: told,
                        ..Default::default()
                    }))
                }
                _ => Vec::new(),
            },
            Action::StopPrint => {
                let job = self
                    .registration()
                    .and_then(|now| now.pass_print.as_ref())
                    .map(|print| print.job.clone());
                job.filter(|job| !job.is_empty()).map(Effect::StopJob).into_iter().collect()
            }
            Action::ConfirmBranch => self.send_pass(true),
            Action::Replace => self.send_pass(false),
            Action::PrintForm => self.print_form(),
            Action::SaveForm => self.save_form(),
            Action::ChooseFile => self.upload(),
            Action::ScanPage => self.scan_page(),
            Action::StopScan => {
                let scanning = self.open.as_ref().filter(|open| open.is_scanning());
                let job = scanning.and_then(|open| open.scan.as_ref()).map(|job| job.name.clone());
                job.filter(|job| !job.is_empty()).map(Effect::StopJob).into_iter().collect()
            }
            action => match steps::command_of(action, self) {
                // A question has a form of its own; other buttons want nothing of the form in view.
                Some(command) if self.page != Page::Step => self.send(command),
                Some(command) => self.apply(command),
                None => Vec::new(),
            },
        }
    }

    /// Enter: goes on from a valid step, and never prints.
    fn go(&mut self) -> Vec<Effect> {
        match (self.page, self.step()) {
            (Page::Overview, _) => self.open_first(),
            (Page::About, _) => self.close(),
            (Page::Enrol, _) => self.enrol(),
            (Page::Cancel, _) => self.act(Action::Cancel, ""),
            (Page::Remit, _) => self.act(Action::Remit, ""),
            (Page::Revoke, _) => self.act(Action::Revoke, ""),
            (_, Step::Enrolled | Step::Cancelled) => self.leave(After::New(None)),
            (_, Step::Settling) => self.act(Action::SettleOrLeave, ""),
            (_, Step::IssuingPass) => {
                match self.open.as_ref().map(Open::print_state) {
                    Some(pass_print::State::Spoiled) => return self.send_pass(false),
                    Some(pass_print::State::Ready) => self.tell(Notice::NotByEnter, Tone::Information, ""),
                    _ => {}
                }
                Vec::new()
            }
            (_, Step::AwaitingPass) => self.send_pass(false),
            (_, Step::ProcessingMandate) if self.has_chosen_a_file() => self.upload(),
            (_, step) => {
                let Some(command) = steps::command(step, self) else { return Vec::new() };
                self.send(command)
            }
        }
    }

    /// Sends the form as a command, unless a field does not hold: then the caret goes there.
    fn send(&mut self, command: Command) -> Vec<Effect> {
        if self.busy {
            return Vec::new();
        }
        self.form.attempt();
        if let Some(path) = steps::first_problem(self) {
            self.focus.on(&path);
            return Vec::new();
        }
        self.apply(command)
    }

    fn send_pass(&mut self, confirm_other_branch: bool) -> Vec<Effect> {
        let code = self.form.text("code").to_owned();
        self.form.attempt();
        if is_blank(&code) {
            self.focus.on("code");
            return Vec::new();
        }
        match self.open.as_ref().map(|open| open.registration.step()) {
            None => self.create(v1::AssignPass { code, confirm_other_branch }),
            Some(Step::AwaitingPass) => {
                self.apply(Command::AssignPass(v1::AssignPass { code, confirm_other_branch }))
            }
            Some(Step::IssuingPass) => {
                self.apply(Command::ReplacePass(v1::ReplacePass { code, confirm_other_branch }))
            }
            Some(_) => Vec::new(),
        }
    }

    /// F10: receives what was typed, or exactly what remains.
    fn settle(&mut self) -> Vec<Effect> {
        if self.page != Page::Step || self.step() != Step::Settling {
            return Vec::new();
        }
        // What is typed while the answer is awaited is another amount, and takes the place of this one.
        self.focus.on("tendered");
        match steps::pay(self) {
            Some(command) => self.send(command),
            None => Vec::new(),
        }
    }

    /// Esc.
    fn back(&mut self) -> Vec<Effect> {
        if self.page != Page::Step {
            return if self.page == Page::Overview { Vec::new() } else { self.close() };
        }
        match &self.open {
            None => self.leave(After::Overview),
            Some(open) if open.may("step_back") => {
                let keep = self.keep();
                self.queue.extend(keep);
                self.queue.push_back(Command::StepBack(v1::StepBack {}));
                self.next()
            }
            Some(_) => Vec::new(),
        }
    }

    /// Back from a question or the help to what was in view.
    pub(super) fn close(&mut self) -> Vec<Effect> {
        if self.page == Page::Enrol {
            return self.stop_enrolment();
        }
        if self.enrolment.is_open() {
            return self.back_to_enrolment();
        }
        let was_question = matches!(self.page, Page::Cancel | Page::Remit | Page::Revoke);
        if self.open.is_some() || self.step() == Step::AwaitingPass && self.page != Page::About {
            self.page = Page::Step;
            if was_question {
                self.fill();
            } else {
                self.focus.on(&steps::first_field(self));
            }
            return Vec::new();
        }
        self.page = Page::Overview;
        self.focus.on("search");
        vec![Effect::List]
    }

    fn ask(&mut self, page: Page, command: &str) -> Vec<Effect> {
        if self.page != Page::Step || !self.open.as_ref().is_some_and(|open| open.may(command)) {
            return Vec::new();
        }
        self.stash();
        self.page = page;
        self.form = super::Form::filled([], self.form.version + 1);
        self.focus.on("reason");
        Vec::new()
    }

    fn zoomed(&mut self, zoom: usize) -> Vec<Effect> {
        self.zoom = zoom;
        Vec::new()
    }

    /// What the clerk typed or pasted, without what nobody sees, and with separators put in.
    pub(super) fn edited(&mut self, path: &str, text: &str) -> Vec<Effect> {
        let text = &printable(text);
        let shaped = match path.rsplit('.').next().unwrap_or(path) {
            "code" if self.page == Page::Enrol => shape_code(text),
            _ if date_use(path).is_some() => shape_date(text),
            "iban" => shape_iban(text),
            "postcode" => shape_postcode(text),
            _ => text.clone(),
        };
        self.form.edit(path, &shaped);
        self.moved = false;
        if path == "code" {
            self.other_branch = false;
        }
        if self.page == Page::Enrol {
            return self.enrol_edited(path);
        }
        if self.page == Page::Overview {
            return if path == "search" { self.search() } else { Vec::new() };
        }
        steps::after_edit(self, path)
    }

    pub(super) fn left(&mut self, path: &str) -> Vec<Effect> {
        if let Some(date_use) = date_use(path) {
            let tidy = tidy_date(self.form.text(path), self.today, date_use);
            if tidy != self.form.text(path) {
                self.form.set(path, &tidy);
            }
        }
        self.form.leave(path);
        Vec::new()
    }

    pub(super) fn next_offer(&mut self, direction: i32) -> Vec<Effect> {
        let Some(open) = &self.open else { return Vec::new() };
        let codes: Vec<String> = open
            .offers
            .iter()
            .filter(|offer| offer.allowed)
            .filter_map(|offer| offer.subscription.as_ref().map(|choice| choice.code.clone()))
            .collect();
        let at = codes.iter().position(|code| code == self.form.text("subscription.code"));
        let next = match (at, direction) {
            (None, _) => 0,
            (Some(at), 1) => at + 1,
            (Some(at), _) => at.saturating_sub(1),
        };
        match codes.get(next) {
            Some(code) => self.update(Event::Edited("subscription.code".to_owned(), code.clone())),
            None => Vec::new(),
        }
    }

    /// Enter in the search field.
    fn find(&mut self) -> Vec<Effect> {
        let wanted = self.form.text("search");
        let (name, digits) = (resource::registration(wanted), squeeze(wanted));
        let by_number = |kind: &&str| name.starts_with(&format!("registrations/{kind}:"));
        if ["pass", "patron", "mandate"].iter().any(by_number) {
            self.leave(After::Open(name))
        } else if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            // No number of this branch: that is told, and it is not looked for among the names.
            self.leave(After::Open(format!("registrations/patron:{digits}")))
        } else {
            self.open_first()
        }
    }
}

/// What may be done while this PC is being enrolled.
fn is_harmless(action: Action) -> bool {
    matches!(
        action,
        Action::Back
            | Action::Close
            | Action::About
            | Action::Language
            | Action::Theme
            | Action::ZoomIn
            | Action::ZoomOut
            | Action::ZoomReset
    )
}
