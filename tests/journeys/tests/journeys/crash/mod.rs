//! The real daemon is killed (SIGKILL) at random moments while clerks work: nothing confirmed is lost, nothing is
//! half done, nothing is done twice, and no pass is printed twice.
//!
//! The choices follow from a seed, which is printed. `BALIE_CRASH_SEED` replays them (the machine's own timing
//! stays its own); `BALIE_CRASH_KILLS` asks for another number of kills than the suite makes.

mod audit;
mod cards;
mod clerk;
mod database;
mod feed;
mod journey;
mod kills;
mod ledger;
mod prints;
mod settings;
