//! Stands between two programs that speak TCP, and spoils what they say.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::VirtualError;

/// What happens to one connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spoil {
    /// It is closed as soon as it is accepted.
    Refuse,
    /// It breaks when this many bytes came from the client; those before are passed on.
    CutRequest(u64),
    /// The request is passed on, and the connection breaks when this many bytes of the answer came back.
    CutAnswer(u64),
    /// The request is passed on, and no answer ever comes back, but the connection stays.
    Silence,
    /// The answer comes this much later.
    Late(Duration),
    /// The request is passed on, and these bytes come back in place of the answer.
    Garbage(Vec<u8>),
    /// The request is swallowed from this byte on, and nothing comes back, but the connection stays.
    Stall(u64),
}

/// Which connections are spoiled.
#[derive(Debug, Clone)]
struct Planned {
    /// A text that occurs at the beginning of the client's bytes; every connection when empty.
    marker: Vec<u8>,
    spoil: Spoil,
}

/// A running proxy; dropping it closes everything.
#[derive(Debug)]
pub struct FaultyProxy {
    address: SocketAddr,
    plan: Arc<Mutex<Vec<Planned>>>,
    cuts: watch::Sender<()>,
    task: JoinHandle<()>,
}

impl FaultyProxy {
    /// Starts a proxy on a free port that passes everything on to `target`. Must be called within a tokio
    /// runtime.
    ///
    /// # Errors
    /// When no port can be opened.
    pub async fn start(target: SocketAddr) -> Result<Self, VirtualError> {
        let own = SocketAddr::from(([127, 0, 0, 1], 0));
        let failed = |source| VirtualError::Listen { address: own, source };
        let listener = TcpListener::bind(own).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let plan = Arc::new(Mutex::new(Vec::new()));
        let cuts = watch::channel(()).0;
        let task = tokio::spawn(accept(listener, target, Arc::clone(&plan), cuts.clone()));
        Ok(Self { address, plan, cuts, task })
    }

    /// Where the proxy listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Spoils the next connection in whose first bytes `marker` occurs, once. An empty marker fits the next
    /// connection of all.
    pub fn plan(&self, marker: &[u8], spoil: Spoil) {
        let planned = Planned { marker: marker.to_vec(), spoil };
        self.plan.lock().unwrap_or_else(PoisonError::into_inner).push(planned);
    }

    /// Breaks every connection there is; new ones are passed on. Returns when they are broken.
    pub async fn cut(&self) {
        self.cuts.send_replace(());
        // Each connection listens for this until it is gone.
        self.cuts.closed().await;
    }

    /// How many plans have not struck yet.
    #[must_use]
    pub fn planned(&self) -> usize {
        self.plan.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}

impl Drop for FaultyProxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn accept(
    listener: TcpListener,
    target: SocketAddr,
    plan: Arc<Mutex<Vec<Planned>>>,
    cuts: watch::Sender<()>,
) {
    let mut connections = tokio::task::JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                if let Ok((client, _)) = accepted {
                    let (plan, mut cut) = (Arc::clone(&plan), cuts.subscribe());
                    connections.spawn(async move {
                        tokio::select! {
                            () = pass(client, target, plan) => {}
                            _ = cut.changed() => {}
                        }
                    });
                }
            }
            Some(_) = connections.join_next() => {}
        }
    }
}

/// Takes the first plan that fits out of the list.
fn take(plan: &Mutex<Vec<Planned>>, head: &[u8]) -> Option<Spoil> {
    let mut plan = plan.lock().unwrap_or_else(PoisonError::into_inner);
    let fits = |planned: &Planned| {
        planned.marker.is_empty() || head.windows(planned.marker.len()).any(|part| part == planned.marker)
    };
    let index = plan.iter().position(fits)?;
    Some(plan.remove(index).spoil)
}

async fn pass(mut client: TcpStream, target: SocketAddr, plan: Arc<Mutex<Vec<Planned>>>) {
    // Enough of the request to know what it is: a client of a request-answer protocol speaks first.
    let mut head = vec![0; 4096];
    let Ok(count) = client.read(&mut head).await else { return };
    head.truncate(count);
    let spoil = take(&plan, &head);
    if spoil == Some(Spoil::Refuse) || count == 0 {
        return;
    }
    let Ok(mut server) = TcpStream::connect(target).await else { return };
    let allowed = match spoil {
        Some(Spoil::CutRequest(bytes) | Spoil::Stall(bytes)) => bytes,
        _ => u64::MAX,
    };
    let first = usize::try_from(allowed).unwrap_or(usize::MAX).min(count);
    if server.write_all(&head[..first]).await.is_err() {
        return;
    }
    let left = allowed - first as u64;
    let (mut client_in, mut client_out) = client.split();
    let (mut server_in, mut server_out) = server.split();
    let requests = async {
        copy_up_to(&mut client_in, &mut server_out, left).await;
        match spoil {
            Some(Spoil::CutRequest(_)) => {}
            // Hold the line; the client has to lose its patience.
            _ => drain(&mut client_in).await,
        }
    };
    let answers = async {
        match &spoil {
            Some(Spoil::CutAnswer(bytes)) => copy_up_to(&mut server_in, &mut client_out, *bytes).await,
            Some(Spoil::Silence | Spoil::Stall(_)) => {
                drain(&mut server_in).await;
                std::future::pending().await
            }
            Some(Spoil::Late(delay)) => {
                tokio::time::sleep(*delay).await;
                copy_up_to(&mut server_in, &mut client_out, u64::MAX).await;
            }
            Some(Spoil::Garbage(bytes)) => {
                let mut first = [0; 1];
                // The answer is there: the request was understood.
                if server_in.read(&mut first).await.is_ok() {
                    let _ = client_out.write_all(bytes).await;
                }
            }
            _ => copy_up_to(&mut server_in, &mut client_out, u64::MAX).await,
        }
    };
    // Whichever side ends first ends the connection.
    tokio::select! {
        () = requests => {}
        () = answers => {}
    }
}

async fn copy_up_to(
    from: &mut (impl AsyncRead + Unpin),
    to: &mut (impl AsyncWrite + Unpin),
    mut allowed: u64,
) {
    let mut space = [0; 16 * 1024];
    while allowed > 0 {
        let wanted = usize::try_from(allowed).unwrap_or(usize::MAX).min(space.len());
        match from.read(&mut space[..wanted]).await {
            Ok(0) | Err(_) => return,
            Ok(count) => {
                if to.write_all(&space[..count]).await.is_err() {
                    return;
                }
                allowed -= count as u64;
            }
        }
    }
}

async fn drain(from: &mut (impl AsyncRead + Unpin)) {
    let mut space = [0; 16 * 1024];
    while matches!(from.read(&mut space).await, Ok(count) if count > 0) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A server that answers `ping` with `pong`, and counts what it heard.
    async fn server() -> (SocketAddr, Arc<Mutex<Vec<u8>>>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let all = Arc::clone(&heard);
        tokio::spawn(async move {
            while let Ok((mut client, _)) = listener.accept().await {
                let mut space = [0; 64];
                while let Ok(count) = client.read(&mut space).await {
                    if count == 0 {
                        break;
                    }
                    all.lock().unwrap().extend_from_slice(&space[..count]);
                    if client.write_all(b"pong").await.is_err() {
                        break;
                    }
                }
            }
        });
        (address, heard)
    }

    async fn asked(proxy: &FaultyProxy) -> Vec<u8> {
        let mut client = TcpStream::connect(proxy.address()).await.unwrap();
        client.write_all(b"ping").await.unwrap();
        let mut answer = vec![0; 4];
        match client.read_exact(&mut answer).await {
            Ok(_) => answer,
            Err(_) => Vec::new(),
        }
    }

    #[tokio::test]
    async fn connections_are_passed_on_and_spoiled_once() {
        let (target, heard) = server().await;
        let proxy = FaultyProxy::start(target).await.unwrap();
        assert_eq!(asked(&proxy).await, b"pong");
        for (spoil, passed) in [(Spoil::Refuse, 0), (Spoil::CutRequest(2), 2), (Spoil::CutAnswer(2), 4)] {
            heard.lock().unwrap().clear();
            proxy.plan(b"ing", spoil.clone());
            assert!(asked(&proxy).await.is_empty(), "{spoil:?}");
            assert_eq!(proxy.planned(), 0);
            // What was passed on may be read a moment later.
            tokio::time::timeout(Duration::from_secs(20), async {
                while heard.lock().unwrap().len() < passed {
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
            })
            .await
            .unwrap();
        }
        let mut held = TcpStream::connect(proxy.address()).await.unwrap();
        // It was accepted when one behind it was answered.
        assert_eq!(asked(&proxy).await, b"pong");
        proxy.cut().await;
        assert_eq!(held.read(&mut [0]).await.unwrap(), 0, "cut, though it was silent");
        assert_eq!(asked(&proxy).await, b"pong", "new ones are passed on");
        proxy.plan(b"nothing like it", Spoil::Refuse);
        proxy.plan(b"", Spoil::Garbage(b"gnop".to_vec()));
        assert_eq!(asked(&proxy).await, b"gnop");
        assert_eq!(asked(&proxy).await, b"pong");
        assert_eq!(proxy.planned(), 1);
    }
}
