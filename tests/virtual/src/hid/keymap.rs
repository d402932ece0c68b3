//! How a scanner finds the keys for a character.

use crate::VirtualError;

/// The keyboard layout a scanner is set up for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum KeyboardLayout {
    /// United States.
    #[default]
    Us,
    /// United States, international.
    UsInternational,
    /// The Netherlands.
    Nl,
    /// United Kingdom.
    Uk,
    /// Germany.
    De,
    /// France.
    Fr,
    /// Belgium.
    Be,
}

/// One key and what is held with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keystroke {
    /// A bit per modifier, as in the first byte of a keyboard report.
    pub modifiers: u8,
    /// Usage of the key on page 7.
    pub key: u8,
}

const KEYMAPS: &str = include_str!("../../fixtures/keymaps.txt");
const NO_CHARACTER: char = '\u{2423}';
const LEFT_SHIFT: u8 = 0x02;
const RIGHT_ALT: u8 = 0x40;
const SPACE: Keystroke = Keystroke { modifiers: 0, key: 0x2c };

/// Usages of the keys, row by row as in the keymaps.
const ROWS: [&[u8]; 4] = [
    &[0x35, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 45, 46],
    &[20, 26, 8, 21, 23, 28, 24, 12, 18, 19, 47, 48],
    &[4, 22, 7, 9, 10, 11, 13, 14, 15, 51, 52, 50],
    &[0x64, 29, 27, 6, 25, 5, 17, 16, 54, 55, 56],
];

impl KeyboardLayout {
    /// Every layout.
    pub const ALL: [Self; 7] =
        [Self::Us, Self::UsInternational, Self::Nl, Self::Uk, Self::De, Self::Fr, Self::Be];

    /// The keystrokes that type a character: one, or a dead key and a blank or a letter.
    ///
    /// # Errors
    /// When the layout cannot type it.
    pub fn keystrokes(self, character: char) -> Result<Vec<Keystroke>, VirtualError> {
        if character == ' ' {
            return Ok(vec![SPACE]);
        }
        let international = self == Self::UsInternational;
        let mark = match character {
            '`' => '\u{300}',
            '\'' if international => '\u{301}',
            '´' => '\u{301}',
            '^' => '\u{302}',
            '~' => '\u{303}',
            '"' if international => '\u{308}',
            _ => NO_CHARACTER,
        };
        let single = self.find(character).map(|stroke| vec![stroke]);
        let dead = self.find(mark).map(|dead| vec![dead, SPACE]);
        // AltGr is the last resort: there countries and makers of layouts disagree most.
        let mut ways = [single, dead].into_iter().flatten().collect::<Vec<_>>();
        ways.sort_by_key(|way| way[0].modifiers == RIGHT_ALT);
        ways.into_iter().next().ok_or(VirtualError::Untypable(character))
    }

    fn find(self, character: char) -> Option<Keystroke> {
        let header = format!("[{}]", self.name());
        let rows: Vec<&str> = KEYMAPS.lines().skip_while(|line| *line != header).skip(1).take(12).collect();
        let levels = rows.chunks(4).zip([0, LEFT_SHIFT, RIGHT_ALT]);
        levels.into_iter().find_map(|(rows, modifiers)| {
            rows.iter().zip(ROWS).find_map(|(characters, keys)| {
                let place = characters.chars().position(|c| c == character && c != NO_CHARACTER)?;
                Some(Keystroke { modifiers, key: *keys.get(place)? })
            })
        })
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Us => "us",
            Self::UsInternational => "us-international",
            Self::Nl => "nl",
            Self::Uk => "uk",
            Self::De => "de",
            Self::Fr => "fr",
            Self::Be => "be",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_layout_types_what_barcodes_hold() {
        for layout in KeyboardLayout::ALL {
            for character in ('0'..='9').chain('A'..='Z').chain('a'..='z').chain("-$:/.+% ]*".chars()) {
                assert!(layout.keystrokes(character).is_ok(), "{layout:?} {character}");
            }
        }
    }

    #[test]
    fn keys_differ_between_countries() {
        let strokes = |layout: KeyboardLayout, c| layout.keystrokes(c).unwrap();
        assert_eq!(strokes(KeyboardLayout::Us, '2'), [Keystroke { modifiers: 0, key: 31 }]);
        assert_eq!(strokes(KeyboardLayout::Fr, '2'), [Keystroke { modifiers: 2, key: 31 }]);
        assert_eq!(strokes(KeyboardLayout::De, 'Z'), [Keystroke { modifiers: 2, key: 28 }]);
        assert_eq!(strokes(KeyboardLayout::UsInternational, '"').len(), 2);
        assert!(KeyboardLayout::Us.keystrokes('€').is_err());
    }
}
