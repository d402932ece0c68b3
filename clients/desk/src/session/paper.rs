//! The paper of the mandate: the form that goes out, and the signed page that comes back.

use super::asked::Wish;
use super::{Effect, Session};
use crate::ui::Page;
use balie_client::Language;
use balie_client::v1::{self, DeviceRole, Step};

impl Session {
    /// Each time it is pressed the form is printed once, by a button or Alt+P only.
    pub(super) fn print_form(&mut self) -> Vec<Effect> {
        let asked = self.page == Page::Step
            && self.step() == Step::SigningMandate
            && self.has(DeviceRole::FormPrinter);
        match &mut self.open {
            Some(open) if asked && !open.is_printing_form() => {
                open.form_print = Some(queued());
                self.work(Wish::PrintForm)
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn save_form(&self) -> Vec<Effect> {
        let Some(now) = self.registration() else { return Vec::new() };
        let reference = now.mandate.as_ref().map(|mandate| mandate.reference.as_str()).unwrap_or_default();
        let word = match self.language {
            Language::Dutch => "machtiging",
            Language::English => "mandate",
        };
        vec![Effect::SaveForm { name: now.name.clone(), file: format!("{word}-{reference}.pdf") }]
    }

    /// A file is chosen and no page stored yet: its barcode may be on it.
    pub(super) fn has_chosen_a_file(&self) -> bool {
        let mandate = self.registration().and_then(|now| now.mandate.as_ref());
        self.form.text("source") == "file"
            && self.form.text("code").trim().is_empty()
            && !self.form.text("file").trim().is_empty()
            && !mandate.is_some_and(|mandate| mandate.document_stored)
    }

    pub(super) fn upload(&mut self) -> Vec<Effect> {
        let file = self.form.text("file").trim().to_owned();
        if file.is_empty() {
            self.focus.on("file");
            return Vec::new();
        }
        self.wish(Wish::Upload(file))
    }

    pub(super) fn scan_page(&mut self) -> Vec<Effect> {
        let asked = self.page == Page::Step
            && self.step() == Step::ProcessingMandate
            && self.form.text("source") == "scan"
            && self.has(DeviceRole::DocumentScanner);
        match &mut self.open {
            Some(open) if asked && !open.is_scanning() => {
                open.scanned.clear();
                open.scan = Some(queued());
                self.work(Wish::ScanPage)
            }
            _ => Vec::new(),
        }
    }
}

/// A job until the daemon tells of it, so that a second key does not start a second one.
fn queued() -> v1::Job {
    v1::Job { state: v1::JobState::Queued.into(), ..Default::default() }
}
