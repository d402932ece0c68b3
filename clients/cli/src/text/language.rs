//! Which language to speak.

use super::Lang;

/// The language: what the command line says, else `BALIE_LANG`, else English when the locale (`LC_ALL`,
/// `LC_MESSAGES`, `LANG`) is English, else Dutch.
pub(crate) fn choose(flag: Option<Lang>, variable: impl Fn(&str) -> Option<String>) -> Lang {
    if let Some(lang) = flag {
        return lang;
    }
    let set = |name: &str| variable(name).filter(|value| !value.is_empty());
    if let Some(lang) = set("BALIE_LANG").and_then(|tag| Lang::from_tag(&tag)) {
        return lang;
    }
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set);
    locale.and_then(|locale| Lang::from_tag(&locale)).unwrap_or(Lang::Dutch)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(flag: Option<Lang>, variables: &[(&str, &str)]) -> Lang {
        choose(flag, |name| {
            variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn dutch_unless_told_otherwise() {
        assert_eq!(with(None, &[]), Lang::Dutch);
        assert_eq!(with(None, &[("LANG", "C.UTF-8")]), Lang::Dutch);
        assert_eq!(with(None, &[("LANG", "en_GB.UTF-8")]), Lang::English);
        assert_eq!(with(None, &[("LANG", "en_GB.UTF-8"), ("LC_ALL", "nl_NL")]), Lang::Dutch);
        assert_eq!(with(None, &[("LANG", "en_GB"), ("BALIE_LANG", "nl")]), Lang::Dutch);
        assert_eq!(with(None, &[("BALIE_LANG", "en")]), Lang::English);
        assert_eq!(with(Some(Lang::Dutch), &[("BALIE_LANG", "en")]), Lang::Dutch);
    }
}
