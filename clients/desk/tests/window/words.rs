//! Every word on the screen is in the Dutch file, with the same places to fill in; and no other.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("window")
}

fn markup(directory: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            markup(&path, found);
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for rest in text.split("@tr(").skip(1) {
            let rest = rest.trim_start().strip_prefix('"').expect("a literal in @tr");
            found.insert(rest.split('"').next().unwrap().to_owned());
        }
    }
}

fn catalogue(language: &str) -> BTreeMap<String, String> {
    let path = root().join(format!("lang/{language}/LC_MESSAGES/balie-desk-window.po"));
    let text = std::fs::read_to_string(path).unwrap();
    let quoted = |line: &str| line.split_once('"').unwrap().1.trim_end_matches('"').to_owned();
    let mut id = String::new();
    let mut words = BTreeMap::new();
    for line in text.lines() {
        if line.starts_with("msgid ") {
            id = quoted(line);
        } else if line.starts_with("msgstr ") && !id.is_empty() {
            words.insert(id.clone(), quoted(line));
        }
    }
    words
}

#[test]
fn both_languages_have_every_word_and_no_other() {
    let mut used = BTreeSet::new();
    markup(&root().join("ui"), &mut used);
    assert!(used.len() > 300, "{}", used.len());
    for language in ["nl", "en"] {
        let words = catalogue(language);
        let known: BTreeSet<_> = words.keys().cloned().collect();
        assert_eq!(
            used.difference(&known).collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "missing in {language}"
        );
        assert_eq!(
            known.difference(&used).collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "unused in {language}"
        );
        for (id, text) in words {
            assert!(!text.is_empty(), "{id} in {language}");
            assert_eq!(id.matches("{}").count(), text.matches("{}").count(), "{id} in {language}");
        }
    }
}
