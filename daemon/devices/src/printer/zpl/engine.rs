//! A ZPL printer, as the task that owns it sees it.

use std::sync::Arc;

use async_trait::async_trait;

use super::answer::HostStatus;
use super::config::ZplConfig;
use super::job::{Job, Subject, format};
use super::known::Known;
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
    known: Arc<Known>,
}

impl Zpl {
    pub(super) fn new(config: ZplConfig, connector: Box<dyn Connector>, cell: DeviceCell) -> Self {
        Self { config, connector, cell, link: None, known: Arc::default() }
    }

    async fn open(&mut self) -> Result<Link, WireError> {
        let (connect, answer) = (self.config.connect(), self.config.answer());
        Link::open(self.connector.as_ref(), connect, answer, Arc::clone(&self.known)).await
    }

    /// Opens a conversation and asks who is there.
    async fn identified(&mut self) -> Result<Link, WireError> {
        let mut link = self.open().await?;
        if !self.known.identity.is_worth_asking() {
            return Ok(link);
        }
        self.cell.set_state(DeviceState::Busy { what: Activity::Identifying });
        let identity = match link.identity().await {
            Ok(identity) => identity,
            // A printer that plays another may know its status and not its name. The answer may yet come: the
            // conversation has to begin anew.
            Err(error @ WireError(Reason::TimeOut | Reason::GarbageAnswer)) => {
                let link = self.open().await?;
                let (link, _) = self.status(link).await.map_err(|_| error)?;
                self.known.identity.was_answered(Some(error.0));
                return if self.known.identity.is_worth_asking() { Err(error) } else { Ok(link) };
            }
            Err(error) => return Err(error),
        };
        self.known.identity.was_answered(None);
        let dots = identity.dots;
        self.cell.update(|info| {
            info.model = Some(identity.model);
            info.firmware = Some(identity.firmware);
        });
        // 6, 8, 12 and 24 dots per millimetre are called 152, 203, 300 and 600 dots per inch.
        let known = dots.and_then(|dots| match dots {
            6 => Some(152),
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

    /// Asks how the printer is. A conversation in which `~HQES` was not answered begins anew without it.
    async fn status(&mut self, mut link: Link) -> Result<(Link, HostStatus), WireError> {
        let asks_more = self.known.error_status.is_worth_asking();
        match link.host_status().await {
            Err(_) if asks_more && !self.known.error_status.is_worth_asking() => {
                let mut link = self.open().await?;
                let status = link.host_status().await?;
                Ok((link, status))
            }
            told => Ok((link, told?)),
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
        let link = self.identified().await?;
        Ok(self.status(link).await?.0)
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
        let link = match self.link.take() {
            Some(link) => link,
            None => self.identified().await?,
        };
        let (link, status) = self.status(link).await?;
        let link = self.link.insert(link);
        let mut more = None;
        if self.known.error_status.is_worth_asking() {
            match link.error_status().await {
                Ok(status) => more = status.trouble(),
                // Older models are silent about what they do not know.
                Err(_) if !self.known.error_status.is_worth_asking() => self.link = None,
                Err(error) => return Err(error),
            }
        }
        let missing = self.known.missing();
        if self.cell.snapshot().info.notice != missing {
            self.cell.update(|info| info.notice = missing);
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
