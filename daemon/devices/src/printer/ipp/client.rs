//! The operations of a printer.

use std::time::Duration;

use ::ipp::model::{DelimiterTag, Operation, StatusCode};

use super::config::IppConfig;
use super::connection::Connection;
use super::facts::{JOB_ATTRIBUTES, JobFacts, PRINTER_ATTRIBUTES, PrinterFacts};
use super::http::{self, Lost};
use super::message::{Reply, Request};
use crate::Reason;
use crate::printer::wire::WireError;

/// How many jobs of a printer are looked through for one of ours.
const JOBS: i32 = 100;

/// A document and what is to be done with it.
pub(super) struct Ticket<'a> {
    /// The name of the job, by which it is found again.
    pub(super) name: &'a str,
    /// Media type of the document.
    pub(super) format: &'static str,
    /// The document.
    pub(super) document: &'a [u8],
    /// The size to print on.
    pub(super) media: &'a str,
}

/// What became of a job that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sent {
    /// The printer has it, under this number.
    Accepted(i32),
    /// The printer refused it: nothing will be printed.
    Refused(Reason),
    /// Nobody knows.
    Lost {
        /// What happened.
        reason: Reason,
        /// True when the printer has the whole document, if it has any of it.
        whole: bool,
    },
}

/// Asks one printer.
pub(super) struct Client<'a>(pub(super) &'a IppConfig);

impl Client<'_> {
    fn request(&self, operation: Operation) -> Result<Request, WireError> {
        Request::new(operation, &self.0.uri, self.0.user())
    }

    async fn ask(&self, request: Request, patience: Duration) -> Result<Reply, WireError> {
        let connection = Connection::open(self.0).await?;
        let answer = http::post(connection, &self.0.uri, request.into_bytes(&[]), patience).await?;
        match answer.status {
            200 => Reply::read(&answer.body),
            status => Err(WireError(of_http(status))),
        }
    }

    /// Get-Printer-Attributes.
    pub(super) async fn printer(&self) -> Result<PrinterFacts, WireError> {
        let mut request = self.request(Operation::GetPrinterAttributes)?;
        request.keywords("requested-attributes", &PRINTER_ATTRIBUTES)?;
        let reply = self.ask(request, self.0.answer()).await?;
        if !reply.status().is_success() {
            return Err(WireError(of_status(reply.status())));
        }
        let facts = reply.groups(DelimiterTag::PrinterAttributes).find_map(PrinterFacts::read);
        facts.ok_or(WireError(Reason::GarbageAnswer))
    }

    /// Validate-Job: whether the printer would take this job.
    ///
    /// # Errors
    /// Why not.
    pub(super) async fn validate(&self, ticket: &Ticket<'_>) -> Result<(), WireError> {
        let reply = self.ask(self.job(Operation::ValidateJob, ticket)?, self.0.answer()).await?;
        match reply.status() {
            status if status.is_success() => Ok(()),
            // A printer that cannot tell beforehand tells afterwards.
            StatusCode::ServerErrorOperationNotSupported => Ok(()),
            status => Err(WireError(of_status(status))),
        }
    }

    /// Opens the connection on which a job will be sent.
    pub(super) async fn dial(&self) -> Result<Connection, WireError> {
        Connection::open(self.0).await
    }

    /// Print-Job, on a connection that was opened for it. The first byte of it is the point of no return.
    pub(super) async fn print(&self, connection: Connection, ticket: &Ticket<'_>) -> Sent {
        let request = match self.job(Operation::PrintJob, ticket) {
            Ok(request) => request.into_bytes(ticket.document),
            Err(WireError(reason)) => return Sent::Refused(reason),
        };
        let answer = match http::post(connection, &self.0.uri, request, self.0.transfer()).await {
            Ok(answer) => answer,
            Err(Lost { reason, heard }) => return Sent::Lost { reason, whole: heard },
        };
        match answer.status {
            200 => {}
            // It waited for the rest of the document, and may have passed on what came before.
            408 => return Sent::Lost { reason: Reason::TimeOut, whole: false },
            // The server did not look at the job at all.
            refused @ 400..500 => return Sent::Refused(of_http(refused)),
            // A server between us may have lost the printer in the middle of the document.
            other => return Sent::Lost { reason: of_http(other), whole: false },
        }
        let lost = |reason| Sent::Lost { reason, whole: true };
        let Ok(reply) = Reply::read(&answer.body) else { return lost(Reason::GarbageAnswer) };
        let status = reply.status();
        let job = reply.groups(DelimiterTag::JobAttributes).find_map(|group| group.number("job-id"));
        match job {
            Some(id) if status.is_success() => Sent::Accepted(id),
            None if status.is_success() => lost(Reason::GarbageAnswer),
            _ if certainly_refused(status) => Sent::Refused(of_status(status)),
            _ => lost(of_status(status)),
        }
    }

    /// Get-Jobs: the job of this name, whether it waits or has ended. A printer may have forgotten it.
    pub(super) async fn find(&self, name: &str) -> Result<Option<JobFacts>, WireError> {
        for which in ["not-completed", "completed"] {
            let mut request = self.request(Operation::GetJobs)?;
            request.keywords("which-jobs", &[which])?;
            request.integer("limit", JOBS)?;
            request.keywords("requested-attributes", &JOB_ATTRIBUTES)?;
            let reply = self.ask(request, self.0.answer()).await?;
            let mut jobs = reply.groups(DelimiterTag::JobAttributes).filter_map(JobFacts::read);
            if let Some(job) = jobs.find(|job| job.name.as_deref() == Some(name)) {
                return Ok(Some(job));
            }
        }
        Ok(None)
    }

    /// Get-Jobs: the jobs of our user that have not ended, oldest first. None of a printer that does not tell.
    pub(super) async fn unfinished(&self) -> Result<Vec<JobFacts>, WireError> {
        let mut request = self.request(Operation::GetJobs)?;
        request.keywords("which-jobs", &["not-completed"])?;
        request.boolean("my-jobs", true)?;
        request.integer("limit", JOBS)?;
        request.keywords("requested-attributes", &JOB_ATTRIBUTES)?;
        let reply = self.ask(request, self.0.answer()).await?;
        let jobs = reply.groups(DelimiterTag::JobAttributes).filter_map(JobFacts::read);
        // Some printers tell of all jobs, whoever asks.
        Ok(jobs.filter(|job| job.user.as_deref() == Some(self.0.user())).collect())
    }

    /// Get-Job-Attributes; none when the printer does not know the job any more.
    pub(super) async fn job_facts(&self, id: i32) -> Result<Option<JobFacts>, WireError> {
        let mut request = self.request(Operation::GetJobAttributes)?;
        request.integer("job-id", id)?;
        request.keywords("requested-attributes", &JOB_ATTRIBUTES)?;
        let reply = self.ask(request, self.0.answer()).await?;
        match reply.status() {
            StatusCode::ClientErrorNotFound | StatusCode::ClientErrorGone => Ok(None),
            status if !status.is_success() => Err(WireError(of_status(status))),
            _ => {
                let facts = reply.groups(DelimiterTag::JobAttributes).find_map(JobFacts::read);
                facts.map(Some).ok_or(WireError(Reason::GarbageAnswer))
            }
        }
    }

    /// Cancel-Job. That the job has ended already is no error.
    pub(super) async fn cancel(&self, id: i32) -> Result<(), WireError> {
        let mut request = self.request(Operation::CancelJob)?;
        request.integer("job-id", id)?;
        let reply = self.ask(request, self.0.answer()).await?;
        match reply.status() {
            StatusCode::ClientErrorNotPossible | StatusCode::ClientErrorNotFound => Ok(()),
            status if status.is_success() => Ok(()),
            status => Err(WireError(of_status(status))),
        }
    }

    fn job(&self, operation: Operation, ticket: &Ticket<'_>) -> Result<Request, WireError> {
        let mut request = self.request(operation)?;
        request.name("job-name", ticket.name)?;
        request.boolean("ipp-attribute-fidelity", false)?;
        request.media_type("document-format", ticket.format)?;
        request.job_integer("copies", 1)?;
        request.job_keyword("sides", "one-sided")?;
        request.job_keyword("media", ticket.media)?;
        Ok(request)
    }
}

/// True for answers after which the printer certainly has no job.
const fn certainly_refused(status: StatusCode) -> bool {
    match status {
        // Given once the document was looked at.
        StatusCode::ClientErrorTimeout | StatusCode::UnknownStatusCode => false,
        StatusCode::ServerErrorNotAcceptingJobs
        | StatusCode::ServerErrorBusy
        | StatusCode::ServerErrorOperationNotSupported
        | StatusCode::ServerErrorVersionNotSupported => true,
        other => (other as u16) < 0x0500,
    }
}

const fn of_status(status: StatusCode) -> Reason {
    match status {
        StatusCode::ClientErrorForbidden
        | StatusCode::ClientErrorNotAuthenticated
        | StatusCode::ClientErrorNotAuthorized => Reason::PermissionDenied,
        StatusCode::ClientErrorNotFound | StatusCode::ClientErrorGone => Reason::NoSuchQueue,
        StatusCode::ClientErrorDocumentFormatNotSupported
        | StatusCode::ClientErrorDocumentFormatError
        | StatusCode::ClientErrorCompressionNotSupported => Reason::FormatNotSupported,
        StatusCode::ServerErrorNotAcceptingJobs | StatusCode::ServerErrorBusy => Reason::NotAccepting,
        StatusCode::ServerErrorDeviceError => Reason::HardwareFault,
        StatusCode::ServerErrorOperationNotSupported | StatusCode::ServerErrorVersionNotSupported => {
            Reason::CommandRefused
        }
        _ => Reason::JobRefused,
    }
}

const fn of_http(status: u16) -> Reason {
    match status {
        401 | 403 => Reason::PermissionDenied,
        404 => Reason::NoSuchQueue,
        // A server that insists on encryption.
        426 => Reason::EncryptionNeeded,
        _ => Reason::GarbageAnswer,
    }
}
