//! A virtual display, and the program on it.

use balie_journeys::{Branch, PATIENCE, program};
use std::cell::Cell;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A moment for the window to show what the daemon told.
const MOMENT: Duration = Duration::from_millis(450);

/// An Xvfb that is stopped at the end.
pub struct Display {
    server: Child,
    name: String,
}

impl Display {
    /// Starts one on a free number.
    pub fn start() -> Self {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1920x1080x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is installed");
        let mut number = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
        Self { server, name: format!(":{}", number.trim()) }
    }

    fn tool(&self, name: &str, arguments: &[&str]) -> String {
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

/// The program at a counter.
pub struct Counter<'a> {
    display: &'a Display,
    child: Child,
    window: String,
    size: (u32, u32),
    shots: PathBuf,
    taken: Cell<u32>,
    /// Keys pressed besides text.
    pub keys: Cell<u32>,
}

impl<'a> Counter<'a> {
    /// Starts the program and waits for its window.
    pub fn start(
        display: &'a Display,
        branch: &Branch,
        name: &str,
        arguments: &[&str],
        size: (u32, u32),
    ) -> Self {
        let home = branch.path().join("home");
        std::fs::create_dir_all(&home).unwrap();
        let child = Command::new(program("balie-desk"))
            .args(["--station", "balie-1"])
            .args(arguments)
            .env("DISPLAY", &display.name)
            .env("BALIE_SOCKET", branch.socket())
            .env("HOME", &home)
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env_remove("WAYLAND_DISPLAY")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("balie-desk starts");
        let began = Instant::now();
        let window = loop {
            let found = display.tool("xdotool", &["search", "--name", "^(Balie|Counter) Annen"]);
            if let Some(window) = found.lines().next() {
                break window.to_owned();
            }
            assert!(began.elapsed() < PATIENCE, "no window");
            std::thread::sleep(Duration::from_millis(50));
        };
        let shots = program("balie-desk").parent().unwrap().parent().unwrap().join("desk-shots").join(name);
        let _ = std::fs::remove_dir_all(&shots);
        std::fs::create_dir_all(&shots).unwrap();
        let counter = Self { display, child, window, size, shots, taken: Cell::new(0), keys: Cell::new(0) };
        counter.place();
        counter
    }

    fn place(&self) {
        let (width, height) = (self.size.0.to_string(), self.size.1.to_string());
        self.display.tool("xdotool", &["windowsize", "--sync", &self.window, &width, &height]);
        self.display.tool("xdotool", &["windowmove", &self.window, "0", "0"]);
        self.display.tool("xdotool", &["windowfocus", &self.window]);
        std::thread::sleep(MOMENT);
    }

    /// Presses keys.
    pub fn press(&self, keys: &[&str]) {
        for key in keys {
            self.display.tool("xdotool", &["key", "--clearmodifiers", key]);
            self.keys.set(self.keys.get() + 1);
            std::thread::sleep(Duration::from_millis(60));
        }
    }

    /// Types text.
    pub fn text(&self, text: &str) {
        self.display.tool("xdotool", &["type", "--delay", "12", text]);
        std::thread::sleep(Duration::from_millis(60));
    }

    /// Types text in fields, with Tab between them; an empty one is passed by.
    pub fn fill(&self, fields: &[&str]) {
        for (at, field) in fields.iter().enumerate() {
            if at > 0 {
                self.press(&["Tab"]);
            }
            if !field.is_empty() {
                self.text(field);
            }
        }
    }

    /// A picture of the window.
    pub fn shot(&self, name: &str) {
        std::thread::sleep(MOMENT);
        self.taken.set(self.taken.get() + 1);
        let path = self.shots.join(format!("{:02}-{name}.png", self.taken.get()));
        let crop = format!("{}x{}+0+0", self.size.0, self.size.1);
        let path = path.to_string_lossy();
        self.display.tool("import", &["-window", "root", "-crop", &crop, "+repage", &path]);
        assert!(std::fs::metadata(&*path).is_ok_and(|file| file.len() > 5000), "no picture {path}");
    }

    /// The program still runs.
    pub fn lives(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }
}

impl Drop for Counter<'_> {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
