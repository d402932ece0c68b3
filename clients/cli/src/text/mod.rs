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
