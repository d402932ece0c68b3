//! What holds for every walk through the machine: random commands, good and bad, in every step.

mod back;
mod invariants;
mod moves;
mod passes;
mod pool;
mod reach;
mod walker;
