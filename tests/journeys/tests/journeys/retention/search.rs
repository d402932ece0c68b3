//! Looking for values in every file of a directory, however they are written down.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use std::path::{Path, PathBuf};

/// The values that occur in the files below a directory or in their names, each with its file: as they are, in capitals
/// or not, and in the encodings of mail messages (RFC 2045), broken over lines or not.
pub fn found(directory: &Path, values: &[String]) -> Vec<(PathBuf, String)> {
    let sought: Vec<_> = values.iter().map(|value| (value, Needles::of(value))).collect();
    let (mut found, mut directories) = (Vec::new(), vec![directory.to_owned()]);
    while let Some(directory) = directories.pop() {
        for entry in directory.read_dir().expect("a directory") {
            let path = entry.expect("an entry").path();
            // A file may go while we look.
            let mut bytes = std::fs::read(&path).unwrap_or_default();
            if path.is_dir() {
                directories.push(path.clone());
                bytes.clear();
            }
            bytes.extend(path.file_name().unwrap_or_default().as_encoded_bytes());
            let hay = Hay::of(&bytes);
            let hits = sought.iter().filter(|(_, needles)| hay.holds(needles));
            found.extend(hits.map(|(value, _)| (path.clone(), (*value).clone())));
        }
    }
    found
}

/// Whether a value occurs in a text, as [`found`] looks for it.
pub fn holds(text: &[u8], value: &str) -> bool {
    Hay::of(text).holds(&Needles::of(value))
}

/// What stands for a value.
struct Needles {
    /// In lower case: as it is, and quoted-printable.
    texts: [Vec<u8>; 2],
    /// Within base64, at each of the three places where it can begin.
    coded: [Vec<u8>; 3],
}

impl Needles {
    fn of(value: &str) -> Self {
        let quoted = value.bytes().map(|byte| match byte {
            b' '..=b'<' | b'>'..=b'~' => char::from(byte).to_string(),
            _ => format!("={byte:02x}"),
        });
        let texts = [value.as_bytes(), quoted.collect::<String>().as_bytes()].map(<[u8]>::to_ascii_lowercase);
        Self { texts, coded: [0, 1, 2].map(|before| coded(value, before)) }
    }
}

/// The digits of base64 that a value alone decides when so many bytes go before it.
fn coded(value: &str, before: usize) -> Vec<u8> {
    let bytes = [&vec![0; before], value.as_bytes()].concat();
    let text = STANDARD_NO_PAD.encode(&bytes);
    text.as_bytes()[(before * 8).div_ceil(6)..bytes.len() * 8 / 6].to_vec()
}

struct Hay {
    /// In lower case: as it is, and with the soft line breaks of quoted-printable taken out.
    texts: [Vec<u8>; 2],
    /// Without line breaks.
    joined: Vec<u8>,
}

impl Hay {
    fn of(bytes: &[u8]) -> Self {
        let lower = bytes.to_ascii_lowercase();
        let joined = bytes.iter().copied().filter(|byte| !b"\r\n".contains(byte)).collect();
        let mut unfolded = Vec::with_capacity(lower.len());
        let mut rest = lower.as_slice();
        while let Some((first, after)) = rest.split_first() {
            let soft = [b"=\r\n".as_slice(), b"=\n"].into_iter().find_map(|fold| rest.strip_prefix(fold));
            if soft.is_none() {
                unfolded.push(*first);
            }
            rest = soft.unwrap_or(after);
        }
        Self { texts: [lower, unfolded], joined }
    }

    fn holds(&self, needles: &Needles) -> bool {
        let within = |hay: &[u8], needle: &[u8]| hay.windows(needle.len()).any(|window| window == needle);
        self.texts.iter().any(|hay| needles.texts.iter().any(|needle| within(hay, needle)))
            || needles.coded.iter().any(|needle| within(&self.joined, needle))
    }
}

#[test]
fn a_value_is_found_however_it_is_written() {
    let value = "Zwaardemäker";
    for text in [
        "Beste J. Zwaardemäker,",
        "ZWAARDEMäKER",
        "Beste J. Zwaardem=C3=A4ker,",
        "Beste J. Zwaar=\r\ndem=C3=A4=\r\nker,",
        "QmVzdGUgSi4gWndhYXJkZW3DpGtlciw",
        "IEJlc3RlIEouIFp3YWFyZGVt\r\nw6RrZXIs",
        "ICBCZXN0ZSBKLiBad2FhcmRlbcOka2VyLA==",
    ] {
        assert!(holds(text.as_bytes(), value), "{text}");
    }
    for text in ["", "Zwaardemaker", "Beste J. Zwaardem", "d2FhcmRlbcOka2Vy"] {
        assert!(!holds(text.as_bytes(), value), "{text}");
    }
}
