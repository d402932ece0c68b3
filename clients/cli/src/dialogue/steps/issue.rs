//! Printing the pass. Enter never starts a print, and nothing is printed twice: a print needs its own word
//! each time, and an outcome that nobody knows needs somebody who looked.

use crate::dialogue::Dialogue;
use crate::dialogue::ask::{Choice, Reply, find, options};
use crate::dialogue::question::Question;
use crate::dialogue::turn::{Answer, Turn};
use crate::dialogue::work::Meanwhile;
use crate::show::Progress;
use crate::text::print as words;
use balie_client::v1::{
    Device, DeviceRole, Job, JobState, ListJobsRequest, PassPrint, PrintPass, PrintResult, ResolvePrint,
    SkipPrint, pass_print::State,
};
use balie_client::{ClientError, Command, resource, sentence};

/// What is told while a pass is printed.
const MEANWHILE: Meanwhile = Meanwhile {
    hint: words::while_printing,
    enter: words::enter_does_nothing_now,
    cancelling: words::cancelling,
};

/// What a clerk can do with a pass that may be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Want {
    Print,
    Skip,
}

impl Dialogue<'_, '_> {
    /// One round of issuing the pass, by how it stands.
    pub(in crate::dialogue) async fn issue(&mut self) -> Answer<()> {
        let print = self.now.pass_print.clone().unwrap_or_default();
        match print.state() {
            State::Printing => self.follow_print(&print.job).await,
            State::Unknown => self.resolve_print().await,
            State::Spoiled => {
                self.problem(words::spoiled(self.context.lang));
                self.replace_pass().await
            }
            _ => self.start_print(&print).await,
        }
    }

    async fn start_print(&mut self, print: &PassPrint) -> Answer<()> {
        let lang = self.context.lang;
        let printers = self.devices(DeviceRole::PassPrinter).await?;
        if printers.is_empty() {
            self.problem(words::no_printer(lang));
        }
        self.tell_devices(&printers);
        if !print.last_failure.is_empty() && !self.followed {
            self.say(words::once_more(lang));
        }
        let mut choices = vec![Choice::new(words::key_skip(lang), words::skip(lang), Want::Skip)];
        if !printers.is_empty() {
            choices.insert(0, Choice::new("p", words::print(lang), Want::Print));
        }
        match self.want(&choices).await? {
            Want::Skip => {
                self.done(Command::SkipPrint(SkipPrint {})).await?;
                self.say(words::skipped(lang));
                Ok(())
            }
            Want::Print => {
                let device = match self.printer(&printers).await {
                    Err(Turn::Back) => return Err(Turn::Again),
                    other => other?,
                };
                if !self.begin_print(device).await? {
                    return Err(Turn::Again);
                }
                let job = self.now.pass_print.clone().unwrap_or_default().job;
                self.follow_print(&job).await
            }
        }
    }

    /// Starts a print. When no font has some characters of the name, the clerk is told and decides. Tells whether it
    /// was started.
    async fn begin_print(&mut self, device: String) -> Answer<bool> {
        let lang = self.context.lang;
        let print = |despite_missing_characters| {
            Command::PrintPass(PrintPass { device: device.clone(), despite_missing_characters })
        };
        let Err(refusal) = self.apply(print(false)).await? else { return Ok(true) };
        let refused = self.refused(&refusal);
        if refusal.misses_characters().is_none() {
            return Err(refused);
        }
        let question =
            Question { label: words::despite(lang), help: words::despite_help(lang), ..Default::default() };
        match self.confirm(question, Some(false)).await {
            Ok(true) => self.done(print(true)).await.map(|()| true),
            Ok(false) | Err(Turn::Back) => Ok(false),
            Err(turn) => Err(turn),
        }
    }

    /// Asks what to do. Enter does nothing at all.
    async fn want(&mut self, choices: &[Choice<Want>]) -> Answer<Want> {
        let lang = self.context.lang;
        let options = options(choices);
        let question = Question {
            label: words::command(lang),
            required: true,
            options: &options,
            help: words::help(lang),
            ..Default::default()
        };
        loop {
            match self.ask(&question).await? {
                Reply::Text(typed) => match find(choices, &typed) {
                    Some(choice) => return Ok(choice.value),
                    None => self.problem(crate::text::dialogue::choose_one(lang)),
                },
                Reply::Enter | Reply::Clear => self.problem(words::enter_does_nothing(lang)),
            }
        }
    }

    /// The printer: the one of the command line, the only one, or the one the clerk chooses.
    async fn printer(&mut self, printers: &[Device]) -> Answer<String> {
        let lang = self.context.lang;
        match &self.args.printer {
            Some(printer) => Ok(resource::device(printer)),
            None => {
                self.one_of(printers, words::choose_printer(lang), words::choose_printer_help(lang)).await
            }
        }
    }

    /// Tells how the print goes until it has ended. On a terminal it can be cancelled meanwhile.
    async fn follow_print(&mut self, job: &str) -> Answer<()> {
        let typing = self.can_call_off(MEANWHILE);
        let mut watch = self.context.client.jobs.watch(job);
        let mut progress = Progress::default();
        let mut last = None;
        while let Some(now) = self.news(&mut watch, job, typing, MEANWHILE).await? {
            if let Some(text) = progress.news(self.context.lang, &now) {
                self.say(text);
            }
            last = Some(now);
        }
        self.refresh().await?;
        self.followed = true;
        if let Some(job) = last {
            self.print_ended(&job);
        }
        Ok(())
    }

    fn print_ended(&mut self, job: &Job) {
        let lang = self.context.lang;
        match job.state() {
            JobState::Done => self.success(words::done(lang)),
            JobState::Cancelled => self.say(words::cancelled(lang)),
            JobState::Unknown => self.problem(words::unknown(lang, sentence(&job.reason))),
            _ => {
                self.problem(words::failed(lang, sentence(&job.reason)));
                if !job.remedy.is_empty() {
                    self.say(&job.remedy);
                }
            }
        }
    }

    /// Nobody but a person who looked knows what came out.
    async fn resolve_print(&mut self) -> Answer<()> {
        let lang = self.context.lang;
        if !self.followed {
            let reason = self.last_print().await?.map(|job| job.reason).unwrap_or_default();
            self.problem(words::unknown(lang, sentence(&reason)));
        }
        self.say(words::look(lang));
        // The print that is looked at, whatever another counter does meanwhile.
        let job = self.now.pass_print.as_ref().map(|print| print.job.clone()).unwrap_or_default();
        let choices = [
            Choice::new("1", words::came_out_good(lang), PrintResult::Printed),
            Choice::new("2", words::came_out_blank(lang), PrintResult::NotPrinted),
            Choice::new("3", words::came_out_spoiled(lang), PrintResult::Spoiled),
        ];
        let question = Question {
            label: words::result(lang),
            required: true,
            help: words::result_help(lang),
            ..Default::default()
        };
        let result = self.choose(question, &choices, None).await?;
        self.done(Command::ResolvePrint(ResolvePrint { result: result.into(), job })).await?;
        if result == PrintResult::Printed {
            self.success(words::done(lang));
        }
        Ok(())
    }

    async fn last_print(&mut self) -> Answer<Option<Job>> {
        let request = ListJobsRequest { registration: self.now.name.clone(), ..Default::default() };
        let jobs = self
            .get(|client| {
                let request = request.clone();
                async move { Ok::<_, ClientError>(client.jobs.list(request).await?.jobs) }
            })
            .await?;
        let job = self.now.pass_print.clone().unwrap_or_default().job;
        Ok(jobs.into_iter().find(|found| found.name == job))
    }
}
