//! The program that scripts run.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

struct Device {
    child: Child,
    out: BufReader<std::process::ChildStdout>,
}

impl Device {
    fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_balie-virtual"))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        Self { child, out }
    }

    fn told(&mut self) -> String {
        let mut line = String::new();
        self.out.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    fn tell(&mut self, lines: &str) {
        self.child.stdin.as_mut().unwrap().write_all(lines.as_bytes()).unwrap();
    }

    fn ends_well(mut self) {
        self.tell("quit\n");
        assert!(self.child.wait().unwrap().success());
    }
}

#[test]
fn a_scanner_types_what_it_is_told() {
    let place = tempfile::tempdir().unwrap();
    let link = place.path().join("scanner");
    let mut device = Device::start(&["scanner", "--link", link.to_str().unwrap(), "--terminator", "crlf"]);
    assert_eq!(device.told(), format!("scanner at {}", link.display()));
    let mut reader = std::fs::File::open(&link).unwrap();
    device.tell("29401000075801\nraw 02 03\n");
    let mut typed = [0; 18];
    reader.read_exact(&mut typed).unwrap();
    assert_eq!(&typed, b"29401000075801\r\n\x02\x03");
    device.ends_well();
    assert!(std::fs::symlink_metadata(&link).is_err(), "the link goes with the device");
}

#[test]
fn a_printer_prints_into_a_directory_and_fails_on_request() {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("cards");
    let arguments =
        ["evolis", "--listen", "127.0.0.1:0", "--out", out.to_str().unwrap(), "--insert-after", "0"];
    let mut device = Device::start(&arguments);
    let address = device.told().strip_prefix("evolis at ").unwrap().to_owned();
    let mut host = TcpStream::connect(address).unwrap();
    let mut ask = |command: &str, answer: &[u8]| {
        host.write_all(format!("\x1b{command}\r").as_bytes()).unwrap();
        let mut got = vec![0; answer.len()];
        host.read_exact(&mut got).unwrap();
        assert_eq!(got, answer, "{command}");
    };
    ask("Pmi;M;s", b"\x06\0");
    // A hand puts the card in by itself.
    ask("Si", b"\x06\0");
    ask("Ss", b"\x06\0");
    ask("Sr", b"\x06\0");
    ask(&format!("Dbc;k;2;1016;{}", "\0".repeat(1016)), b"\x06\0");
    ask("Se", b"\x06\0");
    assert!(out.join("card-0001-front.png").is_file());
    device.tell("ribbon out\nstatus\n");
    assert!(device.told().contains("cards_printed: 1"));
    ask("Ss", b"\x15R\0");
    device.ends_well();
}

fn output(arguments: &[&str]) -> Vec<u8> {
    let ended = Command::new(env!("CARGO_BIN_EXE_balie-virtual")).args(arguments).output().unwrap();
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    ended.stdout
}

#[test]
fn usb_scanners_type_into_a_file() {
    let place = tempfile::tempdir().unwrap();
    let gadget = place.path().join("hidg0");
    let wedge = ["hid-report", "--kind", "wedge", "--text", "12\\r", "--out", gadget.to_str().unwrap()];
    assert_eq!(output(&wedge), b"");
    let typed = std::fs::read(&gadget).unwrap();
    assert_eq!((typed.len(), typed[2], typed[34]), (6 * 8, 30, 40));
    let pos = output(&["hid-report", "--kind", "pos", "--text", "29401000075801"]);
    assert_eq!((pos.len(), &pos[..5]), (64, &b"\x02\x0e]F0"[..]));
    let cut = output(&["hid-report", "--kind", "wedge", "--text", "12", "--only", "1"]);
    assert_eq!(cut.len(), 8);
    assert_eq!(output(&["hid-descriptor", "--kind", "wedge"]).len(), 63);
    assert!(output(&["hid-descriptor", "--kind", "pos", "--pos", "bare"]).starts_with(b"\x05\x8c"));
}

#[test]
fn a_page_is_signed_in_its_file() {
    let place = tempfile::tempdir().unwrap();
    let page = place.path().join("page.png");
    image::GrayImage::from_pixel(1240, 1754, image::Luma([255])).save(&page).unwrap();
    assert_eq!(output(&["pen", page.to_str().unwrap()]), b"");
    let signed = image::open(&page).unwrap().into_luma8();
    let dark = signed.enumerate_pixels().filter(|(_, _, shade)| shade.0[0] < 128);
    assert!(dark.clone().count() > 300 && dark.clone().all(|(x, y, _)| x > 620 && y > 700));
}
