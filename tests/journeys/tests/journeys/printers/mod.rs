//! Pass printers through the real daemon: each resolution, and looking after a printer.

mod begun;
mod boxes;
mod care;
mod races;
mod tap;
mod zpl;
