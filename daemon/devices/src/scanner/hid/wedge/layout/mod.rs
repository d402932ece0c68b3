//! Keyboard layouts: which character a key stands for.
//!
//! A scanner that plays a keyboard sends the places of keys, not characters. It is set up for the keyboard
//! layout of the computer it was meant for; this must be the same one. The layouts are those of Windows, which
//! scanners are made for.

mod tables;

use serde::Deserialize;
use unicode_normalization::char::compose;

use tables::Table;

/// The keyboard layout a scanner is set up for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// United States: what scanners leave the factory with.
    #[default]
    Us,
    /// United States, international: the usual layout of computers in the Netherlands.
    UsInternational,
    /// The Netherlands.
    Nl,
    /// United Kingdom.
    Uk,
    /// Germany, QWERTZ.
    De,
    /// France, AZERTY.
    Fr,
    /// Belgium, AZERTY.
    Be,
}

/// Which of the characters of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    Plain,
    Shift,
    AltGr,
}

/// What a key gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Char(char),
    /// An accent for the next character, as a combining mark.
    Dead(char),
}

impl Layout {
    /// Every layout.
    pub const ALL: [Self; 7] =
        [Self::Us, Self::UsInternational, Self::Nl, Self::Uk, Self::De, Self::Fr, Self::Be];

    /// What the key in this place gives; `None` for keys without a character.
    pub(super) fn meaning(self, key: u8, level: Level) -> Option<Meaning> {
        let place = tables::place(key)?;
        let table = self.table();
        let characters = match level {
            Level::Plain => table.plain,
            Level::Shift => table.shift,
            Level::AltGr => table.altgr,
        };
        match characters.chars().nth(place)? {
            ' ' => None,
            mark @ '\u{300}'..='\u{36f}' => Some(Meaning::Dead(mark)),
            character => Some(Meaning::Char(character)),
        }
    }

    /// The characters an accent and the key after it give together: one where they combine, else both.
    pub(super) fn combine(self, mark: char, with: char) -> (char, Option<char>) {
        let alone = self.alone(mark);
        match with {
            ' ' => (alone, None),
            'c' if mark == '\u{301}' && self == Self::UsInternational => ('ç', None),
            'C' if mark == '\u{301}' && self == Self::UsInternational => ('Ç', None),
            _ => match compose(with, mark) {
                Some(combined) => (combined, None),
                None => (alone, Some(with)),
            },
        }
    }

    /// The character an accent is by itself.
    pub(super) fn alone(self, mark: char) -> char {
        match mark {
            '\u{300}' => '`',
            '\u{301}' if self == Self::UsInternational => '\'',
            '\u{301}' => '´',
            '\u{302}' => '^',
            '\u{303}' => '~',
            '\u{308}' if self == Self::UsInternational => '"',
            '\u{308}' => '¨',
            '\u{327}' => '¸',
            other => other,
        }
    }

    const fn table(self) -> &'static Table {
        match self {
            Self::Us => &tables::US,
            Self::UsInternational => &tables::US_INTERNATIONAL,
            Self::Nl => &tables::NL,
            Self::Uk => &tables::UK,
            Self::De => &tables::DE,
            Self::Fr => &tables::FR,
            Self::Be => &tables::BE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_has_a_character_for_every_place() {
        for layout in Layout::ALL {
            let Table { plain, shift, altgr } = layout.table();
            for characters in [plain, shift, altgr] {
                assert_eq!(characters.chars().count(), tables::PLACES, "{layout:?}: {characters}");
            }
            let digits: String = (0x1e..=0x27)
                .filter_map(|key| {
                    let french = matches!(layout, Layout::Fr | Layout::Be);
                    layout.meaning(key, if french { Level::Shift } else { Level::Plain })
                })
                .map(|meaning| if let Meaning::Char(c) = meaning { c } else { '?' })
                .collect();
            assert_eq!(digits, "1234567890", "{layout:?}");
        }
    }

    #[test]
    fn keys_that_differ_between_countries() {
        let character = |layout: Layout, key, level| layout.meaning(key, level);
        assert_eq!(character(Layout::De, 0x1c, Level::Plain), Some(Meaning::Char('z')));
        assert_eq!(character(Layout::Fr, 0x04, Level::Shift), Some(Meaning::Char('Q')));
        assert_eq!(character(Layout::Uk, 0x1f, Level::Shift), Some(Meaning::Char('"')));
        assert_eq!(character(Layout::Nl, 0x64, Level::Plain), Some(Meaning::Char(']')));
        assert_eq!(character(Layout::Be, 0x22, Level::AltGr), None);
        assert_eq!(character(Layout::UsInternational, 0x34, Level::Shift), Some(Meaning::Dead('\u{308}')));
        assert_eq!(character(Layout::Us, 0x3a, Level::Plain), None, "F1");
        // Both keys for the backslash: the American one and the European one.
        assert_eq!(character(Layout::Us, 0x31, Level::Plain), character(Layout::Us, 0x32, Level::Plain));
    }

    #[test]
    fn accents_combine_or_stand_alone() {
        let intl = Layout::UsInternational;
        assert_eq!(intl.combine('\u{301}', 'e'), ('é', None));
        assert_eq!(intl.combine('\u{301}', ' '), ('\'', None));
        assert_eq!(intl.combine('\u{301}', 'c'), ('ç', None));
        assert_eq!(intl.combine('\u{308}', '5'), ('"', Some('5')));
        assert_eq!(Layout::De.combine('\u{301}', ' '), ('´', None));
    }
}
