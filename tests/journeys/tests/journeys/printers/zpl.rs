//! Passes on printers that speak ZPL, of every resolution: as the virtual printer prints them, and as a renderer of
//! ZPL that nobody here wrote sees what was sent.

use super::tap::Tap;
use balie_client::{Command, v1};
use balie_documents::{Documents, DocumentsConfig, Language, Monochrome, PassArtwork};
use balie_journeys::{Branch, PATIENCE, apply, example_person, pass_number, saved};
use balie_virtual::peers::go_without;
use balie_virtual::{VirtualZpl, ZplOptions};
use std::io::Write;
use std::path::Path;
use std::process::{Command as Process, Stdio};
use std::time::{Duration, Instant};

/// Dots per inch, dots per millimetre, and a card of ISO/IEC 7810 (85.60 × 53.98 mm) in dots.
const PRINTERS: [(u16, u8, u32, u32); 3] = [(203, 8, 684, 431), (300, 12, 1011, 638), (600, 24, 2022, 1275)];

/// Which dots are black, by place.
struct Picture {
    width: u32,
    height: u32,
    black: Box<dyn Fn(u32, u32) -> bool>,
}

/// Prints a pass and gives what was sent, what came out, and the artwork.
async fn print((dpi, dots, width, height): (u16, u8, u32, u32)) -> (String, Picture, Monochrome) {
    let options = ZplOptions { media: 1, width, height, dots, ..ZplOptions::default() };
    let printer = VirtualZpl::start_with(options).await.expect("a virtual printer");
    let tap = Tap::start(printer.address()).await;
    let branch = Branch::open(&format!(
        "[[pass_printer]]\ndriver = \"zpl\"\nid = \"zpl\"\naddress = \"{}\"\ndpi = {dpi}\npoll_ms = 200\n",
        tap.address()
    ))
    .await;
    let client = branch.client("balie-1").await;
    let mut person = example_person();
    person.email.clear();
    let number = pass_number(80 + u32::from(dots));
    let mut now = saved(&client, &number, person, "0045").await;
    now = apply(&client, &now, Command::CollectByDirectDebit(v1::CollectByDirectDebit {})).await;
    apply(
        &client,
        &now,
        Command::PrintPass(v1::PrintPass { device: "devices/zpl".to_owned(), ..Default::default() }),
    )
    .await;
    let began = Instant::now();
    while printer.labels().is_empty() {
        assert!(began.elapsed() < PATIENCE, "{dpi}: no card came out:\n{}", branch.log());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let label = printer.labels().remove(0);
    let (width, height) = label.size();
    let came_out = Picture { width, height, black: Box::new(move |x, y| label.is_black(x, y)) };
    let pass = PassArtwork {
        library_name: "Bibliotheek Annen".to_owned(),
        branch_name: "Annen".to_owned(),
        patron_name: "A. van de Test".to_owned(),
        pass_number: number,
        language: Language::Dutch,
    };
    let documents = Documents::new(DocumentsConfig::default()).expect("built-in templates");
    (tap.format(), came_out, documents.pass_bitmap_at(&pass, dpi).expect("the artwork"))
}

/// The share of dots in which a picture differs from the middle of the artwork, and the share of black ones.
fn differing(picture: &Picture, artwork: &Monochrome, (width, height): (u32, u32)) -> (f64, f64) {
    let (left, top) = (artwork.width() / 2 - width / 2, artwork.height() / 2 - height / 2);
    let (mut different, mut black) = (0, 0);
    for y in 0..picture.height.max(height) {
        for x in 0..picture.width.max(width) {
            let wanted = x < width && y < height && artwork.is_black(left + x, top + y);
            let seen = x < picture.width && y < picture.height && (picture.black)(x, y);
            different += usize::from(wanted != seen);
            black += usize::from(wanted);
        }
    }
    let all = f64::from(width) * f64::from(height);
    (different as f64 / all, black as f64 / all)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_printer_of_each_resolution_prints_the_artwork_of_its_own() {
    for printer in PRINTERS {
        let (_, came_out, artwork) = print(printer).await;
        assert_eq!((came_out.width, came_out.height), (printer.2, printer.3));
        let (different, black) = differing(&came_out, &artwork, (printer.2, printer.3));
        assert!(different == 0.0 && black > 0.05, "{printer:?}: {different} of {black}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_renderer_sees_the_artwork() {
    let Some(place) = std::env::var_os("ZPL_RENDERER") else {
        let needs =
            "zpl-renderer-js, installed by npm in the directory that ZPL_RENDERER names, as tests/run does";
        return go_without("our ZPL against another renderer", needs).expect("the other renderer");
    };
    for printer in PRINTERS {
        let (sent, _, artwork) = print(printer).await;
        let seen = render(Path::new(&place), &sent, printer);
        let (different, black) = differing(&seen, &artwork, (printer.2, printer.3));
        assert!(different < 0.001 && black > 0.05, "{printer:?}: {different} of {black}");
    }
}

/// The renderer wants millimetres, and puts what is narrower than these in their middle.
fn render(place: &Path, zpl: &str, (_, dots, width, height): (u16, u8, u32, u32)) -> Picture {
    let millimetres = |length: u32| (f64::from(length) / f64::from(dots)).to_string();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journeys/printers/render.mjs");
    let mut node = Process::new("node")
        .arg(script)
        .args([millimetres(width), millimetres(height), dots.to_string()])
        .env("ZPL_RENDERER", place)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node runs");
    node.stdin.take().expect("a pipe").write_all(zpl.as_bytes()).expect("node reads");
    let rendered = node.wait_with_output().expect("node ends");
    assert!(rendered.status.success());
    let picture = image::load_from_memory(&rendered.stdout).expect("a picture").into_luma8();
    let (width, height) = picture.dimensions();
    Picture { width, height, black: Box::new(move |x, y| picture.get_pixel(x, y).0[0] < 128) }
}
