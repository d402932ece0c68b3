//! How a virtual ZPL printer is made.

use std::path::PathBuf;
use std::time::Duration;

use crate::printer::Place;

/// How a virtual ZPL printer is made.
#[derive(Debug, Clone)]
pub struct ZplOptions {
    /// Where it can be reached.
    pub place: Place,
    /// A directory that receives a PNG of every printed card or label.
    pub out: Option<PathBuf>,
    /// Cards or labels at the start.
    pub media: u32,
    /// Width of the media in dots.
    pub width: u32,
    /// Length of the media in dots.
    pub height: u32,
    /// Dots per millimetre: 8 (203 dpi), 12 (300 dpi) or 24 (600 dpi).
    pub dots: u8,
    /// The model that `~HI` answers.
    pub model: String,
    /// How long printing takes.
    pub print_time: Duration,
    /// No answer to `~HS` while media or ribbon are out or the head is open, as some models do.
    pub silent_in_error: bool,
    /// Whether the model knows `~HQES`.
    pub knows_error_status: bool,
    /// Whether the model knows `~HI`.
    pub knows_identity: bool,
    /// How many of the three texts of an answer to `~HS` come.
    pub status_texts: usize,
    /// Texts stand there without STX and ETX, as from programs that play a printer.
    pub bare: bool,
    /// The first `~HS` after a format overtakes it on its way from the line to the buffer: it is answered as if the
    /// format had not come.
    pub status_overtakes: bool,
}

impl Default for ZplOptions {
    fn default() -> Self {
        Self {
            place: Place::default(),
            out: None,
            media: 0,
            width: 1011,
            height: 638,
            dots: 12,
            model: "ZTC Virtual-300dpi ZPL".to_owned(),
            print_time: Duration::from_millis(50),
            silent_in_error: false,
            knows_error_status: true,
            knows_identity: true,
            status_texts: 3,
            bare: false,
            status_overtakes: false,
        }
    }
}
