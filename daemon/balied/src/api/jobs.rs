//! `JobService`.

use super::Api;
use super::bounded::fitting;
use super::convert::command::registration_id;
use super::convert::job::{job_id, job_view, states};
use super::paging::{next_number, number_token, page_size};
use super::status::hub_error;
use super::stream::{Streamed, follow};
use balie_proto::v1 as pb;
use balie_proto::v1::job_service_server::JobService;
use tonic::{Request, Response, Status};

#[tonic::async_trait]
impl JobService for Api {
    async fn get_job(
        &self,
        request: Request<pb::GetJobRequest>,
    ) -> Result<Response<pb::GetJobResponse>, Status> {
        let caller = self.access.caller(&request)?;
        let id = job_id(&request.into_inner().name, "name", caller.lang)?;
        let job = self.hub.job(id).await.map_err(|error| hub_error(&error, caller.lang))?;
        Ok(Response::new(pb::GetJobResponse { job: Some(job_view(&job, caller.lang)) }))
    }

    async fn list_jobs(
        &self,
        request: Request<pb::ListJobsRequest>,
    ) -> Result<Response<pb::ListJobsResponse>, Status> {
        let caller = self.access.caller(&request)?;
        let lang = caller.lang;
        let message = request.into_inner();
        let states = states(&message.states, lang)?;
        let registration = match message.registration.as_str() {
            "" => None,
            name => Some(registration_id(name, "registration", lang)?),
        };
        let limit = page_size(message.page_size, 50, lang)?;
        let before = number_token(&message.page_token, lang)?;
        let found = self.hub.jobs(&states, registration, before, limit).await;
        let found = found.map_err(|error| hub_error(&error, lang))?;
        let jobs = fitting(found.iter().map(|job| job_view(job, lang)));
        let next_page_token = next_number(&found, jobs.len(), limit, |found| found.job.sequence);
        Ok(Response::new(pb::ListJobsResponse { jobs, next_page_token }))
    }

    type WatchJobStream = Streamed<pb::WatchJobResponse>;

    async fn watch_job(
        &self,
        request: Request<pb::WatchJobRequest>,
    ) -> Result<Response<Self::WatchJobStream>, Status> {
        let caller = self.access.caller(&request)?;
        let lang = caller.lang;
        let id = job_id(&request.into_inner().name, "name", lang)?;
        let mut stored = self.hub.store().jobs();
        let mut progress = self.hub.progress().changes();
        let first = self.hub.job(id).await.map_err(|error| hub_error(&error, lang))?;
        let hub = self.hub.clone();
        Ok(Response::new(follow(|sender| async move {
            let mut now = first;
            let mut sent = None;
            loop {
                let view = job_view(&now, lang);
                if sent.as_ref() != Some(&view) {
                    let message = pb::WatchJobResponse { job: Some(view.clone()) };
                    if !sender.send(message).await {
                        return Ok(());
                    }
                    sent = Some(view);
                }
                if now.has_ended() {
                    return Ok(());
                }
                tokio::select! {
                    changed = stored.changed() => if changed.is_err() { return Ok(()) },
                    changed = progress.changed() => if changed.is_err() { return Ok(()) },
                }
                now = hub.job(id).await.map_err(|error| hub_error(&error, lang))?;
            }
        })))
    }

    async fn cancel_job(
        &self,
        request: Request<pb::CancelJobRequest>,
    ) -> Result<Response<pb::CancelJobResponse>, Status> {
        let caller = self.access.caller(&request)?;
        let id = job_id(&request.into_inner().name, "name", caller.lang)?;
        let job = self.hub.cancel_job(&caller, id).await;
        let job = job.map_err(|error| hub_error(&error, caller.lang))?;
        Ok(Response::new(pb::CancelJobResponse { job: Some(job_view(&job, caller.lang)) }))
    }
}
