//! Reads the templates and fills them in.

use std::path::{Path, PathBuf};

use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value};

use super::{Kind, TemplateError, check, context, error::Mistake, error::MistakeKind, functions};
use crate::{
    barcode::BarcodeError,
    error::DocumentError,
    fonts::{FontError, Fonts},
    input::{MandateForm, PassArtwork},
    wording::Language,
};

/// The templates of all documents, ready to be filled in.
#[derive(Debug)]
pub struct Templates {
    environment: Environment<'static>,
    files: Vec<(Kind, String)>,
    fonts: Fonts,
    directory: Option<PathBuf>,
}

impl Templates {
    /// Reads the templates: those in `directory` where it has them (`pass.svg`, `mandate.svg`, or per language
    /// `mandate.nl.svg` and `mandate.en.svg`), the built-in ones for the rest. Uses the system's fonts.
    ///
    /// Every template of the directory is checked with sample data, so that a mistake shows when the hub
    /// starts and not when a patron is waiting.
    ///
    /// # Errors
    /// [`TemplateError::Read`], or [`TemplateError::Mistakes`] with file, line and placeholder.
    pub fn load(directory: Option<&Path>) -> Result<Self, TemplateError> {
        Self::load_with(directory, Fonts::system(Vec::new()))
    }

    /// As [`Templates::load`], with fonts of the caller's choice.
    ///
    /// # Errors
    /// As [`Templates::load`].
    pub fn load_with(directory: Option<&Path>, fonts: Fonts) -> Result<Self, TemplateError> {
        let mut environment = Environment::new();
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        functions::add_to(&mut environment, &fonts);
        let mut templates =
            Self { environment, files: Vec::new(), fonts, directory: directory.map(Path::to_owned) };

        let mut mistakes = Vec::new();
        for kind in Kind::ALL {
            let (file, source, own) = source(kind, directory)?;
            templates.files.push((kind, file.clone()));
            if let Err(error) = templates.environment.add_template_owned(kind.key(), source.clone()) {
                let detail = error.detail().unwrap_or("cannot be understood").to_owned();
                mistakes.push(Mistake { file, line: error.line(), kind: MistakeKind::Placeholders(detail) });
            } else if own {
                // The built-in ones are proven by this crate's tests; checking them here would only make
                // the hub start later.
                mistakes.extend(check::check(&templates, kind, &source));
            }
        }
        // A file that serves both languages has each of its mistakes twice.
        mistakes.dedup();
        if mistakes.is_empty() { Ok(templates) } else { Err(TemplateError::Mistakes(mistakes)) }
    }

    /// The pass as an SVG page, for a printer of which a dot is so wide in the unit of the template.
    pub(crate) fn pass(&self, artwork: &PassArtwork, dot: f64) -> Result<String, DocumentError> {
        self.fill_in(Kind::Pass, context::pass(artwork, dot))
    }

    /// The mandate form as an SVG page.
    pub(crate) fn mandate(&self, form: &MandateForm, language: Language) -> Result<String, DocumentError> {
        self.fill_in(Kind::Mandate(language), context::mandate(form, language))
    }

    fn fill_in(&self, kind: Kind, values: Value) -> Result<String, DocumentError> {
        self.render(kind, values).map_err(|error| match typed_cause(&error) {
            Some(cause) => cause,
            None => TemplateError::Render { file: self.file(kind).to_owned(), line: error.line() }.into(),
        })
    }

    /// Fills in `values`, keeping the template engine's own error. Its words may quote values: fit for
    /// sample data only.
    pub(super) fn render(&self, kind: Kind, values: Value) -> Result<String, minijinja::Error> {
        self.environment.get_template(kind.key())?.render(values)
    }

    /// The names that a template uses without giving them a value itself.
    pub(super) fn names_used(&self, kind: Kind) -> Vec<String> {
        let globals: Vec<&str> = self.environment.globals().map(|(name, _)| name).collect();
        let template = self.environment.get_template(kind.key());
        let used = template.map(|template| template.undeclared_variables(true)).unwrap_or_default();
        let mut names: Vec<String> =
            used.into_iter().filter(|name| !globals.contains(&name.as_str())).collect();
        names.sort();
        names
    }

    /// Name of the file from which `kind` was read.
    pub(super) fn file(&self, kind: Kind) -> &str {
        self.files.iter().find(|(other, _)| *other == kind).map_or(kind.key(), |(_, file)| file)
    }

    pub(crate) fn fonts(&self) -> &Fonts {
        &self.fonts
    }

    /// Where pictures named by a template are looked for.
    pub(crate) fn directory(&self) -> Option<&Path> {
        self.directory.as_deref()
    }
}

/// File name, text, and whether it is the library's own.
fn source(kind: Kind, directory: Option<&Path>) -> Result<(String, String, bool), TemplateError> {
    let Some(directory) = directory else { return Ok(built_in(kind)) };
    let failed = |path: &Path, error: std::io::Error| TemplateError::Read {
        file: path.display().to_string(),
        reason: error.to_string(),
    };
    std::fs::read_dir(directory).map_err(|error| failed(directory, error))?;
    for name in kind.files() {
        let path = directory.join(name);
        match std::fs::read(&path) {
            Ok(bytes) => {
                let read = balie_reading::text(&bytes);
                let source = read.map_err(|why| TemplateError::Read {
                    file: path.display().to_string(),
                    reason: why.to_string(),
                })?;
                return Ok(((*name).to_owned(), source, true));
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(failed(&path, error)),
        }
    }
    Ok(built_in(kind))
}

fn built_in(kind: Kind) -> (String, String, bool) {
    (format!("{} (built-in)", kind.key()), kind.built_in().to_owned(), false)
}

/// The font or barcode error that a layout function met, if that is why the template failed.
fn typed_cause(error: &minijinja::Error) -> Option<DocumentError> {
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        if let Some(font) = inner.downcast_ref::<FontError>() {
            return Some(font.clone().into());
        }
        if let Some(barcode) = inner.downcast_ref::<BarcodeError>() {
            return Some((*barcode).into());
        }
        cause = inner.source();
    }
    None
}
