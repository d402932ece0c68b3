//! The stable JSON of `--json`.
//!
//! Proto3 JSON with the field names of the API in `snake_case`, and: every field is always there; an enum
//! value is its name in lower case without the prefix of its type, `null` when not set; 64-bit numbers are
//! numbers; instants are RFC 3339; an IBAN is masked.

mod branch;
mod catalogue;
mod device;
mod job;
mod registration;

pub(crate) use branch::{audit_entry, branch, caller, change, summary_row};
pub(crate) use catalogue::{option, subscription};
pub(crate) use device::{device, discovered, scan};
pub(crate) use job::job;
pub(crate) use registration::registration;

use serde_json::Value;

/// An enum value: `STEP_SETTLING` of the type with prefix `STEP_` becomes `"settling"`.
fn choice(name: &str, prefix: &str) -> Value {
    let short = name.strip_prefix(prefix).unwrap_or(name);
    if short == "UNSPECIFIED" { Value::Null } else { short.to_ascii_lowercase().into() }
}

/// A list of resources under its plural name.
pub(crate) fn list<T>(name: &str, items: &[T], view: impl Fn(&T) -> Value) -> Value {
    let items: Vec<Value> = items.iter().map(view).collect();
    serde_json::json!({ name: items })
}
