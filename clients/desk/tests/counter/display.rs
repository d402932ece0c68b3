//! A virtual display.

use crate::reader::Reader;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

/// An Xvfb that is stopped at the end, and a screen reader on it.
pub struct Display {
    server: Child,
    name: String,
    pub reader: Reader,
}

impl Display {
    /// Starts one on a free number.
    pub fn start() -> Self {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1920x1080x24", "-nolisten", "tcp"])
            // Without auto-repeat: a key that a busy machine lets go of late is no key that is held. And without
            // beginning anew when its last program leaves: the next one may come at that moment.
            .args(["-r", "-noreset"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is installed");
        let mut number = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
        let name = format!(":{}", number.trim());
        let reader = Reader::start(&name);
        Self { server, name, reader }
    }

    /// Its name, for `DISPLAY`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What a program says that works on this display.
    pub fn tool(&self, name: &str, arguments: &[&str]) -> String {
        let output = Command::new(name).args(arguments).env("DISPLAY", &self.name).output();
        let output = output.unwrap_or_else(|error| panic!("{name} is not installed: {error}"));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
