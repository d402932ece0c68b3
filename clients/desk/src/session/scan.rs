//! What the scanner reads.

use super::{After, Effect, ScannerEvent, Session, steps};
use crate::ui::{Notice, Page, Tone};
use balie_client::v1::{Scan, ScanKind, Step, pass_print};

impl Session {
    pub(super) fn scanner(&mut self, event: ScannerEvent) -> Vec<Effect> {
        let scanner = &mut self.scanner;
        match event {
            ScannerEvent::Claimed(device) => {
                (scanner.held, scanner.device) = (true, device);
                scanner.held_by.clear();
            }
            ScannerEvent::HeldBy(station) => (scanner.held, scanner.held_by) = (false, station),
            ScannerEvent::AskedBy(station) => scanner.asked_by = station,
            ScannerEvent::Lost => {
                scanner.held = false;
                scanner.asked_by.clear();
            }
            ScannerEvent::BadRead(reason) => self.tell(Notice::BadRead, Tone::Warning, reason),
            ScannerEvent::Scan(scan) => return self.scanned(&scan),
        }
        Vec::new()
    }

    fn scanned(&mut self, scan: &Scan) -> Vec<Effect> {
        if self.enrolment.step.is_some() {
            return Vec::new();
        }
        self.notice = None;
        match scan.kind() {
            ScanKind::OwnPass | ScanKind::OtherBranchPass => self.scanned_pass(&scan.text),
            ScanKind::Mandate => self.scanned_mandate(&scan.text),
            ScanKind::Book => {
                self.tell(Notice::Book, Tone::Warning, scan.explanation.clone());
                Vec::new()
            }
            ScanKind::Unknown | ScanKind::Unspecified => {
                let kind = if scan.explanation.is_empty() { Notice::UnknownScan } else { Notice::Daemon };
                self.tell(kind, Tone::Warning, scan.explanation.clone());
                Vec::new()
            }
        }
    }

    /// A pass goes where a pass is asked for; anywhere else it opens a new registration. What was in view
    /// stays open and keeps what was typed.
    fn scanned_pass(&mut self, code: &str) -> Vec<Effect> {
        let asked = self.page == Page::Step
            && match &self.open {
                None => true,
                Some(open) => match open.registration.step() {
                    Step::AwaitingPass => true,
                    Step::IssuingPass => open.print_state() == pass_print::State::Spoiled,
                    _ => false,
                },
            };
        if asked {
            self.form.edit("code", code);
            return self.act(crate::ui::Action::Replace, "");
        }
        if self.registration().is_some_and(|now| now.pass_number == code) {
            return Vec::new();
        }
        self.leave(After::New(Some(code.to_owned())))
    }

    /// A mandate goes where its barcode is asked for; anywhere else it opens its registration.
    fn scanned_mandate(&mut self, code: &str) -> Vec<Effect> {
        if self.page == Page::Step && self.step() == Step::ProcessingMandate {
            self.form.edit("code", code);
            return steps::command(Step::ProcessingMandate, self)
                .map(|command| self.apply(command))
                .unwrap_or_default();
        }
        code.clone_into(&mut self.scanned_mandate);
        self.leave(After::Open(format!("registrations/mandate:{code}")))
    }
}
