//! The mandate form on paper: printed, and signed, through a document scanner or from a file, to the mandate in force;
//! how its page lies at rest; and what comes of pages and scanners that are not what they should be.

mod at_rest;
mod command_line;
mod faults;
mod files;
mod form;
mod print;
mod says;
mod scan;
