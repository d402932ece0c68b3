//! Peers that do not speak as they should.

use crate::bench::Bench;
use balie_client::station::EnrolError;
use balie_journeys::PATIENCE;
use balie_journeys::free_port;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

/// Reads until the daemon closes.
async fn until_closed(mut stream: TcpStream) -> Vec<u8> {
    let mut read = Vec::new();
    // A reset closes as well.
    let _ = timeout(PATIENCE, stream.read_to_end(&mut read)).await.expect("the daemon closes");
    read
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn plain_text_gets_no_answer_in_plain_text() {
    let bench = Bench::open().await;
    for hello in
        [&b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"[..], b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", &[0xff; 2000]]
    {
        let mut stream = TcpStream::connect(("127.0.0.1", bench.port)).await.unwrap();
        stream.write_all(hello).await.unwrap();
        let answer = until_closed(stream).await;
        // An alert of TLS (RFC 8446 section 6), or nothing.
        assert!(answer.is_empty() || answer[0] == 21, "{answer:?}");
    }
    bench.station("balie-2", "counter").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_says_nothing_is_shown_out_and_keeps_no_station_waiting() {
    let bench = Bench::open().await;
    let directory = bench.station("balie-2", "counter").await;
    let client = bench.client(&directory).await.unwrap();
    let mut silent = Vec::new();
    for _ in 0..40 {
        let mut stream = TcpStream::connect(("127.0.0.1", bench.port)).await.unwrap();
        // The beginning of a handshake, and then nothing.
        let _ = stream.write_all(&[22, 3, 1, 2]).await;
        silent.push(stream);
    }
    client.branch.get().await.expect("a station works on");
    for stream in silent {
        until_closed(stream).await;
    }
    // Their places are free again.
    let client = bench.client(&directory).await.expect("room");
    client.branch.get().await.expect("a station works on");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_daemon_is_told_from_nobody_there() {
    let bench = Bench::open().await;
    let code = bench.code("balie-2", "counter");
    let nobody = bench.enrol_at(&format!("127.0.0.1:{}", free_port()), "pc", &code).await;
    assert!(matches!(nobody, Err(EnrolError::Unreachable { .. })), "{nobody:?}");
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let answering = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await.unwrap();
        until_closed(stream).await;
    });
    let web = bench.enrol_at(&format!("127.0.0.1:{port}"), "pc", &code).await;
    assert!(matches!(web, Err(EnrolError::NoDaemon(_))), "{web:?}");
    answering.await.unwrap();
    let wrong = bench.enrol_at("http://127.0.0.1", "pc", &code).await;
    assert!(matches!(wrong, Err(EnrolError::Address(_))), "{wrong:?}");
    bench.enrol("pc", &code).await.expect("the code is still good");
}
