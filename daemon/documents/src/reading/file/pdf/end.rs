//! Where a PDF ends (ISO 32000-1, 7.5.5).

/// How far into a file the mark of a linearized one stands (ISO 32000-1, F.3.3).
const LINEARIZED_WITHIN: usize = 1024;

/// Whether a file goes on to its end. After the last object of a complete one there is what closes it: a trailer, where
/// the cross-reference table is, or the end mark. After that there may be anything but a further object: then an update
/// was added, of which the end is missing.
pub(super) fn is_there(file: &[u8]) -> bool {
    let behind_objects =
        [&b"endobj"[..], b"endstream"].map(|word| last(file, word).map_or(0, |at| at + word.len()));
    let tail = &file[behind_objects.into_iter().max().unwrap_or(0)..];
    let closed = closed_at(tail);
    closed.is_some_and(|closed| !begins_an_object(&tail[closed..]))
        && promised(file).is_none_or(|length| length <= file.len())
}

/// Where what closes a file ends.
fn closed_at(tail: &[u8]) -> Option<usize> {
    let end_mark = last(tail, b"%%EOF").map(|at| at + 5);
    let table = last(tail, b"startxref").map(|at| at + 9);
    let table = table.filter(|at| tail[*at..].trim_ascii_start().first().is_some_and(u8::is_ascii_digit));
    let trailer = last(tail, b"trailer");
    let trailer = trailer.and_then(|at| first(&tail[at..], b">>").map(|end| at + end + 2));
    end_mark.max(table).max(trailer)
}

/// Whether there are the words `1 0 obj` of whatever numbers.
fn begins_an_object(rest: &[u8]) -> bool {
    let mut words = rest.split(|byte| byte.is_ascii_whitespace() || matches!(byte, b'<' | b'[' | b'('));
    let mut before = [&b""[..]; 2];
    words.any(|word| {
        let is_one = word == b"obj"
            && before.iter().all(|word| !word.is_empty() && word.iter().all(u8::is_ascii_digit));
        before = [before[1], word];
        is_one
    })
}

/// How long a linearized file says that it is; updates may have made it longer.
fn promised(file: &[u8]) -> Option<usize> {
    let head = &file[..file.len().min(LINEARIZED_WITHIN)];
    let dictionary = &head[last(head, b"/Linearized")?..];
    let dictionary = &dictionary[..first(dictionary, b">>").unwrap_or(dictionary.len())];
    let length = dictionary[first(dictionary, b"/L ")? + 3..].trim_ascii_start();
    let digits = length.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(&length[..digits]).ok()?.parse().ok()
}

fn first(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window == word)
}

fn last(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).rposition(|window| window == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n";
    const END: &str = "xref\n0 1\ntrailer<</Root 1 0 R/Size 2>>\nstartxref\n40\n%%EOF\n";

    #[test]
    fn a_file_that_is_closed_is_complete_whatever_follows() {
        for tail in ["", "\r\n\0\0\0", "garbage an object of a clerk", "<html>"] {
            assert!(is_there(format!("{BODY}{END}{tail}").as_bytes()), "{tail}");
        }
        for end in ["trailer<</Root 1 0 R>>", "startxref\n40\n", "startxref 40", "%%EOF"] {
            assert!(is_there(format!("{BODY}{end}").as_bytes()), "{end}");
        }
    }

    #[test]
    fn a_file_cut_before_its_end_is_not() {
        let whole = format!("{BODY}{END}");
        let closed = whole.find(">>\nstartxref").unwrap() + 2;
        for end in 0..closed {
            assert!(!is_there(&whole.as_bytes()[..end]), "cut at {end}");
        }
    }

    #[test]
    fn an_update_that_is_cut_off_is_not_the_file_before_it() {
        let update = "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n";
        assert!(is_there(format!("{BODY}{END}{update}{END}").as_bytes()));
        // As soon as an object begins.
        for end in 7..update.len() {
            assert!(!is_there(format!("{BODY}{END}{}", &update[..end]).as_bytes()), "cut at {end}");
        }
    }

    #[test]
    fn a_linearized_file_is_as_long_as_it_says() {
        let head = "%PDF-1.4\n7 0 obj<</Linearized 1/L 123456/H[1 2]/N 1>>endobj\n";
        let part = format!("{head}{END}");
        assert!(!is_there(part.as_bytes()), "the end of its first page is not its end");
        assert!(is_there(part.replace("123456", &format!("{:>6}", part.len())).as_bytes()));
        assert!(is_there(part.replace("123456", "12").as_bytes()), "it was updated");
    }
}
