//! The page of the signed form: from a document scanner, or from a file.

use crate::dialogue::Dialogue;
use crate::dialogue::ask::{Choice, Reply, find, options};
use crate::dialogue::question::Question;
use crate::dialogue::turn::{Answer, Turn};
use crate::dialogue::work::Meanwhile;
use crate::failure::Failure;
use crate::papers;
use crate::scanning::{News, Scanning};
use crate::text::mandate as words;
use balie_client::RequestId;
use balie_client::v1::{Device, DeviceRole, Mandate, PaperSource, ScannedMandatePage};
use std::time::Duration;
use tokio::time::timeout;

/// How long a scan is called off for by somebody who leaves.
const CALLING_OFF: Duration = Duration::from_secs(3);

/// What is told while a page is scanned.
const MEANWHILE: Meanwhile = Meanwhile {
    hint: words::while_scanning,
    enter: crate::text::print::enter_does_nothing_now,
    cancelling: words::cancelling_scan,
};

/// How the clerk goes on with the form in hand.
enum Next {
    Scan,
    /// Without a page: the barcode is asked.
    AskBarcode,
    /// The barcode itself was typed, or read from the paper by the hand scanner.
    Barcode(String),
}

impl Dialogue<'_, '_> {
    /// Scans the page as often as the clerk wants. The barcode: read from the page, or from the paper by the
    /// hand scanner; none when it is still to be asked.
    pub(super) async fn scan_page(&mut self, mandate: &Mandate) -> Answer<Option<String>> {
        let lang = self.context.lang;
        let scanners = self.devices(DeviceRole::DocumentScanner).await?;
        if scanners.is_empty() {
            self.problem(words::no_document_scanner(lang));
            return Ok(None);
        }
        self.tell_devices(&scanners);
        let mut stored = mandate.document_stored;
        loop {
            match self.scan_or_barcode(stored).await? {
                Next::Scan => {}
                Next::AskBarcode => return Ok(None),
                Next::Barcode(code) => return Ok(Some(code)),
            }
            let page = match self.scanned(&scanners).await {
                Err(Turn::Back) => continue,
                other => other?,
            };
            let Some(page) = page else { continue };
            if let Some(now) = page.registration {
                self.now = now;
            }
            if page.more_sheets {
                self.say(words::more_sheets(lang));
            }
            match self.page_stored(mandate, &page.references, &page.notice) {
                Some(reference) => return Ok(Some(reference)),
                None => stored = true,
            }
        }
    }

    /// Asks whether to scan; what is neither yes nor no to that is the barcode.
    async fn scan_or_barcode(&mut self, stored: bool) -> Answer<Next> {
        let lang = self.context.lang;
        let choices = [
            Choice::new("s", if stored { words::scan_again(lang) } else { words::scan(lang) }, true),
            Choice::new("b", words::barcode_only(lang), false),
        ];
        let default = &choices[usize::from(stored)];
        if !stored {
            self.say(words::lay_on_scanner(lang));
        }
        let options = options(&choices);
        let question = Question {
            label: words::scan_page(lang),
            options: &options,
            default: default.word,
            help: words::scan_page_help(lang),
            scan: true,
            ..Default::default()
        };
        let scans = match self.ask(&question).await? {
            Reply::Enter => default.value,
            Reply::Clear => false,
            Reply::Text(text) => match find(&choices, &text) {
                Some(choice) => choice.value,
                None => return Ok(Next::Barcode(text)),
            },
        };
        Ok(if scans { Next::Scan } else { Next::AskBarcode })
    }

    /// One scan, told as it goes; none when there is no page, which was told with what helps.
    async fn scanned(&mut self, scanners: &[Device]) -> Answer<Option<ScannedMandatePage>> {
        let lang = self.context.lang;
        let (label, help) = (words::choose_scanner(lang), words::choose_scanner_help(lang));
        let device = self.one_of(scanners, label, help).await?;
        let (id, registration) = (RequestId::new(), self.now.clone());
        let started = self
            .call(|client| {
                let (registration, device) = (registration.clone(), device.clone());
                async move {
                    let source = PaperSource::Unspecified;
                    Scanning::start(&client, id, lang, &registration, &device, source).await
                }
            })
            .await?;
        let mut scanning = match started {
            Ok(scanning) => scanning,
            Err(refusal) => {
                self.refused(&refusal);
                return Ok(None);
            }
        };
        let followed = self.follow_scan(&mut scanning).await;
        if followed.is_err() {
            // Nobody is left to see what comes of it; a scan that ended meanwhile is no fault.
            let _ = timeout(CALLING_OFF, self.context.client.jobs.cancel(scanning.job())).await;
        }
        followed
    }

    async fn follow_scan(&mut self, scanning: &mut Scanning) -> Answer<Option<ScannedMandatePage>> {
        let typing = self.can_call_off(MEANWHILE);
        let mut events = scanning.events(&self.context.client);
        let job = scanning.job().to_owned();
        while let Some(event) = self.news(&mut events, &job, typing, MEANWHILE).await? {
            match scanning.take(event) {
                News::Nothing | News::Preview(_) => {}
                News::Doing(text) => self.say(text),
                News::Page(page) => return Ok(Some(page)),
            }
        }
        let (why, remedy) = scanning.failure();
        self.problem(why);
        if !remedy.is_empty() {
            self.say(remedy);
        }
        Ok(None)
    }

    /// Stores the page of a file; the reference that was read from it, when it is that of this mandate.
    pub(super) async fn upload(&mut self, mandate: &Mandate) -> Answer<Option<String>> {
        let lang = self.context.lang;
        let question =
            Question { label: words::file(lang), help: words::file_help(lang), ..Default::default() };
        loop {
            let path = papers::typed_path(&self.text(&question).await?);
            if path.as_os_str().is_empty() {
                return Ok(None);
            }
            let page = match std::fs::read(&path) {
                Ok(page) => page,
                Err(error) => {
                    self.failed(&Failure::io(&path, error));
                    continue;
                }
            };
            let name = self.now.name.clone();
            let stored = self
                .call(|client| {
                    let (name, page) = (name.clone(), page.clone());
                    async move { client.documents.upload_mandate_page(&name, page).await }
                })
                .await;
            match stored {
                Ok(Ok(answer)) => {
                    if let Some(now) = answer.registration {
                        self.now = now;
                    }
                    return Ok(self.page_stored(mandate, &answer.references, &answer.notice));
                }
                Ok(Err(refusal)) => drop(self.refused(&refusal)),
                // A file that is too large is refused on this side.
                Err(Turn::Failed(failure)) => self.failed(&failure),
                Err(turn) => return Err(turn),
            }
        }
    }

    /// Tells what was found on a page that is stored; the reference, when it is that of this mandate.
    fn page_stored(&mut self, mandate: &Mandate, references: &[String], notice: &str) -> Option<String> {
        let lang = self.context.lang;
        let own = references.iter().find(|reference| **reference == mandate.reference);
        match own {
            Some(reference) => {
                self.success(words::stored(lang));
                self.success(words::read_from_page(lang, reference));
            }
            None => self.problem(notice),
        }
        own.cloned()
    }
}
