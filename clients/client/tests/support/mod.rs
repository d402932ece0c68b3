//! A daemon of this test: scripted answers over a real Unix socket.

use balie_proto::v1::registration_service_server::{RegistrationService, RegistrationServiceServer};
use balie_proto::v1::*;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use tokio::net::UnixListener;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::mpsc;
use tokio_stream::wrappers::{ReceiverStream, UnixListenerStream};
use tonic::{Request, Response, Status};

/// What a watch sends, one script for each time it is opened; the stream stays open when `hold`.
pub struct Scene {
    pub revisions: Vec<u64>,
    pub end: End,
}

pub enum End {
    Hold,
    Close,
    Fail(Status),
}

#[derive(Default)]
pub struct Script {
    /// Answers to ApplyCommand before it succeeds.
    pub refusals: VecDeque<Status>,
    /// Requests of ApplyCommand.
    pub applied: Vec<ApplyCommandRequest>,
    /// Metadata of ApplyCommand: language and station.
    pub signed: Vec<(String, String)>,
    /// What watches send.
    pub scenes: VecDeque<Scene>,
    /// Never answer GetRegistration.
    pub silent: bool,
}

#[derive(Clone, Default)]
pub struct Fake(pub Arc<Mutex<Script>>);

#[tonic::async_trait]
impl RegistrationService for Fake {
    type WatchRegistrationStream = ReceiverStream<Result<WatchRegistrationResponse, Status>>;

    async fn create_registration(
        &self,
        _: Request<CreateRegistrationRequest>,
    ) -> Result<Response<CreateRegistrationResponse>, Status> {
        // An answer that lacks what it must have.
        Ok(Response::new(CreateRegistrationResponse { registration: None }))
    }

    async fn get_registration(
        &self,
        request: Request<GetRegistrationRequest>,
    ) -> Result<Response<GetRegistrationResponse>, Status> {
        if self.0.lock().unwrap().silent {
            std::future::pending::<()>().await;
        }
        let name = request.into_inner().name;
        Ok(Response::new(GetRegistrationResponse {
            registration: Some(Registration { name, ..Default::default() }),
        }))
    }

    async fn list_registrations(
        &self,
        request: Request<ListRegistrationsRequest>,
    ) -> Result<Response<ListRegistrationsResponse>, Status> {
        // Two pages of three.
        let request = request.into_inner();
        let last = !request.page_token.is_empty();
        let registrations = vec![Registration::default(); 3.min(request.page_size as usize)];
        let next_page_token = if last { String::new() } else { "second".into() };
        Ok(Response::new(ListRegistrationsResponse { registrations, next_page_token }))
    }

    async fn apply_command(
        &self,
        request: Request<ApplyCommandRequest>,
    ) -> Result<Response<ApplyCommandResponse>, Status> {
        let text = |key| request.metadata().get(key).unwrap().to_str().unwrap().to_owned();
        let mut script = self.0.lock().unwrap();
        script.signed.push((text("accept-language"), text("x-balie-station")));
        script.applied.push(request.into_inner());
        match script.refusals.pop_front() {
            Some(refusal) => Err(refusal),
            None => Ok(Response::new(ApplyCommandResponse {
                registration: Some(Registration::default()),
                jobs: vec!["jobs/1".into()],
            })),
        }
    }

    async fn watch_registration(
        &self,
        _: Request<WatchRegistrationRequest>,
    ) -> Result<Response<Self::WatchRegistrationStream>, Status> {
        let scene = self.0.lock().unwrap().scenes.pop_front();
        let Some(scene) = scene else { return Err(Status::not_found("no more scenes")) };
        let (sender, receiver) = mpsc::channel(8);
        tokio::spawn(async move {
            for revision in scene.revisions {
                let registration = Some(Registration { revision, ..Default::default() });
                let _ = sender.send(Ok(WatchRegistrationResponse { registration })).await;
            }
            match scene.end {
                End::Hold => sender.closed().await,
                End::Close => {}
                End::Fail(status) => drop(sender.send(Err(status)).await),
            }
        });
        Ok(Response::new(ReceiverStream::new(receiver)))
    }

    async fn erase_registration(
        &self,
        _: Request<EraseRegistrationRequest>,
    ) -> Result<Response<EraseRegistrationResponse>, Status> {
        Err(Status::unimplemented("not in this test"))
    }

    async fn list_audit_entries(
        &self,
        _: Request<ListAuditEntriesRequest>,
    ) -> Result<Response<ListAuditEntriesResponse>, Status> {
        Err(Status::unimplemented("not in this test"))
    }
}

/// A running daemon. It has a runtime of its own, so that killing it cuts its connections too.
pub struct Daemon {
    pub socket: PathBuf,
    runtime: Option<Runtime>,
}

impl Daemon {
    pub fn start(socket: &Path, fake: Fake) -> Self {
        let _ = std::fs::remove_file(socket);
        let listener = std::os::unix::net::UnixListener::bind(socket).unwrap();
        listener.set_nonblocking(true).unwrap();
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        runtime.spawn(async move {
            let connections = UnixListenerStream::new(UnixListener::from_std(listener).unwrap());
            let service = RegistrationServiceServer::new(fake);
            let server = tonic::transport::Server::builder().add_service(service);
            server.serve_with_incoming(connections).await.unwrap();
        });
        Self { socket: socket.to_owned(), runtime: Some(runtime) }
    }

    pub fn kill(self) {
        let _ = std::fs::remove_file(&self.socket);
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        self.runtime.take().unwrap().shutdown_background();
    }
}
