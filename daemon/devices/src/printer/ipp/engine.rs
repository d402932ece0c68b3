//! An IPP printer, as the task that owns it sees it. Every question has a connection of its own, so there is
//! nothing to hold on to between jobs.

use async_trait::async_trait;

use super::client::Client;
use super::config::IppConfig;
use super::facts::{PrinterFacts, State};
use super::job::{Document, Job};
use super::reasons::{Stock, worst};
use crate::printer::PrintOutcome;
use crate::printer::driver::{Caller, Engine, Work};
use crate::printer::wire::{DeviceIdentity, WireError};
use crate::{Activity, DeviceCell, DeviceState, Reason};

/// What a printer is used for.
pub(super) trait Use: Send + Sync + 'static {
    /// What it prints.
    type Work: Work;
    /// What it prints on.
    const STOCK: Stock;
    /// The size when none is configured.
    const MEDIA: &'static str;

    /// The document of a job, in a format that the printer takes.
    ///
    /// # Errors
    /// When there is none.
    fn document(
        work: &Self::Work,
        facts: &PrinterFacts,
        media: &str,
    ) -> impl Future<Output = Result<Document, Reason>> + Send;
}

pub(super) struct Ipp<U> {
    config: IppConfig,
    cell: DeviceCell,
    reached: bool,
    used: std::marker::PhantomData<U>,
}

impl<U: Use> Ipp<U> {
    pub(super) fn new(config: IppConfig, cell: DeviceCell) -> Self {
        Self { config, cell, reached: false, used: std::marker::PhantomData }
    }

    fn media(&self) -> &str {
        self.config.media.as_deref().unwrap_or(U::MEDIA)
    }

    fn publish(&self, facts: &PrinterFacts) {
        let identity = facts.device_id.as_deref().map(DeviceIdentity::from_text).unwrap_or_default();
        self.cell.update(|info| {
            info.model = facts.model.clone().or(identity.model);
            info.serial = identity.serial;
            info.firmware = facts.firmware.clone();
            info.media = (!facts.ready.is_empty()).then(|| facts.ready.join(", "));
        });
    }
}

#[async_trait]
impl<U: Use> Engine for Ipp<U> {
    type Work = U::Work;

    async fn look(&mut self) -> Result<DeviceState, WireError> {
        if !self.reached {
            self.cell.set_state(DeviceState::Busy { what: Activity::Identifying });
        }
        let facts = Client(&self.config).printer().await?;
        self.reached = true;
        self.publish(&facts);
        let reason = worst(&facts.reasons, facts.state, U::STOCK);
        Ok(match reason {
            Some(reason) if !reason.is_warning() => DeviceState::of(reason),
            _ if !facts.accepting => DeviceState::of(Reason::NotAccepting),
            _ if !facts.takes_media(self.media()) => DeviceState::of(Reason::MediaNotSupported),
            // A job of somebody else.
            _ if facts.state == State::Processing => DeviceState::Busy { what: Activity::Printing },
            Some(warning) => DeviceState::of(warning),
            None => DeviceState::Ready,
        })
    }

    fn is_connected(&self) -> bool {
        self.reached
    }

    fn disconnect(&mut self) {
        self.reached = false;
    }

    async fn print(&mut self, work: &U::Work, caller: &mut Caller) -> PrintOutcome {
        Job::<U> { config: &self.config, cell: &self.cell, media: self.media(), work }.run(caller).await
    }

    /// There is nothing to clear: a printer of this kind gets going by itself. It is only looked at.
    async fn reset(&mut self) -> Result<(), WireError> {
        Client(&self.config).printer().await.map(drop)
    }
}
