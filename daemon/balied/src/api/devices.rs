//! `DeviceService`.

use super::Api;
use super::convert::device::{device_id, device_view, discovered_view};
use super::convert::job::job_view;
use super::registrations::request_id;
use super::status::{hub_error, refused};
use super::stream::{Streamed, follow};
use balie_devices::DeviceId;
use balie_devices::scanner::claims::{ClaimError, LostReason, ScanData};
use balie_devices::scanner::{ClaimMode, ScannerEvent};
use balie_proto::v1 as pb;
use balie_proto::v1::claim_scanner_response::Event;
use balie_proto::v1::device_service_server::DeviceService;
use balie_registration::scan::{Scanned, classify};
use balie_registration::{Explain, Lang};
use std::collections::HashMap;
use tonic::{Code, Request, Response, Status};

impl Api {
    fn devices(&self, lang: Lang) -> Vec<pb::Device> {
        self.hub.devices().snapshots().iter().map(|snapshot| device_view(snapshot, lang)).collect()
    }

    /// The scanner of this name; for an empty one what `unnamed` says.
    fn scanner(
        name: &str,
        lang: Lang,
        unnamed: impl FnOnce() -> Result<DeviceId, ClaimError>,
    ) -> Result<DeviceId, Status> {
        if name.is_empty() {
            return unnamed().map_err(|error| claim_refused(&error, lang));
        }
        device_id(name, "name", lang)
    }

    /// The scanner a station holds.
    fn held_by(&self, station: &str) -> Result<DeviceId, ClaimError> {
        let devices = self.hub.devices().snapshots();
        let held = devices.iter().find(|device| device.holder.as_deref() == Some(station));
        held.map(|device| device.info.id.clone()).ok_or(ClaimError::NotHolder)
    }

    fn scan(&self, data: ScanData, sequence: u64, lang: Lang) -> pb::Scan {
        let symbology = data.symbology.map(|symbology| symbology.name().to_owned());
        let classified = classify(&data.text, None, &self.hub.policy().branch);
        let (kind, explanation) = match classified {
            Scanned::OwnPass(_) => (pb::ScanKind::OwnPass, String::new()),
            Scanned::OtherBranchPass(pass) => {
                let rule =
                    balie_registration::machine::Rule::PassOtherBranch { branch: pass.branch().to_string() };
                (pb::ScanKind::OtherBranchPass, rule.message(lang))
            }
            Scanned::MandateBarcode(_) => (pb::ScanKind::Mandate, String::new()),
            Scanned::Book { .. } => {
                (pb::ScanKind::Book, balie_registration::machine::Rule::BookNotPass.message(lang))
            }
            Scanned::Unknown { why } => (pb::ScanKind::Unknown, why.message(lang)),
        };
        pb::Scan {
            sequence,
            text: data.text,
            symbology: symbology.unwrap_or_default(),
            kind: kind.into(),
            explanation,
        }
    }
}

fn claim_refused(error: &ClaimError, lang: Lang) -> Status {
    let (code, reason) = match error {
        ClaimError::NoSuchScanner(_) | ClaimError::NoScanner => (Code::NotFound, "NOT_FOUND"),
        ClaimError::Ambiguous { .. } => (Code::InvalidArgument, "SCANNER_AMBIGUOUS"),
        ClaimError::Held { .. } => (Code::FailedPrecondition, "SCANNER_HELD"),
        ClaimError::Retained { .. } => (Code::FailedPrecondition, "SCANNER_RETAINED"),
        ClaimError::AlreadyAsked { .. } => (Code::FailedPrecondition, "SCANNER_ASKED"),
        ClaimError::NotHolder => (Code::FailedPrecondition, "NOT_HOLDER"),
        ClaimError::Stopping => (Code::Unavailable, "STOPPING"),
    };
    let metadata = match error {
        ClaimError::Held { holder } | ClaimError::Retained { holder } => {
            HashMap::from([("holder".to_owned(), holder.clone())])
        }
        _ => HashMap::new(),
    };
    refused(code, reason, &error.message(lang.tag()), lang, metadata)
}

#[tonic::async_trait]
impl DeviceService for Api {
    async fn list_devices(
        &self,
        request: Request<pb::ListDevicesRequest>,
    ) -> Result<Response<pb::ListDevicesResponse>, Status> {
        let caller = self.access.caller(&request)?;
        Ok(Response::new(pb::ListDevicesResponse { devices: self.devices(caller.lang) }))
    }

    async fn list_discovered_devices(
        &self,
        request: Request<pb::ListDiscoveredDevicesRequest>,
    ) -> Result<Response<pb::ListDiscoveredDevicesResponse>, Status> {
        let caller = self.access.caller(&request)?;
        let devices = self.hub.devices();
        let view = |found| discovered_view(&found, |id| devices.device(id), caller.lang);
        let discovered_devices = devices.found().into_iter().map(view).collect();
        Ok(Response::new(pb::ListDiscoveredDevicesResponse { discovered_devices }))
    }

    type WatchDevicesStream = Streamed<pb::WatchDevicesResponse>;

    async fn watch_devices(
        &self,
        request: Request<pb::WatchDevicesRequest>,
    ) -> Result<Response<Self::WatchDevicesStream>, Status> {
        let lang = self.access.caller(&request)?.lang;
        let mut changes = self.hub.devices().subscribe();
        let api = self.clone();
        Ok(Response::new(follow(|sender| async move {
            loop {
                changes.mark_unchanged();
                if !sender.send(pb::WatchDevicesResponse { devices: api.devices(lang) }).await {
                    return Ok(());
                }
                if changes.changed().await.is_err() {
                    return Ok(());
                }
            }
        })))
    }

    type ClaimScannerStream = Streamed<pb::ClaimScannerResponse>;

    async fn claim_scanner(
        &self,
        request: Request<pb::ClaimScannerRequest>,
    ) -> Result<Response<Self::ClaimScannerStream>, Status> {
        let caller = self.access.caller(&request)?;
        let lang = caller.lang;
        let message = request.into_inner();
        let id =
            Self::scanner(&message.name, lang, || self.hub.devices().scanners().choose(&caller.station))?;
        let mode = if message.ask_for_release { ClaimMode::Ask } else { ClaimMode::Refuse };
        let claim = self.hub.devices().claim_scanner(&id, &caller.station, mode).await;
        let mut claim = claim.map_err(|error| claim_refused(&error, lang))?;
        let api = self.clone();
        Ok(Response::new(follow(|sender| async move {
            let mut scans = 0;
            while let Some(event) = claim.next().await {
                let event = match event {
                    ScannerEvent::Claimed => Event::Claimed(format!("devices/{id}")),
                    ScannerEvent::Data(data) => {
                        scans += 1;
                        Event::Scan(api.scan(data, scans, lang))
                    }
                    ScannerEvent::BadRead { reason } => Event::BadRead(reason.message(lang.tag()).to_owned()),
                    ScannerEvent::ReleaseRequested { by, .. } => Event::ReleaseRequestedBy(by),
                    ScannerEvent::Revoked { by } => {
                        Event::Lost(ClaimError::Held { holder: by }.message(lang.tag()))
                    }
                    // Not the claim but the daemon ends, and so the client claims again when it is back.
                    ScannerEvent::Lost { reason: LostReason::Stopping } => {
                        return Err(claim_refused(&ClaimError::Stopping, lang));
                    }
                    ScannerEvent::State(_) => match api.hub.devices().device(&id) {
                        Some(snapshot) => Event::Device(device_view(&snapshot, lang)),
                        None => continue,
                    },
                };
                if !sender.send(pb::ClaimScannerResponse { event: Some(event) }).await {
                    break;
                }
            }
            Ok(())
        })))
    }

    async fn retain_scanner(
        &self,
        request: Request<pb::RetainScannerRequest>,
    ) -> Result<Response<pb::RetainScannerResponse>, Status> {
        let caller = self.access.caller(&request)?;
        let name = request.into_inner().name;
        let id = Self::scanner(&name, caller.lang, || self.held_by(&caller.station))?;
        self.hub
            .devices()
            .scanners()
            .retain(&id, &caller.station)
            .map_err(|error| claim_refused(&error, caller.lang))?;
        Ok(Response::new(pb::RetainScannerResponse {}))
    }

    async fn print_test_card(
        &self,
        request: Request<pb::PrintTestCardRequest>,
    ) -> Result<Response<pb::PrintTestCardResponse>, Status> {
        let caller = self.access.caller(&request)?;
        let lang = caller.lang;
        let message = request.into_inner();
        let printer = device_id(&message.name, "name", lang)?;
        let job = self.hub.print_test_card(&caller, &printer, request_id(&message.request_id, lang)?).await;
        let job = job.map_err(|error| hub_error(&error, lang))?;
        Ok(Response::new(pb::PrintTestCardResponse { job: Some(job_view(&job, lang)) }))
    }

    async fn reset_device(
        &self,
        request: Request<pb::ResetDeviceRequest>,
    ) -> Result<Response<pb::ResetDeviceResponse>, Status> {
        let caller = self.access.caller(&request)?;
        let lang = caller.lang;
        let printer = device_id(&request.into_inner().name, "name", lang)?;
        self.hub.reset_printer(&caller, &printer).await.map_err(|error| hub_error(&error, lang))?;
        let device = self.hub.devices().device(&printer).map(|snapshot| device_view(&snapshot, lang));
        Ok(Response::new(pb::ResetDeviceResponse { device }))
    }
}
