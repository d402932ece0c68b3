//! The name of the host in requests that come by the unix socket.
//!
//! A request names the host that it is for (`:authority`, RFC 9113, 8.3.1). On a unix socket there is none, and many
//! gRPC libraries name the socket in its place: Python, C++ and Swift as `%2Frun%2Fbalie%2Fbalied.sock`, Java and
//! others as it stands. Neither is the name of a host, so the HTTP/2 library refuses the request before any of ours
//! sees it. Nothing here depends on the name: the characters that make it none are replaced as the bytes come in, each
//! by one of the same length. So what both ends remember of the headers (HPACK, RFC 7541) stays as long as it was, and
//! nothing else changes. A name that is no path is passed on as it came.
//!
//! An empty name, as older gRPC for Go sends, is refused as well. It becomes an empty field of another name, and the
//! request one without the name of a host, which is allowed; gRPC for Go has it behind all that must come before.

use std::ops::Range;

/// What a connection begins with (RFC 9113, 3.4).
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
/// Bytes before the content of a frame (RFC 9113, 4.1).
const HEAD: usize = 9;
/// The longest frame that may be sent to us (RFC 9113, 6.5.2: nothing else was said to the client). Longer ones the
/// library refuses.
const LONGEST: usize = 16 * 1024;
/// No name is longer: the path of a socket has 108 bytes at most (unix(7)), and three times as many with percent signs.
const LONGEST_NAME: usize = 512;
/// Kind of a frame with headers, and flags of it (RFC 9113, 6.2).
const HEADERS: u8 = 1;
const PADDED: u8 = 0x08;
const PRIORITY: u8 = 0x20;
/// Place of `:authority` in the static table (RFC 7541, appendix A), its name, and the same in Huffman codes.
const AUTHORITY: usize = 1;
const NAME: &[u8] = b":authority";
const NAME_PACKED: &[u8] = &[0xb8, 0x3b, 0x53, 0x39, 0xec, 0x32, 0x7d, 0x7f];
/// A field whose name is as long, and how it is begun that is to be remembered: its place in the static table is 58.
const AS_LONG: &[u8] = b"user-agent";
const REMEMBERED_AS_LONG: u8 = 0x40 | 58;
/// A field of the static table that is empty, as a whole: `accept-charset`.
const EMPTY: u8 = 0x80 | 15;

/// Lets the bytes of a connection through, and holds back no more than a frame of headers until it is complete.
#[derive(Debug, Default)]
pub(super) struct HostNames {
    state: State,
    /// The beginning of a frame.
    held: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// So much of the preface has come.
    Preface(usize),
    /// So much is to come of a frame that is of no interest.
    Inside(usize),
    /// It is no HTTP/2: whoever reads it will say so.
    Off,
}

impl Default for State {
    fn default() -> Self {
        Self::Preface(0)
    }
}

impl HostNames {
    /// Takes bytes as they came in, puts names right, and returns those that are to be read now, in their order.
    pub fn pass(&mut self, came: &[u8]) -> Vec<u8> {
        let mut bytes = std::mem::take(&mut self.held);
        bytes.extend_from_slice(came);
        let mut at = 0;
        while at < bytes.len() {
            let rest = &mut bytes[at..];
            let passed = match self.state {
                State::Preface(have) => {
                    let length = rest.len().min(PREFACE.len() - have);
                    self.state = match have + length {
                        _ if rest[..length] != PREFACE[have..have + length] => State::Off,
                        all if all == PREFACE.len() => State::Inside(0),
                        part => State::Preface(part),
                    };
                    length
                }
                State::Inside(0) => match self.begin(rest) {
                    Some(passed) => passed,
                    None => break,
                },
                State::Inside(left) => {
                    let length = rest.len().min(left);
                    self.state = State::Inside(left - length);
                    length
                }
                State::Off => rest.len(),
            };
            at += passed;
        }
        self.held = bytes.split_off(at);
        bytes
    }

    /// At the beginning of a frame: how much of it can go on. None when it is to be held back until there is more.
    fn begin(&mut self, rest: &mut [u8]) -> Option<usize> {
        let head: [u8; HEAD] = rest.get(..HEAD)?.try_into().ok()?;
        let [high, middle, low, kind, flags, ..] = head;
        let length = usize::from(high) << 16 | usize::from(middle) << 8 | usize::from(low);
        if kind != HEADERS || length > LONGEST {
            self.state = State::Inside(length);
            return Some(HEAD);
        }
        let content = rest.get_mut(HEAD..HEAD + length)?;
        let (is_padded, has_priority) = (flags & PADDED != 0, flags & PRIORITY != 0);
        let padding = content.first().filter(|_| is_padded).map_or(0, |padding| usize::from(*padding));
        let before = usize::from(is_padded) + if has_priority { 5 } else { 0 };
        if let Some(headers) = content.get_mut(before..length.saturating_sub(padding)) {
            // Headers that make no sense are for the library to refuse.
            let _ = put_right(headers);
        }
        Some(HEAD + length)
    }
}

/// Goes through a block of headers (RFC 7541, 6) and puts every name of a host right. None where the block ends too
/// early: it goes on in a further frame. There is no name in that, unless one is cut in two: pseudo-headers come first
/// (RFC 9113, 8.3), and only what is too long for one frame goes on in another.
fn put_right(headers: &mut [u8]) -> Option<()> {
    let mut at = 0;
    while let Some(first) = headers.get(at).copied() {
        let begin = at;
        // An index, a field to be remembered, a size of the table, a field not to be remembered.
        let (bits, has_value) = match first {
            0x80.. => (7, false),
            0x40.. => (6, true),
            0x20.. => (5, false),
            _ => (4, true),
        };
        let (index, behind) = integer(headers, at, bits)?;
        at = behind;
        if !has_value {
            continue;
        }
        let mut is_host = index == AUTHORITY;
        let mut name = 0..0;
        if index == 0 {
            let is_packed;
            (is_packed, name) = string(headers, at)?;
            is_host = headers[name.clone()] == *if is_packed { NAME_PACKED } else { NAME };
            at = name.end;
        }
        let (is_packed, value) = string(headers, at)?;
        at = value.end;
        if !is_host || value.len() > LONGEST_NAME {
            continue;
        }
        match (value.is_empty(), is_packed) {
            (true, _) => empty(headers, begin, name, at),
            (false, true) => put_right_packed(&mut headers[value]),
            (false, false) => put_right_plain(&mut headers[value]),
        }
    }
    Some(())
}

/// Makes another empty field of the one that begins and ends here, with the place of its name where it is written out.
fn empty(headers: &mut [u8], begin: usize, name: Range<usize>, end: usize) {
    if name.len() == AS_LONG.len() {
        headers[name].copy_from_slice(AS_LONG);
    } else if end == begin + 2 {
        match headers[begin] {
            0x40.. => headers[begin] = REMEMBERED_AS_LONG,
            _ => headers[begin..end].fill(EMPTY),
        }
    }
}

fn put_right_plain(name: &mut [u8]) {
    if !name.iter().any(|byte| matches!(byte, b'/' | b'%')) {
        return;
    }
    // What else may stand in a path and not in the name of a host. Control characters stand in neither.
    let is_of_path = |byte: &u8| {
        !byte.is_ascii_alphanumeric()
            && !byte.is_ascii_control()
            && !matches!(byte, b'-' | b'.' | b'_' | b'~')
    };
    for byte in name.iter_mut().filter(|byte| is_of_path(byte)) {
        *byte = b'-';
    }
}

/// Bits of a code, and how many codes have so many (RFC 7541, appendix B). Codes of one length are consecutive, and
/// follow those that are shorter.
const CODES: [(u32, u32); 21] = [
    (5, 10),
    (6, 26),
    (7, 32),
    (8, 6),
    (10, 5),
    (11, 3),
    (12, 2),
    (13, 6),
    (14, 2),
    (15, 3),
    (19, 3),
    (20, 8),
    (21, 13),
    (22, 26),
    (23, 29),
    (24, 12),
    (25, 4),
    (26, 15),
    (27, 19),
    (28, 29),
    (30, 4),
];

/// A Huffman code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Code {
    bits: u32,
    length: u32,
}

const fn code_of(length: u32, bits: u32) -> Code {
    Code { bits, length }
}

const PERCENT: Code = code_of(6, 0b01_0101);
const SLASH: Code = code_of(6, 0b01_1000);
/// What may stand in a path and not in the name of a host, and what it is replaced by: a hyphen, or where that has not
/// as many bits, another character that a name may have. Other characters have codes that are as long as that of none.
const REPLACED: [(Code, Code); 10] = [
    (PERCENT, code_of(6, 0b01_0110)),
    (SLASH, code_of(6, 0b01_0110)),
    // A space.
    (code_of(6, 0b01_0100), code_of(6, 0b01_0110)),
    // `:` by `B`.
    (code_of(7, 0b101_1100), code_of(7, 0b101_1101)),
    // `"` and `?` by `!`.
    (code_of(10, 0x3f9), code_of(10, 0x3f8)),
    (code_of(10, 0x3fc), code_of(10, 0x3f8)),
    // `|` by `+`.
    (code_of(11, 0x7fc), code_of(11, 0x7fb)),
    // `@`, `[` and `]` by `~`.
    (code_of(13, 0x1ffa), code_of(13, 0x1ffd)),
    (code_of(13, 0x1ffb), code_of(13, 0x1ffd)),
    (code_of(13, 0x1ffc), code_of(13, 0x1ffd)),
];

/// The same of a name in Huffman codes.
fn put_right_packed(name: &mut [u8]) {
    let mut places = Vec::new();
    let mut at = 0;
    while let Some(code) = code(name, at) {
        places.push((at, code));
        at += code.length as usize;
    }
    if !places.iter().any(|(_, code)| matches!(*code, PERCENT | SLASH)) {
        return;
    }
    for (at, code) in places {
        if let Some((_, by)) = REPLACED.iter().find(|(replaced, _)| *replaced == code) {
            put(name, at, *by);
        }
    }
}

/// Writes a code at a bit.
fn put(bytes: &mut [u8], at: usize, code: Code) {
    for bit in 0..code.length {
        let place = at + bit as usize;
        let mask = 0x80_u8 >> (place % 8);
        let is_set = code.bits >> (code.length - 1 - bit) & 1 == 1;
        if let Some(byte) = bytes.get_mut(place / 8) {
            *byte = if is_set { *byte | mask } else { *byte & !mask };
        }
    }
}

/// The code at a bit. None at the end.
fn code(bytes: &[u8], at: usize) -> Option<Code> {
    let (mut bits, mut have) = (0_u32, 0);
    // The first code of a length, one bit longer than those before.
    let mut first = 0_u32;
    for (length, count) in CODES {
        while have < length {
            let place = at + have as usize;
            let bit = bytes.get(place / 8)? >> (7 - place % 8) & 1;
            bits = bits << 1 | u32::from(bit);
            first <<= 1;
            have += 1;
        }
        if bits.wrapping_sub(first) < count {
            return Some(Code { bits, length });
        }
        first += count;
    }
    None
}

/// A number whose first byte has so many bits for it (RFC 7541, 5.1), and where it ends. None for one that is too
/// large.
fn integer(bytes: &[u8], at: usize, bits: u32) -> Option<(usize, usize)> {
    let most = (1_usize << bits) - 1;
    let mut value = usize::from(*bytes.get(at)?) & most;
    let mut at = at + 1;
    if value < most {
        return Some((value, at));
    }
    for shift in [0, 7, 14, 21] {
        let byte = *bytes.get(at)?;
        value += usize::from(byte & 0x7f) << shift;
        at += 1;
        if byte & 0x80 == 0 {
            return Some((value, at));
        }
    }
    None
}

/// A text (RFC 7541, 5.2): whether it is in Huffman codes, and where it is.
fn string(bytes: &[u8], at: usize) -> Option<(bool, Range<usize>)> {
    let is_packed = bytes.get(at)? & 0x80 != 0;
    let (length, begin) = integer(bytes, at, 7)?;
    let end = begin + length;
    (end <= bytes.len()).then_some((is_packed, begin..end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SOCKET: &[u8] = b"%2Frun%2Fbalie%2Fbalied.sock";
    const HOST: &[u8] = b"-2Frun-2Fbalie-2Fbalied.sock";
    /// The same two in Huffman codes, as another program (hpack for Python) writes them.
    const SOCKET_PACKED: [u8; 20] = [
        0x54, 0x58, 0x6c, 0xb6, 0xa5, 0x45, 0x86, 0x31, 0xd0, 0x62, 0xaa, 0x2c, 0x31, 0x8e, 0x83, 0x16, 0x45,
        0xd0, 0x72, 0x75,
    ];
    const HOST_PACKED: [u8; 20] = [
        0x58, 0x58, 0x6c, 0xb6, 0xa5, 0x85, 0x86, 0x31, 0xd0, 0x62, 0xac, 0x2c, 0x31, 0x8e, 0x83, 0x16, 0x45,
        0xd0, 0x72, 0x75,
    ];
    /// `/run/balie/balied.sock` and `-run-balie-balied.sock` likewise.
    const PATH_PACKED: [u8; 16] =
        [0x62, 0xcb, 0x6a, 0x62, 0x31, 0xd0, 0x62, 0xb1, 0x18, 0xe8, 0x31, 0x64, 0x5d, 0x07, 0x27, 0x5f];
    const PATH_HOST_PACKED: [u8; 16] =
        [0x5a, 0xcb, 0x6a, 0x5a, 0x31, 0xd0, 0x62, 0xad, 0x18, 0xe8, 0x31, 0x64, 0x5d, 0x07, 0x27, 0x5f];
    /// `/a b@c:1/[x]|"y"?.sock` and `-a-b~cB1-~x~+!y!!.sock` likewise.
    const ODD_PACKED: [u8; 21] = [
        0x60, 0x6a, 0x47, 0xff, 0xa2, 0x5c, 0x0b, 0x1f, 0xfb, 0xf3, 0xff, 0xcf, 0xf9, 0xfc, 0xfa, 0xfe, 0x7f,
        0xc5, 0xd0, 0x72, 0x75,
    ];
    const ODD_HOST_PACKED: [u8; 21] = [
        0x58, 0x6b, 0x47, 0xff, 0xd2, 0x5d, 0x0a, 0xdf, 0xfd, 0xf3, 0xff, 0xdf, 0xf7, 0xfc, 0x7a, 0xfe, 0x3f,
        0x85, 0xd0, 0x72, 0x75,
    ];
    /// `[::1]:7443` likewise.
    const HOST_AND_PORT_PACKED: [u8; 10] = [0xff, 0xdd, 0xcb, 0x81, 0xff, 0xe5, 0xc7, 0x5a, 0x69, 0x9f];

    fn frame(kind: u8, flags: u8, content: &[u8]) -> Vec<u8> {
        let length = u32::try_from(content.len()).unwrap().to_be_bytes();
        [&length[1..], &[kind, flags, 0, 0, 0, 1], content].concat()
    }

    fn text(is_packed: bool, text: &[u8]) -> Vec<u8> {
        let mark = if is_packed { 0x80 } else { 0 };
        [&[u8::try_from(text.len()).unwrap() | mark], text].concat()
    }

    /// POST, http, a path, and the field that is written as `form` says.
    fn headers(form: &[u8], is_packed: bool, host: &[u8]) -> Vec<u8> {
        let path = [&[0x44][..], &text(false, b"/balie.v1.BranchService/GetBranch%2F")].concat();
        [&[0x83, 0x86][..], &path, form, &text(is_packed, host), &[0x40, 1, b'a', 1, b'%']].concat()
    }

    /// A connection of a client that gives the host in one way, and what is to come of it.
    fn connections() -> Vec<(Vec<u8>, Vec<u8>)> {
        let named = [&[0x40][..], &text(false, NAME)].concat();
        let named_packed = [&[0x10][..], &text(true, NAME_PACKED)].concat();
        let mut connections = Vec::new();
        for (is_packed, socket, host) in [
            (false, SOCKET, HOST),
            (false, b"/run/balie/balied.sock", b"-run-balie-balied.sock"),
            (true, &SOCKET_PACKED, &HOST_PACKED),
            (true, &PATH_PACKED, &PATH_HOST_PACKED),
            (false, "/srv/a b@c:1/é.sock".as_bytes(), b"-srv-a-b-c-1---.sock"),
            (true, &ODD_PACKED, &ODD_HOST_PACKED),
            (false, b"localhost:7443", b"localhost:7443"),
            (false, b"[::1]:7443", b"[::1]:7443"),
            (false, b"a@b?c", b"a@b?c"),
            (true, &HOST_AND_PORT_PACKED, &HOST_AND_PORT_PACKED),
        ] {
            for form in [&[0x41][..], &[0x01], &[0x11], &named, &named_packed] {
                for (flags, before) in [(0x04, &b""[..]), (0x2c, b"\x02\x80\0\0\x07\xff")] {
                    let all = |host: &[u8]| {
                        let padding = if flags & PADDED == 0 { &b""[..] } else { b"%/" };
                        let block = [before, &headers(form, is_packed, host), padding].concat();
                        let frames = [
                            frame(4, 0, b"\0\x03\0\0\0\x64"),
                            frame(HEADERS, flags, &block),
                            frame(0, 1, &[b'%'; 300]),
                            frame(HEADERS, flags, &block),
                        ];
                        [PREFACE, &frames.concat()].concat()
                    };
                    connections.push((all(socket), all(host)));
                }
            }
        }
        connections
    }

    #[test]
    fn the_path_of_a_socket_becomes_the_name_of_a_host_and_nothing_else_changes() {
        for (came, expected) in connections() {
            assert_eq!(HostNames::default().pass(&came), expected);
            // And in the smallest pieces.
            let mut names = HostNames::default();
            let passed: Vec<u8> = came.iter().flat_map(|byte| names.pass(&[*byte])).collect();
            assert_eq!(passed, expected);
        }
    }

    #[test]
    fn an_empty_name_becomes_another_empty_field_of_the_same_length() {
        let written_out = |name: &[u8]| [&[0x40, 10], name, &[0]].concat();
        for (came, expected) in [
            (vec![0x41, 0], vec![0x7a, 0]),
            (vec![0x41, 0x80], vec![0x7a, 0x80]),
            (vec![0x01, 0], vec![0x8f, 0x8f]),
            (vec![0x11, 0], vec![0x8f, 0x8f]),
            (written_out(NAME), written_out(b"user-agent")),
            // Another field.
            (vec![0x44, 0], vec![0x44, 0]),
        ] {
            let all = |field: &[u8]| {
                [PREFACE, &frame(HEADERS, 4, &[&[0x83, 0x86][..], field, &[0x40, 1, b'a', 0]].concat())]
                    .concat()
            };
            assert_eq!(HostNames::default().pass(&all(&came)), all(&expected), "{came:x?}");
        }
    }

    #[test]
    fn a_host_that_is_named_by_an_index_is_left_alone() {
        // The authority of the request before, and a table that is made smaller and larger.
        let block = [0x20, 0x3f, 0xe1, 0x1f, 0x83, 0x86, 0xbe, 0xbf];
        let came = [PREFACE, &frame(HEADERS, 4, &block)].concat();
        assert_eq!(HostNames::default().pass(&came), came);
    }

    #[test]
    fn what_is_no_http_2_is_passed_on_at_once() {
        let mut names = HostNames::default();
        assert_eq!(names.pass(b"GET / HTTP/1.1\r\n"), b"GET / HTTP/1.1\r\n");
        assert_eq!(names.pass(b"\0\0\x09\x01"), b"\0\0\x09\x01");
    }

    #[test]
    fn no_more_than_a_frame_is_held_back() {
        let mut names = HostNames::default();
        let longer = u32::try_from(LONGEST + 1).unwrap().to_be_bytes();
        let head = [&longer[1..], &[HEADERS, 4, 0, 0, 0, 1]].concat();
        assert_eq!(names.pass(&[PREFACE, &head, b"abc"].concat()).len(), PREFACE.len() + HEAD + 3);
        assert_eq!(names.held.len(), 0);
    }

    #[test]
    fn what_is_too_long_to_be_a_path_is_left_alone() {
        for (length, changes) in [(LONGEST_NAME, true), (LONGEST_NAME + 1, false)] {
            let value = vec![b'/'; length];
            // 127 and the rest in seven bits each.
            let rest = length - 127;
            let head = [0x41, 127, 0x80 | (rest & 0x7f) as u8, (rest >> 7) as u8];
            let came = [PREFACE, &frame(HEADERS, 4, &[&head[..], &value].concat())].concat();
            assert_eq!(HostNames::default().pass(&came) != came, changes, "{length}");
        }
    }

    #[test]
    fn every_code_is_as_long_as_the_standard_says() {
        // The 257 symbols fill the codes of 30 bits.
        assert_eq!(CODES.iter().map(|(_, count)| count).sum::<u32>(), 257);
        assert_eq!(
            CODES.iter().map(|(length, count)| u64::from(*count) << (30 - length)).sum::<u64>(),
            1 << 30
        );
    }

    /// The very check that refuses them.
    fn is_host(name: &[u8]) -> bool {
        tonic::codegen::http::uri::Authority::try_from(name).is_ok()
    }

    #[test]
    fn the_library_refuses_the_path_of_a_socket_and_takes_what_becomes_of_it() {
        for path in [SOCKET, b"/run/balie/balied.sock", b"/srv/a b@c:1/x.sock", b"[fe80::1%25eth0]:80/"] {
            let mut name = path.to_vec();
            put_right_plain(&mut name);
            assert!(!is_host(path) && is_host(&name), "{}", name.escape_ascii());
        }
    }

    proptest! {
        #[test]
        fn every_path_becomes_the_name_of_a_host(path in "/[ -~é山]{0,80}") {
            let mut name = path.clone().into_bytes();
            put_right_plain(&mut name);
            prop_assert_eq!(name.len(), path.len());
            prop_assert!(is_host(&name), "{} of {}", name.escape_ascii(), path);
        }

        #[test]
        fn bytes_of_any_kind_come_out_as_many_and_in_any_pieces(
            random in proptest::collection::vec(any::<u8>(), 0..600),
            kinds in proptest::collection::vec(0_u8..2, 0..4),
            cuts in proptest::collection::vec(1_usize..80, 1..40)
        ) {
            let frames: Vec<u8> = kinds.iter().flat_map(|kind| frame(*kind, random.len() as u8, &random)).collect();
            let came = [PREFACE, &frames, &random].concat();
            let whole = {
                let mut names = HostNames::default();
                let mut whole = names.pass(&came);
                whole.extend(&names.held);
                whole
            };
            prop_assert_eq!(whole.len(), came.len());
            let mut names = HostNames::default();
            let (mut pieces, mut rest) = (Vec::new(), &came[..]);
            for cut in cuts.iter().cycle() {
                if rest.is_empty() {
                    break;
                }
                let (piece, after) = rest.split_at((*cut).min(rest.len()));
                pieces.extend(names.pass(piece));
                rest = after;
            }
            pieces.extend(&names.held);
            prop_assert_eq!(pieces, whole);
        }
    }
}
