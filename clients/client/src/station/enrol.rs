//! Enrolling this PC with a one-time code.

use super::{Credentials, CredentialsError, ServerAddress, TlsFault, new_key, no_key, tls};
use crate::call::{CallPolicy, unary};
use crate::connection::{Caller, Signature, transport};
use crate::error::{ClientError, Part as _};
use balie_enrolment_code::{CodeError, EnrolmentCode};
use balie_proto::v1::enrolment_service_client::EnrolmentServiceClient;
use balie_proto::v1::{EnrolRequest, StationCertificate};
use balie_typed::text::squeeze;
use std::path::Path;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tonic::service::interceptor::InterceptedService;

/// How far an enrolment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnrolStep {
    /// Looking for the daemon, and whether it is the one of the code.
    Connecting,
    /// The daemon is the one of the code; it is asked for a certificate.
    Asking,
    /// The certificate is being stored.
    Storing,
}

/// What this PC is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolled {
    /// Name of the station.
    pub station: String,
    /// Role, such as "counter"; [`super::role_name`] says it to people.
    pub role: String,
    /// Address of the daemon.
    pub server: ServerAddress,
}

/// Why an enrolment did not succeed. [`EnrolError::message`] says it to people.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EnrolError {
    /// The code was mistyped; nothing was sent.
    #[error("no enrolment code: {0}")]
    Mistyped(#[from] CodeError),
    /// What was given is no address.
    #[error("`{0}` is no address")]
    Address(String),
    /// Nobody answers there.
    #[error("{at} does not answer: {source}")]
    Unreachable {
        /// Where.
        at: ServerAddress,
        /// Why.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The other side is not the daemon that the code is of: a man in the middle, or another branch. Nothing was sent.
    #[error("{0} is not the daemon of this code")]
    NotTheDaemon(ServerAddress),
    /// The other side is no daemon at all.
    #[error("{0} is no daemon")]
    NoDaemon(ServerAddress),
    /// The daemon's certificate does not have this name or address.
    #[error("the certificate of the daemon does not have the name of {0}")]
    Name(ServerAddress),
    /// The clock of this PC, or of the daemon, is wrong.
    #[error("the clock of this PC or of the daemon is wrong")]
    Clock,
    /// The branch uses certificates of its organisation: there is nothing to enrol.
    #[error("this branch has certificates of its organisation")]
    NoEnrolment,
    /// There is no such code.
    #[error("the code is wrong")]
    CodeWrong,
    /// The code was tried too often.
    #[error("the code was tried too often")]
    CodeBlocked,
    /// The code was used by another PC.
    #[error("the code was used")]
    CodeUsed,
    /// The code has expired.
    #[error("the code has expired")]
    CodeExpired,
    /// The name of this PC is that of another station.
    #[error("the station `{0}` is enrolled already")]
    StationTaken(String),
    /// The certificate cannot be stored.
    #[error(transparent)]
    Store(#[from] CredentialsError),
    /// Anything else.
    #[error(transparent)]
    Other(ClientError),
}

/// Enrols this PC: proves the daemon by the code, makes a key that never leaves this PC, gets a certificate for it and
/// stores both in `directory` (see [`Credentials::place`]). What is there is replaced. The name of the station comes from
/// the code, else from the caller.
///
/// # Errors
/// [`EnrolError`]; nothing is stored then.
pub async fn enrol(
    address: &str,
    code: &str,
    caller: &Caller,
    directory: &Path,
    mut progress: impl FnMut(EnrolStep),
) -> Result<Enrolled, EnrolError> {
    let server = ServerAddress::parse(address).ok_or_else(|| EnrolError::Address(address.to_owned()))?;
    let code = EnrolmentCode::parse(&squeeze(code))?;
    Credentials::prepare(directory)?;
    progress(EnrolStep::Connecting);
    let config =
        tls::by_code(code).map_err(|_| EnrolError::Other(ClientError::Incomplete { part: "TLS" }))?;
    let channel = transport::tcp(server.clone(), move || Ok(config.clone())).await;
    let channel = channel.map_err(|error| of_connection(&server, error.into()))?;
    progress(EnrolStep::Asking);
    let (key, request) = new_key(caller.station()).map_err(|error| EnrolError::Other(no_key(error)))?;
    let signature = Signature::of(caller, None).map_err(EnrolError::Other)?;
    let transport = InterceptedService::new(channel, signature);
    let message = EnrolRequest {
        code: code.to_string(),
        certificate_signing_request: request,
        station: caller.station().to_owned(),
    };
    // The same key each time: an answer that was lost is given again.
    let policy = CallPolicy::default();
    let answer = unary(&policy, message, |request| {
        let mut stub = EnrolmentServiceClient::new(transport.clone());
        async move { stub.enrol(request).await }
    });
    let answer = answer.await.map_err(|error| of_call(&server, caller, error))?;
    let certificate = answer.certificate.part("certificate").map_err(EnrolError::Other)?;
    check(&certificate, &code, key.public_key_raw()).map_err(EnrolError::Other)?;
    progress(EnrolStep::Storing);
    let StationCertificate { station, role, certificate_chain, certificate_authority, .. } = certificate;
    let (at, key) = (server.to_string(), key.serialize_pem());
    Credentials::store(directory, &at, &certificate_authority, &key, &certificate_chain)?;
    Ok(Enrolled { station, role, server })
}

/// The answer must be a certificate for our key, and the CA must be the one that was proven.
fn check(
    certificate: &StationCertificate,
    code: &EnrolmentCode,
    public_key: &[u8],
) -> Result<(), ClientError> {
    let parse = |pem: &str, part| CertificateDer::from_pem_slice(pem.as_bytes()).ok().part(part);
    let authority = parse(&certificate.certificate_authority, "authority")?;
    let own = parse(&certificate.certificate_chain, "certificate")?;
    let parsed = x509_parser::parse_x509_certificate(&own).ok().map(|(_, parsed)| parsed);
    let ours = parsed.is_some_and(|own| own.public_key().subject_public_key.data.as_ref() == public_key);
    ours.then_some(()).part("certificate for this key")?;
    code.vouches_for(&authority).then_some(()).part("authority of this code")
}

fn of_connection(server: &ServerAddress, error: Box<dyn std::error::Error + Send + Sync>) -> EnrolError {
    let at = server.clone();
    match TlsFault::among(error.as_ref()) {
        Some(TlsFault::NotTheDaemon) => EnrolError::NotTheDaemon(at),
        Some(TlsFault::Name) => EnrolError::Name(at),
        Some(TlsFault::Clock) => EnrolError::Clock,
        Some(TlsFault::NotAccepted | TlsFault::Ended) => EnrolError::NoEnrolment,
        Some(TlsFault::NotTls) => EnrolError::NoDaemon(at),
        None => EnrolError::Unreachable { at, source: error },
    }
}

fn of_call(server: &ServerAddress, caller: &Caller, error: ClientError) -> EnrolError {
    let reason = error.refusal().and_then(|refusal| refusal.reason.as_deref());
    match reason {
        Some("CODE_WRONG") => EnrolError::CodeWrong,
        Some("CODE_BLOCKED") => EnrolError::CodeBlocked,
        Some("CODE_USED") => EnrolError::CodeUsed,
        Some("CODE_EXPIRED") => EnrolError::CodeExpired,
        Some("STATION_TAKEN") => EnrolError::StationTaken(caller.station().to_owned()),
        _ => match error {
            ClientError::Unreachable { source, .. } => of_connection(server, source),
            ClientError::Tls { fault: TlsFault::NotAccepted, .. } => EnrolError::NoEnrolment,
            other => EnrolError::Other(other),
        },
    }
}
