//! Long work.

use super::{call, wrapper};
use crate::connection::Transport;
use crate::error::{ClientError, Part as _};
use crate::watch::{Source, Watch};
use balie_proto::v1::job_service_client::JobServiceClient;
use balie_proto::v1::{
    CancelJobRequest, GetJobRequest, Job, JobState, ListJobsRequest, ListJobsResponse, WatchJobRequest,
    WatchJobResponse,
};
use tonic::{Status, Streaming};

wrapper! {
    /// Long work (`JobService`).
    Jobs over JobServiceClient
}

impl Jobs {
    /// Reads a job.
    ///
    /// # Errors
    /// NOT_FOUND.
    pub async fn get(&self, name: &str) -> Result<Job, ClientError> {
        let request = GetJobRequest { name: name.to_owned() };
        call!(self.get_job(request))?.job.part("job")
    }

    /// One page of jobs, the newest first.
    ///
    /// # Errors
    /// A violation of a field of the request.
    pub async fn list(&self, request: ListJobsRequest) -> Result<ListJobsResponse, ClientError> {
        call!(self.list_jobs(request))
    }

    /// Cancels a job that has not passed the point of no return.
    ///
    /// # Errors
    /// FAILED_PRECONDITION when it has.
    pub async fn cancel(&self, name: &str) -> Result<Job, ClientError> {
        let request = CancelJobRequest { name: name.to_owned() };
        call!(self.cancel_job(request))?.job.part("job")
    }

    /// The job as it is now, then at each change; ends when the job has ended.
    pub fn watch(&self, name: &str) -> Watch<Job> {
        let request = WatchJobRequest { name: name.to_owned() };
        let following = Following { transport: self.transport.clone(), request, ended: false };
        Watch::start(following, self.policy.clone())
    }

    /// Whether a job in this state changes no more by itself.
    pub fn has_ended(state: JobState) -> bool {
        matches!(state, JobState::Done | JobState::Failed | JobState::Cancelled | JobState::Unknown)
    }
}

/// A job that is followed to its end.
struct Following {
    transport: Transport,
    request: WatchJobRequest,
    ended: bool,
}

impl Source for Following {
    type Message = WatchJobResponse;
    type Item = Job;

    async fn open(&mut self) -> Result<Streaming<WatchJobResponse>, Status> {
        let request = self.request.clone();
        Ok(stub(self.transport.clone()).watch_job(request).await?.into_inner())
    }

    fn take(&mut self, message: WatchJobResponse) -> Result<Job, ClientError> {
        let job = message.job.part("job")?;
        self.ended = Jobs::has_ended(job.state());
        Ok(job)
    }

    fn is_complete(&self) -> bool {
        self.ended
    }
}
