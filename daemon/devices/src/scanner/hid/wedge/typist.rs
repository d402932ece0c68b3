//! From keys that go down to the bytes that are typed.

use std::time::{Duration, Instant};

use super::keyboard::Pressed;
use super::layout::{Layout, Level, Meaning};
use crate::scanner::BadRead;

const CONTROL: u8 = 0x11;
const SHIFT: u8 = 0x22;
const LEFT_ALT: u8 = 0x04;
const RIGHT_ALT: u8 = 0x40;
const GUI: u8 = 0x88;

/// Something that was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Typed {
    /// A character; CR for Enter, TAB for Tab.
    Char(char),
    /// Something that no barcode holds: what is being typed cannot be good any more.
    Bad(BadRead),
}

/// Follows the keys of one keyboard.
#[derive(Debug)]
pub(super) struct Typist {
    layout: Layout,
    before: Pressed,
    caps: bool,
    dead: Option<char>,
    /// The digits typed on the keypad while Alt is held, where a scanner types characters by their number.
    number: Option<String>,
    last: Option<Instant>,
    /// A key was held over a pause and came again: told once, until all keys are up.
    stuck: bool,
}

impl Typist {
    pub(super) const fn new(layout: Layout) -> Self {
        let before = Pressed { modifiers: 0, keys: Vec::new(), overrun: false, unordered: false };
        Self { layout, before, caps: false, dead: None, number: None, last: None, stuck: false }
    }

    /// Takes a report in; `pause` is longer than any time between two keys of one code.
    pub(super) fn take(&mut self, now: Pressed, at: Instant, pause: Duration) -> Vec<Typed> {
        let mut typed = Vec::new();
        let paused = self.last.is_some_and(|last| at.saturating_duration_since(last) > pause);
        self.last = Some(at);
        if paused {
            // Half a character of a code that broke off is not the beginning of the next one.
            self.dead = None;
            self.number = None;
        }
        if now.overrun {
            // The keyboard does not know which keys are down, so neither does anybody else.
            typed.push(Typed::Bad(BadRead::Rollover));
            return typed;
        }
        self.watch_stuck(&now, paused, &mut typed);
        self.finish_number(&now, &mut typed);
        let fresh: Vec<u8> = now.keys.iter().copied().filter(|key| !self.before.keys.contains(key)).collect();
        if fresh.len() > 1 && now.unordered {
            typed.push(Typed::Bad(BadRead::ControlBytes));
        }
        for key in fresh {
            self.press(key, now.modifiers, &mut typed);
        }
        self.before = now;
        typed
    }

    /// A key that is still down after a pause is stuck, or its release was lost. Either way the code that
    /// comes now would lack that character, and nobody could see it.
    fn watch_stuck(&mut self, now: &Pressed, paused: bool, typed: &mut Vec<Typed>) {
        if now.keys.is_empty() {
            self.stuck = false;
        } else if paused && !self.stuck && now.keys.iter().any(|key| self.before.keys.contains(key)) {
            self.stuck = true;
            typed.push(Typed::Bad(BadRead::KeyRepeat));
        }
    }

    fn press(&mut self, key: u8, modifiers: u8, typed: &mut Vec<Typed>) {
        const ENTER: u8 = 0x28;
        const TAB: u8 = 0x2b;
        const SPACE: u8 = 0x2c;
        const CAPS_LOCK: u8 = 0x39;
        const NUM_LOCK: u8 = 0x53;
        const KEYPAD_ENTER: u8 = 0x58;
        if modifiers & GUI != 0 {
            typed.push(Typed::Bad(BadRead::ControlBytes));
            return;
        }
        let alt_gr = modifiers & RIGHT_ALT != 0 || (modifiers & LEFT_ALT != 0 && modifiers & CONTROL != 0);
        if modifiers & LEFT_ALT != 0 && !alt_gr {
            self.number_digit(key, typed);
            return;
        }
        match key {
            CAPS_LOCK => self.caps = !self.caps,
            NUM_LOCK => {}
            ENTER | KEYPAD_ENTER => self.type_char('\r', typed),
            TAB => self.type_char('\t', typed),
            SPACE => self.type_char(' ', typed),
            _ => match keypad(key).map(Meaning::Char).or_else(|| self.meaning(key, modifiers, alt_gr)) {
                Some(Meaning::Char(c)) if modifiers & CONTROL != 0 && !alt_gr => {
                    typed.push(control(c).map_or(Typed::Bad(BadRead::ControlBytes), Typed::Char));
                }
                Some(Meaning::Char(c)) => self.type_char(c, typed),
                Some(Meaning::Dead(mark)) => self.type_dead(mark, typed),
                None => typed.push(Typed::Bad(BadRead::ControlBytes)),
            },
        }
    }

    fn meaning(&self, key: u8, modifiers: u8, alt_gr: bool) -> Option<Meaning> {
        let shift = modifiers & SHIFT != 0;
        let level = |shift| if shift { Level::Shift } else { Level::Plain };
        if alt_gr {
            return self.layout.meaning(key, Level::AltGr);
        }
        let meaning = self.layout.meaning(key, level(shift));
        // Caps Lock turns the meaning of Shift around, for letters only.
        match meaning {
            Some(Meaning::Char(c)) if self.caps && c.is_alphabetic() => {
                self.layout.meaning(key, level(!shift)).filter(|other| is_letter(*other)).or(meaning)
            }
            meaning => meaning,
        }
    }

    fn type_char(&mut self, c: char, typed: &mut Vec<Typed>) {
        match self.dead.take() {
            None => typed.push(Typed::Char(c)),
            Some(mark) => {
                let (first, second) = self.layout.combine(mark, c);
                typed.push(Typed::Char(first));
                typed.extend(second.map(Typed::Char));
            }
        }
    }

    fn type_dead(&mut self, mark: char, typed: &mut Vec<Typed>) {
        if let Some(earlier) = self.dead.replace(mark) {
            typed.push(Typed::Char(self.layout.alone(earlier)));
        }
    }

    /// A digit of a character's number, on the keypad; anything else with Alt is no character.
    fn number_digit(&mut self, key: u8, typed: &mut Vec<Typed>) {
        match keypad(key).filter(char::is_ascii_digit) {
            Some(digit) => self.number.get_or_insert_default().push(digit),
            None => typed.push(Typed::Bad(BadRead::ControlBytes)),
        }
    }

    /// Letting Alt go ends a number. Below 128 it is ASCII; with a leading zero it is the code page of Western
    /// Windows, which is ISO 8859-1 from 160 on. Anything else depends on the country of the computer.
    fn finish_number(&mut self, now: &Pressed, typed: &mut Vec<Typed>) {
        if now.modifiers & LEFT_ALT != 0 {
            return;
        }
        let Some(digits) = self.number.take() else { return };
        let number: Option<u8> = digits.parse().ok();
        match number.filter(|number| *number < 128 || (digits.starts_with('0') && *number >= 160)) {
            Some(number) => self.type_char(char::from(number), typed),
            None => typed.push(Typed::Bad(BadRead::ControlBytes)),
        }
    }
}

/// The keys of the keypad, with Num Lock on.
fn keypad(key: u8) -> Option<char> {
    let characters = "/*-+\r1234567890.";
    let place = usize::from(key.checked_sub(0x54)?);
    characters.chars().nth(place).filter(|c| *c != '\r')
}

/// What Control makes of a character (ISO 646): some scanners type STX, ETX and their like that way.
fn control(c: char) -> Option<char> {
    let upper = c.to_ascii_uppercase();
    ('@'..='_').contains(&upper).then(|| char::from(upper as u8 & 0x1f))
}

fn is_letter(meaning: Meaning) -> bool {
    matches!(meaning, Meaning::Char(c) if c.is_alphabetic())
}
