//! Every sentence the program says, in Dutch and in English: one file for each area.
//!
//! A text is a function of the language (and of its arguments), written by [`texts!`] with both languages
//! side by side, so that none can be missing and the compiler checks every placeholder.

pub(crate) mod account;
pub(crate) mod counters;
pub(crate) mod dialogue;
pub(crate) mod end;
pub(crate) mod enrol;
pub(crate) mod erase;
pub(crate) mod failures;
pub(crate) mod fields;
mod language;
pub(crate) mod lists;
pub(crate) mod mandate;
pub(crate) mod names;
pub(crate) mod pass;
pub(crate) mod person;
pub(crate) mod print;
pub(crate) mod settle;
pub(crate) mod states;
pub(crate) mod status;
pub(crate) mod steps;
pub(crate) mod subscription;
pub(crate) mod unattended;

pub(crate) use balie_client::Language as Lang;
pub(crate) use language::choose;

/// A label within a sentence: without its capital, unless it is an abbreviation.
pub(crate) fn inline(label: &str) -> String {
    let mut characters = label.chars();
    match (characters.next(), characters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(characters).collect()
        }
        _ => label.to_owned(),
    }
}

/// Defines texts: `name: "Dutch", "English";` or, with arguments that can be displayed,
/// `name(argument): "… {argument}", "… {argument}";`.
macro_rules! texts {
    () => {};
    ($name:ident: $nl:literal, $en:literal; $($rest:tt)*) => {
        pub(crate) fn $name(lang: $crate::text::Lang) -> &'static str {
            match lang {
                $crate::text::Lang::Dutch => $nl,
                $crate::text::Lang::English => $en,
            }
        }
        $crate::text::texts! { $($rest)* }
    };
    ($name:ident($($argument:ident),+): $nl:literal, $en:literal; $($rest:tt)*) => {
        pub(crate) fn $name(lang: $crate::text::Lang, $($argument: impl std::fmt::Display),+) -> String {
            match lang {
                $crate::text::Lang::Dutch => format!($nl),
                $crate::text::Lang::English => format!($en),
            }
        }
        $crate::text::texts! { $($rest)* }
    };
}
pub(crate) use texts;
