//! Where a mistake is.

use crate::Fault;
use serde_path_to_error::{Path, Segment};
use std::ops::Range;

/// The line (from 1) where a span begins; the first when there is none.
pub(crate) fn line(text: &str, span: Option<Range<usize>>) -> usize {
    1 + text.bytes().take(begin(span)).filter(|byte| *byte == b'\n').count()
}

/// The text of a line, counted from 1.
pub(crate) fn text_of(text: &str, line: usize) -> &str {
    text.lines().nth(line - 1).unwrap_or_default()
}

/// The TOML date or time that a span holds.
pub(crate) fn date(text: &str, span: Option<Range<usize>>) -> Option<&str> {
    let value = text.get(span?)?.trim();
    value.parse::<toml::value::Datetime>().ok().map(|_| value)
}

/// The line of a key in the table that begins at the span: the reader of TOML points at the table only, where its
/// kind is told by one of its keys.
pub(crate) fn line_of_key(text: &str, span: Option<Range<usize>>, key: &str) -> Option<usize> {
    let first = line(text, span);
    let is_key = |line: &str| {
        let rest = line.trim_start().trim_start_matches('"').strip_prefix(key);
        rest.is_some_and(|rest| rest.trim_start_matches('"').trim_start().starts_with(['=', '.']))
    };
    let mut lines = text.lines().skip(first - 1);
    if lines.next().is_some_and(is_key) {
        return Some(first);
    }
    let within = lines.take_while(|line| !line.trim_start().starts_with('['));
    within.enumerate().find(|(_, line)| is_key(line)).map(|(at, _)| first + 1 + at)
}

fn begin(span: Option<Range<usize>>) -> usize {
    span.map_or(0, |span| span.start)
}

/// The value a fault is about; for an unknown key the table it stands in.
pub(crate) fn of(path: &Path, fault: &Fault) -> String {
    let mut place = String::new();
    let mut segments: Vec<_> = path.iter().collect();
    if let (Some(key), Some(Segment::Map { key: last })) = (fault.unknown_key(), segments.last())
        && key == last
    {
        segments.pop();
    }
    for segment in segments {
        match segment {
            Segment::Seq { index } => place.push_str(&format!("[{index}]")),
            Segment::Map { key: name } | Segment::Enum { variant: name } => {
                if !place.is_empty() {
                    place.push('.');
                }
                place.push_str(name);
            }
            Segment::Unknown => {}
        }
    }
    place
}
