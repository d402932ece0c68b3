//! Renewing the certificate of this station in time.

use super::{Credentials, CredentialsError, new_key, no_key};
use crate::call::{CallPolicy, unary};
use crate::connection::{Signature, Transport};
use crate::error::{ClientError, Part as _};
use balie_proto::v1::RenewCertificateRequest;
use balie_proto::v1::enrolment_service_client::EnrolmentServiceClient;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};
use tonic::service::interceptor::InterceptedService;
use tonic::transport::Channel;

/// How often is looked whether it is time.
const LOOK_EVERY: Duration = Duration::from_secs(6 * 60 * 60);
/// A connection does not wait longer for a renewal.
const PATIENCE: Duration = Duration::from_secs(3);

/// Looks after the certificate for as long as the connection is used.
#[derive(Debug)]
pub(crate) struct Renewal(JoinHandle<()>);

impl Renewal {
    /// Renews when it is time: at once, and whenever it becomes so later.
    pub(crate) async fn start(channel: &Channel, signature: Signature, directory: PathBuf) -> Self {
        let transport = InterceptedService::new(channel.clone(), signature);
        if timeout(PATIENCE, look(&transport, &directory)).await.is_err() {
            tracing::warn!("the certificate could not be renewed in time; later again");
        }
        Self(tokio::spawn(async move {
            loop {
                sleep(LOOK_EVERY).await;
                look(&transport, &directory).await;
            }
        }))
    }
}

impl Drop for Renewal {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn look(transport: &Transport, directory: &Path) {
    // That it could not be renewed now is no reason to refuse work: there is a third of its lifetime left.
    match renew(transport, directory).await {
        Ok(false) => {}
        Ok(true) => tracing::info!("the certificate of this station was renewed"),
        Err(error) => tracing::warn!(%error, "the certificate of this station could not be renewed"),
    }
}

#[derive(Debug, thiserror::Error)]
enum RenewalError {
    #[error(transparent)]
    Credentials(#[from] CredentialsError),
    #[error(transparent)]
    Client(#[from] ClientError),
}

async fn renew(transport: &Transport, directory: &Path) -> Result<bool, RenewalError> {
    let credentials = Credentials::load(directory)?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    if !credentials.is_enrolled() || !credentials.is_due(i64::try_from(now).unwrap_or(i64::MAX)) {
        return Ok(false);
    }
    let (key, request) = new_key(&credentials.station().unwrap_or_default()).map_err(no_key)?;
    let message = RenewCertificateRequest { certificate_signing_request: request };
    let policy = CallPolicy::default();
    let answer = unary(&policy, message, |request| {
        let mut stub = EnrolmentServiceClient::new(transport.clone());
        async move { stub.renew_certificate(request).await }
    });
    let certificate = answer.await?.certificate.part("certificate")?;
    Credentials::replace(directory, &key.serialize_pem(), &certificate.certificate_chain)?;
    Ok(true)
}
