//! What the reading process says: frames of a kind, a length and a content.

use balie_documents::{FileKind, Found, ReadError};
use serde::{Deserialize, Serialize};
use std::io::{self, Write};
use tokio::io::{AsyncRead, AsyncReadExt};

/// A frame of JSON.
const NOTE: u8 = b'N';
/// A frame that is a picture.
const PREVIEW: u8 = b'P';
/// No preview comes near this many bytes.
const LONGEST: u32 = 16 * 1024 * 1024;

/// One thing that is said.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Frame {
    Note(Note),
    /// The first page, reduced.
    Preview(Vec<u8>),
}

/// What is said in words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) enum Note {
    /// Comes before the preview.
    Head(Head),
    /// The barcodes: the last word.
    Found(Vec<Found>),
    /// Why there are none: the last word.
    Refused(ReadError),
}

/// What the file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Head {
    pub kind: FileKind,
    pub pages: usize,
}

pub(super) fn write(out: &mut impl Write, frame: &Frame) -> io::Result<()> {
    let (kind, content) = match frame {
        Frame::Note(note) => (NOTE, serde_json::to_vec(note)?),
        Frame::Preview(preview) => (PREVIEW, preview.clone()),
    };
    let length = u32::try_from(content.len()).map_err(io::Error::other)?;
    out.write_all(&[&[kind], &length.to_le_bytes()[..], &content].concat())?;
    out.flush()
}

/// The next frame; none at the end.
pub(super) async fn read(from: &mut (impl AsyncRead + Unpin)) -> io::Result<Option<Frame>> {
    let kind = match from.read_u8().await {
        Ok(kind) => kind,
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    };
    let length = match from.read_u32_le().await {
        Ok(length) if length <= LONGEST => length,
        Ok(_) => return Err(io::Error::other("a frame is too long")),
        // Ended in the middle of a frame.
        Err(_) => return Ok(None),
    };
    let mut content = vec![0; length as usize];
    if from.read_exact(&mut content).await.is_err() {
        return Ok(None);
    }
    match kind {
        NOTE => Ok(Some(Frame::Note(serde_json::from_slice(&content)?))),
        PREVIEW => Ok(Some(Frame::Preview(content))),
        _ => Err(io::Error::other("a frame of no kind")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn frames_come_out_as_they_went_in() {
        let frames = [
            Frame::Note(Note::Head(Head { kind: FileKind::Pdf, pages: 3 })),
            Frame::Preview(vec![1, 2, 3]),
            Frame::Note(Note::Refused(ReadError::TooManyPages { limit: 20 })),
            Frame::Note(Note::Found(Vec::new())),
        ];
        let mut bytes = Vec::new();
        for frame in &frames {
            write(&mut bytes, frame).unwrap();
        }
        let mut from = bytes.as_slice();
        for frame in frames {
            assert_eq!(read(&mut from).await.unwrap(), Some(frame));
        }
        assert_eq!(read(&mut from).await.unwrap(), None);
        assert_eq!(read(&mut &bytes[..7]).await.unwrap(), None, "cut in a frame");
        assert!(read(&mut &b"N\xff\xff\xff\xff"[..]).await.is_err());
    }
}
