//! Listens in on what a printer is sent.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Passes everything on, and keeps what went to the printer.
pub struct Tap {
    address: SocketAddr,
    heard: Arc<Mutex<Vec<u8>>>,
    task: tokio::task::JoinHandle<()>,
}

impl Tap {
    pub async fn start(target: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let heard = Arc::default();
        let keep = Arc::clone(&heard);
        let task = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let printer = TcpStream::connect(target).await.expect("the printer listens");
                tokio::spawn(pass_on(client, printer, Arc::clone(&keep)));
            }
        });
        Self { address, heard, task }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The first format that was sent.
    pub fn format(&self) -> String {
        let heard = String::from_utf8_lossy(&self.heard.lock().expect("no panic")).into_owned();
        let start = heard.find("^XA").expect("a format begins");
        let end = heard[start..].find("^XZ").expect("and ends");
        heard[start..start + end + 3].to_owned()
    }
}

impl Drop for Tap {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn pass_on(client: TcpStream, printer: TcpStream, heard: Arc<Mutex<Vec<u8>>>) {
    let ((mut from_client, mut to_client), (mut from_printer, mut to_printer)) =
        (client.into_split(), printer.into_split());
    let back = async move { tokio::io::copy(&mut from_printer, &mut to_client).await.map(drop) };
    let forth = async move {
        let mut bytes = [0; 4096];
        loop {
            let count = from_client.read(&mut bytes).await?;
            if count == 0 {
                return std::io::Result::Ok(());
            }
            heard.lock().expect("no panic").extend(&bytes[..count]);
            to_printer.write_all(&bytes[..count]).await?;
        }
    };
    // Either side hanging up ends both.
    tokio::select! {
        _ = back => {}
        _ = forth => {}
    }
}
