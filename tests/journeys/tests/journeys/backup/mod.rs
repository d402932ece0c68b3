//! `balied backup` while clerks work, `balied restore`, and everything that must not be put back.

mod damaged;
mod doubt;
mod killed;
mod later_printer;
mod many;
mod round_trip;
