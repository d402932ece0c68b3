//! Registering patrons.

use super::{call, watch, wrapper};
use crate::call::RequestId;
use crate::error::{ClientError, Part as _};
use crate::watch::Watch;
use balie_proto::v1::registration_service_client::RegistrationServiceClient;
use balie_proto::v1::{
    self as proto, ApplyCommandRequest, AssignPass, AuditEntry, CreateRegistrationRequest,
    EraseRegistrationRequest, EraseRegistrationResponse, GetRegistrationRequest, ListAuditEntriesRequest,
    ListRegistrationsRequest, ListRegistrationsResponse, Registration, RegistrationFilter,
    WatchRegistrationRequest, command,
};

/// What a command did.
#[derive(Debug, Clone, PartialEq)]
pub struct Applied {
    /// The registration as it is now.
    pub registration: Registration,
    /// Resource names of the jobs the command started.
    pub jobs: Vec<String>,
}

wrapper! {
    /// Registering patrons (`RegistrationService`).
    Registrations over RegistrationServiceClient
}

impl Registrations {
    /// Starts a registration, with or without a scanned pass.
    ///
    /// # Errors
    /// Among others a violation of `code` when the pass cannot be taken; then nothing was started.
    pub async fn create(&self, pass: Option<AssignPass>) -> Result<Registration, ClientError> {
        self.create_as(RequestId::new(), pass).await
    }

    /// As [`Registrations::create`], with a request id of the caller.
    ///
    /// # Errors
    /// Also `REQUEST_ID_REUSED`.
    pub async fn create_as(
        &self,
        request_id: RequestId,
        pass: Option<AssignPass>,
    ) -> Result<Registration, ClientError> {
        let request = CreateRegistrationRequest { request_id: request_id.to_string(), pass };
        call!(self.create_registration(request))?.registration.part("registration")
    }

    /// Reads a registration by any of its names (see [`crate::resource::registration`]).
    ///
    /// # Errors
    /// NOT_FOUND when there is none.
    pub async fn get(&self, name: &str) -> Result<Registration, ClientError> {
        let request = GetRegistrationRequest { name: name.to_owned() };
        call!(self.get_registration(request))?.registration.part("registration")
    }

    /// One page of registrations, the one changed last first.
    ///
    /// # Errors
    /// A violation of a field of the filter.
    pub async fn list(
        &self,
        request: ListRegistrationsRequest,
    ) -> Result<ListRegistrationsResponse, ClientError> {
        call!(self.list_registrations(request))
    }

    /// At most `limit` registrations, page after page.
    ///
    /// # Errors
    /// As [`Registrations::list`].
    pub async fn list_up_to(
        &self,
        filter: RegistrationFilter,
        limit: usize,
    ) -> Result<Vec<Registration>, ClientError> {
        let mut found = Vec::new();
        let mut page_token = String::new();
        loop {
            let wanted = limit - found.len();
            if wanted == 0 {
                return Ok(found);
            }
            let page_size = i32::try_from(wanted).unwrap_or(i32::MAX).min(1000);
            let filter = Some(filter.clone());
            let page = ListRegistrationsRequest { page_size, page_token, filter, read_mask: None };
            let page = self.list(page).await?;
            found.extend(page.registrations.into_iter().take(wanted));
            if page.next_page_token.is_empty() {
                return Ok(found);
            }
            page_token = page.next_page_token;
        }
    }

    /// Carries out a command. With an `etag` only if the registration did not change since; empty: no check.
    ///
    /// # Errors
    /// Violations by field; `ETAG_STALE`; `NOT_IN_THIS_STEP`.
    pub async fn apply(
        &self,
        name: &str,
        etag: &str,
        command: command::Command,
    ) -> Result<Applied, ClientError> {
        self.apply_as(RequestId::new(), name, etag, command).await
    }

    /// As [`Registrations::apply`], with a request id of the caller: the way to find out whether a command
    /// whose answer never came was carried out.
    ///
    /// # Errors
    /// Also `REQUEST_ID_REUSED`.
    pub async fn apply_as(
        &self,
        request_id: RequestId,
        name: &str,
        etag: &str,
        command: command::Command,
    ) -> Result<Applied, ClientError> {
        self.send(request_id, name, etag, command, false).await
    }

    /// Only tells whether a command would be accepted (AIP-163); changes nothing.
    ///
    /// # Errors
    /// As [`Registrations::apply`].
    pub async fn check(
        &self,
        name: &str,
        etag: &str,
        command: command::Command,
    ) -> Result<Applied, ClientError> {
        self.send(RequestId::new(), name, etag, command, true).await
    }

    async fn send(
        &self,
        request_id: RequestId,
        name: &str,
        etag: &str,
        command: command::Command,
        validate_only: bool,
    ) -> Result<Applied, ClientError> {
        let request = ApplyCommandRequest {
            name: name.to_owned(),
            etag: etag.to_owned(),
            request_id: request_id.to_string(),
            command: Some(proto::Command { command: Some(command) }),
            validate_only,
        };
        let answer = call!(self.apply_command(request))?;
        Ok(Applied { registration: answer.registration.part("registration")?, jobs: answer.jobs })
    }

    /// Erases a registration because somebody asked for it (AVG, article 17); with `unconfirmed` also when the
    /// central administration has not confirmed its present state.
    ///
    /// # Errors
    /// `NOT_CONFIRMED`; `JOB_UNDER_WAY`; `ERASURE_UNFINISHED` when it is erased and something of it is still to
    /// follow; PERMISSION_DENIED for everybody but the branch administrator.
    pub async fn erase(
        &self,
        name: &str,
        etag: &str,
        unconfirmed: bool,
    ) -> Result<EraseRegistrationResponse, ClientError> {
        self.erase_as(RequestId::new(), name, etag, unconfirmed).await
    }

    /// As [`Registrations::erase`], with a request id of the caller.
    ///
    /// # Errors
    /// Also `REQUEST_ID_REUSED`.
    pub async fn erase_as(
        &self,
        request_id: RequestId,
        name: &str,
        etag: &str,
        unconfirmed: bool,
    ) -> Result<EraseRegistrationResponse, ClientError> {
        let request = EraseRegistrationRequest {
            name: name.to_owned(),
            etag: etag.to_owned(),
            request_id: request_id.to_string(),
            unconfirmed,
        };
        call!(self.erase_registration(request))
    }

    /// The registration as it is now, then at each change.
    pub fn watch(&self, name: &str) -> Watch<Registration> {
        let request = WatchRegistrationRequest { name: name.to_owned() };
        watch!(self.watch_registration(request), |message: proto::WatchRegistrationResponse| {
            message.registration.part("registration")
        })
    }

    /// Who saw or changed what, oldest first, without values.
    ///
    /// # Errors
    /// NOT_FOUND, PERMISSION_DENIED.
    pub async fn audit(&self, parent: &str) -> Result<Vec<AuditEntry>, ClientError> {
        let mut entries = Vec::new();
        let mut page_token = String::new();
        loop {
            let request = ListAuditEntriesRequest { parent: parent.to_owned(), page_size: 1000, page_token };
            let page = call!(self.list_audit_entries(request))?;
            entries.extend(page.entries);
            if page.next_page_token.is_empty() {
                return Ok(entries);
            }
            page_token = page.next_page_token;
        }
    }
}
