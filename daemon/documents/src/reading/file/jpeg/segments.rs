//! The segments of a JPEG (ITU-T T.81, annex B).

use std::borrow::Cow;
use std::ops::Range;

use crate::reading::ReadError;

// Second bytes of markers (T.81, table B.1).
const TEM: u8 = 0x01;
const FIRST_FRAME: u8 = 0xc0;
const PROGRESSIVE: u8 = 0xc2;
const LAST_FRAME: u8 = 0xcf;
const DHT: u8 = 0xc4;
const JPG: u8 = 0xc8;
const DAC: u8 = 0xcc;
const RST0: u8 = 0xd0;
const RST7: u8 = 0xd7;
const SOI: u8 = 0xd8;
pub(super) const EOI: u8 = 0xd9;
const SOS: u8 = 0xda;
pub(super) const DNL: u8 = 0xdc;
const APP14: u8 = 0xee;
const FILL: u8 = 0xff;

/// The coded data of a picture so wide take more bits for each row of blocks than the decoder reads ahead: 32.
const WIDE: u32 = 256;

/// What the segments of a complete JPEG tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::reading::file) struct Segments {
    pub width: u32,
    /// Lines, wherever the file says so.
    pub height: u32,
    pub(super) frame: Frame,
    scans: Vec<Scan>,
    /// Where the segment is that gives the number of lines in place of the frame header (DNL, T.81, B.2.5).
    dnl: Option<Range<usize>>,
    /// What Adobe's segment says of the colours: 0 where they are as they are.
    transform: Option<u8>,
    /// Where the last marker stands, which is EOI.
    pub(super) end: usize,
}

impl Segments {
    /// Goes through a file to its end marker; what follows that does not matter.
    ///
    /// # Errors
    /// [`ReadError::Incomplete`] where the file ends before that, or scans are missing; [`ReadError::Unusual`] where
    /// the frame is none that is decoded; [`ReadError::Damaged`] where there is no frame, or it has no size.
    pub fn of(file: &[u8]) -> Result<Self, ReadError> {
        let (mut frame, mut lines, mut transform) = (None, None, None);
        let mut scans: Vec<Scan> = Vec::new();
        let mut at = 0;
        let end = loop {
            let (marker, place) = next_marker(file, at).ok_or(ReadError::Incomplete)?;
            at = place + 2;
            if let Some(open) = scans.last_mut().filter(|scan| scan.place.is_empty()) {
                open.place.end = place;
            }
            match marker {
                EOI => break place,
                SOI | TEM => continue,
                _ => {}
            }
            let length = usize::from(number(file, at).ok_or(ReadError::Incomplete)?);
            let segment = place..at + length.max(2);
            let content = file.get(at + 2..segment.end).ok_or(ReadError::Incomplete)?;
            match marker {
                FIRST_FRAME..=LAST_FRAME if !matches!(marker, DHT | JPG | DAC) => {
                    // Several frames are a hierarchy of pictures, of which there is no decoder; the first tells.
                    let found = Frame::of(marker, content, segment.clone())?;
                    frame = frame.or(Some(found));
                }
                DNL => lines = lines.or(Some((number(content, 0).unwrap_or(0), segment.clone()))),
                SOS => scans.push(Scan::of(content, place)),
                APP14 if content.starts_with(b"Adobe") => transform = content.get(11).copied(),
                _ => {}
            }
            at = segment.end;
        };
        let damaged = |why: &str| ReadError::Damaged(why.to_owned());
        let frame: Frame = frame.ok_or_else(|| damaged("no frame header"))?;
        let height = lines.as_ref().map_or(frame.height, |(lines, _)| *lines);
        if frame.width == 0 || height == 0 || scans.is_empty() {
            return Err(damaged("a picture without a size"));
        }
        let (width, height) = (frame.width.into(), height.into());
        let dnl = lines.map(|(_, segment)| segment);
        let segments = Self { width, height, frame, scans, dnl, transform, end };
        if segments.are_all_sent() { Ok(segments) } else { Err(ReadError::Incomplete) }
    }

    /// Whether a progressive picture is sent to its last bit (T.81, G.1.1.1). One that was cut between two scans and
    /// closed again is well-formed, and blurred. Of colours beside the light the finer parts may be left out.
    fn are_all_sent(&self) -> bool {
        let Frame { progressive, components, .. } = &self.frame;
        let fine = if self.has_light() { 1 } else { components.len() };
        let is_sent = |(at, component): (usize, &Component)| {
            let mut missing = [u8::MAX; 64];
            for scan in self.scans.iter().filter(|scan| scan.components.contains(&component.id)) {
                if let Some(sent) = missing.get_mut(scan.sent.clone()) {
                    sent.fill(scan.missing);
                }
            }
            let needed = if at < fine { missing.len() } else { 1 };
            missing[..needed].iter().all(|bits| *bits == 0)
        };
        !progressive || components.iter().enumerate().all(is_sent)
    }

    /// Whether the first of the components is the light, and the others are colours.
    fn has_light(&self) -> bool {
        let ids: Vec<u8> = self.frame.components.iter().map(|component| component.id).collect();
        ids.len() == 3 && ids != *b"RGB" && self.transform != Some(0)
    }

    /// Whether the number of lines stands where every decoder looks for it.
    pub fn are_settled(&self) -> bool {
        self.dnl.is_none()
    }

    /// Writes the number of lines where every decoder looks for it, and fills up the place of the segment that gave it,
    /// in the file these are the segments of (T.81, B.1.1.2: any marker may be preceded by such bytes). No byte moves.
    pub fn settle_height(&self, file: &mut [u8]) {
        self.keep_lines(self.height, file);
    }

    /// The same, and makes a picture of at most so many lines of it.
    pub fn keep_lines(&self, most: u32, file: &mut [u8]) {
        let lines = u16::try_from(self.height.min(most)).unwrap_or(u16::MAX).to_be_bytes();
        put(file, self.frame.lines_at(), &lines);
        if let Some(dnl) = self.dnl.clone() {
            fill(file, dnl);
        }
    }

    /// Whether the decoder takes the scans for what they are.
    ///
    /// # Errors
    /// [`ReadError::Unusual`] where it does not.
    pub fn check_scans(&self) -> Result<(), ReadError> {
        if self.light_alone()?.is_none() { Ok(()) } else { Err(mixed_up()) }
    }

    /// The scan of the light alone, where the decoder would mix up light and colours: they come one after the other, and
    /// there are fewer samples of some. It ends half-way then, and paints the rest.
    fn light_alone(&self) -> Result<Option<&Scan>, ReadError> {
        let Frame { progressive, components, .. } = &self.frame;
        let one_sample_each = components.iter().all(|component| component.sampling == 0x11);
        let are_together = self.scans.iter().all(|scan| scan.components.len() == components.len());
        if *progressive || are_together || one_sample_each {
            return Ok(None);
        }
        let has_light = self.has_light();
        let alone = |scan: &&Scan| has_light && scan.components == [components[0].id];
        self.scans.iter().find(alone).map(Some).ok_or_else(mixed_up)
    }

    /// The file as the decoder can read it, and as much of it as that is to be given. Where the coded data end before
    /// the picture does, it takes the end marker for as many zeros as it needs; without one it says that there is too
    /// little. So the end marker is kept from it where it can do without.
    pub(super) fn readable<'f>(&self, file: &'f [u8]) -> Result<Cow<'f, [u8]>, ReadError> {
        let light = self.light_alone()?;
        let last = if let [only] = self.scans.as_slice() { Some(only) } else { light };
        let given = match last {
            Some(scan) if !self.frame.progressive && self.width >= WIDE => scan.place.end,
            _ => (self.end + 2).min(file.len()),
        };
        if self.are_settled() && light.is_none() {
            return Ok(file[..given].into());
        }
        let mut copy = file.to_vec();
        self.settle_height(&mut copy);
        if let Some(light) = light {
            self.keep_alone(light, &mut copy);
        }
        copy.truncate(given);
        Ok(copy.into())
    }

    /// Makes a picture of one component of the file, which has a scan of its own. No byte moves.
    fn keep_alone(&self, kept: &Scan, file: &mut [u8]) {
        for scan in self.scans.iter().filter(|scan| *scan != kept) {
            fill(file, scan.place.clone());
        }
        let place = &self.frame.place;
        let length = u16::try_from(Frame::LENGTH + Component::LENGTH).unwrap_or(u16::MAX);
        put(file, place.start + 2, &length.to_be_bytes());
        let components = place.start + 2 + Frame::LENGTH;
        put(file, components - 1, &[1]);
        put(file, components + 1, &[0x11]);
        fill(file, components + Component::LENGTH..place.end);
    }
}

fn mixed_up() -> ReadError {
    ReadError::Unusual("JPEG of which light and colours come one after the other".to_owned())
}

fn put(file: &mut [u8], at: usize, bytes: &[u8]) {
    if let Some(place) = file.get_mut(at..at + bytes.len()) {
        place.copy_from_slice(bytes);
    }
}

fn fill(file: &mut [u8], place: Range<usize>) {
    if let Some(place) = file.get_mut(place) {
        place.fill(FILL);
    }
}

/// A scan.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Scan {
    /// From its header to the end of its coded data.
    place: Range<usize>,
    /// The components that it has samples of.
    components: Vec<u8>,
    /// The coefficients of each block that it sends.
    sent: Range<usize>,
    /// How many of their last bits it does not send yet.
    missing: u8,
}

impl Scan {
    /// What a scan header says (T.81, B.2.3) that begins there.
    fn of(content: &[u8], at: usize) -> Self {
        let byte = |at: usize| content.get(at).copied().unwrap_or(0);
        let count = usize::from(byte(0));
        let components = content.get(1..).unwrap_or_default().chunks_exact(2).map(|component| component[0]);
        let components = components.take(count).collect();
        let behind = 1 + 2 * count;
        let sent = usize::from(byte(behind))..usize::from(byte(behind + 1)) + 1;
        Self { place: at..at, components, sent, missing: byte(behind + 2) & 0x0f }
    }
}

/// A frame header (T.81, B.2.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Frame {
    pub place: Range<usize>,
    width: u16,
    height: u16,
    progressive: bool,
    components: Vec<Component>,
}

/// What a frame header says of a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Component {
    id: u8,
    /// Samples across and down, four bits each.
    sampling: u8,
}

impl Component {
    /// How many bytes say it.
    const LENGTH: usize = 3;
}

impl Frame {
    /// How long it is without its components and its marker.
    const LENGTH: usize = 8;

    fn of(marker: u8, content: &[u8], place: Range<usize>) -> Result<Self, ReadError> {
        let damaged = || ReadError::Damaged("a frame header that is too short".to_owned());
        let (&[bits, _, _, _, _, count], components) =
            content.split_first_chunk::<6>().ok_or_else(damaged)?;
        let (Some(height), Some(width)) = (number(content, 1), number(content, 3)) else {
            return Err(damaged());
        };
        // Baseline, extended and progressive, Huffman coded.
        if !(FIRST_FRAME..=PROGRESSIVE).contains(&marker) {
            return Err(ReadError::Unusual(format!("JPEG of the kind {marker:02x}")));
        }
        if bits != 8 {
            return Err(ReadError::Unusual(format!("JPEG with {bits} bits for each sample")));
        }
        let components = components.chunks_exact(Component::LENGTH).take(count.into());
        let components = components.map(|said| Component { id: said[0], sampling: said[1] }).collect();
        Ok(Self { place, width, height, progressive: marker == PROGRESSIVE, components })
    }

    /// Where it gives the number of lines, two bytes.
    pub fn lines_at(&self) -> usize {
        self.place.start + 5
    }
}

/// The next marker, and its place. Bytes between segments are passed over, and so are coded data, with the markers that
/// may stand in them.
fn next_marker(file: &[u8], from: usize) -> Option<(u8, usize)> {
    let pairs = file.get(from..)?.windows(2).enumerate();
    let mut markers = pairs.filter(|(_, pair)| pair[0] == 0xff && !matches!(pair[1], 0 | 0xff | RST0..=RST7));
    markers.next().map(|(at, pair)| (pair[1], from + at))
}

fn number(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}
