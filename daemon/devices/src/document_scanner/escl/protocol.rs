//! The conversation with one scanner.

use async_trait::async_trait;

use super::capabilities::Capabilities;
use super::config::EsclConfig;
use super::http::Http;
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
}

impl Escl {
    pub fn new(config: EsclConfig) -> Self {
        Self { http: Http::new(config.clone()), config, capabilities: None }
    }

    pub async fn capabilities(&mut self) -> Result<Capabilities, Reason> {
        if let Some(known) = &self.capabilities {
            return Ok(known.clone());
        }
        let document = self.http.get_xml("ScannerCapabilities").await?.map_err(refusal)?;
        let found = Capabilities::parse(&document).map_err(|_| Reason::GarbageAnswer)?;
        self.capabilities = Some(found.clone());
        Ok(found)
    }

    pub async fn status(&mut self) -> Result<Status, Reason> {
        let document = self.http.get_xml("ScannerStatus").await?.map_err(refusal)?;
        Status::parse(&document).map_err(|_| Reason::GarbageAnswer)
    }
}

/// What it means when a question is refused with this status.
pub(super) fn refusal(code: u16) -> Reason {
    match code {
        401 | 403 => Reason::ScannerLocked,
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
            Ok(self.status().await?.device_state())
        };
        let looked = looked.await;
        match looked {
            // At work for somebody else: this is a state of a scanner that is there.
            Err(Reason::ScannerBusy) => Ok(DeviceState::Busy { what: crate::Activity::Scanning }),
            Err(reason) => {
                // After an absence it may be another scanner.
                self.capabilities = None;
                Err(reason)
            }
            Ok(state) => Ok(state),
        }
    }

    async fn scan(&mut self, request: ScanRequest, control: &ScanControl) -> Result<ScannedPage, Ended> {
        let scanned = session::scan(self, request, control).await;
        if matches!(scanned, Err(Ended::Failed(reason)) if reason.is_of_the_device()) {
            // After an absence it may be another scanner.
            self.capabilities = None;
        }
        scanned
    }
}
