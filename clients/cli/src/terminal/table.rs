//! Columns and line breaks that fit a terminal of 80 columns.

/// Columns of a plain terminal.
const WIDTH: usize = 80;

/// Widest row: it fits the terminal under a margin too.
const ROW: usize = WIDTH - 2;

/// Least room in which the last cell of a row is broken; with less it stands below the row.
const LEAST: usize = 20;

/// Where a last cell begins that stands below its row.
const BELOW: usize = 4;

/// Rows in columns: each column as wide as its widest cell, two spaces between columns. The last cell of a
/// row that is too wide is broken between words; nothing is ever left out.
pub(crate) fn columns(rows: &[Vec<String>]) -> Vec<String> {
    row_lines(rows).concat()
}

/// As [`columns`], the lines of each row apart.
pub(crate) fn row_lines(rows: &[Vec<String>]) -> Vec<Vec<String>> {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..count)
        .map(|column| {
            // What stands last in its row needs no room before another cell.
            let cells = rows.iter().filter(|row| row.len() > column + 1 || row.len() == count);
            cells.filter_map(|row| row.get(column)).map(|cell| length(cell)).max().unwrap_or(0)
        })
        .collect();
    rows.iter().map(|row| one_row(row, &widths)).collect()
}

/// Makes the cells of a column equally wide by space in front, as amounts want it. Rows without that cell
/// are left alone.
pub(crate) fn align_right(rows: &mut [Vec<String>], column: usize) {
    let widest = rows.iter().filter_map(|row| row.get(column)).map(|cell| length(cell)).max().unwrap_or(0);
    for cell in rows.iter_mut().filter_map(|row| row.get_mut(column)) {
        let gap = " ".repeat(widest - length(cell));
        cell.insert_str(0, &gap);
    }
}

fn one_row(row: &[String], widths: &[usize]) -> Vec<String> {
    let Some((last, before)) = row.split_last() else { return vec![String::new()] };
    let mut line = String::new();
    for (cell, width) in before.iter().zip(widths) {
        line.push_str(cell);
        let gap = (width + 2).saturating_sub(length(cell));
        line.extend(std::iter::repeat_n(' ', gap));
    }
    let start = length(&line);
    if start + length(last) <= ROW {
        line.push_str(last);
        return vec![line.trim_end().to_owned()];
    }
    let below = start + LEAST > ROW;
    let margin = " ".repeat(if below { BELOW } else { start });
    let mut lines = broken(last, ROW - margin.len()).into_iter();
    let first = if below { None } else { lines.next() };
    line.push_str(&first.unwrap_or_default());
    let rest = lines.map(|part| format!("{margin}{part}"));
    std::iter::once(line.trim_end().to_owned()).chain(rest).collect()
}

/// Text broken between words into lines of at most 80 columns, each after `indent`.
pub(crate) fn wrap(text: &str, indent: &str) -> Vec<String> {
    let lines = broken(text, WIDTH - length(indent));
    lines.into_iter().map(|line| format!("{indent}{line}")).collect()
}

/// Text broken between words; a word that is longer than a line stays whole, so that it can be copied.
fn broken(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if length(line) + 1 + length(word) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn length(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn columns_line_up() {
        let lines = columns(&[row(&["é", "Naam", "x"]), row(&["100", "Y"])]);
        assert_eq!(lines, ["é    Naam  x", "100  Y"]);
    }

    #[test]
    fn amounts_end_together() {
        let mut rows = [row(&["a", "Bedragen"]), row(&["b", "€ 5,00"]), row(&["c"])];
        align_right(&mut rows, 1);
        assert_eq!(columns(&rows), ["a  Bedragen", "b    € 5,00", "c"]);
    }

    #[test]
    fn a_long_last_cell_is_broken_and_nothing_left_out() {
        let long = "De link werkt tot 25-11-2026 14:03. ".repeat(5);
        let lines = columns(&[row(&["Inlogaccount", &long]), row(&["Pas", "29401000075801"])]);
        assert!(lines.len() > 3 && lines.iter().all(|line| length(line) <= ROW), "{lines:#?}");
        assert!(lines[0].starts_with("Inlogaccount  De link"), "{lines:#?}");
        assert!(lines[1].starts_with(&" ".repeat(14)) && !lines[1].starts_with(&" ".repeat(15)));
        let words: Vec<_> = lines.iter().flat_map(|line| line.split_whitespace()).collect();
        assert_eq!(words.iter().filter(|word| **word == "25-11-2026").count(), 5);
    }

    #[test]
    fn a_last_cell_without_room_stands_below() {
        let (wide, long) = ("w".repeat(70), "lang ".repeat(20));
        let lines = columns(&[row(&[&wide, &long])]);
        assert_eq!(lines[0], wide);
        assert!(
            lines[1].starts_with("    lang") && lines.iter().all(|line| length(line) <= ROW),
            "{lines:#?}"
        );
    }

    #[test]
    fn wrapping_loses_no_word() {
        let text = "Let op: de link uit de mail is slechts 24 uur geldig. ".repeat(4);
        let lines = wrap(&text, "  ");
        assert!(lines.len() > 2 && lines.iter().all(|line| length(line) <= WIDTH && line.starts_with("  ")));
        let words: Vec<_> = lines.iter().flat_map(|line| line.split_whitespace()).collect();
        assert_eq!(words, text.split_whitespace().collect::<Vec<_>>());
        assert!(wrap("", "  ").is_empty());
    }
}
