//! The signed form: its page, its barcode, and the check of what is on it.

use crate::dialogue::Dialogue;
use crate::dialogue::question::Question;
use crate::dialogue::turn::{Answer, Turn};
use crate::failure::Failure;
use crate::input::yes_no;
use crate::offer::verification;
use crate::show;
use crate::text::{fields, lists, mandate as words};
use balie_client::Command;
use balie_client::v1::{CheckMandate, ConfirmMandate, Mandate, MandateSource, UploadMandatePageResponse};

impl Dialogue<'_, '_> {
    /// Reads the barcode: from the page of a file where there is one, else scanned or typed.
    pub(in crate::dialogue) async fn process_mandate(&mut self) -> Answer<()> {
        let mandate = self.now.mandate.clone().unwrap_or_default();
        let read = match mandate.source() {
            MandateSource::File if !mandate.document_stored => self.upload(&mandate).await?,
            _ => None,
        };
        let code = match read {
            Some(code) => code,
            None => self.barcode().await?,
        };
        self.done(Command::CheckMandate(CheckMandate { code })).await?;
        self.checked();
        Ok(())
    }

    async fn barcode(&mut self) -> Answer<String> {
        let lang = self.context.lang;
        let question = Question {
            label: words::barcode(lang),
            required: true,
            help: words::barcode_help(lang),
            scan: true,
            ..Default::default()
        };
        self.text(&question).await
    }

    /// Stores the page of a file; the reference that was read from it, when it is that of this mandate.
    async fn upload(&mut self, mandate: &Mandate) -> Answer<Option<String>> {
        let lang = self.context.lang;
        let question =
            Question { label: words::file(lang), help: words::file_help(lang), ..Default::default() };
        loop {
            let path = self.text(&question).await?;
            if path.is_empty() {
                return Ok(None);
            }
            let page = match std::fs::read(&path) {
                Ok(page) => page,
                Err(error) => {
                    let failure = Failure::io(&path, error);
                    failure.lines(lang).iter().for_each(|line| self.problem(line));
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
                Ok(Ok(answer)) => return Ok(self.page_stored(mandate, answer)),
                Ok(Err(refusal)) => drop(self.refused(&refusal)),
                // A file that is too large is refused on this side.
                Err(Turn::Failed(failure)) => {
                    failure.lines(lang).iter().for_each(|line| self.problem(line));
                }
                Err(turn) => return Err(turn),
            }
        }
    }

    fn page_stored(&mut self, mandate: &Mandate, answer: UploadMandatePageResponse) -> Option<String> {
        let lang = self.context.lang;
        if let Some(now) = answer.registration {
            self.now = now;
        }
        self.success(words::stored(lang));
        let own = answer.references.iter().find(|reference| **reference == mandate.reference);
        match (own, answer.references.first()) {
            (Some(reference), _) => self.success(words::read_from_page(lang, reference)),
            (None, Some(other)) => self.problem(words::other_reference(lang, other)),
            (None, None) => self.problem(words::no_barcode(lang)),
        }
        own.cloned()
    }

    /// What the barcode belongs to (Controleer).
    fn checked(&mut self) {
        let lang = self.context.lang;
        self.rows(&[
            (lists::name(lang), self.patron_name()),
            (words::actor_id(lang), self.now.patron_number.clone()),
            (words::document_type(lang), words::document_type_mandate(lang).to_owned()),
        ]);
    }

    /// The data of the form are compared with the signed one. Only a typed yes confirms.
    pub(in crate::dialogue) async fn verify_mandate(&mut self) -> Answer<()> {
        let lang = self.context.lang;
        let mandate = self.now.mandate.clone().unwrap_or_default();
        self.say(words::verify_title(lang));
        self.lines(verification(lang, &mandate));
        let today = show::today().format("%d-%m-%Y").to_string();
        loop {
            let date = Question {
                label: fields::signed_date(lang),
                default: &today,
                help: fields::signed_date_help(lang),
                ..Default::default()
            };
            let signed_date = self.text(&date).await?;
            match self.is_right().await {
                Err(Turn::Back) => continue,
                other => other?,
            }
            match self.apply(Command::ConfirmMandate(ConfirmMandate { signed_date })).await? {
                Ok(()) => break,
                Err(refusal) => drop(self.refused(&refusal)),
            }
        }
        self.success(words::completed(lang));
        self.say(words::active(lang, &mandate.reference));
        Ok(())
    }

    async fn is_right(&mut self) -> Answer<()> {
        let lang = self.context.lang;
        let question = Question {
            label: words::verify(lang),
            required: true,
            help: words::verify_help(lang),
            ..Default::default()
        };
        loop {
            let typed = self.text(&question).await?;
            if yes_no(&typed) == Ok(true) {
                return Ok(());
            }
            self.problem(words::only_yes(lang));
        }
    }
}
