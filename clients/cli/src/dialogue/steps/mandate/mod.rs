//! The direct debit mandate: account data, the form, and the signed form.

mod enter;
mod page;
mod print;
mod process;
mod sign;
