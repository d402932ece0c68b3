//! The command language, taken apart byte by byte as it arrives (A5013 rev. E, chapter 3).

use super::panel::PANEL_BYTES;
use crate::printer::Heard;

const ESC: u8 = 0x1b;
const CR: u8 = 0x0d;
/// No command head of the guide comes near this; longer means the stream is out of step.
const MAX_HEAD: usize = 256;
/// A compressed two-level panel is 83,312 bytes at worst, a colour panel of 128 levels 592,368 plain.
const MAX_DATA: usize = 1 << 20;

/// One command as it came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// The name, such as `Pmi`.
    pub name: String,
    /// The parameters between the separators.
    pub parameters: Vec<String>,
    /// The bitmap data of a downloading command.
    pub data: Vec<u8>,
}

impl Command {
    /// The parameter at this position, or an empty text.
    #[must_use]
    pub fn parameter(&self, index: usize) -> &str {
        self.parameters.get(index).map_or("", String::as_str)
    }

    /// The command without its data, for a transcript.
    #[must_use]
    pub fn head(&self) -> String {
        let mut head = self.name.clone();
        for parameter in &self.parameters {
            head.push(';');
            head.push_str(parameter);
        }
        head
    }
}

#[derive(Debug)]
enum State {
    Between,
    Head(Vec<u8>),
    Data { command: Command, wanted: usize },
    End(Command),
    Lost(usize),
}

/// Takes a stream apart; the chunking of the stream does not matter.
#[derive(Debug)]
pub struct Parser {
    state: State,
}

impl Default for Parser {
    fn default() -> Self {
        Self { state: State::Between }
    }
}

impl Parser {
    /// Takes in some bytes and gives what they complete.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Heard<Command>> {
        let mut found = Vec::new();
        let mut rest = bytes;
        while let Some((&byte, tail)) = rest.split_first() {
            rest = tail;
            self.state = match std::mem::replace(&mut self.state, State::Between) {
                State::Between => match byte {
                    // Drivers pad their jobs with NUL.
                    0x00 => State::Between,
                    ESC => State::Head(Vec::new()),
                    // The start character is not compulsory after CR.
                    other if other.is_ascii_uppercase() => State::Head(vec![other]),
                    _ => State::Lost(1),
                },
                State::Head(head) => Self::head(head, byte, &mut found),
                State::Data { mut command, wanted } => {
                    command.data.push(byte);
                    let take = (wanted - command.data.len()).min(rest.len());
                    let (more, after) = rest.split_at(take);
                    command.data.extend_from_slice(more);
                    rest = after;
                    if command.data.len() == wanted {
                        State::End(command)
                    } else {
                        State::Data { command, wanted }
                    }
                }
                State::End(command) if byte == CR => {
                    found.push(Heard::Command(command));
                    State::Between
                }
                State::End(_) => State::Lost(1),
                State::Lost(count) if byte == CR => {
                    found.push(Heard::Garbage(count + 1));
                    State::Between
                }
                State::Lost(count) => State::Lost(count + 1),
            };
        }
        found
    }

    fn head(mut head: Vec<u8>, byte: u8, found: &mut Vec<Heard<Command>>) -> State {
        if byte == CR {
            match split(&head) {
                Some(command) => found.push(Heard::Command(command)),
                None => found.push(Heard::Garbage(head.len() + 1)),
            }
            return State::Between;
        }
        if head.len() == MAX_HEAD {
            return State::Lost(head.len() + 1);
        }
        head.push(byte);
        match data_length(&head) {
            None => State::Head(head),
            Some(wanted) if (1..=MAX_DATA).contains(&wanted) => match split(&head[..head.len() - 1]) {
                Some(command) => State::Data { command, wanted },
                None => State::Lost(head.len()),
            },
            Some(_) => State::Lost(head.len()),
        }
    }
}

fn split(head: &[u8]) -> Option<Command> {
    let text = std::str::from_utf8(head).ok()?;
    let mut parts = text.split(';').map(str::to_owned);
    let name = parts.next().filter(|name| !name.is_empty())?;
    name.chars().all(|c| c.is_ascii_alphanumeric()).then(|| Command {
        name,
        parameters: parts.collect(),
        data: Vec::new(),
    })
}

/// How much data follows once the head of a downloading command is complete.
fn data_length(head: &[u8]) -> Option<usize> {
    if !head.ends_with(b";") {
        return None;
    }
    let text = std::str::from_utf8(&head[..head.len() - 1]).ok()?;
    let parts: Vec<&str> = text.split(';').collect();
    match parts.as_slice() {
        // A level count that is none of the guide's makes the length unknowable: 0 is refused by the caller.
        ["Db", _, levels] => Some(match *levels {
            "2" => PANEL_BYTES,
            "32" => PANEL_BYTES * 5,
            "64" => PANEL_BYTES * 6,
            "128" => PANEL_BYTES * 7,
            _ => 0,
        }),
        ["Dbc", _, _, length] => Some(length.parse().unwrap_or(0)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn command(name: &str, parameters: &[&str], data: &[u8]) -> Heard<Command> {
        Heard::Command(Command {
            name: name.to_owned(),
            parameters: parameters.iter().map(|&p| p.to_owned()).collect(),
            data: data.to_vec(),
        })
    }

    #[test]
    fn commands_with_and_without_start_character_and_with_padding() {
        let found = Parser::default().feed(b"\x1bPmi;F;s\rSs\r\0\0\0\x1bSe;1\r");
        assert_eq!(
            found,
            [command("Pmi", &["F", "s"], b""), command("Ss", &[], b""), command("Se", &["1"], b"")]
        );
    }

    #[test]
    fn data_may_hold_any_byte() {
        let found = Parser::default().feed(b"\x1bDbc;k;2;5;\r\x1b;\0\r\r\x1bSr\r");
        assert_eq!(found, [command("Dbc", &["k", "2", "5"], b"\r\x1b;\0\r"), command("Sr", &[], b"")]);
    }

    #[test]
    fn after_garbage_the_next_command_is_understood() {
        let found = Parser::default().feed(b"\xff\xfe\r\x1bDbc;k;2;x;\r\x1bRtp\r");
        assert_eq!(found, [Heard::Garbage(3), Heard::Garbage(11), command("Rtp", &[], b"")]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn chunking_does_not_matter(bytes in prop::collection::vec(prop_oneof![any::<u8>(), Just(b'\r'), Just(0x1b), Just(b';')], 0..300), cut in 1usize..40) {
            let whole = Parser::default().feed(&bytes);
            let mut parser = Parser::default();
            let pieces: Vec<_> = bytes.chunks(cut).flat_map(|chunk| parser.feed(chunk)).collect();
            prop_assert_eq!(whole, pieces);
        }
    }
}
