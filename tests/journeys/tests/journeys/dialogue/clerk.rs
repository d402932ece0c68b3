//! A clerk at a terminal: reads what the program shows, and types.

use balie_journeys::{Branch, PATIENCE, program};
use balie_virtual::Terminal;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Environment variable with a directory in which each clerk's terminal is written down.
const TRANSCRIPTS: &str = "BALIE_TRANSCRIPTS";

/// `balie` on a pseudo-terminal of 80 columns, in Dutch, without colours.
pub struct Clerk {
    child: Child,
    keyboard: File,
    screen: Arc<Mutex<Vec<u8>>>,
    /// How much of the screen was read, in bytes.
    read: usize,
    name: &'static str,
}

impl Clerk {
    /// Sits down at a station and begins `balie register`. The name is that of the transcript.
    pub fn sits(branch: &Branch, name: &'static str, args: &[&str]) -> Self {
        Self::sits_with(branch, name, args, "nl")
    }

    /// The same in a language.
    pub fn sits_with(branch: &Branch, name: &'static str, args: &[&str], lang: &str) -> Self {
        Self::runs(branch, name, &[&["register"], args].concat(), lang)
    }

    /// Any command of the program.
    pub fn runs(branch: &Branch, name: &'static str, command: &[&str], lang: &str) -> Self {
        let terminal = Terminal::open().expect("a pseudo-terminal");
        let end = |file: &std::os::fd::OwnedFd| Stdio::from(file.try_clone().expect("a handle"));
        let child = Command::new(program("balie"))
            .args(command)
            .current_dir(branch.path())
            .env("BALIE_SOCKET", branch.socket())
            .env("BALIE_STATION", "balie-1")
            .env("BALIE_LANG", lang)
            .env("NO_COLOR", "1")
            .env("TZ", "Europe/Amsterdam")
            .stdin(end(&terminal.far))
            .stdout(end(&terminal.far))
            .stderr(end(&terminal.far))
            .spawn()
            .expect("balie starts");
        let keyboard = File::from(terminal.near);
        let mut reader = keyboard.try_clone().expect("a handle");
        let screen = Arc::new(Mutex::new(Vec::new()));
        let written = Arc::clone(&screen);
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            // The terminal hangs up when the program has ended.
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                let shown = bytes[..count].iter().filter(|byte| **byte != b'\r');
                written.lock().expect("no panic before").extend(shown);
            }
        });
        Self { child, keyboard, screen, read: 0, name }
    }

    /// Everything on the screen so far.
    pub fn screen(&self) -> String {
        String::from_utf8_lossy(&self.screen.lock().expect("no panic before")).into_owned()
    }

    /// Waits until the screen shows this, after what was read before, and reads as far as that.
    pub async fn reads(&mut self, text: &str) -> &mut Self {
        let began = Instant::now();
        loop {
            let at = {
                let screen = self.screen.lock().expect("no panic before");
                end_of(text.as_bytes(), &screen[self.read..])
            };
            if let Some(end) = at {
                self.read += end;
                return self;
            }
            assert!(began.elapsed() < PATIENCE, "`{text}` does not come:\n{}", self.screen());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Types a line.
    pub fn types(&mut self, line: &str) {
        self.keyboard.write_all(format!("{line}\n").as_bytes()).expect("a terminal");
    }

    /// Waits for a question and answers it.
    pub async fn answers(&mut self, question: &str, line: &str) -> &mut Self {
        self.reads(question).await;
        self.types(line);
        self
    }

    /// Answers several questions, one after the other.
    pub async fn goes_through(&mut self, answers: &[(&str, &str)]) -> &mut Self {
        for (question, line) in answers {
            self.answers(question, line).await;
        }
        self
    }

    /// Goes through several lists of answers.
    pub async fn goes_through_all(&mut self, lists: &[&Answers]) -> &mut Self {
        for answers in lists {
            self.goes_through(answers).await;
        }
        self
    }

    /// From the blank pass up to the subscription: the example patron, without e-mail or account.
    pub async fn enters_example(&mut self, pass: &str) -> &mut Self {
        self.answers("blanco pas *", pass).await;
        self.goes_through_all(&[NAME, ADDRESS, UNREACHABLE, RIGHT, NOTHING_ELSE, NO_ACCOUNT]).await
    }

    /// Takes a subscription that costs something, without discount, and saves.
    pub async fn saves_with(&mut self, code: &str) -> &mut Self {
        self.answers("Abonnement *", code).await;
        self.goes_through(&[("Korting", ""), ("Opslaan?", "j")]).await
    }

    /// Presses Ctrl-C.
    pub fn interrupts(&self) {
        let id = i32::try_from(self.child.id()).expect("a process id");
        kill(Pid::from_raw(id), Signal::SIGINT).expect("the program runs");
    }

    /// Waits until the program has ended.
    pub async fn ends(&mut self) -> ExitStatus {
        let began = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                // What it wrote last may still be on its way.
                tokio::time::sleep(Duration::from_millis(50)).await;
                return status;
            }
            assert!(began.elapsed() < PATIENCE, "it does not end:\n{}", self.screen());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for Clerk {
    fn drop(&mut self) {
        // The test is over; a program that ended already is no fault.
        let _ = self.child.kill();
        let _ = self.child.wait();
        if let Some(directory) = std::env::var_os(TRANSCRIPTS) {
            let path: PathBuf = Path::new(&directory).join(self.name).with_extension("txt");
            let _ = std::fs::create_dir_all(&directory);
            let _ = std::fs::write(path, self.screen());
        }
    }
}

/// Where a text ends on a screen, whose lines are broken between words.
fn end_of(text: &[u8], screen: &[u8]) -> Option<usize> {
    (0..screen.len()).find_map(|start| {
        let mut at = start;
        for (index, byte) in text.iter().enumerate() {
            let around = [index.checked_sub(1), Some(index + 1)].map(|beside| text.get(beside?));
            let between_words =
                *byte == b' ' && around.iter().all(|beside| beside.is_some_and(|it| *it != b' '));
            if between_words {
                let space = screen[at..].iter().take_while(|byte| matches!(byte, b' ' | b'\n')).count();
                if space == 0 {
                    return None;
                }
                at += space;
            } else if screen.get(at) == Some(byte) {
                at += 1;
            } else {
                return None;
            }
        }
        Some(at)
    })
}

/// Questions and what is answered.
pub type Answers = [(&'static str, &'static str)];

/// The manual's example patron, from the kind of person up to the date of birth.
pub const NAME: &Answers = &[
    ("Persoon *", "v"),
    ("Voorletters *", "A."),
    ("Voorvoegsel", "van de"),
    ("Achternaam *", "Test"),
    ("Geboortedatum *", "01-01-1991"),
];

/// The address of the manual's example.
pub const ADDRESS: &Answers =
    &[("Postcode *", "9468bg"), ("Huisnummer *", "41"), ("Straat *", "Kruisakkers"), ("Plaats *", "Annen")];

/// No telephone and no e-mail.
pub const UNREACHABLE: &Answers = &[("Telefoon", ""), ("SMS-nummer", ""), ("E-mailadres", "")];

/// All is right, and the salutation follows.
pub const RIGHT: &Answers = &[("Klopt alles?", ""), ("Aanhef", "")];

/// No IBAN, no newsletter, no selection.
pub const NOTHING_ELSE: &Answers = &[("IBAN", ""), ("Nieuwsbrief", ""), ("Selectie", "")];

/// No login account.
pub const NO_ACCOUNT: &Answers = &[("inlogaccount?", "n")];

/// The account data of the mandate as they are known, with an IBAN.
pub const ACCOUNT: &Answers = &[
    ("IBAN *", "NL91 ABNA 0417 1643 00"),
    ("Naam rekeninghouder *", ""),
    ("Plaats rekeninghouder *", ""),
    ("overstapservice", ""),
];

/// The data on the signed form are right, and it was signed today.
pub const VERIFIED: &Answers = &[("Datum machtiging", ""), ("Typ ja", "ja")];
