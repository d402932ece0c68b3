//! `balie register` without a file, as a clerk at a terminal uses it: the real program on a pseudo-terminal,
//! the real daemon, and virtual devices on real transports.

mod abroad;
mod adult;
mod back;
mod clerk;
mod erase;
mod leave;
mod login;
mod mandate;
mod others;
mod people;
mod print;
mod rules;
mod settle;
