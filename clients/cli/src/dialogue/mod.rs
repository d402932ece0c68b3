//! `balie register` without a file: a clerk is led through the registration, question by question.
//!
//! Lines in, lines out: nothing is drawn over, so it works over ssh, with a screen reader and from a pipe.
//! What a step asks follows from how the registration stands at the daemon, which is also where everything
//! typed is judged; leaving, resuming and going back are therefore always possible.
//!
//! - `ask`, `question`, `typed`: the prompt engine; `form`: many fields in a row;
//! - `event`, `scanner`: what happens while the clerk thinks; `link`: calls that survive a lost connection;
//! - `devices`, `work`: devices to choose from, and their work that can be called off;
//! - `say`: telling; `steps`: what each step of the counter asks.

mod account;
mod ask;
mod devices;
mod event;
mod form;
mod link;
mod question;
mod say;
mod scanner;
mod steps;
#[cfg(test)]
mod tests;
mod turn;
mod typed;
mod work;

use crate::args::RegisterArgs;
use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::places;
use crate::text::{dialogue as words, end, failures};
use balie_client::v1::{
    Cancel, Details, EnterMandate, GetBranchResponse, PassPrint, Registration, Step, StepBack, pass_print,
};
use balie_client::{Command, Watch};
use event::Stop;
use question::Question;
use scanner::Scanner;
use turn::{Answer, Turn};

/// One clerk, one registration.
pub(crate) struct Dialogue<'c, 't> {
    context: &'c mut Context<'t>,
    args: &'c RegisterArgs,
    branch: GetBranchResponse,
    /// The registration as last seen; without a name before it was started.
    now: Registration,
    /// Its changes, by whomever.
    watch: Option<Watch<Registration>>,
    scanner: Scanner,
    stop: Stop,
    /// The question on the line.
    open: Option<String>,
    /// The daemon answered last time.
    connected: bool,
    /// This step was come to by going back.
    backwards: bool,
    /// A print was followed here: how it ended was told.
    followed: bool,
    /// Further data that were typed and not entered yet.
    details: Option<Details>,
    /// Account data that were typed and not entered yet.
    mandate: Option<EnterMandate>,
}

/// Leads a clerk through a registration.
pub(crate) async fn run(context: &mut Context<'_>, args: &RegisterArgs) -> Outcome {
    if context.json {
        return Err(Failure::usage(failures::json_with_dialogue(context.lang)));
    }
    if let Some(directory) = &args.out {
        places::directory(directory)?;
    }
    let branch = context.client.branch.get().await?;
    let stop = Stop::listen().map_err(|error| Failure::io("signal", error))?;
    let mut dialogue = Dialogue::new(context, args, branch, stop);
    dialogue.talk().await
}

impl<'c, 't> Dialogue<'c, 't> {
    fn new(
        context: &'c mut Context<'t>,
        args: &'c RegisterArgs,
        branch: GetBranchResponse,
        stop: Stop,
    ) -> Self {
        Self {
            context,
            args,
            branch,
            now: Registration { step: Step::AwaitingPass.into(), ..Default::default() },
            watch: None,
            scanner: Scanner::default(),
            stop,
            open: None,
            connected: true,
            backwards: false,
            followed: false,
            details: None,
            mandate: None,
        }
    }
}

impl Dialogue<'_, '_> {
    async fn talk(&mut self) -> Outcome {
        let lang = self.context.lang;
        let branch = words::branch(lang, &self.branch.number, &self.branch.display_name);
        self.context.terminal.heading(&words::title(lang, branch));
        if let Some(name) = &self.args.resume {
            let found = self.context.registration(name).await?;
            self.begin(found);
        }
        self.say(words::hint(lang));
        self.say(words::hint_values(lang));
        self.claim_scanner().await;
        if !self.now.name.is_empty() {
            let name = self.patron_name();
            self.say(end::resumed(lang, name));
        }
        let mut shown = None;
        loop {
            let step = self.now.step();
            if matches!(step, Step::Enrolled | Step::Cancelled) {
                return self.finish().await;
            }
            if shown.replace(step) != Some(step) {
                self.header(step);
            }
            let turn = match self.step(step).await {
                Ok(()) => {
                    self.backwards = false;
                    continue;
                }
                Err(turn) => turn,
            };
            match self.after(turn).await {
                Ok(()) | Err(Turn::Again) => {}
                Err(Turn::Failed(failure)) => return Err(failure),
                Err(Turn::Ended) => return Err(self.ended()),
                Err(_) => {
                    self.left();
                    return Ok(());
                }
            }
        }
    }

    async fn step(&mut self, step: Step) -> Answer<()> {
        match step {
            Step::AwaitingPass => self.pass().await,
            Step::EnteringPerson => self.person().await,
            Step::ChoosingPerson => self.identity().await,
            Step::EnteringDetails => self.further().await,
            Step::ChoosingLogin => self.login().await,
            Step::ChoosingAccount => self.existing_or_new().await,
            Step::FindingAccount => self.find_account().await,
            Step::ChoosingSubscription => self.subscription().await,
            Step::Confirming => self.save().await,
            Step::Settling => self.settle().await,
            Step::IssuingPass => self.issue().await,
            Step::EnteringMandate => self.enter_mandate().await,
            Step::SigningMandate => self.sign_mandate().await,
            Step::ProcessingMandate => self.process_mandate().await,
            Step::VerifyingMandate => self.verify_mandate().await,
            Step::Unspecified | Step::Enrolled | Step::Cancelled => {
                Err(Failure::Declined { message: words::unknown_step(self.context.lang).to_owned() }.into())
            }
        }
    }

    /// What follows when a step was left without its answer.
    async fn after(&mut self, turn: Turn) -> Answer<()> {
        match turn {
            Turn::Back | Turn::StepBack => self.step_back().await,
            Turn::Cancel => match self.cancel().await {
                Err(Turn::Back | Turn::StepBack | Turn::Cancel) => Err(Turn::Again),
                other => other,
            },
            other => Err(other),
        }
    }

    /// One step back at the daemon; what was entered is kept there.
    async fn step_back(&mut self) -> Answer<()> {
        if self.now.name.is_empty() {
            self.problem(words::no_way_back(self.context.lang));
            return Ok(());
        }
        self.done(Command::StepBack(StepBack {})).await?;
        self.backwards = true;
        Ok(())
    }

    async fn cancel(&mut self) -> Answer<()> {
        let lang = self.context.lang;
        if self.now.name.is_empty() {
            self.say(end::nothing_started(lang));
            return Err(Turn::Again);
        }
        self.say_refund();
        let reason = self.reason(words::cancel_why(lang)).await?;
        let pass_returned = self.is_pass_back().await?;
        self.done(Command::Cancel(Cancel { reason, pass_returned })).await
    }

    /// Whether a pass that was handed out without printing is back; not asked of any other.
    async fn is_pass_back(&mut self) -> Answer<bool> {
        let lang = self.context.lang;
        let print = self.now.pass_print.as_ref().map(PassPrint::state);
        if print != Some(pass_print::State::Unprinted) {
            return Ok(false);
        }
        let question =
            Question { label: end::pass_back(lang), help: end::pass_back_help(lang), ..Default::default() };
        self.confirm(question, None).await
    }

    /// Says what goes back to the patron when the registration is cancelled.
    fn say_refund(&mut self) {
        if let Some(amount) = crate::show::refund(&self.now) {
            self.say(end::refund(self.context.lang, amount));
        }
    }

    /// Asks why.
    async fn reason(&mut self, label: &str) -> Answer<String> {
        let help = crate::text::fields::reason_help(self.context.lang);
        self.text(&Question { label, required: true, help, ..Default::default() }).await
    }

    /// The clerk left.
    fn left(&mut self) {
        let lang = self.context.lang;
        if self.now.name.is_empty() {
            self.say(end::nothing_started(lang));
            return;
        }
        self.say(end::left_open(lang));
        let name = self.short_name();
        self.how_to_resume(&name);
    }

    /// The command that goes on with a registration, on a line of its own to be copied.
    fn how_to_resume(&mut self, name: &str) {
        self.say(end::how_to_resume(self.context.lang));
        self.lines([format!("  balie register --resume {name}")]);
    }

    /// Nobody is left to answer.
    fn ended(&mut self) -> Failure {
        self.left();
        Failure::Declined { message: words::input_ended(self.context.lang).to_owned() }
    }

    /// The shortest name a clerk can use for this registration.
    fn short_name(&self) -> String {
        crate::show::short_name(&self.now).to_owned()
    }

    /// The patron, as far as known.
    fn patron_name(&self) -> String {
        let name = match &self.now.person {
            Some(_) if !self.now.addressed_as.is_empty() => self.now.addressed_as.clone(),
            Some(person) => crate::show::full_name(person),
            None => String::new(),
        };
        if name.is_empty() { end::nobody_yet(self.context.lang).to_owned() } else { name }
    }
}
