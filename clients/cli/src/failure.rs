//! Why a command did not succeed, and how that is told.

use crate::exit::Exit;
use crate::terminal::{Terminal, wrap};
use crate::text::{Lang, enrol, failures as text, names};
use balie_client::{ClientError, Refusal, station::EnrolError};
use balie_reading::escape_in_json;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Why a command did not succeed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The daemon refused or does not answer.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// This PC did not become a station.
    #[error(transparent)]
    Enrol(#[from] EnrolError),
    /// The command line does not make sense, in a way that only shows later than parsing.
    #[error("{message}")]
    Usage {
        /// What is the matter, in the language of the caller.
        message: String,
    },
    /// A value on the command line cannot be what it should be.
    #[error("{message}")]
    Invalid {
        /// The field, as the API calls it.
        field: &'static str,
        /// What is the matter, in the language of the caller.
        message: String,
    },
    /// What a file or a JSON text says does not hold.
    #[error("{file}: {message}")]
    Input {
        /// The file, as named by the caller.
        file: String,
        /// Line, from 1.
        line: Option<usize>,
        /// What is the matter, in the language of the caller.
        message: String,
    },
    /// A person said no, or something the daemon told makes going on wrong.
    #[error("{message}")]
    Declined {
        /// What is the matter, in the language of the caller.
        message: String,
    },
    /// A device or print failed, or nobody knows what came out.
    #[error("{message}")]
    Device {
        /// What is the matter, in the language of the caller.
        message: String,
    },
    /// A file cannot be read or written.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

impl Failure {
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::Usage { message: message.into() }
    }

    pub(crate) fn input(file: impl Into<String>, line: Option<usize>, message: impl Into<String>) -> Self {
        Self::Input { file: file.into(), line, message: message.into() }
    }

    pub(crate) fn io(path: impl AsRef<Path>, source: std::io::Error) -> Self {
        Self::Io { path: path.as_ref().to_owned(), source }
    }

    /// Tells it on the error stream: as lines, or as one JSON object.
    pub(crate) fn tell(&self, terminal: &mut Terminal, lang: Lang, json: bool) {
        if json {
            terminal.error_line(&escape_in_json(&self.json().to_string()));
            return;
        }
        let mut lines = self.lines(lang);
        // Unlike a clerk who stands at the question, whoever typed several fields has to know which one it is.
        if let (Some(field), Some(first)) = (self.only_field(), lines.first_mut()) {
            *first = format!("{}: {first}", names::field(lang, field));
        }
        for (index, line) in lines.iter().enumerate() {
            if index == 0 { terminal.error_heading(line) } else { terminal.error_line(line) }
        }
    }

    /// As lines for people; the first says what, the others the details.
    pub(crate) fn lines(&self, lang: Lang) -> Vec<String> {
        match self {
            Self::Client(ClientError::Refused(refusal)) => refusal_lines(refusal, lang),
            Self::Client(ClientError::Unreachable { at, source }) => {
                let mut lines = vec![if at.is_empty() {
                    text::connection_lost(lang).to_owned()
                } else {
                    text::unreachable(lang, at)
                }];
                lines.push(format!("  {}", text::cause(lang, root(lang, source.as_ref()))));
                lines.push(format!("  {}", text::unreachable_remedy(lang)));
                lines
            }
            Self::Client(ClientError::TimedOut) => vec![text::timed_out(lang).to_owned()],
            Self::Client(ClientError::Station { station }) => vec![text::bad_station(lang, station)],
            Self::Client(ClientError::TooLarge { size, limit }) => vec![text::too_large(lang, size, limit)],
            Self::Client(ClientError::Address { address }) => vec![enrol::address(lang, address)],
            Self::Client(ClientError::Credentials(error)) => vec![error.message(lang)],
            Self::Client(ClientError::Tls { at, fault }) => {
                let at = if at.is_empty() { vec![] } else { vec![format!("  {at}")] };
                [vec![enrol::fault(lang, *fault).to_owned()], at].concat()
            }
            Self::Client(error) => vec![text::unexpected(lang, error)],
            Self::Enrol(error) => vec![error.message(lang)],
            Self::Input { file, line: Some(line), message } => {
                vec![text::in_file_at(lang, file, line, message)]
            }
            Self::Input { file, line: None, message } => vec![text::in_file(lang, file, message)],
            Self::Io { path, source } => vec![text::io(lang, path.display(), text::io_cause(lang, source))],
            Self::Usage { message }
            | Self::Invalid { message, .. }
            | Self::Declined { message }
            | Self::Device { message } => vec![message.clone()],
        }
    }

    /// The field, when the daemon refused one and says of the whole what it says of that.
    fn only_field(&self) -> Option<&str> {
        let Self::Client(ClientError::Refused(refusal)) = self else { return None };
        match refusal.violations.as_slice() {
            [only] if only.message == refusal.message => Some(&only.field),
            _ => None,
        }
    }

    fn json(&self) -> Value {
        let exit = Exit::from(self);
        let mut error = match self {
            Self::Client(ClientError::Refused(refusal)) => refusal_json(refusal),
            Self::Input { file, line, message } => json!({"file": file, "line": line, "message": message}),
            Self::Invalid { field, message } => {
                json!({"message": message, "violations": [{"field": field, "message": message}]})
            }
            other => json!({"message": other.to_string()}),
        };
        error["exit_code"] = exit.code().into();
        json!({"error": error})
    }
}

fn refusal_lines(refusal: &Refusal, lang: Lang) -> Vec<String> {
    let mut lines = vec![refusal.message.clone()];
    // Codes and paths are for programs: `--json` has them.
    let alone = refusal.violations.len() == 1;
    for violation in refusal.violations.iter().filter(|found| !(alone && found.message == refusal.message)) {
        lines.push(format!("  {}: {}", names::field(lang, &violation.field), violation.message));
    }
    let more = refusal.preconditions.iter().filter(|precondition| precondition.message != refusal.message);
    lines.extend(more.map(|precondition| format!("  {}", precondition.message)));
    if refusal.is_wrong_step()
        && let Some(possible) = refusal.metadata.get("possible").filter(|possible| !possible.is_empty())
    {
        // As they are typed after `balie do`.
        let possible = possible.replace('_', "-").replace(',', ", ");
        lines.extend(wrap(&text::possible(lang, possible), "  "));
    }
    if refusal.misses_characters().is_some() {
        lines.push(format!("  {}", text::print_with_boxes(lang)));
    }
    if refusal.is_stale() {
        lines.push(format!("  {}", text::stale_remedy(lang)));
    }
    lines
}

fn refusal_json(refusal: &Refusal) -> Value {
    let violations: Vec<_> = refusal
        .violations
        .iter()
        .map(|field| json!({"field": field.field, "reason": field.reason, "message": field.message}))
        .collect();
    json!({
        "code": format!("{:?}", refusal.code),
        "reason": refusal.reason,
        "message": refusal.message,
        "metadata": refusal.metadata,
        "violations": violations,
    })
}

/// The innermost cause: "connection refused" says more than "transport error".
fn root(lang: Lang, error: &(dyn std::error::Error + 'static)) -> String {
    let mut cause = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    match cause.downcast_ref() {
        Some(io) => text::io_cause(lang, io),
        None => cause.to_string(),
    }
}
