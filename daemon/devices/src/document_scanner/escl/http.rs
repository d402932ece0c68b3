//! Single requests to a scanner, each on a connection of its own.
//!
//! A connection that is kept may be dead without anybody knowing, and a scan takes ten requests at most: keeping one
//! would gain nothing. Each is told to be closed: some scanners stay at work as long as one is open.

use std::io;
use std::time::Duration;

use http_body_util::{BodyExt, Full};
use hyper::body::{Body, Bytes, Incoming};
use hyper::client::conn::http1;
use hyper::header::{ACCEPT, CONNECTION, CONTENT_TYPE, HOST, HeaderMap};
use hyper::{Method, Request, Response};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;

use super::config::EsclConfig;
use super::peculiar::Peculiar;
use super::xml::NotXml;
use crate::{Reason, tls};

/// No XML of a scanner comes near this many bytes.
const XML_MAX: usize = 1024 * 1024;
/// How long to wait before a broken answer is asked for again.
const BROKEN: Duration = Duration::from_millis(200);

/// The way to a scanner.
pub(super) struct Http {
    config: EsclConfig,
    tls: Option<TlsConnector>,
    /// In what the scanner differs, as far as that is known yet.
    pub peculiar: Peculiar,
    /// The header `Server` of its last answer.
    pub server: Option<String>,
}

/// An answer whose content has not been read yet.
pub(super) struct Answer {
    pub response: Response<Incoming>,
    _connection: Connection,
}

/// Ends the connection when nobody wants the answer any more.
struct Connection(JoinHandle<()>);

impl Drop for Connection {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Http {
    pub fn new(config: EsclConfig, peculiar: Peculiar) -> Self {
        Self { config, tls: None, peculiar, server: None }
    }

    /// Sends a request without content; its path is whole. Waits for the head of the answer as long as `patience`.
    pub async fn send(&mut self, method: Method, path: &str, patience: Duration) -> Result<Answer, Reason> {
        self.request(method, path, None, &HeaderMap::new(), patience).await
    }

    /// Sends the request that makes a job, with these headers beside those of every request.
    pub async fn make_job(&mut self, path: &str, xml: &str, headers: &HeaderMap) -> Result<Answer, Reason> {
        self.request(Method::POST, path, Some(xml.to_owned()), headers, self.config.answer()).await
    }

    async fn request(
        &mut self,
        method: Method,
        path: &str,
        xml: Option<String>,
        headers: &HeaderMap,
        patience: Duration,
    ) -> Result<Answer, Reason> {
        let stream = self.connect().await?;
        let (mut sender, connection) =
            http1::handshake(TokioIo::new(stream)).await.map_err(|error| reason_of(&error))?;
        let connection = Connection(tokio::spawn(async move {
            // Its errors are those of the request.
            let _ = connection.await;
        }));
        let mut request = Request::builder()
            .method(&method)
            .uri(path)
            .header(HOST, self.config.url.told())
            .header(CONNECTION, "close")
            .header(ACCEPT, "*/*");
        if xml.is_some() {
            request = request.header(CONTENT_TYPE, "text/xml; charset=utf-8");
        }
        let mut request = request
            .body(Full::new(Bytes::from(xml.unwrap_or_default())))
            // Only a path that the scanner itself gave can be wrong.
            .map_err(|_| Reason::GarbageAnswer)?;
        for (name, value) in self.peculiar.headers.iter().chain(headers) {
            if value.is_empty() {
                request.headers_mut().remove(name);
            } else {
                request.headers_mut().insert(name, value.clone());
            }
        }
        let answered = timeout(patience, sender.send_request(request)).await;
        let response = answered.map_err(|_| Reason::TimeOut)?.map_err(|error| reason_of(&error))?;
        tracing::debug!(device = %self.config.id, %method, path, status = response.status().as_u16(), "scanner answered");
        let answer = Answer { response, _connection: connection };
        if let Some(server) = answer.header("server") {
            self.server = Some(server.to_owned());
        }
        match answer.leads_to_https() && !self.config.url.is_tls() {
            true => Err(Reason::EncryptionNeeded),
            false => Ok(answer),
        }
    }

    /// Asks for a document below the root of the services; within, the status of a refusal. An answer that is broken is
    /// asked for again; when none is whole, the first reason is told.
    pub async fn document<T>(
        &mut self,
        name: &str,
        parse: impl Fn(&[u8]) -> Result<T, NotXml>,
    ) -> Result<Result<T, u16>, Reason> {
        let mut first = None;
        for _ in 0..=self.peculiar.ask_again {
            if first.is_some() {
                tokio::time::sleep(BROKEN).await;
            }
            let answered = match self.xml(name).await {
                Ok(Ok(document)) => parse(&document).map(Ok).map_err(|NotXml| Reason::GarbageAnswer),
                Ok(Err(status)) => Ok(Err(status)),
                Err(reason) => Err(reason),
            };
            match answered {
                Err(reason) if is_broken(reason) => _ = first.get_or_insert(reason),
                Err(reason) => return Err(first.unwrap_or(reason)),
                told => return told,
            }
        }
        Err(first.unwrap_or(Reason::GarbageAnswer))
    }

    async fn xml(&mut self, name: &str) -> Result<Result<Vec<u8>, u16>, Reason> {
        let path = format!("{}/{name}", self.config.url.path());
        let answer = self.send(Method::GET, &path, self.config.answer()).await?;
        match answer.response.status().as_u16() {
            200 => match answer.content(XML_MAX, self.config.answer(), |_| {}).await {
                Err(Reason::PageTooLarge) => Err(Reason::GarbageAnswer),
                read => read.map(Ok),
            },
            other => Ok(Err(other)),
        }
    }

    async fn connect(&mut self) -> Result<Box<dyn Stream>, Reason> {
        let url = &self.config.url;
        let connecting = TcpStream::connect((url.host(), url.port()));
        let stream = match timeout(self.config.connect(), connecting).await {
            Ok(Ok(stream)) => stream,
            Ok(Err(error)) if error.kind() == io::ErrorKind::ConnectionRefused => {
                return Err(Reason::ConnectionRefused);
            }
            Ok(Err(_)) | Err(_) => return Err(Reason::HostUnreachable),
        };
        if !url.is_tls() {
            return Ok(Box::new(stream));
        }
        let name = ServerName::try_from(url.host().to_owned()).map_err(|_| Reason::HostUnreachable)?;
        let connector = match &self.tls {
            Some(connector) => connector,
            None => self.tls.insert(tls::connector(&self.config.trust())?),
        };
        match timeout(self.config.connect(), connector.connect(name, stream)).await {
            Ok(Ok(stream)) => Ok(Box::new(stream)),
            Ok(Err(error)) => Err(tls::reason_of(&error)),
            Err(_) => Err(Reason::TimeOut),
        }
    }
}

impl Answer {
    /// The value of a header, where it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.response.headers().get(name)?.to_str().ok()
    }

    /// True when the scanner sends whoever asks it to HTTPS.
    fn leads_to_https(&self) -> bool {
        let is_https = |to: &str| to.trim_start().to_ascii_lowercase().starts_with("https:");
        self.response.status().is_redirection() && self.header("location").is_some_and(is_https)
    }

    /// The whole content, of which no piece may come later than `patience` after the one before. Tells the percentage
    /// that is in, where the length is known.
    pub async fn content(
        self,
        most: usize,
        patience: Duration,
        mut told: impl FnMut(Option<u8>),
    ) -> Result<Vec<u8>, Reason> {
        let (_head, mut body) = self.response.into_parts();
        let expected = body.size_hint().exact();
        if expected.is_some_and(|bytes| bytes > most as u64) {
            return Err(Reason::PageTooLarge);
        }
        let mut content = Vec::new();
        loop {
            let frame = match timeout(patience, body.frame()).await {
                Err(_) => return Err(Reason::TimeOut),
                Ok(None) => return Ok(content),
                Ok(Some(frame)) => frame.map_err(|error| reason_of(&error))?,
            };
            let Ok(piece) = frame.into_data() else { continue };
            if content.len() + piece.len() > most {
                return Err(Reason::PageTooLarge);
            }
            content.extend_from_slice(&piece);
            let percent = expected.filter(|bytes| *bytes > 0).map(|bytes| content.len() as u64 * 100 / bytes);
            told(percent.map(|percent| percent.min(100) as u8));
        }
    }
}

trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// True when an answer came and was no whole one, so that it is worth asking again: some scanners, on USB above all,
/// send what belongs to an earlier answer first.
pub(super) const fn is_broken(reason: Reason) -> bool {
    matches!(reason, Reason::GarbageAnswer | Reason::ConnectionLost)
}

fn reason_of(error: &hyper::Error) -> Reason {
    if error.is_parse() || error.is_parse_status() { Reason::GarbageAnswer } else { Reason::ConnectionLost }
}
