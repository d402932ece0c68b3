//! The direct debit mandate: account data, the form, and the signed form.

mod enter;
mod page;
mod process;
mod sign;
