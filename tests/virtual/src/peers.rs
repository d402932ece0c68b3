//! Programs and rights that a test faces or needs and that come with the machine, not with Balie.

use std::env::VarError;
use std::io::Write;

/// What has to be there when tests are run as a check: each of these in the environment makes a missing one an error.
/// `tests/run` installs everything and says `required`; cargo-nextest says that it runs the test, and shows nothing of
/// what a test says that passes.
const REQUIRED: [(&str, Option<&str>); 3] =
    [("CI", None), ("BALIE_PEERS", Some("required")), ("NEXTEST", Some("1"))];

/// A test cannot check what it is there for.
#[derive(Debug, thiserror::Error)]
#[error("NOT CHECKED: {unchecked}; it needs {needs}")]
pub struct PeerMissing {
    /// What is not checked.
    pub unchecked: String,
    /// What to install or to do on this machine.
    pub needs: String,
}

/// Says past the capture of `cargo test` that something is not checked, because what it needs is not on this machine.
///
/// # Errors
/// [`PeerMissing`] where it has to be there: where `CI` is set, `BALIE_PEERS` is `required`, or cargo-nextest runs the
/// test.
pub fn go_without(unchecked: &str, needs: &str) -> Result<(), PeerMissing> {
    let missing = PeerMissing { unchecked: unchecked.to_owned(), needs: needs.to_owned() };
    if required(|name| std::env::var(name)) {
        return Err(missing);
    }
    // Nobody can be told who has closed standard error.
    let _ = writeln!(std::io::stderr(), "\n!!! {missing}\n");
    Ok(())
}

fn required(variable: impl Fn(&str) -> Result<String, VarError>) -> bool {
    REQUIRED.iter().any(|(name, wanted)| match (variable(name), wanted) {
        (Ok(value), Some(wanted)) => value == *wanted,
        (Ok(value), None) => !value.is_empty(),
        (Err(VarError::NotUnicode(_)), _) => true,
        (Err(VarError::NotPresent), _) => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_an_error_where_tests_are_a_check() {
        for (name, value, expected) in [
            ("CI", "1", true),
            ("CI", "true", true),
            ("CI", "", false),
            ("BALIE_PEERS", "required", true),
            ("BALIE_PEERS", "optional", false),
            ("NEXTEST", "1", true),
            ("NEXTEST", "0", false),
            ("HOME", "required", false),
        ] {
            let variable =
                |asked: &str| (asked == name).then(|| value.to_owned()).ok_or(VarError::NotPresent);
            assert_eq!(required(variable), expected, "{name}={value}");
        }
    }
}
