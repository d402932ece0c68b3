//! The terminal: where lines come from and where they go.

mod lines;
mod output;
#[cfg(test)]
mod scripted;
mod style;
mod table;

pub(crate) use lines::Lines;
#[cfg(test)]
pub(crate) use scripted::Shared;
pub(crate) use table::{align_right, columns, row_lines, wrap};

use output::Output;
use std::io::{self, IsTerminal as _};
use style::Style;

/// The terminal of one run. A broken output (a closed pipe) is remembered, not reported: whoever closed it
/// does not want to hear more.
pub struct Terminal {
    out: Output,
    err: Output,
    pub(crate) lines: Lines,
    /// The terminal shows what is typed, and the Enter after it.
    echoes: bool,
}

impl Terminal {
    /// Standard input, output and error of this process. Colours only on a terminal, and not with
    /// `NO_COLOR` or `TERM=dumb`.
    pub fn of_process() -> Self {
        let coloured = Style::wanted(|name| std::env::var(name).ok());
        let style = |is_terminal: bool| if is_terminal && coloured { Style::Ansi } else { Style::Plain };
        Self {
            out: Output::new(Box::new(io::stdout()), style(io::stdout().is_terminal())),
            err: Output::new(Box::new(io::stderr()), style(io::stderr().is_terminal())),
            lines: Lines::of_stdin(),
            echoes: io::stdin().is_terminal(),
        }
    }

    /// One line of output.
    pub(crate) fn line(&mut self, line: &str) {
        self.out.line(line);
    }

    /// Output as it is.
    pub(crate) fn text(&mut self, text: &str) {
        self.out.text(text);
    }

    /// Bytes of a document.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.out.bytes(bytes);
    }

    /// The beginning of something new.
    pub(crate) fn heading(&mut self, line: &str) {
        self.out.styled(line, style::BOLD);
    }

    /// Something that is not right; also told by its words.
    pub(crate) fn problem(&mut self, line: &str) {
        self.out.styled(line, style::RED);
    }

    /// Something that went well; also told by its words.
    pub(crate) fn success(&mut self, line: &str) {
        self.out.styled(line, style::GREEN);
    }

    /// A question, after which the answer is typed on the same line.
    pub(crate) fn prompt(&mut self, text: &str) {
        self.out.text(text);
    }

    /// After an answer: shows what a pipe, unlike a terminal, does not show by itself.
    pub(crate) fn answered(&mut self, typed: &str) {
        if !self.echoes {
            self.line(typed);
        }
    }

    /// Whether somebody types the lines as they are asked for.
    pub(crate) fn is_interactive(&self) -> bool {
        self.echoes
    }

    /// One line on the error stream.
    pub(crate) fn error_line(&mut self, line: &str) {
        self.err.line(line);
    }

    /// What went wrong, on the error stream.
    pub(crate) fn error_heading(&mut self, line: &str) {
        self.err.styled(line, style::RED);
    }

    /// Text on the error stream as it is.
    pub(crate) fn error_text(&mut self, text: &str) {
        self.err.text(text);
    }

    /// The output was closed by whoever read it.
    pub(crate) fn is_closed(&self) -> bool {
        self.out.is_closed()
    }
}
