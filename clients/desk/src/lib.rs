//! The screen of the counter clerk.

/// The window, as compiled from the markup.
#[allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]
pub mod ui {
    slint::include_modules!();
}
