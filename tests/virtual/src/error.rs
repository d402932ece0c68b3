//! What can go wrong with a virtual device itself, as opposed to the faults it plays on purpose.

use std::io;
use std::path::PathBuf;

/// A virtual device could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum VirtualError {
    /// The pseudo-terminal could not be made or set to raw mode.
    #[error("cannot make a pseudo-terminal: {0}")]
    Terminal(#[from] nix::Error),
    /// The symbolic link under which the device is found could not be made or removed.
    #[error("cannot place the device at {path}: {source}")]
    Link {
        /// Where the link should be.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The device was told to type while it was unplugged.
    #[error("the device is unplugged")]
    Unplugged,
    /// The TCP port could not be opened.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address asked for.
        address: std::net::SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// Writing to the transport failed.
    #[error("cannot write: {0}")]
    Write(#[source] io::Error),
    /// A picture of a printed card could not be saved.
    #[error("cannot save the picture {path}: {source}")]
    Picture {
        /// The file that was to be written.
        path: PathBuf,
        /// What the encoder said.
        source: image::ImageError,
    },
    /// The keyboard layout has no key for a character.
    #[error("the layout has no key for {0:?}")]
    Untypable(char),
    /// A page is no picture that can be read, or could not be made into one.
    #[error("cannot use the page: {0}")]
    Page(#[source] image::ImageError),
    /// No certificate could be made.
    #[error("cannot make a certificate: {0}")]
    Certificate(String),
    /// A line of the control language was not understood.
    #[error("not understood: {0}")]
    Control(String),
}
