//! HTTP/1.1 (RFC 9112) as far as a scanner needs it.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt};

/// A request head is at most this long.
const HEAD_MAX: usize = 16 * 1024;
/// The content of a request is at most this long.
const CONTENT_MAX: usize = 256 * 1024;

/// A request.
#[derive(Debug)]
pub(super) struct Request {
    pub method: String,
    pub path: String,
    /// The header `Host`.
    pub host: String,
    pub content: Vec<u8>,
}

fn bad(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// Reads one request; none when the connection ended between requests.
pub(super) async fn read(
    stream: &mut (impl AsyncRead + Unpin),
    pending: &mut Vec<u8>,
) -> io::Result<Option<Request>> {
    let head_end = loop {
        if let Some(end) = pending.windows(4).position(|window| window == b"\r\n\r\n") {
            break end + 4;
        }
        if pending.len() > HEAD_MAX {
            return Err(bad("the head is too long"));
        }
        if stream.read_buf(pending).await? == 0 {
            return if pending.is_empty() { Ok(None) } else { Err(bad("cut in the head")) };
        }
    };
    let head = String::from_utf8(pending[..head_end].to_vec()).map_err(|_| bad("not text"))?;
    pending.drain(..head_end);
    let mut lines = head.split("\r\n");
    let mut words = lines.next().unwrap_or_default().split(' ');
    let (Some(method), Some(path), Some("HTTP/1.1")) = (words.next(), words.next(), words.next()) else {
        return Err(bad("not a request line"));
    };
    let header = |name: &str| {
        head.split("\r\n").skip(1).find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    };
    // RFC 9112, section 3.2.
    let host = header("host").ok_or_else(|| bad("no Host header"))?;
    let length = match header("content-length") {
        Some(length) => length.parse().map_err(|_| bad("not a length"))?,
        None => 0,
    };
    if length > CONTENT_MAX {
        return Err(bad("the content is too long"));
    }
    while pending.len() < length {
        if stream.read_buf(pending).await? == 0 {
            return Err(bad("cut in the content"));
        }
    }
    let content = pending.drain(..length).collect();
    Ok(Some(Request { method: method.to_owned(), path: path.to_owned(), host, content }))
}
