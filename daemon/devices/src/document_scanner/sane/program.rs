//! Running `scanimage`, within limits.

use std::ffi::OsString;
use std::process::Stdio;
use std::time::Duration;

use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::{Child, Command};
use tokio::time::{sleep, timeout};

use super::config::SaneConfig;
use super::failure;
use crate::Reason;
use crate::document_scanner::control::Ended;

/// How long a scanner gets to come to rest after it was told to stop.
const REST: Duration = Duration::from_secs(3);
/// What is kept of standard error.
const SAID_MAX: usize = 64 * 1024;

/// The limits of one run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Bytes of standard output.
    pub bytes: usize,
    /// How long until the first of them.
    pub first: Duration,
    /// How long between two pieces of them, or until the end.
    pub between: Duration,
}

/// A run under way.
pub(super) struct Run {
    child: Child,
}

impl Run {
    pub fn start(config: &SaneConfig, arguments: &[OsString]) -> Result<Self, Reason> {
        let child = Command::new(&config.program)
            .args(arguments)
            // Messages in English.
            .env("LC_ALL", "C")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            // Backends may have processes of their own, which are to end with it.
            .process_group(0)
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| {
                tracing::warn!(device = %config.id, program = %config.program.display(), %error, "cannot be run");
                Reason::DriverMissing
            })?;
        Ok(Self { child })
    }

    /// Takes the output in until the program ends well. `told` gets each piece of standard error; `cancelled` ends it.
    pub async fn output(
        &mut self,
        limits: Limits,
        told: impl FnMut(&str),
        cancelled: impl Future<Output = ()>,
    ) -> Result<Vec<u8>, Ended> {
        let (Some(mut out), Some(mut err)) = (self.child.stdout.take(), self.child.stderr.take()) else {
            return Err(Reason::ScannerError.into());
        };
        let mut told = told;
        let mut said = String::new();
        let taken = tokio::select! {
            biased;
            () = cancelled => Err(Ended::Cancelled),
            taken = async {
                let listening = listen(&mut err, &mut said, &mut told);
                let content = content(&mut out, limits);
                tokio::pin!(listening, content);
                let mut ended = false;
                let content = loop {
                    tokio::select! {
                        content = &mut content => break content?,
                        () = &mut listening, if !ended => ended = true,
                    }
                };
                // A program may close its output and stay.
                if !ended && timeout(limits.between, listening).await.is_err() {
                    return Err(Reason::TimeOut);
                }
                Ok(content)
            } => taken.map_err(Ended::Failed),
        };
        let content = match taken {
            Ok(content) => content,
            Err(ended) => {
                self.stop().await;
                return Err(or_as_said(ended, &said));
            }
        };
        match timeout(limits.between, self.child.wait()).await {
            Ok(Ok(status)) if status.success() => Ok(content),
            Ok(Ok(status)) => Err(failure::reason(status.code(), &said).into()),
            Ok(Err(_)) => Err(Reason::ScannerError.into()),
            Err(_) => {
                self.stop().await;
                Err(or_as_said(Reason::TimeOut.into(), &said))
            }
        }
    }

    /// Ends the program: politely, so that the scanner moves its lamp home, and then for good.
    async fn stop(&mut self) {
        for signal in [Signal::SIGINT, Signal::SIGKILL] {
            let Some(id) = self.child.id().and_then(|id| i32::try_from(id).ok()) else { return };
            // It may have ended this moment.
            let _ = killpg(Pid::from_raw(id), signal);
            if timeout(REST, self.child.wait()).await.is_ok() && signal == Signal::SIGKILL {
                return;
            }
        }
    }
}

/// Why a program was ended that did not end by itself: what it said is nearer to the truth than that it took too long.
fn or_as_said(ended: Ended, said: &str) -> Ended {
    match ended {
        Ended::Failed(Reason::TimeOut) => {
            Ended::Failed(failure::said_before_hanging(said).unwrap_or(Reason::TimeOut))
        }
        ended => ended,
    }
}

async fn content(out: &mut (impl AsyncRead + Unpin), limits: Limits) -> Result<Vec<u8>, Reason> {
    let mut content = Vec::new();
    loop {
        let patience = if content.is_empty() { limits.first } else { limits.between };
        let count = tokio::select! {
            count = out.read_buf(&mut content) => count.map_err(|_| Reason::ScannerError)?,
            () = sleep(patience) => return Err(Reason::TimeOut),
        };
        if count == 0 {
            return Ok(content);
        }
        if content.len() > limits.bytes {
            return Err(Reason::PageTooLarge);
        }
    }
}

async fn listen(err: &mut (impl AsyncRead + Unpin), said: &mut String, told: &mut impl FnMut(&str)) {
    let mut piece = [0; 1024];
    loop {
        match err.read(&mut piece).await {
            Ok(0) | Err(_) => return,
            Ok(count) => {
                let text = String::from_utf8_lossy(&piece[..count]);
                told(&text);
                if said.len() < SAID_MAX {
                    said.push_str(&text);
                }
            }
        }
    }
}
