//! The thread that owns a scanner.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::{mpsc, watch};

use super::link::{Heard, LONGEST_REPORT, Link, Refused};
use super::recovery::{Recovery, Remedy};
use super::{Target, UsbScannerConfig};
use crate::backoff::Backoff;
use crate::scanner::{DriverLife, LONGEST_RETRY, OPENED, Read, STOP_NOTICE};
use crate::usb::UsbBus;
use crate::{DeviceCell, DeviceState, Reason};

/// Counter: how often a scanner had to be helped to go on.
const HELPED: &str = "helped";
/// A scanner that worked for this long was opened for good.
const SETTLED: Duration = Duration::from_secs(5);

/// Why a scanner is let go of.
#[derive(Debug, PartialEq, Eq)]
enum End {
    Stop,
    /// It is gone, or another device is meant now.
    Gone,
    /// It was reset, and is as new.
    Reset,
    /// Nothing helped, which everybody knows by now.
    Lost,
}

pub(super) struct Owner {
    config: UsbScannerConfig,
    bus: Arc<UsbBus>,
    targets: watch::Receiver<Option<Target>>,
    cell: DeviceCell,
    reads: mpsc::Sender<Read>,
    life: DriverLife,
}

impl Owner {
    pub(super) const fn new(
        config: UsbScannerConfig,
        bus: Arc<UsbBus>,
        targets: watch::Receiver<Option<Target>>,
        cell: DeviceCell,
        reads: mpsc::Sender<Read>,
        life: DriverLife,
    ) -> Self {
        Self { config, bus, targets, cell, reads, life }
    }

    pub(super) fn run(mut self) {
        let mut backoff = Backoff::new(self.config.retry(), LONGEST_RETRY);
        let mut recovery = Recovery::default();
        while !self.must_stop() {
            let target = self.targets.borrow_and_update().clone();
            let Some(target) = target else {
                self.cell.set_state(DeviceState::Absent);
                backoff.reset();
                self.pause(None);
                continue;
            };
            let opened = Instant::now();
            match self.open(&target) {
                Ok(link) => {
                    let end = self.read(link, &target, &mut recovery);
                    if opened.elapsed() >= SETTLED {
                        backoff.reset();
                    }
                    match end {
                        End::Stop => break,
                        // The same scanner is opened again at once; nobody needs to hear of it.
                        End::Reset => continue,
                        End::Gone => self.cell.set_state(DeviceState::Absent),
                        End::Lost => {}
                    }
                }
                // Told first, then given back.
                Err(refused) => self.cell.set_state(match refused.reason {
                    Reason::PortMissing => DeviceState::Absent,
                    reason => DeviceState::of(reason),
                }),
            }
            self.pause(Some(backoff.delay()));
        }
        self.cell.set_state(DeviceState::Absent);
    }

    fn open(&self, target: &Target) -> Result<Link, Refused> {
        self.cell.update(|info| {
            info.address.clone_from(&target.port);
            info.model.clone_from(&target.model);
            info.serial.clone_from(&target.serial);
        });
        let link = Link::open(&self.bus, target, &self.config)?;
        self.cell.update(|info| info.count(OPENED));
        self.cell.set_state(DeviceState::Ready);
        Ok(link)
    }

    fn read(&self, mut link: Link, target: &Target, recovery: &mut Recovery) -> End {
        let mut buffer = [0; LONGEST_REPORT];
        let mut heard_last = Instant::now();
        let end = loop {
            if self.must_stop() {
                break End::Stop;
            }
            if self.targets.borrow().as_ref() != Some(target) {
                break End::Gone;
            }
            let patience = link.patience(Instant::now()).map_or(STOP_NOTICE, |pause| pause.min(STOP_NOTICE));
            let mut heard = link.listen(&mut buffer, patience);
            let now = Instant::now();
            let check = self.config.idle_check().filter(|limit| now.duration_since(heard_last) >= *limit);
            if matches!(heard, Heard::Quiet) && check.is_some() {
                heard_last = now;
                heard = link.check();
            }
            match heard {
                Heard::Report(length, index) => {
                    heard_last = now;
                    recovery.well();
                    self.deliver(link.read(index, &buffer[..length], now));
                }
                Heard::Quiet => {}
                Heard::Gone => break End::Gone,
                Heard::Trouble => {
                    self.deliver(link.interrupt());
                    match self.help(&link, recovery, now) {
                        Remedy::ClearHalt => {}
                        Remedy::Reset if link.reset() => return End::Reset,
                        Remedy::Reset | Remedy::Reopen => {
                            // To be told before it is given back, which takes long with one that answers nothing.
                            self.cell.set_state(DeviceState::of(Reason::TimeOut));
                            return End::Lost;
                        }
                    }
                }
            }
            self.deliver(link.expire(now));
        };
        let broken = link.interrupt();
        // The scanner is given back before anything else is done.
        drop(link);
        self.deliver(broken);
        end
    }

    /// Helps a scanner in trouble, by the least that works; says what it came to.
    fn help(&self, link: &Link, recovery: &mut Recovery, now: Instant) -> Remedy {
        let mut remedy = recovery.trouble(now);
        if remedy == Remedy::ClearHalt && !link.clear_halt() {
            remedy = recovery.trouble(now);
        }
        tracing::info!(device = %self.config.id, ?remedy, "scanner in trouble");
        self.cell.update(|info| info.count(HELPED));
        remedy
    }

    /// Hands reads over. The queue is emptied by a task that does nothing slow, so waiting here is short; a
    /// closed queue means that the hub is gone, and so is the reason to go on.
    fn deliver(&self, reads: Vec<Read>) {
        if reads.into_iter().any(|read| self.reads.blocking_send(read).is_err()) {
            self.life.request_stop();
        }
    }

    fn must_stop(&self) -> bool {
        self.life.must_stop() || self.reads.is_closed()
    }

    /// Waits, until another device is meant; without a limit where none is.
    fn pause(&self, length: Option<Duration>) {
        let began = Instant::now();
        while !self.must_stop() && !self.targets.has_changed().unwrap_or(false) {
            let left = length.map_or(STOP_NOTICE, |length| length.saturating_sub(began.elapsed()));
            if left.is_zero() {
                break;
            }
            std::thread::sleep(left.min(STOP_NOTICE));
        }
    }
}
