//! Columns and line breaks that fit a terminal of 80 columns.

/// Columns of a plain terminal.
const WIDTH: usize = 80;

/// Rows in columns: each column as wide as its widest cell, except the last, which is cut so that a row
/// fits 80 columns. Two spaces between columns.
pub(crate) fn columns(rows: &[Vec<String>]) -> Vec<String> {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..count)
        .map(|column| {
            rows.iter().filter_map(|row| row.get(column)).map(|cell| length(cell)).max().unwrap_or(0)
        })
        .collect();
    rows.iter()
        .map(|row| {
            let mut line = String::new();
            for (column, cell) in row.iter().enumerate() {
                line.push_str(cell);
                if column + 1 < row.len() {
                    let gap = widths[column] - length(cell) + 2;
                    line.extend(std::iter::repeat_n(' ', gap));
                }
            }
            cut(line.trim_end(), WIDTH)
        })
        .collect()
}

/// Text broken between words into lines of at most 80 columns, each after `indent`.
pub(crate) fn wrap(text: &str, indent: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && length(indent) + length(&line) + 1 + length(word) > WIDTH {
            lines.push(format!("{indent}{line}"));
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        lines.push(format!("{indent}{line}"));
    }
    lines
}

fn length(text: &str) -> usize {
    text.chars().count()
}

fn cut(text: &str, width: usize) -> String {
    if length(text) <= width {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(width - 1).collect();
    short.push('…');
    short
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
    fn no_row_is_wider_than_the_terminal() {
        let lines = columns(&[row(&["code", &"lang ".repeat(40)])]);
        assert_eq!(length(&lines[0]), WIDTH);
        assert!(lines[0].ends_with('…'));
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
