//! What every call carries: language and station.

use super::Caller;
use crate::error::ClientError;
use crate::station::Renewal;
use std::sync::Arc;
use tonic::metadata::{Ascii, MetadataValue};
use tonic::service::Interceptor;
use tonic::{Request, Status};

/// Metadata with the language of the caller (RFC 9110 section 12.5.4).
const ACCEPT_LANGUAGE: &str = "accept-language";

/// Metadata with the station of the caller.
const STATION: &str = "x-balie-station";

/// Adds language and station to every call.
#[derive(Debug, Clone)]
pub(crate) struct Signature {
    language: MetadataValue<Ascii>,
    station: MetadataValue<Ascii>,
    /// Lives as long as anything that makes calls.
    _renewal: Option<Arc<Renewal>>,
}

impl Signature {
    pub(crate) fn of(caller: &Caller, renewal: Option<Arc<Renewal>>) -> Result<Self, ClientError> {
        let station = MetadataValue::try_from(caller.station.as_str())
            .map_err(|_| ClientError::Station { station: caller.station.clone() })?;
        Ok(Self { language: MetadataValue::from_static(caller.language.tag()), station, _renewal: renewal })
    }
}

impl Interceptor for Signature {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        request.metadata_mut().insert(ACCEPT_LANGUAGE, self.language.clone());
        request.metadata_mut().insert(STATION, self.station.clone());
        Ok(request)
    }
}
