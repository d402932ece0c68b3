//! The real program at a counter, and the keys of its clerk.

use crate::display::Display;
use balie_journeys::{Branch, PATIENCE, program};
use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A moment for the window to show what the daemon told.
const MOMENT: Duration = Duration::from_millis(450);

/// Title of a window whose daemon has answered.
const CONNECTED: &str = "^(Balie|Counter) Annen";

/// How the program looks, and where.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    pub lang: &'static str,
    pub size: (u32, u32),
    pub dark: bool,
}

impl Look {
    /// Light, in the smallest window that is allowed for.
    pub fn small(lang: &'static str) -> Self {
        Self { lang, size: (1024, 768), dark: false }
    }

    /// Light, on a full screen.
    pub fn large(lang: &'static str) -> Self {
        Self { size: (1920, 1080), ..Self::small(lang) }
    }

    /// Half a screen.
    pub fn half(lang: &'static str) -> Self {
        Self { size: (960, 1080), ..Self::small(lang) }
    }

    /// The same in dark colours.
    pub fn dark(self) -> Self {
        Self { dark: true, ..self }
    }

    fn name(&self, of: &str) -> String {
        format!("{of}-{}-{}{}", self.lang, self.size.0, if self.dark { "-dark" } else { "" })
    }
}

/// The program at a counter.
pub struct Desk<'a> {
    pub(crate) display: &'a Display,
    child: Child,
    window: String,
    /// Where it is: left, width, height.
    place: (u32, u32, u32),
    /// Language of its clerk.
    lang: &'static str,
    shots: PathBuf,
    taken: Cell<u32>,
    /// Keys pressed since they were last counted: Tab, and others besides text.
    keys: Cell<(u32, u32)>,
}

impl<'a> Desk<'a> {
    /// The program at counter balie-1, at the left of the screen.
    pub fn start(display: &'a Display, branch: &Branch, journey: &str, look: Look) -> Self {
        Self::start_at(display, branch, journey, look, "balie-1", 0)
    }

    /// The program at a counter, with its window so far from the left.
    pub fn start_at(
        display: &'a Display,
        branch: &Branch,
        journey: &str,
        look: Look,
        station: &str,
        left: u32,
    ) -> Self {
        let home = Self::home(branch, station);
        let mut desk = Command::new(program("balie-desk"));
        desk.args(["--station", station]).env("BALIE_SOCKET", branch.socket());
        // Its name tells that the daemon has answered.
        Self::launch(desk, display, &home, journey, look, left, CONNECTED)
    }

    /// The program at a PC that knows of no daemon, with these arguments; its clerk has this home directory.
    pub fn start_alone(
        display: &'a Display,
        home: &Path,
        journey: &str,
        look: Look,
        arguments: &[&str],
    ) -> Self {
        let mut desk = Command::new(program("balie-desk"));
        desk.args(arguments);
        for variable in ["BALIE_SOCKET", "BALIE_SERVER", "BALIE_CREDENTIALS", "BALIE_STATION"] {
            desk.env_remove(variable);
        }
        Self::launch(desk, display, home, journey, look, 0, "^(Balie|Counter)( Annen)?$")
    }

    fn launch(
        mut desk: Command,
        display: &'a Display,
        home: &Path,
        journey: &str,
        look: Look,
        left: u32,
        title: &str,
    ) -> Self {
        std::fs::create_dir_all(home).unwrap();
        let child = desk
            .args(["--lang", look.lang, "--dark", &look.dark.to_string()])
            .env("DISPLAY", display.name())
            .env("HOME", home)
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("DBUS_SESSION_BUS_ADDRESS", display.reader.address())
            .env_remove("WAYLAND_DISPLAY")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("balie-desk starts");
        let shots = program("balie-desk").parent().unwrap().parent().unwrap().join("desk-shots");
        let shots = shots.join(look.name(journey));
        let _ = std::fs::remove_dir_all(&shots);
        std::fs::create_dir_all(&shots).unwrap();
        let window = Self::window(display, &child, title);
        let place = (left, look.size.0, look.size.1);
        let (taken, keys, lang) = (Cell::new(0), Cell::default(), look.lang);
        let desk = Self { display, child, window, place, lang, shots, taken, keys };
        desk.put();
        desk
    }

    /// Waits until the daemon has answered.
    pub fn connected(&self) {
        Self::window(self.display, &self.child, CONNECTED);
        std::thread::sleep(MOMENT);
    }

    fn window(display: &Display, child: &Child, title: &str) -> String {
        let began = Instant::now();
        let pid = child.id().to_string();
        loop {
            // Only what is on the screen: a window that is not there yet takes no focus, and its keys go elsewhere.
            let search = ["search", "--all", "--onlyvisible", "--pid", &pid, "--name", title];
            let found = display.tool("xdotool", &search);
            if let Some(window) = found.lines().next() {
                return window.to_owned();
            }
            assert!(began.elapsed() < PATIENCE, "no window");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn put(&self) {
        let (left, width, height) = self.place;
        let (left, width, height) = (left.to_string(), width.to_string(), height.to_string());
        self.display.tool("xdotool", &["windowsize", "--sync", &self.window, &width, &height]);
        self.display.tool("xdotool", &["windowmove", &self.window, &left, "0"]);
        self.display.tool("xdotool", &["windowfocus", "--sync", &self.window]);
        std::thread::sleep(MOMENT);
    }

    /// Presses keys.
    pub fn press(&self, keys: &[&str]) {
        for key in keys {
            self.display.tool("xdotool", &["windowfocus", &self.window, "key", "--clearmodifiers", key]);
            let (tabs, others) = self.keys.get();
            let tab = u32::from(*key == "Tab");
            self.keys.set((tabs + tab, others + 1 - tab));
            std::thread::sleep(Duration::from_millis(60));
        }
    }

    /// Presses keys so soon after each other that no answer comes between.
    pub fn press_at_once(&self, keys: &[&str]) {
        let front = ["windowfocus", &self.window, "key", "--delay", "20"];
        self.display.tool("xdotool", &[&front, keys].concat());
        std::thread::sleep(MOMENT);
    }

    /// Its process id.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Width and height of the window.
    pub fn size(&self) -> (u32, u32) {
        (self.place.1, self.place.2)
    }

    /// A text of the markup in the language of the clerk.
    pub fn say(&self, text: &str) -> String {
        crate::words::say(self.lang, text)
    }

    /// How often Tab, and another key besides text, was pressed since this was last asked.
    pub fn count(&self) -> (u32, u32) {
        self.keys.take()
    }

    /// Types text.
    pub fn text(&self, text: &str) {
        self.display.tool("xdotool", &["windowfocus", &self.window, "type", "--delay", "12", text]);
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
        let (left, width, height) = self.place;
        self.picture(name, &format!("{width}x{height}+{left}+0"));
    }

    /// A picture of the whole screen.
    pub fn shot_of_screen(&self, name: &str) {
        self.picture(name, "1920x1080+0+0");
    }

    fn picture(&self, name: &str, part: &str) {
        std::thread::sleep(MOMENT);
        let geometry = self.display.tool("xdotool", &["getwindowgeometry", "--shell", &self.window]);
        let size = format!("WIDTH={}\nHEIGHT={}", self.place.1, self.place.2);
        assert!(geometry.contains(&size), "the window does not keep its size: {geometry}");
        self.taken.set(self.taken.get() + 1);
        let path = self.shots.join(format!("{:02}-{name}.png", self.taken.get()));
        let path = path.to_string_lossy();
        self.display.tool("import", &["-window", "root", "-crop", part, "+repage", &path]);
        assert!(std::fs::metadata(&*path).is_ok_and(|file| file.len() > 5000), "no picture {path}");
    }

    /// Stops the program as it is (SIGSTOP): keys wait for it.
    pub fn freeze(&self) {
        self.signal("-STOP");
    }

    /// Lets it go on (SIGCONT).
    pub fn thaw(&self) {
        self.signal("-CONT");
    }

    fn signal(&self, signal: &str) {
        let sent = Command::new("kill").args([signal, &self.child.id().to_string()]).status();
        assert!(sent.is_ok_and(|status| status.success()), "{signal} could not be sent");
    }

    /// The directory that is home to its clerk.
    pub fn home(branch: &Branch, station: &str) -> PathBuf {
        branch.path().join("home").join(station)
    }

    /// The program still runs.
    pub fn lives(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }
}

impl Drop for Desk<'_> {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
