//! Telling the clerk something, also while a question stands open.

use super::Dialogue;
use crate::failure::Failure;
use crate::show;
use crate::terminal::{columns, wrap};
use crate::text::{dialogue as words, steps};
use balie_client::v1::Step;

/// How a line is meant; its words tell it too.
#[derive(Debug, Clone, Copy)]
enum Tone {
    Plain,
    Problem,
    Success,
}

impl Dialogue<'_, '_> {
    /// Something to know.
    pub(super) fn say(&mut self, text: impl AsRef<str>) {
        self.tell(wrap(text.as_ref(), "  "), Tone::Plain);
    }

    /// Something that is not right.
    pub(super) fn problem(&mut self, text: impl AsRef<str>) {
        let mut lines = wrap(text.as_ref(), "    ");
        if let Some(first) = lines.first_mut() {
            first.replace_range(..4, "  ! ");
        }
        self.tell(lines, Tone::Problem);
    }

    /// Something that failed on this side, after which the clerk can go on.
    pub(super) fn failed(&mut self, failure: &Failure) {
        failure.lines(self.context.lang).iter().for_each(|line| self.problem(line));
    }

    /// Something that went well.
    pub(super) fn success(&mut self, text: impl AsRef<str>) {
        self.tell(wrap(text.as_ref(), "  "), Tone::Success);
    }

    /// Lines as they are, under a margin.
    pub(super) fn lines(&mut self, lines: impl IntoIterator<Item = String>) {
        self.tell(
            lines.into_iter().map(|line| format!("  {line}").trim_end().to_owned()).collect(),
            Tone::Plain,
        );
    }

    /// Labels and values in two columns; a row without a value is left out.
    pub(super) fn rows(&mut self, rows: &[(&str, String)]) {
        let rows = rows.iter().filter(|(_, value)| !value.is_empty());
        let rows: Vec<_> = rows.map(|(label, value)| vec![(*label).to_owned(), value.clone()]).collect();
        self.lines(columns(&rows));
    }

    /// A white line.
    pub(super) fn space(&mut self) {
        self.context.terminal.line("");
    }

    /// The beginning of a step: its number in the journey and its name.
    pub(super) fn header(&mut self, step: Step) {
        let lang = self.context.lang;
        let label = steps::label(lang, step);
        self.space();
        match steps::number(step) {
            Some(number) => {
                let header = steps::header(lang, number, steps::COUNT, label);
                self.context.terminal.heading(&header);
            }
            None => self.context.terminal.heading(label),
        }
    }

    /// What is known of the registration.
    pub(super) fn overview(&mut self) {
        let lang = self.context.lang;
        if self.now.name.is_empty() {
            self.say(crate::text::end::nothing_started(lang));
        } else {
            self.lines(show::overview(lang, &self.now));
        }
    }

    /// The connection broke.
    pub(super) fn lost(&mut self) {
        if std::mem::replace(&mut self.connected, false) {
            self.problem(words::reconnecting(self.context.lang));
        }
    }

    /// The connection is there.
    pub(super) fn found(&mut self) {
        if !std::mem::replace(&mut self.connected, true) {
            self.success(words::reconnected(self.context.lang));
        }
    }

    /// Puts a question on a line of its own.
    pub(super) fn open(&mut self, prompt: &str) {
        self.context.terminal.prompt(prompt);
        self.open = Some(prompt.to_owned());
    }

    /// The question got this answer.
    pub(super) fn close(&mut self, typed: &str) {
        if self.open.take().is_some() {
            self.context.terminal.answered(typed);
        }
    }

    /// The question gets no answer that the clerk typed.
    pub(super) fn leave_open(&mut self, text: &str) {
        if self.open.take().is_some() {
            self.context.terminal.line(text);
        }
    }

    fn tell(&mut self, lines: Vec<String>, tone: Tone) {
        let terminal = &mut self.context.terminal;
        if self.open.is_some() {
            terminal.line("");
        }
        for line in &lines {
            match tone {
                Tone::Plain => terminal.line(line),
                Tone::Problem => terminal.problem(line),
                Tone::Success => terminal.success(line),
            }
        }
        if let Some(prompt) = &self.open {
            terminal.prompt(prompt);
        }
    }
}
