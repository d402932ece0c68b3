//! Files that may be a signed page: the newest ones of the folders where scanners and mail put them.

use crate::session::PageFile;
use balie_typed::local;
use chrono::{DateTime, Utc};
use std::fs;
use std::path::{Path, PathBuf};

/// Folders of a home directory, as Dutch and English desktops name them.
const FOLDERS: [&str; 9] = [
    "",
    "Documenten",
    "Documents",
    "Downloads",
    "Bureaublad",
    "Desktop",
    "Afbeeldingen",
    "Pictures",
    "Scans",
];
/// What the daemon reads.
const KINDS: [&str; 6] = ["pdf", "png", "jpg", "jpeg", "tif", "tiff"];
/// How many are offered.
const MOST: usize = 5;

/// The newest pages of the home directory of the clerk.
pub(super) fn newest() -> Vec<PageFile> {
    std::env::var_os("HOME").map(|home| newest_of(Path::new(&home))).unwrap_or_default()
}

fn newest_of(home: &Path) -> Vec<PageFile> {
    let mut found: Vec<(DateTime<Utc>, PathBuf)> = FOLDERS
        .iter()
        .filter_map(|folder| fs::read_dir(home.join(folder)).ok())
        .flatten()
        .filter_map(Result::ok)
        .filter(|entry| is_page(&entry.path()))
        .filter_map(|entry| {
            let about = entry.metadata().ok().filter(fs::Metadata::is_file)?;
            Some((about.modified().ok()?.into(), entry.path()))
        })
        .collect();
    found.sort_by(|one, other| other.cmp(one));
    found.truncate(MOST);
    let told = |(when, path): (DateTime<Utc>, PathBuf)| PageFile {
        path: path.display().to_string(),
        name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        folder: path.parent().unwrap_or(home).display().to_string(),
        when: local(when).format("%d-%m-%Y %H:%M").to_string(),
    };
    found.into_iter().map(told).collect()
}

fn is_page(path: &Path) -> bool {
    let kind = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    KINDS.contains(&kind.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, SystemTime};

    #[test]
    fn the_newest_pages_come_first_and_nothing_else_is_offered() {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join("Downloads")).unwrap();
        for (age, name) in [
            (30, "oud.pdf"),
            (10, "Downloads/scan.JPG"),
            (20, "brief.tiff"),
            (1, "brief.odt"),
            (0, ".bashrc"),
        ] {
            let file = fs::File::create(home.path().join(name)).unwrap();
            file.set_modified(SystemTime::now() - Duration::from_secs(age)).unwrap();
        }
        let found: Vec<_> = newest_of(home.path()).into_iter().map(|file| file.name).collect();
        assert_eq!(found, ["scan.JPG", "brief.tiff", "oud.pdf"]);
    }
}
