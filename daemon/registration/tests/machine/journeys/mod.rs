//! The journeys of the counter (domain section 1), each arrow at least once. The registration is stored and
//! read back between every two commands.

mod account;
mod adult;
mod after_saving;
mod cancel;
mod mandate;
mod persons;
mod print;
mod settle;
mod subscriptions;
