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
use balie_virtual::hid::{
    KEYBOARD_DESCRIPTOR, KeyboardLayout, PosLayout, Typing, UsbScanner, keyboard_reports, pos_descriptor,
    pos_reports,
};
use balie_virtual::printer::{Personality, VirtualPrinter};
use balie_virtual::{
    EsclOptions, Place, PrinterOptions, ScannerTerminator, VirtualError, VirtualEscl, VirtualEvolis,
    VirtualSerialScanner, VirtualZpl, ZplOptions, pen,
};
use clap::{Args, Parser, Subcommand, ValueEnum};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::mpsc;

/// What a USB printer says it is.
const EVOLIS: &str = "MFG:Evolis;MDL:Zenius;CMD:ESCP;CLS:PRINTER;SN:R0001;";
const ZPL: &str = "MFG:Zebra Technologies;MDL:ZTC ZC100;CMD:ZPL;CLS:PRINTER;SN:R0001;";

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
    /// An Evolis card printer.
    Evolis {
        #[command(flatten)]
        at: At,
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
    /// A ZPL printer of cards or labels.
    Zpl {
        #[command(flatten)]
        at: At,
        /// A directory for a picture of every printed card or label.
        #[arg(long)]
        out: Option<PathBuf>,
        /// Cards or labels at the start.
        #[arg(long, default_value_t = 0)]
        media: u32,
        /// Dots per inch: 203, 300 or 600.
        #[arg(long, default_value_t = 300)]
        dpi: u16,
    },
    /// Writes the reports of a USB scanner for one scan: to /dev/hidg0 they are typed on the bus.
    HidReport {
        #[command(flatten)]
        scanner: HidScanner,
        /// The code; `\r` is Enter and `\t` is Tab.
        #[arg(long)]
        text: String,
        /// Keyboard layout of a wedge.
        #[arg(long, value_enum, default_value = "us")]
        layout: KeyboardLayout,
        /// A wedge that types the number of each character on the keypad.
        #[arg(long)]
        numbers: bool,
        /// A wedge that does not let keys go between two different keys.
        #[arg(long)]
        rolling: bool,
        /// AIM symbology identifier that a HID POS scanner sends.
        #[arg(long, default_value = "]F0")]
        identifier: String,
        /// Where to write; standard output when left out.
        #[arg(long)]
        out: Option<PathBuf>,
        /// Pause between two reports, in milliseconds.
        #[arg(long, default_value_t = 0)]
        interval: u64,
        /// Stop after this many reports, as if the cable was pulled.
        #[arg(long)]
        only: Option<usize>,
    },
    /// A USB scanner on a mounted FunctionFS, that stalls and goes deaf on request; its gadget is bound to a
    /// controller by whoever starts this, once it says that it is there.
    UsbScanner {
        #[command(flatten)]
        scanner: HidScanner,
        /// Where the FunctionFS is mounted.
        #[arg(long)]
        mount: PathBuf,
    },
    /// Writes the report descriptor of a USB scanner to standard output.
    HidDescriptor {
        #[command(flatten)]
        scanner: HidScanner,
    },
    /// Signs the page in a file, at the lower right: PNG or JPEG, PNG afterwards.
    Pen {
        /// The page.
        page: PathBuf,
    },
}

/// Where a printer can be reached; on TCP when nothing else is said.
#[derive(Debug, Args)]
#[group(multiple = false)]
struct At {
    /// A TCP port; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:9100")]
    listen: SocketAddr,
    /// A serial line under this path (a symbolic link that comes and goes with the device).
    #[arg(long, value_name = "PATH")]
    link: Option<PathBuf>,
    /// A character device, such as the printer gadget /dev/g_printer0.
    #[arg(long, value_name = "PATH")]
    device: Option<PathBuf>,
    /// A mounted FunctionFS, on which the printer is a USB device in user space that can stall; whoever starts this
    /// binds its gadget to a controller.
    #[arg(long, value_name = "PATH")]
    function: Option<PathBuf>,
    /// Standard input and output: the printer ends with its input, and takes no control lines.
    #[arg(long)]
    stdio: bool,
}

impl At {
    /// The place; a USB printer says there that it is this.
    fn place(self, device_id: &str) -> Place {
        match self {
            Self { stdio: true, .. } => Place::Stdio,
            Self { function: Some(mount), .. } => Place::Function { mount, device_id: device_id.to_owned() },
            Self { device: Some(path), .. } => Place::Device(path),
            Self { link: Some(link), .. } => Place::Line(link),
            Self { listen, .. } => Place::Tcp(listen),
        }
    }
}

#[derive(Debug, Clone, Copy, Args)]
struct HidScanner {
    /// What the scanner plays.
    #[arg(long, value_enum)]
    kind: HidKind,
    /// How a HID POS scanner lays its reports out.
    #[arg(long, value_enum, default_value = "counted")]
    pos: PosLayout,
}

impl HidScanner {
    fn descriptor(self) -> Vec<u8> {
        match self.kind {
            HidKind::Wedge => KEYBOARD_DESCRIPTOR.to_vec(),
            HidKind::Pos => pos_descriptor(self.pos),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum HidKind {
    Wedge,
    Pos,
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
        Device::Evolis { at, out, insert_after, feeder } => {
            let options = PrinterOptions {
                place: at.place(EVOLIS),
                out,
                feeder_cards: feeder,
                ..PrinterOptions::default()
            };
            evolis(options, insert_after.map(Duration::from_secs)).await
        }
        Device::HidReport { scanner, text, layout, numbers, rolling, identifier, out, interval, only } => {
            let text = text.replace("\\r", "\r").replace("\\t", "\t");
            let reports = match scanner.kind {
                HidKind::Wedge => keyboard_reports(&text, Typing { layout, numbers, rolling })
                    .map(|reports| reports.iter().map(|report| report.to_vec()).collect()),
                HidKind::Pos => Ok(pos_reports(scanner.pos, &text, &identifier)),
            };
            let interval = Duration::from_millis(interval);
            reports.map_err(Failure::from).and_then(|reports: Vec<Vec<u8>>| {
                send(reports.iter().take(only.unwrap_or(usize::MAX)), out.as_deref(), interval)
            })
        }
        Device::UsbScanner { scanner, mount } => usb_scanner(scanner, &mount).await,
        Device::HidDescriptor { scanner } => send([&scanner.descriptor()].into_iter(), None, Duration::ZERO),
        Device::Pen { page } => pen::sign_file(&page).map_err(Failure::from),
        Device::Zpl { at, out, media, dpi } => zpl(at, out, media, dpi).await,
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
    directory(options.out.as_deref())?;
    let printer = VirtualEvolis::start_with(options).await?;
    let driven = present("evolis", &printer, async |line| control::printer::obey(&printer, line).await);
    tokio::select! {
        done = driven => done,
        () = hand(&printer, insert_after) => Ok(()),
    }
}

async fn usb_scanner(scanner: HidScanner, mount: &Path) -> Result<(), Failure> {
    let keyboard = scanner.kind == HidKind::Wedge;
    let mut usb = UsbScanner::start(mount, &scanner.descriptor(), keyboard)?;
    say(&format!("usb scanner at {}", mount.display()))?;
    drive(async |line| control::usb::obey(&mut usb, keyboard, line)).await
}

/// Writes reports one at a time: a gadget takes every write as a report.
fn send<'a>(
    reports: impl Iterator<Item = &'a Vec<u8>>,
    out: Option<&Path>,
    interval: Duration,
) -> Result<(), Failure> {
    let mut out: Box<dyn Write> = match out {
        Some(path) => Box::new(std::fs::File::options().write(true).create(true).truncate(true).open(path)?),
        None => Box::new(std::io::stdout()),
    };
    for report in reports {
        out.write_all(report)?;
        out.flush()?;
        std::thread::sleep(interval);
    }
    Ok(())
}

async fn zpl(at: At, out: Option<PathBuf>, media: u32, dpi: u16) -> Result<(), Failure> {
    directory(out.as_deref())?;
    let dots = match dpi {
        203 => 8,
        300 => 12,
        600 => 24,
        _ => return Err(VirtualError::Control(format!("{dpi} dots per inch")).into()),
    };
    let model = format!("ZTC Virtual-{dpi}dpi ZPL");
    // A card of 85.60 x 53.98 mm.
    let (width, height) = (u32::from(dpi) * 8560 / 2540, u32::from(dpi) * 5398 / 2540);
    let options =
        ZplOptions { place: at.place(ZPL), out, media, dots, model, width, height, ..ZplOptions::default() };
    let printer = VirtualZpl::start_with(options).await?;
    present("zpl", &printer, async |line| control::zpl::obey(&printer, line).await).await
}

fn directory(out: Option<&Path>) -> std::io::Result<()> {
    out.map_or(Ok(()), std::fs::create_dir_all)
}

/// Says where the printer is and obeys, until it is told to quit or nobody can reach the printer any more.
async fn present<P: Personality>(
    kind: &str,
    printer: &VirtualPrinter<P>,
    obey: impl AsyncFnMut(&str) -> Result<Next, VirtualError>,
) -> Result<(), Failure> {
    match printer.place() {
        Place::Tcp(address) => say(&format!("{kind} at {address}"))?,
        Place::Line(path) | Place::Device(path) | Place::Function { mount: path, .. } => {
            say(&format!("{kind} at {}", path.display()))?
        }
        // Both streams belong to the printer.
        Place::Stdio => {
            printer.ended().await;
            return Ok(());
        }
    }
    drive(obey).await
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
