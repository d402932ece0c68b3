//! Long work of the daemon: followed to its end, while the clerk may call it off.

use super::Dialogue;
use super::event::Event;
use super::turn::{Answer, Turn};
use super::typed::{self, Typed};
use crate::text::{Lang, dialogue as words, print};
use balie_client::{Update, Watch};

/// What is told while the work goes on.
#[derive(Clone, Copy)]
pub(super) struct Meanwhile {
    /// What can be typed.
    pub hint: fn(Lang) -> &'static str,
    /// Enter was pressed.
    pub enter: fn(Lang) -> &'static str,
    /// It is being called off.
    pub cancelling: fn(Lang) -> &'static str,
}

impl Dialogue<'_, '_> {
    /// Whether somebody can type while work goes on: lines from a pipe are left for the question that they
    /// answer. Tells what can be typed.
    pub(super) fn can_call_off(&mut self, meanwhile: Meanwhile) -> bool {
        let typing = self.context.terminal.is_interactive();
        if typing {
            self.say((meanwhile.hint)(self.context.lang));
        }
        typing
    }

    /// The next news of a job; none when there is no more.
    pub(super) async fn news<T>(
        &mut self,
        watch: &mut Watch<T>,
        job: &str,
        typing: bool,
        meanwhile: Meanwhile,
    ) -> Answer<Option<T>> {
        loop {
            tokio::select! {
                update = watch.next() => match update {
                    Some(Ok(Update::Changed(item))) => {
                        self.found();
                        return Ok(Some(item));
                    }
                    Some(Ok(Update::Interrupted(_))) => self.lost(),
                    Some(Err(error)) => return Err(error.into()),
                    None => return Ok(None),
                },
                event = self.event(typing) => match event? {
                    Event::Line(line) => self.typed_meanwhile(job, &line, meanwhile).await?,
                    Event::End => return Err(Turn::Ended),
                    Event::Scan(_) => self.say(words::scan_not_expected(self.context.lang)),
                    // What came of it is told with its reason when the job tells that it has ended.
                    Event::Changed(_) => {}
                },
            }
        }
    }

    async fn typed_meanwhile(&mut self, job: &str, line: &str, meanwhile: Meanwhile) -> Answer<()> {
        let lang = self.context.lang;
        match typed::read(lang, line) {
            Typed::Leave => return Err(Turn::Leave),
            Typed::Text(word) if print::cancels(lang, &word) => {
                let name = job.to_owned();
                let cancelled = self
                    .call(|client| {
                        let name = name.clone();
                        async move { client.jobs.cancel(&name).await }
                    })
                    .await?;
                match cancelled {
                    Ok(_) => self.say((meanwhile.cancelling)(lang)),
                    Err(refusal) => self.problem(print::cannot_cancel(lang, &refusal.message)),
                }
            }
            Typed::Enter => self.say((meanwhile.enter)(lang)),
            _ => self.say((meanwhile.hint)(lang)),
        }
        Ok(())
    }
}
