//! A ZPL printer, as the task that owns it sees it.

use async_trait::async_trait;

use super::config::ZplConfig;
use super::job::{Job, Subject, format};
use super::link::Link;
use crate::printer::PrintOutcome;
use crate::printer::driver::{Caller, Engine};
use crate::printer::pass::PassWork;
use crate::printer::wire::{Connector, WireError};
use crate::{Activity, DeviceCell, DeviceState, Monochrome, Reason};

pub(super) struct Zpl {
    config: ZplConfig,
    connector: Box<dyn Connector>,
    cell: DeviceCell,
    link: Option<Link>,
    /// False once `~HQES` was met with silence, as older models do with what they do not know.
    asks_error_status: bool,
}

impl Zpl {
    pub(super) fn new(config: ZplConfig, connector: Box<dyn Connector>, cell: DeviceCell) -> Self {
        Self { config, connector, cell, link: None, asks_error_status: true }
    }

    async fn open(&mut self) -> Result<Link, WireError> {
        Link::open(self.connector.as_ref(), self.config.connect(), self.config.answer()).await
    }

    /// Opens a conversation and asks who is there.
    async fn identified(&mut self) -> Result<Link, WireError> {
        let mut link = self.open().await?;
        self.cell.set_state(DeviceState::Busy { what: Activity::Identifying });
        let identity = link.identity().await?;
        let dots = identity.dots;
        self.cell.update(|info| {
            info.model = Some(identity.model);
            info.firmware = Some(identity.firmware);
        });
        // 8, 12 and 24 dots per millimetre are called 203, 300 and 600 dots per inch.
        let known = dots.and_then(|dots| match dots {
            8 => Some(203),
            12 => Some(300),
            24 => Some(600),
            _ => None,
        });
        match known {
            Some(dpi) if dpi != self.config.resolution.dpi() => Err(WireError(Reason::ResolutionMismatch)),
            _ => Ok(link),
        }
    }

    /// Makes sure that there is a printer at the other end that answers. A connection that has been idle may
    /// be dead without anybody knowing, so one that fails here is replaced once. Whoever is done with
    /// the link puts it back.
    async fn connect(&mut self) -> Result<Link, WireError> {
        if let Some(mut link) = self.link.take()
            && link.host_status().await.is_ok()
        {
            return Ok(link);
        }
        self.identified().await
    }

    /// The artwork as it lies on the media.
    fn laid_out(&self, front: &Monochrome) -> Option<Monochrome> {
        let artwork = self.config.resolution.artwork();
        let turned = match (front.width(), front.height()) {
            size if size == artwork && self.config.turned => front.rotated_clockwise(),
            size if size == artwork => front.clone(),
            _ => return None,
        };
        let (width, height) = self.config.media();
        Some(turned.centred(width, height))
    }
}

#[async_trait]
impl Engine for Zpl {
    type Work = PassWork;

    async fn look(&mut self) -> Result<DeviceState, WireError> {
        if self.link.is_none() {
            self.link = Some(self.identified().await?);
        }
        let Some(link) = &mut self.link else { return Err(WireError(Reason::ConnectionLost)) };
        let status = link.host_status().await?;
        let mut more = None;
        if self.asks_error_status {
            match link.error_status().await {
                Ok(status) => more = status.trouble(),
                // The answer may yet come: the conversation has to begin anew, without the question.
                Err(WireError(Reason::TimeOut)) => {
                    self.asks_error_status = false;
                    self.link = None;
                }
                Err(error) => return Err(error),
            }
        }
        let reason = status.trouble().or(more);
        Ok(reason.map_or(DeviceState::Ready, DeviceState::of))
    }

    fn is_connected(&self) -> bool {
        self.link.is_some()
    }

    fn disconnect(&mut self) {
        self.link = None;
    }

    async fn print(&mut self, work: &PassWork, caller: &mut Caller) -> PrintOutcome {
        let (subject, insertion) = match work {
            PassWork::Card(request) => match self.laid_out(&request.front) {
                Some(picture) => (Subject::Picture(format(&picture)), request.insertion),
                None => return PrintOutcome::failed(Reason::PictureSize),
            },
            PassWork::TestCard { .. } => (Subject::ConfigurationLabel, None),
        };
        let mut link = match caller.awaits(self.connect()).await {
            Ok(link) => link,
            Err(outcome) => return outcome,
        };
        let mut job = Job {
            config: &self.config,
            cell: &self.cell,
            link: &mut link,
            caller,
            subject: &subject,
            insertion: insertion.unwrap_or(self.config.insertion),
            link_spent: false,
        };
        let outcome = job.run().await;
        if !job.link_spent {
            self.link = Some(link);
        }
        outcome
    }

    /// Empties the buffer first, so that nothing of an earlier job comes out, then ends a pause.
    async fn reset(&mut self) -> Result<(), WireError> {
        let mut link = self.connect().await?;
        link.cancel_all().await?;
        link.send("~PS\r\n", self.config.answer(), |_| {}).await?;
        link.host_status().await?;
        self.link = Some(link);
        Ok(())
    }
}
