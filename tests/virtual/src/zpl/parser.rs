//! ZPL II, taken apart as it arrives (ZPL II Programming Guide, chapter 1).
//!
//! Commands begin with `^` or `~` and two letters; their parameters end where the next command begins.
//! Commands without parameters are complete at once, which the ones that ask something have to be.

use crate::printer::Heard;

/// Longer than the largest graphic field of one command (99,999 bytes, two digits each) with room to spare.
const MAX_PARAMETERS: usize = 1 << 20;

/// One command as it came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZplCommand {
    /// The letters after the prefix, such as `XA`, `GF` or `HS`.
    pub name: String,
    /// What follows them, without line ends.
    pub parameters: String,
}

#[derive(Debug, Default)]
enum State {
    #[default]
    Between,
    Name {
        immediate: bool,
        name: String,
    },
    Parameters(ZplCommand),
    /// Bytes that are no command.
    Lost(usize),
}

/// Takes a stream apart; the chunking of the stream does not matter.
#[derive(Debug, Default)]
pub struct ZplParser {
    state: State,
}

/// Commands that are complete with their letters.
fn is_complete(immediate: bool, name: &str) -> bool {
    immediate || matches!(name, "XA" | "XZ" | "FS")
}

impl ZplParser {
    /// Takes in some bytes and gives what they complete.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Heard<ZplCommand>> {
        let mut found = Vec::new();
        for &byte in bytes {
            self.state = match std::mem::take(&mut self.state) {
                // Line ends mean nothing anywhere.
                state if matches!(byte, b'\r' | b'\n') => state,
                state if matches!(byte, b'^' | b'~') => {
                    match state {
                        State::Between => {}
                        State::Name { name, .. } => found.push(Heard::Garbage(name.len() + 1)),
                        State::Parameters(command) => found.push(Heard::Command(command)),
                        State::Lost(count) => found.push(Heard::Garbage(count)),
                    }
                    State::Name { immediate: byte == b'~', name: String::new() }
                }
                State::Between => State::Lost(1),
                State::Lost(count) => State::Lost(count + 1),
                State::Name { immediate, mut name } => {
                    name.push(char::from(byte).to_ascii_uppercase());
                    // `~HQ` is followed by two letters that say what is asked.
                    let wanted = if immediate && name.starts_with("HQ") { 4 } else { 2 };
                    if name.len() < wanted {
                        State::Name { immediate, name }
                    } else if is_complete(immediate, &name) {
                        found.push(Heard::Command(ZplCommand { name, parameters: String::new() }));
                        State::Between
                    } else {
                        State::Parameters(ZplCommand { name, parameters: String::new() })
                    }
                }
                State::Parameters(mut command) => {
                    command.parameters.push(char::from(byte));
                    if command.parameters.len() > MAX_PARAMETERS {
                        State::Lost(command.parameters.len())
                    } else {
                        State::Parameters(command)
                    }
                }
            };
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn command(name: &str, parameters: &str) -> Heard<ZplCommand> {
        Heard::Command(ZplCommand { name: name.to_owned(), parameters: parameters.to_owned() })
    }

    #[test]
    fn questions_are_complete_at_once_and_fields_at_the_next_command() {
        let mut parser = ZplParser::default();
        assert_eq!(parser.feed(b"~HS"), [command("HS", "")]);
        assert_eq!(parser.feed(b"~HQES"), [command("HQES", "")]);
        assert_eq!(parser.feed(b"\r\n^XA\n^FO10,"), [command("XA", "")]);
        assert_eq!(parser.feed(b"20^GFA,2,2,1,"), [command("FO", "10,20")]);
        assert_eq!(parser.feed(b"ff\n00^fs"), [command("GF", "A,2,2,1,ff00"), command("FS", "")]);
        assert_eq!(parser.feed(b"^XZ"), [command("XZ", "")]);
    }

    #[test]
    fn a_question_may_come_in_the_middle_of_a_field() {
        let found = ZplParser::default().feed(b"^PQ1~HS^XZ");
        assert_eq!(found, [command("PQ", "1"), command("HS", ""), command("XZ", "")]);
    }

    #[test]
    fn what_is_no_command_is_garbage() {
        let found = ZplParser::default().feed(b"hello^X~HS");
        assert_eq!(found, [Heard::Garbage(5), Heard::Garbage(2), command("HS", "")]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn chunking_does_not_matter(text in "[\\^~A-Z0-9,:! \r\n]{0,200}", cut in 1usize..20) {
            let whole = ZplParser::default().feed(text.as_bytes());
            let mut parser = ZplParser::default();
            let pieces: Vec<_> = text.as_bytes().chunks(cut).flat_map(|chunk| parser.feed(chunk)).collect();
            prop_assert_eq!(whole, pieces);
        }
    }
}
