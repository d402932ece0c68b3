//! Streams captured from the vendor's own Windows driver, printed on the virtual printer.

use std::time::Duration;

use balie_virtual::{Card, PrinterOptions, VirtualEvolis};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Sends a stream in pieces and gives the card that comes out.
async fn printed(stream: &[u8], piece: usize) -> Card {
    let options = PrinterOptions { feeder_cards: 1, ..PrinterOptions::default() };
    let printer = VirtualEvolis::start_with(options).await.unwrap();
    let (mut answers, mut commands) = TcpStream::connect(printer.address()).await.unwrap().into_split();
    let reading = tokio::spawn(async move {
        let mut all = Vec::new();
        answers.read_to_end(&mut all).await.map(|_| all)
    });
    for chunk in stream.chunks(piece) {
        commands.write_all(chunk).await.unwrap();
    }
    tokio::time::timeout(Duration::from_secs(60), async {
        while printer.cards().is_empty() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    })
    .await
    .expect("a card comes out");
    drop(commands);
    let answers = reading.await.unwrap().unwrap();
    assert!(!answers.contains(&0x15), "the printer refused a command of the vendor's driver");
    assert_eq!(printer.counters().garbage_received, 0);
    printer.cards().remove(0)
}

#[tokio::test]
async fn the_black_card_is_black_with_a_dithered_edge() {
    let front = printed(include_bytes!("../../fixtures/card-black"), 1 << 20).await.front.unwrap();
    // Counted over the same stream by a decoder in another language.
    assert_eq!(front.black_dots(), 656_383);
    for dot in [0, 1, 324, 325, 646, 647] {
        assert_eq!(front.is_black(dot, 0), dot % 2 == 1, "the driver dithers the first line: dot {dot}");
    }
    assert!(front.is_black(324, 508));
}

#[tokio::test]
async fn the_gradient_runs_from_black_to_white() {
    let front = printed(include_bytes!("../../fixtures/card-gradient"), 1021).await.front.unwrap();
    let picture = front.picture();
    let black = |x0: u32, y0: u32| {
        (x0..x0 + 100)
            .flat_map(|x| (y0..y0 + 100).map(move |y| (x, y)))
            .filter(|&(x, y)| picture.get_pixel(x, y).0 == [0])
            .count()
    };
    assert!(black(0, 0) > 9_000, "the upper left is dark: {}", black(0, 0));
    assert!(black(916, 548) < 3_000, "the lower right is light: {}", black(916, 548));
}

#[tokio::test]
async fn the_text_card_stands_upright() {
    let card = printed(include_bytes!("../../fixtures/evolis-card-text"), 4099).await;
    assert!(card.back.is_none());
    let picture = card.front.unwrap().picture();
    // A bold number stands in the left half a little below the middle; the same place on the right is empty.
    let black = |x0: u32, x1: u32| {
        (x0..x1)
            .flat_map(|x| (360..400).map(move |y| (x, y)))
            .filter(|&(x, y)| picture.get_pixel(x, y).0 == [0])
            .count()
    };
    let (number, beside) = (black(60, 390), black(400, 640));
    assert!(number > 5_000 && beside < number / 10, "{number} {beside}");
}

#[tokio::test]
async fn printed_cards_are_saved_as_pictures() {
    let out = tempfile::tempdir().unwrap();
    let options =
        PrinterOptions { feeder_cards: 1, out: Some(out.path().to_path_buf()), ..PrinterOptions::default() };
    let printer = VirtualEvolis::start_with(options).await.unwrap();
    let mut host = TcpStream::connect(printer.address()).await.unwrap();
    host.write_all(include_bytes!("../../fixtures/evolis-card-text")).await.unwrap();
    // Ten commands; the answer to the last one comes after the picture is on disk.
    let mut answers = [0; 20];
    host.read_exact(&mut answers).await.unwrap();
    let saved = image::open(out.path().join("card-0001-front.png")).unwrap().to_luma8();
    assert_eq!(saved, printer.cards()[0].front.as_ref().unwrap().picture());
}
