//! Answers, whole or broken on purpose.

use std::io;

use tokio::io::{AsyncWrite, AsyncWriteExt};

use super::EsclAction;

/// Bytes in a chunk.
const CHUNK: usize = 32 * 1024;

/// An answer.
#[derive(Debug, Default)]
pub(super) struct Answer {
    pub code: u16,
    pub headers: Vec<(&'static str, String)>,
    pub content: Vec<u8>,
    pub chunked: bool,
}

impl Answer {
    pub fn code(code: u16) -> Self {
        Self { code, ..Self::default() }
    }

    pub fn with(mut self, header: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((header, value.into()));
        self
    }

    pub fn xml(text: String) -> Self {
        Self { content: text.into_bytes(), ..Self::code(200).with("Content-Type", "text/xml") }
    }

    fn head(&self, length: Option<u64>) -> String {
        let reason = match self.code {
            200 => "OK",
            201 => "Created",
            404 => "Not Found",
            409 => "Conflict",
            503 => "Service Unavailable",
            _ => "Other",
        };
        let mut head = format!("HTTP/1.1 {} {reason}\r\n", self.code);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&match length {
            Some(length) => format!("Content-Length: {length}\r\n\r\n"),
            None => "Transfer-Encoding: chunked\r\n\r\n".to_owned(),
        });
        head
    }

    /// Sends it, broken as the fault says. False when the connection is to be closed.
    pub async fn send(
        &self,
        stream: &mut (impl AsyncWrite + Unpin),
        fault: Option<&EsclAction>,
    ) -> io::Result<bool> {
        let part = |percent: u8| self.content.len() * usize::from(percent.min(100)) / 100;
        match fault {
            Some(EsclAction::Endless) => {
                stream.write_all(self.head(Some(1 << 40)).as_bytes()).await?;
                loop {
                    stream.write_all(&[0; CHUNK]).await?;
                }
            }
            Some(EsclAction::Cut(percent)) => {
                self.begin(stream, part(*percent)).await?;
                Ok(false)
            }
            Some(EsclAction::StallAt(percent)) => {
                self.begin(stream, part(*percent)).await?;
                std::future::pending().await
            }
            Some(EsclAction::Truncate(percent)) => {
                let content = self.content[..part(*percent)].to_vec();
                let truncated =
                    Self { code: self.code, headers: self.headers.clone(), content, chunked: self.chunked };
                truncated.whole(stream).await?;
                Ok(true)
            }
            _ => {
                self.whole(stream).await?;
                Ok(true)
            }
        }
    }

    async fn whole(&self, stream: &mut (impl AsyncWrite + Unpin)) -> io::Result<()> {
        self.begin(stream, self.content.len()).await?;
        if self.chunked {
            stream.write_all(b"0\r\n\r\n").await?;
        }
        stream.flush().await
    }

    /// The head and so many bytes of the content.
    async fn begin(&self, stream: &mut (impl AsyncWrite + Unpin), bytes: usize) -> io::Result<()> {
        let length = (!self.chunked).then_some(self.content.len() as u64);
        stream.write_all(self.head(length).as_bytes()).await?;
        for piece in self.content[..bytes].chunks(CHUNK) {
            if self.chunked {
                stream.write_all(format!("{:x}\r\n", piece.len()).as_bytes()).await?;
            }
            stream.write_all(piece).await?;
            if self.chunked {
                stream.write_all(b"\r\n").await?;
            }
        }
        stream.flush().await
    }
}
