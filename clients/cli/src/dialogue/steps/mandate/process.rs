//! The signed form: its barcode, and the check of what is on it.

use crate::dialogue::Dialogue;
use crate::dialogue::question::Question;
use crate::dialogue::turn::{Answer, Turn};
use crate::input::yes_no;
use crate::offer::verification;
use crate::show;
use crate::text::{fields, lists, mandate as words};
use balie_client::Command;
use balie_client::v1::{CheckMandate, ConfirmMandate, MandateSource};

impl Dialogue<'_, '_> {
    /// Reads the barcode: from the page where there is one, else from the paper.
    pub(in crate::dialogue) async fn process_mandate(&mut self) -> Answer<()> {
        let mandate = self.now.mandate.clone().unwrap_or_default();
        let read = match mandate.source() {
            MandateSource::Scan => self.scan_page(&mandate).await?,
            MandateSource::File => self.upload(&mandate).await?,
            MandateSource::NoUpload | MandateSource::Unspecified => None,
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
