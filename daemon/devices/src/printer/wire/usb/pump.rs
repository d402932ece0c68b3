//! The two threads that wait for libusb.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc as blocking};
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::{mpsc, oneshot};

use super::{Port, WireError, broken};
use crate::Reason;

/// How soon the reading thread notices that the wire was dropped.
const STOP_NOTICE: Duration = Duration::from_millis(200);
/// How long a printer may take no bytes at all while it is sent some; it takes none while its memory is full.
const STALL: Duration = Duration::from_secs(30);
/// How long one call to libusb waits: so that writing notices a dropped wire as well.
const TURN: Duration = Duration::from_millis(500);
/// Bytes that are given to libusb at once.
const PIECE: usize = 16 * 1024;

type Piece = (Vec<u8>, oneshot::Sender<Result<(), WireError>>);

/// Both threads; they end when it is dropped, and the printer is let go of when the last one has ended.
pub(super) struct Pump {
    outgoing: blocking::Sender<Piece>,
    incoming: mpsc::UnboundedReceiver<Result<Vec<u8>, WireError>>,
    stop: Arc<AtomicBool>,
}

impl Pump {
    pub(super) fn start(port: Arc<Port>) -> io::Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        let (outgoing, pieces) = blocking::channel();
        let (received, incoming) = mpsc::unbounded_channel();
        let (writer, stopped) = (Arc::clone(&port), Arc::clone(&stop));
        thread::Builder::new().name("usb-out".into()).spawn(move || write(&writer, &pieces, &stopped))?;
        let stopped = Arc::clone(&stop);
        thread::Builder::new().name("usb-in".into()).spawn(move || read(&port, &received, &stopped))?;
        Ok(Self { outgoing, incoming, stop })
    }

    pub(super) async fn send(&mut self, bytes: &[u8]) -> Result<(), WireError> {
        let (done, sent) = oneshot::channel();
        let gone = WireError(Reason::PortMissing);
        self.outgoing.send((bytes.to_vec(), done)).map_err(|_| gone)?;
        sent.await.unwrap_or(Err(gone))
    }

    pub(super) async fn receive(&mut self) -> Result<Vec<u8>, WireError> {
        self.incoming.recv().await.unwrap_or(Err(WireError(Reason::PortMissing)))
    }
}

impl Drop for Pump {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

fn read(port: &Port, received: &mpsc::UnboundedSender<Result<Vec<u8>, WireError>>, stop: &AtomicBool) {
    let mut space = vec![0; PIECE];
    while !stop.load(Ordering::Relaxed) {
        let told = match port.handle.read_bulk(port.found.bulk_in, &mut space, STOP_NOTICE) {
            // A packet without bytes says nothing.
            Ok(0) | Err(rusb::Error::Timeout | rusb::Error::Interrupted) => continue,
            Ok(count) => Ok(space.get(..count).unwrap_or_default().to_vec()),
            Err(error) => Err(given_up(port, port.found.bulk_in, error)),
        };
        let ends = told.is_err();
        if received.send(told).is_err() || ends {
            return;
        }
    }
}

fn write(port: &Port, pieces: &blocking::Receiver<Piece>, stop: &AtomicBool) {
    // Ends when the wire, which holds the other end of the channel, is dropped.
    while let Ok((bytes, done)) = pieces.recv() {
        let written = bytes.chunks(PIECE).try_for_each(|piece| write_piece(port, piece, stop));
        let ends = written.is_err();
        // Whoever asked may have given up waiting.
        let _ = done.send(written);
        if ends {
            return;
        }
    }
}

fn write_piece(port: &Port, mut bytes: &[u8], stop: &AtomicBool) -> Result<(), WireError> {
    let mut moved = Instant::now();
    while !bytes.is_empty() {
        match port.handle.write_bulk(port.found.bulk_out, bytes, TURN) {
            Ok(count) => {
                moved = Instant::now();
                bytes = bytes.get(count..).unwrap_or_default();
            }
            Err(rusb::Error::Timeout | rusb::Error::Interrupted)
                if !stop.load(Ordering::Relaxed) && moved.elapsed() < STALL => {}
            Err(error) => return Err(given_up(port, port.found.bulk_out, error)),
        }
    }
    Ok(())
}

/// What ended the traffic at an endpoint. One that stalled stays halted until it is told to go on (USB 2.0, section
/// 9.4.5), so the next conversation would not get a word through.
fn given_up(port: &Port, endpoint: u8, error: rusb::Error) -> WireError {
    if error == rusb::Error::Pipe {
        let cleared = port.handle.clear_halt(endpoint);
        tracing::debug!(endpoint, ?cleared, "the printer stalled");
    }
    broken(error)
}
