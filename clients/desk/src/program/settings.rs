//! What a clerk chose for this counter: language, colours, size. Nothing of a patron.

use crate::session::{Session, ZOOMS};
use balie_client::Language;
use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;

/// What a clerk chose for this counter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Settings {
    pub language: Option<Language>,
    pub dark: Option<bool>,
    pub zoom: Option<usize>,
}

/// What the file holds, so that it is written on a change only.
static SAVED: Mutex<Option<Settings>> = Mutex::new(None);

impl Settings {
    /// What was saved; nothing when nothing was, or it cannot be read.
    pub fn load() -> Self {
        let text = path().and_then(|path| fs::read_to_string(path).ok()).unwrap_or_default();
        let settings = Self::parse(&text);
        remember(settings.clone());
        settings
    }

    pub fn of(session: &Session) -> Self {
        Self { language: Some(session.language), dark: Some(session.dark), zoom: Some(session.zoom) }
    }

    /// A file that cannot be written is no reason to stop a clerk.
    pub fn save_if_changed(&self) {
        if !remember(self.clone()) {
            return;
        }
        let Some(path) = path() else { return };
        let written =
            path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&path, self.text()));
        if let Err(error) = written {
            tracing::warn!(%error, "the settings of this counter cannot be saved");
        }
    }

    fn text(&self) -> String {
        format!(
            "lang = \"{}\"\ndark = {}\nzoom = {}\n",
            self.language.unwrap_or_default().tag(),
            self.dark.unwrap_or_default(),
            self.zoom.and_then(|zoom| ZOOMS.get(zoom)).unwrap_or(&100),
        )
    }

    fn parse(text: &str) -> Self {
        let mut settings = Self::default();
        for line in text.lines() {
            let Some((name, value)) = line.split_once('=') else { continue };
            let value = value.trim().trim_matches('"');
            match name.trim() {
                "lang" => settings.language = Language::from_tag(value),
                "dark" => settings.dark = value.parse().ok(),
                "zoom" => settings.zoom = ZOOMS.iter().position(|zoom| zoom.to_string() == value),
                _ => {}
            }
        }
        settings
    }
}

/// Whether it differs from what was remembered.
fn remember(settings: Settings) -> bool {
    let Ok(mut saved) = SAVED.lock() else { return false };
    let differs = saved.as_ref().is_some_and(|saved| *saved != settings);
    *saved = Some(settings);
    differs
}

fn path() -> Option<PathBuf> {
    let base = std::env::var_os("XDG_CONFIG_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute())
        .or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".config")))?;
    Some(base.join("balie").join("desk.toml"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let settings = Settings { language: Some(Language::English), dark: Some(true), zoom: Some(3) };
        assert_eq!(Settings::parse(&settings.text()), settings);
        assert_eq!(Settings::parse("zoom = 7\nonzin"), Settings::default());
    }
}
