//! What virtual printers have in common: a place where they are reached, conversations with hosts, and faults
//! on request.
//!
//! Faults are planned with [`Fault`] (they strike once), or switched on at the printer itself until they are
//! switched off again.

mod connection;
mod fault;
mod function;
mod personality;
mod place;
mod shared;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::net::{TcpListener, TcpSocket};
use tokio::task::JoinHandle;

use crate::VirtualError;

pub use fault::{Action, Fault, When};
pub use function::Way;
pub use personality::{Heard, Personality, Step};
pub use place::Place;
pub use shared::{Inner, Traffic};

use place::{Duplex, Line};
use shared::Shared;

/// How long a serial line stays away after a fault broke it.
const REPLUG: Duration = Duration::from_millis(50);
/// How often pictures of what was printed meanwhile are written.
const SAVE: Duration = Duration::from_millis(100);

/// A running virtual printer; dropping it takes it off the wire.
pub struct VirtualPrinter<P: Personality> {
    place: Place,
    shared: Arc<Shared<P>>,
    serving: Mutex<Option<JoinHandle<()>>>,
}

impl<P: Personality> std::fmt::Debug for VirtualPrinter<P> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("VirtualPrinter").field("place", &self.place).finish_non_exhaustive()
    }
}

impl<P: Personality> VirtualPrinter<P> {
    /// Puts a printer in its place. Must be called within a tokio runtime.
    pub(crate) fn run(
        printer: P,
        place: Place,
        card_patience: Duration,
        out: Option<PathBuf>,
    ) -> Result<Self, VirtualError> {
        let shared = Arc::new(Shared::new(printer, card_patience, out));
        let (place, serving) = open(place, &shared)?;
        Ok(Self { place, shared, serving: Mutex::new(Some(serving)) })
    }

    /// Where the printer listens; unspecified when it is not on TCP.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        match self.place {
            Place::Tcp(address) => address,
            _ => SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0)),
        }
    }

    /// Where the printer is.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Pulls the cable: conversations break and new ones are refused from when this returns.
    pub async fn unplug(&self) {
        let running = self.task().take();
        if let Some(task) = running {
            task.abort();
            // Ends with the cancellation; only then is the place closed.
            let _ = task.await;
        }
    }

    /// Puts the cable in again, at the same place.
    ///
    /// # Errors
    /// When somebody else took the place meanwhile.
    pub fn replug(&self) -> Result<(), VirtualError> {
        let mut task = self.task();
        if task.is_none() {
            *task = Some(open(self.place.clone(), &self.shared)?.1);
        }
        Ok(())
    }

    /// Waits until the printer is reached by nobody any more: a program that speaks on its standard input ends
    /// with that input.
    pub async fn ended(&self) {
        while self.task().as_ref().is_some_and(|task| !task.is_finished()) {
            tokio::time::sleep(REPLUG).await;
        }
    }

    /// Halts an endpoint of a USB printer in user space, which the host has to clear. The one to which the host writes
    /// is halted as soon as the next piece of its data was taken in. Must be called within a tokio runtime.
    ///
    /// # Errors
    /// When the printer is in another place.
    pub fn stall(&self, way: Way) -> Result<(), VirtualError> {
        let Place::Function { mount, .. } = &self.place else {
            return Err(VirtualError::Control("only a USB printer in user space can stall".to_owned()));
        };
        let mount = mount.clone();
        tokio::task::spawn_blocking(move || {
            if let Err(error) = function::stall(&mount, way) {
                tracing::warn!(%error, "an endpoint could not be halted");
            }
        });
        Ok(())
    }

    /// Plans a fault; several faults for one moment strike one after the other.
    pub fn plan(&self, fault: Fault) {
        self.shared.lock().plan.push(fault);
    }

    /// Forgets the planned faults that have not struck.
    pub fn clear_plan(&self) {
        self.shared.lock().plan.clear();
    }

    /// The faults that have not struck yet.
    #[must_use]
    pub fn planned(&self) -> Vec<Fault> {
        self.shared.lock().plan.clone()
    }

    /// What went over the wire so far.
    #[must_use]
    pub fn traffic(&self) -> Traffic {
        self.shared.lock().traffic
    }

    /// The commands taken in, without their data; at most the first 4096.
    #[must_use]
    pub fn transcript(&self) -> Vec<String> {
        self.shared.lock().transcript.clone()
    }

    /// Looks at the printer.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&Inner<P>) -> T) -> T {
        look(&self.shared.lock())
    }

    /// Changes something at the printer, which whoever waits for it notices.
    pub(crate) fn change<T>(&self, change: impl FnOnce(&mut P) -> T) -> T {
        self.shared.change(|inner| change(&mut inner.printer))
    }

    fn task(&self) -> std::sync::MutexGuard<'_, Option<JoinHandle<()>>> {
        self.serving.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<P: Personality> Drop for VirtualPrinter<P> {
    fn drop(&mut self) {
        if let Some(task) = self.task().take() {
            task.abort();
        }
    }
}

/// Opens the place and serves it; gives the place as it is now, with a port that was free.
fn open<P: Personality>(
    place: Place,
    shared: &Arc<Shared<P>>,
) -> Result<(Place, JoinHandle<()>), VirtualError> {
    let shared = Arc::clone(shared);
    Ok(match place {
        Place::Tcp(address) => {
            let listener = listen(address)?;
            let address = listener.local_addr().map_err(|source| VirtualError::Listen { address, source })?;
            (Place::Tcp(address), tokio::spawn(accept(shared, listener)))
        }
        Place::Line(link) => {
            let plugged = Line::plug(&link)?;
            let again = link.clone();
            let serving = tokio::spawn(saving(Arc::clone(&shared), line(shared, again, plugged)));
            (Place::Line(link), serving)
        }
        Place::Device(path) => {
            let again = path.clone();
            let open = move || place::device(&again);
            (Place::Device(path.clone()), conversations(shared, path, open)?)
        }
        Place::Function { mount, device_id } => {
            let (at, id) = (mount.clone(), device_id.clone());
            let open = move || function::open(&at, &id);
            (Place::Function { mount: mount.clone(), device_id }, conversations(shared, mount, open)?)
        }
        Place::Stdio => {
            let stream = Box::new(tokio::io::join(tokio::io::stdin(), tokio::io::stdout()));
            let serving = saving(Arc::clone(&shared), connection::serve(shared, stream));
            (Place::Stdio, tokio::spawn(serving))
        }
    })
}

/// Opens a port that can be reopened at once after connections on it were cut.
pub(crate) fn listen(address: SocketAddr) -> Result<TcpListener, VirtualError> {
    let open = || {
        let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
        socket.set_reuseaddr(true)?;
        socket.bind(address)?;
        socket.listen(16)
    };
    open().map_err(|source| VirtualError::Listen { address, source })
}

/// Accepts until it is aborted; the set of connections lives inside, so they end with it.
async fn accept<P: Personality>(shared: Arc<Shared<P>>, listener: TcpListener) {
    let mut connections = tokio::task::JoinSet::new();
    let mut save = tokio::time::interval(SAVE);
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(connection::serve(Arc::clone(&shared), Box::new(stream)));
                }
                Err(error) => tracing::warn!(%error, "a connection could not be accepted"),
            },
            Some(_) = connections.join_next() => {}
            _ = save.tick() => shared.save(),
        }
    }
}

/// Serves a line. When a conversation breaks, the line hangs up and comes back, as a USB device does that
/// restarts.
async fn line<P: Personality>(shared: Arc<Shared<P>>, link: PathBuf, plugged: (Line, Box<dyn Duplex>)) {
    let mut plugged = Some(plugged);
    loop {
        match plugged.take() {
            Some((line, stream)) => {
                connection::serve(Arc::clone(&shared), stream).await;
                drop(line);
            }
            None => match Line::plug(&link) {
                Ok(again) => plugged = Some(again),
                Err(error) => return tracing::warn!(%error, "a line could not be made again"),
            },
        }
        if plugged.is_none() {
            tokio::time::sleep(REPLUG).await;
        }
    }
}

/// Serves a device. Its conversation breaks when it is unplugged, and another one begins when it is plugged in again.
fn conversations<P: Personality>(
    shared: Arc<Shared<P>>,
    path: PathBuf,
    open: impl Fn() -> std::io::Result<Box<dyn Duplex>> + Send + 'static,
) -> Result<JoinHandle<()>, VirtualError> {
    let stream = open().map_err(|source| VirtualError::Link { path, source })?;
    let serving = Arc::clone(&shared);
    Ok(tokio::spawn(saving(shared, async move {
        let mut opened = Some(stream);
        loop {
            match opened.take() {
                Some(stream) => connection::serve(Arc::clone(&serving), stream).await,
                None => opened = open().ok(),
            }
            if opened.is_none() {
                tokio::time::sleep(REPLUG).await;
            }
        }
    })))
}

/// Serves, and writes pictures of what was printed meanwhile.
async fn saving<P: Personality>(shared: Arc<Shared<P>>, serving: impl Future<Output = ()>) {
    tokio::pin!(serving);
    let mut save = tokio::time::interval(SAVE);
    loop {
        tokio::select! {
            () = &mut serving => return,
            _ = save.tick() => shared.save(),
        }
    }
}
