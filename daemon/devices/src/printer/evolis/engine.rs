//! An Evolis printer, as the task that owns it sees it.

use async_trait::async_trait;

use super::answer::{Answer, Refusal};
use super::command::Command;
use super::config::EvolisConfig;
use super::link::Link;
use super::panel::as_panel;
use super::sequence::{Sequence, Subject};
use super::status::{self, Optional};
use crate::printer::PrintOutcome;
use crate::printer::driver::{Caller, Engine};
use crate::printer::pass::PassWork;
use crate::printer::wire::{Connector, WireError};
use crate::{Activity, DeviceCell, DeviceState, Reason};

pub(super) struct Evolis {
    config: EvolisConfig,
    connector: Box<dyn Connector>,
    cell: DeviceCell,
    link: Option<Link>,
    optional: Optional,
}

impl Evolis {
    pub(super) fn new(config: EvolisConfig, connector: Box<dyn Connector>, cell: DeviceCell) -> Self {
        Self { config, connector, cell, link: None, optional: Optional::default() }
    }

    /// Makes sure that there is a printer at the other end that listens. A connection that has been idle may
    /// be dead without anybody knowing, so one that fails here is replaced once. Whoever is done with
    /// the link puts it back.
    async fn connect(&mut self) -> Result<Link, WireError> {
        let greeting = Command::host_manages_errors();
        if let Some(mut link) = self.link.take()
            && link.ask(&greeting, self.config.answer()).await.is_ok()
        {
            return Ok(link);
        }
        let mut link = Link::open(self.connector.as_ref(), self.config.connect()).await?;
        link.ask(&greeting, self.config.answer()).await?;
        Ok(link)
    }
}

#[async_trait]
impl Engine for Evolis {
    type Work = PassWork;

    async fn look(&mut self) -> Result<DeviceState, WireError> {
        let link = match &mut self.link {
            Some(link) => link,
            None => {
                let link = Link::open(self.connector.as_ref(), self.config.connect()).await?;
                let link = self.link.insert(link);
                self.cell.set_state(DeviceState::Busy { what: Activity::Identifying });
                status::identify(link, &self.config, &self.cell).await?;
                link
            }
        };
        match status::look(link, &self.config, &self.cell, &mut self.optional).await {
            // A printer that says nothing may still raise the flags of its port.
            Err(WireError(Reason::TimeOut)) => match link.port_status().await {
                Some(port) if port.paper_empty => Err(WireError(Reason::FeederEmpty)),
                _ => Err(WireError(Reason::TimeOut)),
            },
            looked => looked,
        }
    }

    fn is_connected(&self) -> bool {
        self.link.is_some()
    }

    fn disconnect(&mut self) {
        self.link = None;
    }

    async fn print(&mut self, work: &PassWork, caller: &mut Caller) -> PrintOutcome {
        let (subject, insertion) = match work {
            PassWork::Card(request) => match as_panel(&request.front) {
                Some(panel) => (Subject::Panel(panel), request.insertion),
                None => return PrintOutcome::failed(Reason::PictureSize),
            },
            PassWork::TestCard { .. } => (Subject::TestCard, None),
        };
        let mut link = match caller.awaits(self.connect()).await {
            Ok(link) => link,
            Err(outcome) => return outcome,
        };
        let mut sequence = Sequence {
            config: &self.config,
            cell: &self.cell,
            link: &mut link,
            caller,
            subject: &subject,
            insertion: insertion.unwrap_or(self.config.insertion),
            card_touched: false,
            link_spent: false,
        };
        let outcome = sequence.run().await;
        if !sequence.link_spent {
            self.link = Some(link);
        }
        outcome
    }

    /// `Scs` clears what is kept of an error. A printer that reports a stuck mechanism even then is restarted
    /// with `Srs`, after which it has to be reached anew.
    async fn reset(&mut self) -> Result<(), WireError> {
        let mut link = self.connect().await?;
        link.ask(&Command::clear_status(), self.config.answer()).await?;
        let condition = link.ask(&Command::read_condition(), self.config.answer()).await?;
        if condition == Answer::Refused(Refusal::Mechanical) {
            // A printer that restarts need not answer; the link is not used again.
            let _ = link.ask(&Command::restart(), self.config.answer()).await;
        } else {
            self.link = Some(link);
        }
        Ok(())
    }
}
