//! Colour, where it helps and is wanted. Never the only sign.

/// Whether to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// No colours.
    Plain,
    /// ANSI colours (ECMA-48 SGR).
    Ansi,
}

pub(super) const BOLD: &str = "1";
pub(super) const RED: &str = "31";
pub(super) const GREEN: &str = "32";

impl Style {
    /// Whether the environment lets us colour: not with `NO_COLOR` set to anything (no-color.org), not on a
    /// dumb terminal.
    pub(super) fn wanted(variable: impl Fn(&str) -> Option<String>) -> bool {
        let forbidden = variable("NO_COLOR").is_some_and(|value| !value.is_empty());
        !forbidden && variable("TERM").as_deref() != Some("dumb")
    }

    pub(super) fn paint(self, text: &str, code: &str) -> String {
        match self {
            Self::Plain => text.to_owned(),
            Self::Ansi => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_may_forbid_colours() {
        let with = |name: &'static str, value: &'static str| {
            Style::wanted(move |asked| (asked == name).then(|| value.to_owned()))
        };
        assert!(with("TERM", "xterm-256color"));
        assert!(with("NO_COLOR", ""));
        assert!(!with("NO_COLOR", "1"));
        assert!(!with("TERM", "dumb"));
    }

    #[test]
    fn plain_text_stays_plain() {
        assert_eq!(Style::Plain.paint("Let op", RED), "Let op");
        assert_eq!(Style::Ansi.paint("Let op", RED), "\u{1b}[31mLet op\u{1b}[0m");
    }
}
