//! What a file is.

use serde::{Deserialize, Serialize};

/// The kinds of files that pages are read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileKind {
    /// PNG (ISO/IEC 15948).
    Png,
    /// JPEG (ISO/IEC 10918-1).
    Jpeg,
    /// TIFF 6.0 or BigTIFF, also with several pages.
    Tiff,
    /// PDF (ISO 32000).
    Pdf,
}

/// How far into a file the mark of a PDF may stand (ISO 32000-1, annex H.3, implementation note 13).
const PDF_MARK_WITHIN: usize = 1024;

impl FileKind {
    /// The kind by the first bytes; none when it is no kind that is read.
    #[must_use]
    pub fn of(file: &[u8]) -> Option<Self> {
        let starts = |mark: &[u8]| file.starts_with(mark);
        if starts(b"\x89PNG\r\n\x1a\n") {
            return Some(Self::Png);
        }
        if starts(b"\xff\xd8\xff") {
            return Some(Self::Jpeg);
        }
        if [&b"II*\0"[..], b"MM\0*", b"II+\0", b"MM\0+"].into_iter().any(starts) {
            return Some(Self::Tiff);
        }
        // An archive, or a document of an office program, may hold a PDF.
        if starts(b"PK\x03\x04") {
            return None;
        }
        let head = &file[..file.len().min(PDF_MARK_WITHIN)];
        head.windows(5).any(|window| window == b"%PDF-").then_some(Self::Pdf)
    }

    /// Media type (RFC 6838).
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Tiff => "image/tiff",
            Self::Pdf => "application/pdf",
        }
    }

    /// The kind of that media type.
    #[must_use]
    pub fn from_media_type(media_type: &str) -> Option<Self> {
        [Self::Png, Self::Jpeg, Self::Tiff, Self::Pdf]
            .into_iter()
            .find(|kind| kind.media_type() == media_type)
    }

    /// The usual end of a file name, without the dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Tiff => "tif",
            Self::Pdf => "pdf",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_decide() {
        for (file, kind) in [
            (&b"\x89PNG\r\n\x1a\n"[..], Some(FileKind::Png)),
            (b"\xff\xd8\xff\xe0", Some(FileKind::Jpeg)),
            (b"II*\0\x08", Some(FileKind::Tiff)),
            (b"MM\0*", Some(FileKind::Tiff)),
            (b"%PDF-1.7", Some(FileKind::Pdf)),
            (b"\xef\xbb\xbf\r\n%PDF-1.4", Some(FileKind::Pdf)),
            (b"GIF89a", None),
            (b"PK\x03\x04", None),
            (b"PK\x03\x04form.pdf%PDF-1.4", None),
            (b"", None),
        ] {
            assert_eq!(FileKind::of(file), kind, "{file:?}");
        }
        for kind in [FileKind::Png, FileKind::Jpeg, FileKind::Tiff, FileKind::Pdf] {
            assert_eq!(FileKind::from_media_type(kind.media_type()), Some(kind));
        }
    }
}
