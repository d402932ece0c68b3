//! The text of a file that a person wrote, whatever program saved it.
//!
//! TOML and JSON are UTF-8 (TOML 1.0, "Spec"; RFC 8259 section 8.1). A byte order mark and UTF-16 cannot be mistaken
//! for anything else and are read: editors and shells of Windows write them. A code page such as Windows-1252 can only
//! be guessed, and a guess would spell somebody's name wrongly, so it is named with what helps.

use crate::words::Words;
use crate::{Fault, Unreadable};

/// How other kinds of files begin that people hand in for a text, and what they are.
const DOCUMENTS: [(&[u8], &str, &str); 5] = [
    (
        b"PK\x03\x04",
        "een document of werkblad (docx, odt, xlsx, ods)",
        "a document or sheet (docx, odt, xlsx, ods)",
    ),
    (b"\xD0\xCF\x11\xE0", "een document of werkblad (doc, xls)", "a document or sheet (doc, xls)"),
    (b"{\\rtf", "een opgemaakt document (rtf)", "a document with formatting (rtf)"),
    (b"%PDF-", "een PDF", "a PDF"),
    (b"\x1F\x8B", "een ingepakt bestand (gzip)", "a compressed file (gzip)"),
];

/// What Windows-1252 has for the bytes 0x80 to 0x9F (WHATWG Encoding Standard, index windows-1252); NUL for the five
/// that nobody uses. The others are those of Unicode.
const WINDOWS_1252: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“',
    '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

/// Why bytes are no text that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// Most likely Windows-1252, which Windows calls ANSI and which holds Latin 1; with the first character that shows
    /// it.
    Windows1252(char),
    /// Not UTF-8, and no code page that is known here.
    Other(u8),
    /// UTF-16, and damaged.
    BrokenUtf16,
    /// UTF-32.
    Utf32,
    /// UTF-8 that ends within a character: the file is not whole.
    CutOff,
    /// No text at all: it holds zero bytes.
    Binary,
    /// UTF-8 with a zero byte in it.
    Nul,
    /// A document of this kind, named in Dutch and in English.
    Document(&'static str, &'static str),
}

impl Encoding {
    /// What it is, and what helps.
    pub(crate) fn words(self) -> Words {
        let save = |nl: String, en: String| {
            Words::new(
                format!("{nl} Sla het op als UTF-8 (Kladblok: Bestand, Opslaan als, Codering: UTF-8)."),
                format!("{en} Save it as UTF-8 (Notepad: File, Save as, Encoding: UTF-8)."),
            )
        };
        match self {
            Self::Windows1252(shown) => save(
                format!(
                    "dit bestand is niet in UTF-8 opgeslagen maar waarschijnlijk in Windows-1252 (“ANSI”, \
                     Latin 1); hier staat dan “{shown}”."
                ),
                format!(
                    "this file is not saved in UTF-8 but probably in Windows-1252 (“ANSI”, Latin 1); then this \
                     is “{shown}”."
                ),
            ),
            Self::Other(byte) => save(
                format!("dit bestand is niet in UTF-8 opgeslagen: hier staat de byte {byte:02X}."),
                format!("this file is not saved in UTF-8: this is the byte {byte:02X}."),
            ),
            Self::BrokenUtf16 => save(
                "dit bestand is in UTF-16 opgeslagen en beschadigd.".to_owned(),
                "this file is saved in UTF-16 and damaged.".to_owned(),
            ),
            Self::Utf32 => save(
                "dit bestand is in UTF-32 opgeslagen.".to_owned(),
                "this file is saved in UTF-32.".to_owned(),
            ),
            Self::CutOff => Words::new(
                "dit bestand houdt midden in een letter op: het is niet heel. Kopieer het opnieuw.",
                "this file ends in the middle of a letter: it is not whole. Copy it again.",
            ),
            Self::Binary => Words::new(
                "dit is geen tekst maar een ander soort bestand.",
                "this is no text but another kind of file.",
            ),
            Self::Nul => Words::new(
                "hier staat een nulteken (byte 00), dat in geen tekst hoort. Haal het weg of kopieer het opnieuw.",
                "this is a NUL character (byte 00), which belongs in no text. Remove it or copy it again.",
            ),
            Self::Document(nl, en) => Words::new(
                format!("dit is {nl} en geen platte tekst. Sla het op als tekst (UTF-8)."),
                format!("this is {en} and no plain text. Save it as text (UTF-8)."),
            ),
        }
    }
}

/// The text of a file: UTF-8 or UTF-16, with or without a byte order mark, which is no part of it.
///
/// # Errors
/// [`Unreadable`] with the line of the first byte that does not fit, and what the file is instead.
pub fn text(bytes: &[u8]) -> Result<String, Unreadable> {
    let whole = |what| unreadable(&[], what);
    let nul = bytes.iter().filter(|byte| **byte == 0).count();
    if let Some((_, nl, en)) = DOCUMENTS.iter().find(|(begin, ..)| bytes.starts_with(begin)) {
        return Err(whole(Encoding::Document(nl, en)));
    }
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest),
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => Err(whole(Encoding::Utf32)),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        // A few zeros show that it is damaged, not that it is UTF-16.
        _ if nul == 0 || nul * 4 < bytes.len() => utf8(bytes),
        // Text of any language has line ends, signs and digits, which are zero in every second byte of UTF-16.
        _ if zeros(bytes, 1) && !zeros(bytes, 0) => utf16(bytes, u16::from_le_bytes),
        _ if zeros(bytes, 0) && !zeros(bytes, 1) => utf16(bytes, u16::from_be_bytes),
        _ => Err(whole(Encoding::Binary)),
    }
}

/// There is a zero among the bytes of every pair with this index.
fn zeros(bytes: &[u8], index: usize) -> bool {
    bytes.iter().skip(index).step_by(2).any(|byte| *byte == 0)
}

fn utf8(bytes: &[u8]) -> Result<String, Unreadable> {
    let error = match str::from_utf8(bytes) {
        Ok(text) => {
            return match text.split_once('\0') {
                Some((before, _)) => Err(unreadable(before.as_bytes(), Encoding::Nul)),
                None => Ok(text.to_owned()),
            };
        }
        Err(error) => error,
    };
    let (before, rest) = bytes.split_at(error.valid_up_to());
    let byte = rest.first().copied().unwrap_or_default();
    let what = match windows_1252(byte) {
        // What is UTF-8 up to there is not something else in its last letter.
        _ if error.error_len().is_none() && !before.is_ascii() => Encoding::CutOff,
        _ if bytes.contains(&0) => return Err(unreadable(&[], Encoding::Binary)),
        Some(shown) if rest.iter().all(|byte| windows_1252(*byte).is_some()) => Encoding::Windows1252(shown),
        _ => Encoding::Other(byte),
    };
    Err(unreadable(before, what))
}

/// What a byte is in Windows-1252; none for those nobody uses.
fn windows_1252(byte: u8) -> Option<char> {
    let shown = match byte {
        0x80..=0x9F => *WINDOWS_1252.get(usize::from(byte) - 0x80)?,
        other => char::from(other),
    };
    (shown != '\0').then_some(shown)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Unreadable> {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| unit(*pair));
    let text = char::decode_utf16(units).collect::<Result<String, _>>();
    match text {
        Ok(text) if odd.is_empty() && !text.contains('\0') => Ok(text),
        _ => Err(unreadable(&[], Encoding::BrokenUtf16)),
    }
}

fn unreadable(before: &[u8], what: Encoding) -> Unreadable {
    let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
    Unreadable { line, place: String::new(), fault: Box::new(Fault::Encoding(what)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "pass = \"2\"\r\nsurname = \"Müller 山 🙂\"\r\n";

    fn utf16_bytes(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn unicode_is_read_however_it_was_saved() {
        let mark = "\u{FEFF}";
        for bytes in [
            TEXT.as_bytes().to_vec(),
            format!("{mark}{TEXT}").into_bytes(),
            utf16_bytes(&format!("{mark}{TEXT}"), u16::to_le_bytes),
            utf16_bytes(&format!("{mark}{TEXT}"), u16::to_be_bytes),
            utf16_bytes(TEXT, u16::to_le_bytes),
            utf16_bytes(TEXT, u16::to_be_bytes),
        ] {
            assert_eq!(text(&bytes).as_deref(), Ok(TEXT), "{bytes:x?}");
        }
        assert_eq!(text(b"").as_deref(), Ok(""));
        assert_eq!(text(b"\xFF\xFE").as_deref(), Ok(""));
    }

    #[track_caller]
    fn refused(bytes: &[u8], line: usize, nl: &str, en: &str) {
        let error = text(bytes).unwrap_err();
        let words = error.words();
        assert_eq!(error.line, line, "{error}");
        assert!(words.nl.contains(nl) && words.en.contains(en), "{words:?}");
    }

    #[test]
    fn what_else_it_is_is_said_with_its_line() {
        let latin = b"pass = \"2\"\n[person]\nsurname = \"M\xFCller\"\n";
        refused(latin, 3, "Windows-1252 (“ANSI”, Latin 1); hier staat dan “ü”", "then this is “ü”");
        refused(b"price = \"\x80 58\"", 1, "hier staat dan “€”", "then this is “€”");
        refused(b"\nplace = \"Caf\xE9", 2, "hier staat dan “é”", "Save it as UTF-8 (Notepad");
        // Code page 850 of DOS.
        refused(b"surname = \"M\x81ller\"", 1, "hier staat de byte 81", "this is the byte 81");
        refused("a = \"é\"\nb = \"é".as_bytes().split_last().unwrap().1, 2, "niet heel", "not whole");
        refused(b"a\0b\0\0c", 1, "geen tekst", "no text");
        let with_nul =
            "pass = \"2\"\n\n[person]\nkind = \"woman\"\nsurname = \"Müller\"\nprefix = \"v\0an\"\n";
        refused(with_nul.as_bytes(), 6, "een nulteken (byte 00)", "a NUL character (byte 00)");
        refused(format!("\u{FEFF}{with_nul}").as_bytes(), 6, "een nulteken (byte 00)", "a NUL character");
        refused(b"pass = \"2\"\nx\0\0\0", 2, "een nulteken (byte 00)", "a NUL character (byte 00)");
        refused(b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\x0E\xB8\x0D\x12\x01\x02", 1, "geen tekst", "no text");
        refused(b"\x7FELF\x02\x01\0\0\0", 1, "geen tekst", "no text");
        refused(b"\xFF\xFEa\0b", 1, "UTF-16 opgeslagen en beschadigd", "UTF-16 and damaged");
        refused(b"\xFF\xFE\x00\xD8a\0", 1, "UTF-16 opgeslagen en beschadigd", "UTF-16 and damaged");
        refused(b"\xFF\xFE\0\0a\0\0\0", 1, "UTF-32", "UTF-32");
        refused(b"PK\x03\x04\x14\0", 1, "(docx, odt, xlsx, ods) en geen platte tekst", "no plain text");
        refused(b"{\\rtf1\\ansi pass", 1, "(rtf)", "(rtf)");
        refused(b"%PDF-1.7", 1, "een PDF", "a PDF");
    }
}
