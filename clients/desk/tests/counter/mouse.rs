//! What the clerk sees, as a screen reader tells it, and the mouse on it.

use crate::desk::Desk;
use crate::reader::{Control, Kind, State};
use crate::words::heading;
use balie_client::v1::Step;
use balie_journeys::PATIENCE;
use std::time::{Duration, Instant};

/// Between two looks at the window.
const LOOK: Duration = Duration::from_millis(80);
/// Longer than a double press takes, of a mouse button or a key.
const DOUBLE_PRESS: Duration = Duration::from_millis(450);
/// The foot of a form and the devices, below what scrolls, at the usual size of text.
const FOOT: i32 = 130;

impl Desk<'_> {
    /// What is in view now of this kind, with a name that begins so; a row has it somewhere.
    pub fn seen(&self, kind: Kind, name: &str) -> Option<Control> {
        let controls = self.display.reader.controls(self.pid());
        let named = |control: &Control| match kind {
            Kind::Row => control.name.contains(name),
            _ => control.name.starts_with(name),
        };
        controls.into_iter().find(|control| control.is_a(kind) && named(control))
    }

    /// Waits until something of this kind is in view; its name is a text of the markup.
    pub fn sees(&self, kind: Kind, text: &str) -> Control {
        self.sees_named(kind, &self.say(text))
    }

    /// Waits until something of this kind is in view with a name that begins so.
    pub fn sees_named(&self, kind: Kind, name: &str) -> Control {
        let began = Instant::now();
        loop {
            if let Some(control) = self.seen(kind, name) {
                return control;
            }
            assert!(began.elapsed() < PATIENCE, "{kind:?} {name} does not come into view");
            std::thread::sleep(LOOK);
        }
    }

    /// Waits until the page of a step is in view, as long as a clerk takes to see it: a key that is pressed from now
    /// on is for this page.
    pub fn shows(&self, step: Step) {
        match heading(step) {
            Some(heading) => self.sees(Kind::Form, heading),
            None => self.sees(Kind::Button, "Next patron"),
        };
        std::thread::sleep(DOUBLE_PRESS);
    }

    /// Waits until the caret is in a field: what is typed from now on is typed there.
    pub fn caret(&self, field: &str) {
        let began = Instant::now();
        while !self.sees(Kind::Field, field).is(State::Focused) {
            assert!(began.elapsed() < PATIENCE, "the caret does not come to {field}");
            std::thread::sleep(LOOK);
        }
    }

    /// Clicks once on what has this text of the markup for its name.
    pub fn click(&self, kind: Kind, text: &str) {
        self.click_named(kind, &self.say(text));
    }

    /// Clicks once on what has a name that begins so.
    pub fn click_named(&self, kind: Kind, name: &str) {
        self.point_at(kind, name);
        self.display.tool("xdotool", &["click", "1"]);
        std::thread::sleep(DOUBLE_PRESS);
    }

    /// Moves the pointer on what has this text of the markup for its name.
    pub fn point(&self, kind: Kind, text: &str) {
        self.point_at(kind, &self.say(text));
    }

    /// Clicks twice, as for a double click.
    pub fn double_click(&self, kind: Kind, text: &str) {
        self.point(kind, text);
        self.display.tool("xdotool", &["click", "--repeat", "2", "--delay", "120", "1"]);
        std::thread::sleep(DOUBLE_PRESS);
    }

    /// Clicks on a field and types in it.
    pub fn write(&self, field: &str, text: &str) {
        self.click(Kind::Field, field);
        self.text(text);
    }

    /// Moves the pointer on a control that can be pressed and lies still, scrolling to it with the wheel: what is
    /// scrolled out of view is not there for a screen reader.
    fn point_at(&self, kind: Kind, name: &str) {
        let began = Instant::now();
        let mut before = None;
        let height = self.size().1 as i32;
        let foot = if kind == Kind::Button { 0 } else { FOOT };
        for look in 1.. {
            let control = self.seen(kind, name).filter(|control| control.is(State::Enabled));
            let place = control.and_then(|control| self.display.reader.place(&control));
            let middle = place.map(|(left, top, width, height)| (left + width / 2, top + height / 2));
            match middle {
                Some((x, y)) if y < height - foot && before == middle => {
                    self.display.tool("xdotool", &["mousemove", &x.to_string(), &y.to_string()]);
                    return;
                }
                Some((_, y)) if y >= height - foot => self.wheel("5"),
                // Not there for a second: down to the end of the page, and up again.
                None if look > 12 => self.wheel(if look % 60 < 36 { "5" } else { "4" }),
                _ => {}
            }
            before = middle;
            assert!(began.elapsed() < PATIENCE, "{kind:?} {name} cannot be clicked");
            std::thread::sleep(LOOK);
        }
    }

    /// Turns the wheel over the middle of the form.
    fn wheel(&self, button: &str) {
        let (width, height) = self.size();
        let (x, y) = ((width / 3).to_string(), (height / 2).to_string());
        self.display.tool("xdotool", &["mousemove", &x, &y, "click", button]);
    }
}
