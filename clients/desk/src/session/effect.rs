//! What is to be done outside.

use balie_client::services::Circumstances;
use balie_client::{Command, Language, RequestId, v1};

/// Where a document comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A file of this machine.
    File(String),
}

/// What is to be done outside.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Start a registration with a pass.
    Create {
        /// Id of the request.
        id: RequestId,
        /// The pass.
        pass: v1::AssignPass,
    },
    /// Read a registration, by any of its names.
    Open(String),
    /// Send a command.
    Apply {
        /// Id of the request.
        id: RequestId,
        /// The registration.
        name: String,
        /// Etag it was decided on.
        etag: String,
        /// The command.
        command: Command,
    },
    /// Ask whether a command would be accepted, once the clerk pauses.
    Check {
        /// The registration.
        name: String,
        /// The command.
        command: Command,
        /// Version of the form.
        version: u32,
    },
    /// Look up street and place.
    Address {
        /// Path of the address in the form.
        path: String,
        /// Its postcode.
        postcode: String,
    },
    /// Watch a registration instead of the one before; none when empty.
    Follow(String),
    /// Watch a print job.
    FollowJob(String),
    /// Stop a print job before it starts.
    StopJob(String),
    /// Read the lists of the overview.
    List,
    /// Search registrations.
    Search(String),
    /// Ask what the patron may have.
    Offers {
        /// The registration.
        name: String,
        /// What the rules ask.
        circumstances: Circumstances,
    },
    /// Fetch the pass artwork.
    Artwork {
        /// The registration.
        name: String,
        /// Number of the pass.
        pass: String,
    },
    /// Fetch the mandate form as a picture.
    Page(String),
    /// Print the mandate form on the form printer of the branch, and follow it.
    PrintForm {
        /// Id of the request.
        id: RequestId,
        /// The registration.
        name: String,
        /// Also when some characters come out as empty boxes: the clerk was told.
        with_boxes: bool,
    },
    /// Save the mandate form as PDF; file name without directory.
    SaveForm {
        /// The registration.
        name: String,
        /// Suggested file name.
        file: String,
    },
    /// Look for files that may be the signed page.
    Files,
    /// Store the signed page.
    Upload {
        /// Id of the request.
        id: RequestId,
        /// The registration.
        name: String,
        /// Where the page is.
        source: Source,
    },
    /// Scan the signed page with the document scanner of the branch, and follow it.
    ScanPage {
        /// Id of the request.
        id: RequestId,
        /// The registration.
        name: String,
    },
    /// Ask the holder of the scanner for it.
    Claim,
    /// Give the scanner up.
    Release,
    /// Keep the scanner although another station asks for it.
    Retain(String),
    /// Enrol this PC.
    Enrol {
        /// Address of the daemon.
        address: String,
        /// The one-time code.
        code: String,
        /// Name of this station, for a code that brings none.
        station: String,
    },
    /// Stop enrolling before anything was sent.
    StopEnrol,
    /// Connect to the daemon at this address, where this PC is enrolled now.
    Connect(String),
    /// Speak another language with the daemon.
    Speak(Language),
}
