//! Mistakes in templates, told so that the person who made them can find them.

use std::fmt;

/// Why the templates cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// A file or the directory cannot be read.
    #[error("{file}: {reason}")]
    Read {
        /// The file or directory.
        file: String,
        /// What the system said.
        reason: String,
    },
    /// The templates were read and hold mistakes.
    #[error("{}", list(.0))]
    Mistakes(Vec<Mistake>),
    /// A template that was in order failed for one document. Neither values nor the words of the template
    /// engine are kept, since those may quote a value.
    #[error("{file}{}: the document could not be filled in", place(*.line))]
    Render {
        /// The template.
        file: String,
        /// Line in the template, counted from 1, where known.
        line: Option<usize>,
    },
}

/// One mistake in a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Name of the template file.
    pub file: String,
    /// Line in the template, counted from 1, where known.
    pub line: Option<usize>,
    /// What is wrong.
    pub kind: MistakeKind,
}

/// Kinds of mistakes in a template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MistakeKind {
    /// A placeholder that this document does not have.
    #[error("unknown placeholder \"{0}\"")]
    UnknownPlaceholder(String),
    /// The placeholders cannot be understood or filled in.
    #[error("{0}")]
    Placeholders(String),
    /// Once filled in with sample data it is not well-formed SVG.
    #[error("not well-formed SVG: {0}")]
    Svg(String),
    /// The page has another size than the document must have.
    #[error("the page is {found}, it must be {expected}")]
    Size {
        /// The size it must have.
        expected: String,
        /// The size it has.
        found: String,
    },
    /// With sample data (which holds very long names), a text leaves the page.
    #[error("the text \"{0}\" does not fit on the page")]
    Outside(String),
    /// The barcode of a sample cannot be read back from the picture.
    #[error("the barcode cannot be read from the finished page")]
    Barcode,
}

impl fmt::Display for Mistake {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}: {}", self.file, place(self.line), self.kind)
    }
}

fn place(line: Option<usize>) -> String {
    line.map(|line| format!(":{line}")).unwrap_or_default()
}

fn list(mistakes: &[Mistake]) -> String {
    mistakes.iter().map(Mistake::to_string).collect::<Vec<_>>().join("; ")
}
