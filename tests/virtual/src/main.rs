//! Runs one virtual device and drives it by lines on standard input.
//!
//! When the input ends the device stays, so that it can run in the background; `quit`, SIGINT or SIGTERM
//! end it.

use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use balie_virtual::control::{self, Next};
use balie_virtual::{
    EsclOptions, PrinterOptions, ScannerTerminator, VirtualError, VirtualEscl, VirtualEvolis,
    VirtualSerialScanner,
};
use clap::{Parser, Subcommand, ValueEnum};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::mpsc;

/// Virtual devices for trying Balie without hardware.
#[derive(Debug, Parser)]
#[command(name = "balie-virtual", version)]
struct Arguments {
    #[command(subcommand)]
    device: Device,
}

#[derive(Debug, Subcommand)]
enum Device {
    /// A serial barcode scanner on a pseudo-terminal; lines on standard input are typed as codes.
    Scanner {
        /// Where the scanner can be opened (a symbolic link that comes and goes with the device).
        #[arg(long)]
        link: PathBuf,
        /// What it types after a code.
        #[arg(long, value_enum, default_value = "cr")]
        terminator: Terminator,
    },
    /// An Evolis card printer on TCP.
    Evolis {
        /// Where it listens; port 0 takes a free one.
        #[arg(long, default_value = "127.0.0.1:9100")]
        listen: SocketAddr,
        /// A directory for a picture of every printed card.
        #[arg(long)]
        out: Option<PathBuf>,
        /// Puts a card into the manual entry this many seconds after the printer starts waiting for one.
        #[arg(long, value_name = "SECS")]
        insert_after: Option<u64>,
        /// Cards in the feeder at the start.
        #[arg(long, default_value_t = 0)]
        feeder: u32,
    },
    /// A document scanner that speaks eSCL.
    Escl {
        /// Where it listens; port 0 takes a free one.
        #[arg(long, default_value = "127.0.0.1:8080")]
        listen: SocketAddr,
        /// The page on its glass and in its feeder: PNG or JPEG.
        #[arg(long, value_name = "FILE")]
        page: PathBuf,
        /// Sheets in the feeder at the start.
        #[arg(long, default_value_t = 0)]
        feeder: u32,
        /// How long a page takes, in milliseconds.
        #[arg(long, value_name = "MS", default_value_t = 0)]
        scan_time: u64,
        /// Speak HTTPS, with a certificate of its own.
        #[arg(long)]
        tls: bool,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Terminator {
    Cr,
    Lf,
    Crlf,
    None,
}

impl From<Terminator> for ScannerTerminator {
    fn from(value: Terminator) -> Self {
        match value {
            Terminator::Cr => Self::Cr,
            Terminator::Lf => Self::Lf,
            Terminator::Crlf => Self::CrLf,
            Terminator::None => Self::None,
        }
    }
}

#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Device(#[from] VirtualError),
    #[error(transparent)]
    System(#[from] std::io::Error),
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let done = match Arguments::parse().device {
        Device::Scanner { link, terminator } => scanner(link, terminator.into()).await,
        Device::Evolis { listen, out, insert_after, feeder } => {
            let options = PrinterOptions { listen, out, feeder_cards: feeder, ..PrinterOptions::default() };
            evolis(options, insert_after.map(Duration::from_secs)).await
        }
        Device::Escl { listen, page, feeder, scan_time, tls } => {
            let scan_time = Duration::from_millis(scan_time);
            escl(EsclOptions { listen, scan_time, tls, ..EsclOptions::default() }, &page, feeder).await
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let _ = writeln!(std::io::stderr(), "balie-virtual: {failure}");
            ExitCode::FAILURE
        }
    }
}

async fn scanner(link: PathBuf, terminator: ScannerTerminator) -> Result<(), Failure> {
    let mut scanner = VirtualSerialScanner::plug(link)?.with_terminator(terminator);
    say(&format!("scanner at {}", scanner.path().display()))?;
    drive(async |line| control::scanner::obey(&mut scanner, line)).await
}

async fn evolis(options: PrinterOptions, insert_after: Option<Duration>) -> Result<(), Failure> {
    if let Some(out) = &options.out {
        std::fs::create_dir_all(out)?;
    }
    let printer = VirtualEvolis::start_with(options).await?;
    say(&format!("evolis at {}", printer.address()))?;
    tokio::select! {
        done = drive(async |line| control::printer::obey(&printer, line).await) => done,
        () = hand(&printer, insert_after) => Ok(()),
    }
}

async fn escl(options: EsclOptions, page: &Path, sheets: u32) -> Result<(), Failure> {
    let scanner = VirtualEscl::start_with(&std::fs::read(page)?, options).await?;
    scanner.set_feeder(sheets);
    say(&format!("escl at {}", scanner.url()))?;
    if !scanner.certificate_sha256().is_empty() {
        say(&format!("certificate {}", scanner.certificate_sha256()))?;
    }
    drive(async |line| control::escl::obey(&scanner, line).await).await
}

/// The clerk's hand: puts a card in a while after the printer asked for one.
async fn hand(printer: &VirtualEvolis, delay: Option<Duration>) {
    let Some(delay) = delay else { return std::future::pending().await };
    loop {
        tokio::time::sleep(Duration::from_millis(50)).await;
        if printer.counters().waiting_for_card {
            tokio::time::sleep(delay).await;
            if printer.counters().waiting_for_card {
                printer.insert_card();
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}

async fn drive(mut obey: impl AsyncFnMut(&str) -> Result<Next, VirtualError>) -> Result<(), Failure> {
    let mut lines = lines();
    let mut interrupted = signal(SignalKind::interrupt())?;
    let mut terminated = signal(SignalKind::terminate())?;
    let mut open = true;
    loop {
        let line = tokio::select! {
            _ = interrupted.recv() => return Ok(()),
            _ = terminated.recv() => return Ok(()),
            line = lines.recv(), if open => line,
        };
        let Some(line) = line else {
            open = false;
            continue;
        };
        match obey(&line).await {
            Ok(Next::Continue(None)) => {}
            Ok(Next::Continue(Some(text))) => say(&text)?,
            Ok(Next::Quit) => return Ok(()),
            Err(error) => writeln!(std::io::stderr(), "{error}")?,
        }
    }
}

/// Lines of standard input, read by a thread of their own: the runtime would wait for a read in its own
/// pool when the program ends, and that read ends with the next line only.
fn lines() -> mpsc::UnboundedReceiver<String> {
    let (sender, receiver) = mpsc::unbounded_channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    receiver
}

fn say(text: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{text}")?;
    out.flush()
}
