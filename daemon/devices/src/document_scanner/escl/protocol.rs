//! The conversation with one scanner.

use async_trait::async_trait;

use super::capabilities::Capabilities;
use super::config::EsclConfig;
use super::http::Http;
use super::peculiar::Peculiarities;
use super::session;
use super::status::Status;
use crate::document_scanner::control::Ended;
use crate::document_scanner::owner::Protocol;
use crate::document_scanner::{ScanControl, ScanRequest, ScannedPage};
use crate::{DeviceCell, DeviceState, Reason};

/// One scanner.
pub(super) struct Escl {
    pub config: EsclConfig,
    pub http: Http,
    /// What it can do, since it was last lost from sight.
    capabilities: Option<Capabilities>,
    /// It was found to take jobs for another host than is known of it.
    pub takes_other_host: bool,
    peculiarities: Peculiarities,
}

impl Escl {
    pub fn new(config: EsclConfig, peculiarities: Peculiarities) -> Self {
        let peculiar = peculiarities.of(&config.id, None, None);
        let http = Http::new(config.clone(), peculiar);
        Self { http, config, capabilities: None, takes_other_host: false, peculiarities }
    }

    /// After an absence it may be another scanner.
    fn forget(&mut self) {
        self.capabilities = None;
        self.takes_other_host = false;
        self.http.server = None;
        self.http.peculiar = self.peculiarities.of(&self.config.id, None, None);
    }

    pub async fn capabilities(&mut self) -> Result<Capabilities, Reason> {
        if let Some(known) = &self.capabilities {
            return Ok(known.clone());
        }
        let told = self.http.document("ScannerCapabilities", Capabilities::parse).await?;
        let found = told.map_err(refusal)?;
        let (model, server) = (found.model.as_deref(), self.http.server.as_deref());
        self.http.peculiar = self.peculiarities.of(&self.config.id, model, server);
        self.capabilities = Some(found.clone());
        Ok(found)
    }

    pub async fn status(&mut self) -> Result<Status, Reason> {
        self.http.document("ScannerStatus", Status::parse).await?.map_err(refusal)
    }

    /// How it is while it has no job.
    pub async fn status_before(&mut self) -> Result<Status, Reason> {
        let status = self.status().await?;
        Ok(if self.http.peculiar.feeder_is_right_after() { status.without_feeder() } else { status })
    }
}

/// What it means when a question is refused with this status.
pub(super) fn refusal(code: u16) -> Reason {
    match code {
        401 | 403 => Reason::ScannerLocked,
        426 => Reason::EncryptionNeeded,
        503 => Reason::ScannerBusy,
        500..=599 => Reason::ScannerError,
        // No scanner answers here, or one that is spoken to elsewhere.
        _ => Reason::GarbageAnswer,
    }
}

#[async_trait]
impl Protocol for Escl {
    async fn look(&mut self, cell: &DeviceCell) -> Result<DeviceState, Reason> {
        let known = self.capabilities.is_some();
        let looked = async {
            let capabilities = self.capabilities().await?;
            if !known {
                cell.update(|info| {
                    info.model = capabilities.model;
                    info.serial = capabilities.serial;
                });
            }
            Ok(self.status_before().await?.device_state())
        };
        let looked = looked.await;
        match looked {
            // At work for somebody else: this is a state of a scanner that is there.
            Err(Reason::ScannerBusy) => Ok(DeviceState::Busy { what: crate::Activity::Scanning }),
            Err(reason) => {
                self.forget();
                Err(reason)
            }
            Ok(state) => Ok(state),
        }
    }

    async fn scan(&mut self, request: ScanRequest, control: &ScanControl) -> Result<ScannedPage, Ended> {
        let scanned = session::scan(self, request, control).await;
        if matches!(scanned, Err(Ended::Failed(reason)) if reason.is_of_the_device()) {
            self.forget();
        }
        scanned
    }
}
