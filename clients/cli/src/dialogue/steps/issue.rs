//! Printing the pass. Enter never starts a print, and nothing is printed twice: a print needs its own word
//! each time, and an outcome that nobody knows needs somebody who looked.

use crate::dialogue::Dialogue;
use crate::dialogue::ask::{Choice, Reply, find, options};
use crate::dialogue::event::Event;
use crate::dialogue::question::Question;
use crate::dialogue::turn::{Answer, Turn};
use crate::dialogue::typed::{self, Typed};
use crate::text::{Lang, print as words, states};
use balie_client::services::Jobs;
use balie_client::v1::{
    Device, DeviceRole, DeviceState, Job, JobState, ListJobsRequest, PassPrint, PrintPass, PrintResult,
    ResolvePrint, SkipPrint, pass_print::State,
};
use balie_client::{ClientError, Command, Update, resource};

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
        let printers = self.printers().await?;
        if printers.is_empty() {
            self.problem(words::no_printer(lang));
        }
        for (number, printer) in (1..).zip(&printers) {
            let number = if printers.len() > 1 { Some(number) } else { None };
            self.lines(states_of(lang, printer, number));
        }
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
                self.done(Command::PrintPass(PrintPass { device })).await?;
                let job = self.now.pass_print.clone().unwrap_or_default().job;
                self.follow_print(&job).await
            }
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

    async fn printers(&mut self) -> Answer<Vec<Device>> {
        let devices = self.get(|client| async move { client.devices.list().await }).await?;
        let is_printer = |device: &Device| device.role() == DeviceRole::PassPrinter;
        Ok(devices.into_iter().filter(is_printer).collect())
    }

    /// The printer: the one of the command line, the only one, or the one the clerk chooses.
    async fn printer(&mut self, printers: &[Device]) -> Answer<String> {
        if let Some(printer) = &self.args.printer {
            return Ok(resource::device(printer));
        }
        if let [only] = printers {
            return Ok(only.name.clone());
        }
        let lang = self.context.lang;
        let question = Question {
            label: words::choose_printer(lang),
            required: true,
            help: words::choose_printer_help(lang),
            ..Default::default()
        };
        loop {
            // A number of their own choosing: this is the last thing before a card is printed.
            if let Reply::Text(typed) = self.ask(&question).await?
                && let Some(printer) =
                    typed.parse::<usize>().ok().and_then(|at| printers.get(at.checked_sub(1)?))
            {
                return Ok(printer.name.clone());
            }
            self.problem(words::choose_printer_help(lang));
        }
    }

    /// Tells how the print goes until it has ended. On a terminal it can be cancelled meanwhile; lines from
    /// a pipe are left for the question that they answer.
    async fn follow_print(&mut self, job: &str) -> Answer<()> {
        let lang = self.context.lang;
        let typing = self.context.terminal.is_interactive();
        if typing {
            self.say(words::while_printing(lang));
        }
        let mut watch = self.context.client.jobs.watch(job);
        let mut told = String::new();
        let mut last = None;
        loop {
            tokio::select! {
                update = watch.next() => match update {
                    Some(Ok(Update::Changed(job))) => {
                        self.found();
                        self.progress(&job, &mut told);
                        last = Some(job);
                    }
                    Some(Ok(Update::Interrupted(_))) => self.lost(),
                    Some(Err(error)) => return Err(error.into()),
                    None => break,
                },
                event = self.event(typing) => match event? {
                    Event::Line(line) => self.while_printing(job, &line).await?,
                    Event::End => return Err(Turn::Ended),
                    Event::Scan(_) => self.say(crate::text::dialogue::scan_not_expected(lang)),
                    // The outcome is told with its reason when the job tells that it has ended.
                    Event::Changed(_) => {}
                },
            }
        }
        self.refresh().await?;
        self.followed = true;
        if let Some(job) = last {
            self.print_ended(&job);
        }
        Ok(())
    }

    async fn while_printing(&mut self, job: &str, line: &str) -> Answer<()> {
        let lang = self.context.lang;
        match typed::read(lang, line) {
            Typed::Leave => return Err(Turn::Leave),
            Typed::Text(word) if words::cancels(lang, &word) => {
                let name = job.to_owned();
                let cancelled = self
                    .call(|client| {
                        let name = name.clone();
                        async move { client.jobs.cancel(&name).await }
                    })
                    .await?;
                match cancelled {
                    Ok(_) => self.say(words::cancelling(lang)),
                    Err(refusal) => self.problem(words::cannot_cancel(lang, &refusal.message)),
                }
            }
            Typed::Enter => self.say(words::enter_does_nothing_now(lang)),
            _ => self.say(words::while_printing(lang)),
        }
        Ok(())
    }

    /// Tells what a print is doing, once for each thing: a percentage that grows is no news.
    fn progress(&mut self, job: &Job, told: &mut String) {
        let text = match job.state() {
            state if Jobs::has_ended(state) => return,
            JobState::Queued if job.queue_position > 0 => {
                words::position(self.context.lang, job.queue_position)
            }
            _ => job.progress.split(" (").next().unwrap_or_default().to_owned(),
        };
        if !text.is_empty() && *told != text {
            self.say(&text);
            *told = text;
        }
    }

    fn print_ended(&mut self, job: &Job) {
        let lang = self.context.lang;
        match job.state() {
            JobState::Done => self.success(words::done(lang)),
            JobState::Cancelled => self.say(words::cancelled(lang)),
            JobState::Unknown => self.problem(words::unknown(lang, &job.reason)),
            _ => {
                self.problem(words::failed(lang, &job.reason));
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
            self.problem(words::unknown(lang, reason));
        }
        self.say(words::look(lang));
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
        self.done(Command::ResolvePrint(ResolvePrint { result: result.into() })).await?;
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

/// A printer and how it is, with its number among several; what is the matter with it, where something is.
fn states_of(lang: Lang, printer: &Device, number: Option<usize>) -> Vec<String> {
    let state = states::device(lang, printer.state());
    let number = number.map(|number| format!("{number:>2}  ")).unwrap_or_default();
    let mut lines = vec![format!("{number}{}", words::using(lang, &printer.display_name, state))];
    if matches!(printer.state(), DeviceState::Attention | DeviceState::Faulted | DeviceState::Absent) {
        let matter = [&printer.reason, &printer.remedy].into_iter().filter(|text| !text.is_empty());
        lines.extend(matter.map(|text| format!("  {text}")));
    }
    lines
}
