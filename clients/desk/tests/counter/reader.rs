//! What a screen reader gets of the programs on a display (AT-SPI): what is in view, where, and in which state.

use super::wait;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;
use zbus::export::serde::Serialize;
use zbus::zvariant::{DynamicDeserialize, DynamicType, OwnedObjectPath, Value};
use zbus::{Connection, connection};

/// Kinds of controls, by their number in AT-SPI.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    CheckBox = 7,
    Row = 32,
    Tab = 37,
    Button = 43,
    RadioButton = 44,
    Field = 79,
    Form = 87,
    Part = 110,
}

/// States, by their bit in AT-SPI.
#[derive(Debug, Clone, Copy)]
pub enum State {
    Checked = 4,
    Enabled = 8,
    Focused = 12,
    Selected = 23,
}

/// A bus name and an object at it.
type Object = (String, OwnedObjectPath);
/// The object, its application and parent, index and count of children, interfaces, name, role, description, state.
type Item = (Object, Object, Object, i32, i32, Vec<String>, String, u32, String, Vec<u32>);

/// Something in view.
#[derive(Debug, Clone)]
pub struct Control {
    object: Object,
    kind: u32,
    /// What it is called.
    pub name: String,
    states: u64,
}

impl Control {
    pub fn is(&self, state: State) -> bool {
        self.states & (1 << state as u64) != 0
    }

    pub fn is_a(&self, kind: Kind) -> bool {
        self.kind == kind as u32
    }
}

/// A session bus of its own, on which programs tell a screen reader what they show.
pub struct Reader {
    bus: Child,
    address: String,
    connection: Connection,
    _directory: TempDir,
}

impl Reader {
    /// Starts the bus of a display, with a screen reader that listens.
    pub fn start(display: &str) -> Self {
        let directory = tempfile::tempdir().expect("a directory");
        let mut bus = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--nopidfile", "--print-address"])
            .env("DISPLAY", display)
            .env("XDG_RUNTIME_DIR", directory.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("dbus-daemon is installed");
        let mut address = String::new();
        BufReader::new(bus.stdout.take().unwrap()).read_line(&mut address).unwrap();
        let address = address.trim().to_owned();
        let connection = wait(async {
            let session = connect(&address).await;
            let status = ("org.a11y.Status", "IsEnabled", Value::from(true));
            let (name, path) = ("org.a11y.Bus", "/org/a11y/bus");
            let properties = Some("org.freedesktop.DBus.Properties");
            let set = session.call_method(Some(name), path, properties, "Set", &status).await;
            set.expect("at-spi2-core is installed");
            let told = session.call_method(Some(name), path, Some("org.a11y.Bus"), "GetAddress", &()).await;
            connect(&told.unwrap().body().deserialize::<String>().unwrap()).await
        });
        Self { bus, address, connection, _directory: directory }
    }

    /// The session bus, for `DBUS_SESSION_BUS_ADDRESS`.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Everything that the program with this process id shows now.
    pub fn controls(&self, pid: u32) -> Vec<Control> {
        wait(async {
            let Some(name) = self.program(pid).await else { return Vec::new() };
            let cache = Some("org.a11y.atspi.Cache");
            let items = self.call(&name, "/org/a11y/atspi/cache", cache, "GetItems", &()).await;
            let items: Vec<Item> = items.unwrap_or_default();
            let control = |(object, _, _, _, _, _, name, kind, _, states): Item| Control {
                object,
                kind,
                name,
                states: u64::from(states.first().copied().unwrap_or_default())
                    | u64::from(states.get(1).copied().unwrap_or_default()) << 32,
            };
            items.into_iter().map(control).collect()
        })
    }

    /// Where something is on the screen: left, top, width, height; none when it is not there any more.
    pub fn place(&self, control: &Control) -> Option<(i32, i32, i32, i32)> {
        let (name, path) = &control.object;
        let on_screen = 0_u32;
        let component = Some("org.a11y.atspi.Component");
        wait(self.call(name, path.as_str(), component, "GetExtents", &on_screen))
    }

    /// The bus name of the program with this process id.
    async fn program(&self, pid: u32) -> Option<String> {
        let root = "/org/a11y/atspi/accessible/root";
        let accessible = Some("org.a11y.atspi.Accessible");
        let programs: Vec<Object> =
            self.call("org.a11y.atspi.Registry", root, accessible, "GetChildren", &()).await?;
        for (name, _) in programs {
            let bus = "org.freedesktop.DBus";
            let asked = "GetConnectionUnixProcessID";
            let own: Option<u32> = self.call(bus, "/org/freedesktop/DBus", Some(bus), asked, &name).await;
            if own == Some(pid) {
                return Some(name);
            }
        }
        None
    }

    async fn call<A, T>(
        &self,
        name: &str,
        path: &str,
        face: Option<&str>,
        method: &str,
        with: &A,
    ) -> Option<T>
    where
        A: Serialize + DynamicType,
        T: for<'d> DynamicDeserialize<'d>,
    {
        let answer = self.connection.call_method(Some(name), path, face, method, with).await.ok()?;
        answer.body().deserialize().ok()
    }
}

async fn connect(address: &str) -> Connection {
    connection::Builder::address(address).unwrap().build().await.expect("the bus answers")
}

impl Drop for Reader {
    fn drop(&mut self) {
        let _ = self.bus.kill();
        let _ = self.bus.wait();
    }
}
