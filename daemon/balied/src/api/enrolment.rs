//! `EnrolmentService`.

use super::auth::{language, stranger, unproven};
use super::status::{Refusal, bad_field, refused};
use crate::pki::{CodeRefusal, Issued, Pki, PkiError, SigningRequest};
use crate::tcp::{Peer, Why};
use balie_enrolment_code::EnrolmentCode;
use balie_proto::v1 as pb;
use balie_proto::v1::enrolment_service_server::{EnrolmentService, EnrolmentServiceServer};
use balie_registration::Lang;
use chrono::Utc;
use std::collections::HashMap;
use std::sync::Arc;
use tonic::{Code, Request, Response, Status};

/// Enrolment with the branch CA.
#[derive(Debug, Clone)]
pub struct Enrolment {
    pki: Arc<Pki>,
}

impl Enrolment {
    /// Enrolment with this CA.
    pub fn new(pki: Arc<Pki>) -> Self {
        Self { pki }
    }

    /// The service.
    pub fn service(self) -> EnrolmentServiceServer<Self> {
        EnrolmentServiceServer::new(self)
    }

    fn certificate(&self, issued: Issued) -> pb::StationCertificate {
        let identity = issued.identity;
        pb::StationCertificate {
            station: identity.station,
            role: identity.role.to_string(),
            certificate_chain: issued.pem,
            certificate_authority: self.pki.authority().pem().to_owned(),
            expire_time: Some(prost_types::Timestamp { seconds: identity.not_after.timestamp(), nanos: 0 }),
        }
    }
}

#[tonic::async_trait]
impl EnrolmentService for Enrolment {
    async fn enrol(&self, request: Request<pb::EnrolRequest>) -> Result<Response<pb::EnrolResponse>, Status> {
        let lang = language(&request);
        let message = request.into_inner();
        let code =
            EnrolmentCode::parse(&message.code).map_err(|_| bad_field("code", Refusal::CodeForm, lang))?;
        let signing = signing_request(&message.certificate_signing_request, lang)?;
        let enrolled = self.pki.enrol(&code, message.station.trim(), &signing, Utc::now());
        let issued = enrolled.map_err(|error| failed(&error, lang))?.map_err(|refusal| {
            tracing::info!(code = code.id(), ?refusal, "enrolment refused");
            code_refusal(refusal, lang)
        })?;
        tracing::info!(
            station = issued.identity.station,
            role = %issued.identity.role,
            until = %issued.identity.not_after,
            "station enrolled"
        );
        Ok(Response::new(pb::EnrolResponse { certificate: Some(self.certificate(issued)) }))
    }

    async fn renew_certificate(
        &self,
        request: Request<pb::RenewCertificateRequest>,
    ) -> Result<Response<pb::RenewCertificateResponse>, Status> {
        let lang = language(&request);
        let present = match request.extensions().get::<Peer>() {
            Some(Peer::Station(station)) => station.identity.clone(),
            Some(Peer::Stranger { why, .. }) => return Err(stranger(*why, lang)),
            None => None,
        };
        let present = present.ok_or_else(|| unproven(lang))?;
        let signing = signing_request(&request.into_inner().certificate_signing_request, lang)?;
        let renewed = self.pki.renew(&present, &signing, Utc::now());
        let issued = renewed.map_err(|error| failed(&error, lang))?;
        let issued = issued.ok_or_else(|| stranger(Why::NotKnown, lang))?;
        tracing::info!(station = present.station, until = %issued.identity.not_after, "certificate renewed");
        Ok(Response::new(pb::RenewCertificateResponse { certificate: Some(self.certificate(issued)) }))
    }
}

fn signing_request(pem: &str, lang: Lang) -> Result<SigningRequest, Status> {
    SigningRequest::parse(pem).map_err(|error| {
        tracing::debug!(error, "certificate signing request refused");
        bad_field("certificate_signing_request", Refusal::RequestForm, lang)
    })
}

fn failed(error: &PkiError, lang: Lang) -> Status {
    tracing::error!(%error, "no certificate could be issued");
    let text = match lang {
        Lang::Nl => "Er kon geen certificaat gemaakt worden; het logboek van balied zegt waarom.",
        Lang::En => "No certificate could be made; the log of balied says why.",
    };
    refused(Code::Internal, "CERTIFICATE_NOT_MADE", text, lang, HashMap::new())
}

fn code_refusal(refusal: CodeRefusal, lang: Lang) -> Status {
    let (code, reason, nl, en) = match refusal {
        CodeRefusal::Wrong => (
            Code::PermissionDenied,
            "CODE_WRONG",
            "De aanmeldcode klopt niet.",
            "The enrolment code is not right.",
        ),
        CodeRefusal::Blocked => (
            Code::PermissionDenied,
            "CODE_BLOCKED",
            "De aanmeldcode is te vaak verkeerd ingevoerd. Vraag de beheerder om een nieuwe.",
            "The enrolment code was entered wrongly too often. Ask the administrator for a new one.",
        ),
        CodeRefusal::Used => (
            Code::PermissionDenied,
            "CODE_USED",
            "De aanmeldcode is al gebruikt. Vraag de beheerder om een nieuwe.",
            "The enrolment code was used already. Ask the administrator for a new one.",
        ),
        CodeRefusal::Expired => (
            Code::PermissionDenied,
            "CODE_EXPIRED",
            "De aanmeldcode is verlopen. Vraag de beheerder om een nieuwe.",
            "The enrolment code has expired. Ask the administrator for a new one.",
        ),
        CodeRefusal::StationTaken => (
            Code::AlreadyExists,
            "STATION_TAKEN",
            "Er is al een balieplek met deze naam aangemeld. Kies een andere naam.",
            "A station with this name is enrolled already. Choose another name.",
        ),
        CodeRefusal::StationName => return bad_field("station", Refusal::StationName, lang),
    };
    let text = match lang {
        Lang::Nl => nl,
        Lang::En => en,
    };
    refused(code, reason, text, lang, HashMap::new())
}
