//! What can happen while the clerk thinks.

use super::scanner::News;
use super::turn::{Answer, Turn};
use super::{Dialogue, account};
use crate::text::dialogue as words;
use balie_client::v1::{Registration, Scan};
use balie_client::{ClientError, Update, Watch};
use std::io;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// What happened.
pub(super) enum Event {
    /// A line was typed.
    Line(String),
    /// There are no more lines.
    End,
    /// Something was scanned.
    Scan(Scan),
    /// The registration changed; this is how it was.
    Changed(Box<Registration>),
}

/// Signals that mean: leave. Without them a Ctrl-C would end the program before it can say how to go on.
pub(super) struct Stop {
    interrupt: Signal,
    terminate: Signal,
    hangup: Signal,
}

impl Stop {
    pub(super) fn listen() -> io::Result<Self> {
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
            hangup: signal(SignalKind::hangup())?,
        })
    }

    /// Waits for one of them. Cancel safe.
    pub(super) async fn asked(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
            _ = self.hangup.recv() => {}
        }
    }
}

/// News from one of the sources.
#[allow(clippy::large_enum_variant, reason = "lives for a moment, and news is rare")]
enum Source {
    Stop,
    Registration(Option<Result<Update<Registration>, ClientError>>),
    Scanner(News),
    Line(Option<String>),
}

impl Dialogue<'_, '_> {
    /// Waits for something to happen; lines are left alone unless wanted. Cancel safe.
    pub(super) async fn event(&mut self, lines: bool) -> Answer<Event> {
        loop {
            if self.context.is_over() {
                return Err(Turn::Leave);
            }
            let (context, watch, scanner, stop) =
                (&mut self.context, &mut self.watch, &mut self.scanner, &mut self.stop);
            let source = tokio::select! {
                // What happened before the clerk typed is told first.
                biased;
                () = stop.asked() => Source::Stop,
                update = next(watch) => Source::Registration(update),
                news = scanner.next() => Source::Scanner(news),
                line = context.terminal.lines.next(), if lines => Source::Line(line),
            };
            match source {
                Source::Stop => return Err(Turn::Leave),
                Source::Line(Some(line)) => return Ok(Event::Line(line)),
                Source::Line(None) => return Ok(Event::End),
                Source::Scanner(news) => {
                    if let Some(scan) = self.scanner_news(news).await {
                        return Ok(Event::Scan(scan));
                    }
                }
                Source::Registration(update) => {
                    if let Some(before) = self.registration_news(update) {
                        return Ok(Event::Changed(Box::new(before)));
                    }
                }
            }
        }
    }

    fn registration_news(
        &mut self,
        update: Option<Result<Update<Registration>, ClientError>>,
    ) -> Option<Registration> {
        match update {
            Some(Ok(Update::Changed(now))) => {
                self.found();
                let is_news = now.name == self.now.name && now.revision > self.now.revision;
                return is_news.then(|| std::mem::replace(&mut self.now, now));
            }
            Some(Ok(Update::Interrupted(_))) => self.lost(),
            // Whatever ended it, the next command tells it where it matters.
            Some(Err(_)) | None => self.watch = None,
        }
        None
    }

    /// Tells of a change that this clerk did not make. Whether the question that stands open lost its sense.
    pub(super) fn notice(&mut self, before: &Registration) -> bool {
        if account::only_difference(before, &self.now) {
            self.tell_account(before);
            return false;
        }
        self.leave_open("");
        self.problem(words::changed_elsewhere(self.context.lang));
        self.overview();
        true
    }
}

async fn next(watch: &mut Option<Watch<Registration>>) -> Option<Result<Update<Registration>, ClientError>> {
    match watch {
        Some(watch) => watch.next().await,
        None => std::future::pending().await,
    }
}
