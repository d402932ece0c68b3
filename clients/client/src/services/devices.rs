//! Devices and claims.

use super::{call, watch, wrapper};
use crate::connection::Transport;
use crate::error::{ClientError, Part as _};
use crate::watch::{Source, Watch};
use balie_proto::v1::claim_scanner_response::Event;
use balie_proto::v1::device_service_client::DeviceServiceClient;
use balie_proto::v1::{
    ClaimScannerRequest, ClaimScannerResponse, Device, DiscoveredDevice, ListDevicesRequest,
    ListDiscoveredDevicesRequest, RetainScannerRequest, WatchDevicesRequest, WatchDevicesResponse,
};
use tonic::{Code, Status, Streaming};

wrapper! {
    /// Devices and claims (`DeviceService`).
    Devices over DeviceServiceClient
}

impl Devices {
    /// All devices, in order of configuration.
    ///
    /// # Errors
    /// Only the usual ones of a call.
    pub async fn list(&self) -> Result<Vec<Device>, ClientError> {
        Ok(call!(self.list_devices(ListDevicesRequest {}))?.devices)
    }

    /// What is on USB that is, or might be, a scanner, with the reason where it is not used.
    ///
    /// # Errors
    /// Only the usual ones of a call.
    pub async fn discovered(&self) -> Result<Vec<DiscoveredDevice>, ClientError> {
        Ok(call!(self.list_discovered_devices(ListDiscoveredDevicesRequest {}))?.discovered_devices)
    }

    /// All devices as they are now, then all of them at each change.
    pub fn watch(&self) -> Watch<Vec<Device>> {
        watch!(
            self.watch_devices(WatchDevicesRequest {}),
            |message: WatchDevicesResponse| Ok(message.devices)
        )
    }

    /// Claims a scanner (UnifiedPOS claim) for as long as the watch lives. The first event is `Claimed`.
    ///
    /// After an interruption the claim is made again, without asking another station to release it; the
    /// watch ends after `Lost`, and with an error when another station holds the scanner. A daemon that was started
    /// again may not have found the scanner yet: the claim waits for it.
    pub fn claim(&self, name: &str, ask_for_release: bool) -> Watch<Event> {
        let request = ClaimScannerRequest { name: name.to_owned(), ask_for_release };
        let claim = Claim { transport: self.transport.clone(), request, held: false, lost: false };
        Watch::start(claim, self.policy.clone())
    }

    /// As the holder: keeps the claim although another station asked for it (UnifiedPOS release request).
    ///
    /// # Errors
    /// FAILED_PRECONDITION when this station is not the holder.
    pub async fn retain(&self, name: &str) -> Result<(), ClientError> {
        let request = RetainScannerRequest { name: name.to_owned() };
        call!(self.retain_scanner(request)).map(drop)
    }
}

/// A claim on a scanner.
struct Claim {
    transport: Transport,
    request: ClaimScannerRequest,
    held: bool,
    lost: bool,
}

impl Source for Claim {
    type Message = ClaimScannerResponse;
    type Item = Event;

    async fn open(&mut self) -> Result<Streaming<ClaimScannerResponse>, Status> {
        let request = self.request.clone();
        Ok(stub(self.transport.clone()).claim_scanner(request).await?.into_inner())
    }

    fn take(&mut self, message: ClaimScannerResponse) -> Result<Event, ClientError> {
        let event = message.event.part("event")?;
        match event {
            // Once held, coming back must not push out a station that was given the scanner meanwhile.
            Event::Claimed(_) => {
                self.held = true;
                self.request.ask_for_release = false;
            }
            Event::Lost(_) => self.lost = true,
            _ => {}
        }
        Ok(event)
    }

    fn may_pass(&self, refused: &ClientError) -> bool {
        self.held && refused.refusal().is_some_and(|refusal| refusal.code == Code::NotFound)
    }

    fn is_complete(&self) -> bool {
        self.lost
    }
}
