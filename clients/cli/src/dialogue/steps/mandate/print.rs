//! The form on a form printer of the branch. Each copy is asked for by itself: Enter prints nothing.

use crate::dialogue::Dialogue;
use crate::dialogue::question::Question;
use crate::dialogue::turn::{Answer, Turn};
use crate::dialogue::work::Meanwhile;
use crate::show::{self, Progress};
use crate::text::{mandate as words, print};
use balie_client::v1::{Device, Job, JobState};
use balie_client::{Refusal, RequestId};

/// What is told while the form is printed.
const MEANWHILE: Meanwhile = Meanwhile {
    hint: words::while_printing,
    enter: print::enter_does_nothing_now,
    cancelling: print::cancelling,
};

impl Dialogue<'_, '_> {
    /// Prints the form once, and tells how that ends. The PDF stays where it was saved, whatever comes of it.
    pub(super) async fn print_form(&mut self, printers: &[Device]) -> Answer<()> {
        let lang = self.context.lang;
        self.tell_devices(printers);
        let (label, help) = (words::choose_form_printer(lang), words::choose_form_printer_help(lang));
        let device = match self.one_of(printers, label, help).await {
            Err(Turn::Back) => return Ok(()),
            other => other?,
        };
        let mut started = self.begin_form(&device, false).await?;
        if let Err(refusal) = &started
            && refusal.misses_characters().is_some()
        {
            self.refused(refusal);
            let question = Question {
                label: print::despite(lang),
                help: print::despite_help(lang),
                ..Default::default()
            };
            match self.confirm(question, Some(false)).await {
                Ok(true) => started = self.begin_form(&device, true).await?,
                Ok(false) | Err(Turn::Back) => return Ok(()),
                Err(turn) => return Err(turn),
            }
        }
        match started {
            Ok(job) => self.follow_form(&job.name).await,
            Err(refusal) => {
                self.refused(&refusal);
                Ok(())
            }
        }
    }

    /// Asks for one copy, also with empty boxes for characters that no font has where the clerk said so.
    async fn begin_form(&mut self, device: &str, with_boxes: bool) -> Answer<Result<Job, Refusal>> {
        let tag = self.context.lang.tag();
        let (id, name) = (RequestId::new(), self.now.name.clone());
        self.call(|client| {
            let (name, device) = (name.clone(), device.to_owned());
            async move { client.documents.print_mandate_form_as(id, &name, &device, tag, with_boxes).await }
        })
        .await
    }

    async fn follow_form(&mut self, job: &str) -> Answer<()> {
        let lang = self.context.lang;
        let typing = self.can_call_off(MEANWHILE);
        let mut watch = self.context.client.jobs.watch(job);
        let mut progress = Progress::default();
        let mut last = None;
        while let Some(now) = self.news(&mut watch, job, typing, MEANWHILE).await? {
            if let Some(text) = progress.news(lang, &now) {
                self.say(text);
            }
            last = Some(now);
        }
        match last {
            Some(job) if job.state() == JobState::Done => self.success(words::form_printed(lang)),
            Some(job) => self.form_not_printed(&job),
            None => {}
        }
        Ok(())
    }

    fn form_not_printed(&mut self, job: &Job) {
        let lang = self.context.lang;
        self.problem(words::form_not_printed(lang, show::why(lang, job)));
        if !job.remedy.is_empty() {
            self.say(&job.remedy);
        }
    }
}
