//! Connections of a scanner: requests in, answers out, and the planned faults in between.

use std::io;
use std::sync::Arc;

use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use super::answer::Answer;
use super::http::{self, Request};
use super::job::Next;
use super::shared::Shared;
use super::{EsclAction, EsclRequest, ScanAsked, picture, xml};

const ROOT: &str = "/eSCL/";
const JOBS: &str = "ScanJobs";

/// Accepts until it is aborted; the set of connections lives inside, so they end with it.
pub(super) async fn accept(shared: Arc<Shared>, listener: TcpListener, tls: Option<TlsAcceptor>) {
    let mut connections = tokio::task::JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    shared.lock().count.connections += 1;
                    let (shared, tls) = (Arc::clone(&shared), tls.clone());
                    connections.spawn(async move {
                        let served = match tls {
                            None => serve(&shared, stream).await,
                            Some(tls) => match tls.accept(stream).await {
                                Ok(stream) => serve(&shared, stream).await,
                                Err(error) => Err(error),
                            },
                        };
                        if let Err(error) = served {
                            tracing::debug!(%error, "a connection of the virtual scanner broke");
                        }
                    });
                }
                Err(error) => tracing::warn!(%error, "a connection could not be accepted"),
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn serve(shared: &Shared, mut stream: impl AsyncRead + AsyncWrite + Unpin) -> io::Result<()> {
    let mut pending = Vec::new();
    while let Some(request) = http::read(&mut stream, &mut pending).await? {
        let (kind, id) = kind_of(&request);
        let fault = shared.note(&format!("{} {}", request.method, request.path), kind);
        let retry = |answer: Answer| match shared.options.retry_after {
            Some(seconds) => answer.with("Retry-After", seconds.to_string()),
            None => answer,
        };
        let answer = match &fault {
            Some(EsclAction::Drop) => return Ok(()),
            Some(EsclAction::Stall) => std::future::pending().await,
            Some(EsclAction::NotHttp) => {
                stream.write_all(b"\x16\x03\x01 no HTTP \xff\xff\r\n\r\n").await?;
                return Ok(());
            }
            Some(EsclAction::Code(503)) => retry(Answer::code(503)),
            Some(EsclAction::Code(code)) => Answer::code(*code),
            Some(EsclAction::ToHttps) => {
                Answer::code(301).with("Location", format!("https://scanner.invalid{}", request.path))
            }
            Some(EsclAction::Garbage) => Answer::xml("<scan:Scanner\u{0}Nonsense & <<".to_owned()),
            other => {
                if let Some(EsclAction::Late(delay)) = other {
                    tokio::time::sleep(*delay).await;
                }
                match answer(shared, kind, id, &request) {
                    answer if answer.code == 503 => retry(answer),
                    answer => answer,
                }
            }
        };
        let answer = answer.with("Server", shared.options.server.clone());
        if !answer.send(&mut stream, fault.as_ref()).await? {
            return Ok(());
        }
        if kind == Some(EsclRequest::Next) && answer.code == 200 && fault.is_none() {
            shared.lock().count.pages += 1;
        }
    }
    Ok(())
}

fn kind_of(request: &Request) -> (Option<EsclRequest>, &str) {
    let Some(path) = request.path.strip_prefix(ROOT) else { return (None, "") };
    match (request.method.as_str(), path) {
        ("GET", "ScannerCapabilities") => (Some(EsclRequest::Capabilities), ""),
        ("GET", "ScannerStatus") => (Some(EsclRequest::Status), ""),
        ("POST", JOBS) => (Some(EsclRequest::Create), ""),
        (method, path) => {
            let id = path.strip_prefix(JOBS).and_then(|rest| rest.strip_prefix('/')).unwrap_or_default();
            match (method, id.strip_suffix("/NextDocument")) {
                ("GET", Some(id)) => (Some(EsclRequest::Next), id),
                ("DELETE", None) if !id.is_empty() => (Some(EsclRequest::Delete), id),
                _ => (None, ""),
            }
        }
    }
}

fn answer(shared: &Shared, kind: Option<EsclRequest>, id: &str, request: &Request) -> Answer {
    match kind {
        None => Answer::code(404),
        Some(EsclRequest::Capabilities) => Answer::xml(xml::capabilities(&shared.options)),
        Some(EsclRequest::Status) => Answer::xml(xml::status(&shared.options, &shared.lock())),
        Some(EsclRequest::Create) => {
            let asked = std::str::from_utf8(&request.content).ok().and_then(xml::asked);
            let Some(asked) = asked else { return Answer::code(400) };
            let asked = ScanAsked { host: request.host.clone(), ..asked };
            match shared.create(asked) {
                Ok(id) => {
                    let location = format!("{}{ROOT}{JOBS}/{id}", shared.options.location);
                    Answer::code(201).with("Location", location)
                }
                Err(code) => Answer::code(code),
            }
        }
        Some(EsclRequest::Next) => match shared.next(id) {
            Next::NoMore => Answer::code(404),
            Next::NotYet => Answer::code(shared.options.not_yet),
            Next::Trouble => Answer::code(409),
            Next::Page(asked) => {
                let page = shared.lock().page.clone();
                match picture::scan(&page, &asked) {
                    Ok(content) => {
                        let head = Answer::code(200).with("Content-Type", asked.format.media_type());
                        Answer { content, chunked: shared.options.chunked, ..head }
                    }
                    Err(error) => {
                        tracing::warn!(%error, "a page could not be scanned");
                        Answer::code(500)
                    }
                }
            }
        },
        Some(EsclRequest::Delete) => Answer::code(if shared.delete(id) { 200 } else { 404 }),
    }
}
