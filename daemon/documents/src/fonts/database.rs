//! One font database for all documents, read when the first document is made.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use usvg::fontdb::{Database, Family, ID, Query, Source, Style, Weight};

use super::fallback::Known;

/// Why texts cannot be set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FontError {
    /// The family is not on this machine.
    #[error(
        "the font family \"{family}\" is missing; install the package fonts-dejavu-core or the template's own font"
    )]
    Missing {
        /// The family that was asked for.
        family: String,
    },
    /// The measuring of a text failed.
    #[error("a text could not be measured: {0}")]
    Measure(String),
}

/// The fonts of the system and of extra directories. Reading them is put off until they are needed;
/// clones share what was read.
#[derive(Clone, Debug)]
pub struct Fonts {
    pub(super) shared: Arc<Shared>,
}

#[derive(Debug)]
pub(super) struct Shared {
    system: bool,
    directories: Vec<PathBuf>,
    database: OnceLock<Arc<Database>>,
    pub(super) substitutes: Known,
}

impl Fonts {
    /// The system's fonts, and those in `directories` (searched with their subdirectories).
    pub fn system(directories: Vec<PathBuf>) -> Self {
        Self::new(true, directories)
    }

    /// Only the fonts in `directories`; the system's are left out.
    pub fn only(directories: Vec<PathBuf>) -> Self {
        Self::new(false, directories)
    }

    fn new(system: bool, directories: Vec<PathBuf>) -> Self {
        let shared = Shared { system, directories, database: OnceLock::new(), substitutes: Known::default() };
        Self { shared: Arc::new(shared) }
    }

    /// The database, read on first use.
    pub(crate) fn database(&self) -> Arc<Database> {
        let database = self.shared.database.get_or_init(|| {
            let mut database = Database::new();
            for directory in &self.shared.directories {
                database.load_fonts_dir(directory);
            }
            if self.shared.system {
                database.load_system_fonts();
            }
            database.set_sans_serif_family(super::FAMILY);
            keep_in_memory(&mut database);
            Arc::new(database)
        });
        Arc::clone(database)
    }

    /// Checks that `family` is there.
    ///
    /// # Errors
    /// [`FontError::Missing`] naming the family and the package that usually brings it.
    pub fn require(&self, family: &str) -> Result<(), FontError> {
        let query = Query { families: &[Family::Name(family)], ..Query::default() };
        match self.database().query(&query) {
            Some(_) => Ok(()),
            None => Err(FontError::Missing { family: family.to_owned() }),
        }
    }
}

/// Reads the files of the built-in templates' fonts once (1.8 MB); the database would read them anew for every line of
/// text. Fonts that are hardly used stay on disk.
fn keep_in_memory(database: &mut Database) {
    let wanted =
        [(super::FAMILY, Weight::NORMAL), (super::FAMILY, Weight::BOLD), (super::MONOSPACED, Weight::NORMAL)];
    for (family, weight) in wanted {
        let query =
            Query { families: &[Family::Name(family)], weight, style: Style::Normal, ..Query::default() };
        let Some(face) = database.query(&query).and_then(|id| database.face(id)) else { continue };
        let Source::File(path) = &face.source else { continue };
        let Ok(content) = std::fs::read(path) else { continue };
        let replaced: Vec<ID> = faces_of(database, path);
        database.load_font_source(Source::Binary(Arc::new(content)));
        replaced.into_iter().for_each(|id| database.remove_face(id));
    }
}

fn faces_of(database: &Database, path: &Path) -> Vec<ID> {
    let same = |source: &Source| matches!(source, Source::File(file) if file == path);
    database.faces().filter(|face| same(&face.source)).map(|face| face.id).collect()
}
