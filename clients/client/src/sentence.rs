//! Reasons as sentences.

/// A reason of the daemon as a sentence of its own, so that another may follow: reasons of devices come without a full
/// stop, since they also stand alone in a list. Nothing stays nothing.
#[must_use]
pub fn sentence(reason: &str) -> String {
    match reason.trim() {
        "" => String::new(),
        reason if reason.ends_with(['.', '!', '?', '…']) => reason.to_owned(),
        reason => format!("{reason}."),
    }
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn a_full_stop_stands_at_the_end_once() {
        for (reason, told) in [
            ("Er zit papier vast in de scanner", "Er zit papier vast in de scanner."),
            ("Geannuleerd. ", "Geannuleerd."),
            ("Weet u het zeker?", "Weet u het zeker?"),
            ("  ", ""),
        ] {
            assert_eq!(sentence(reason), told);
        }
    }
}
