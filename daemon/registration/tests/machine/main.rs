//! The state machine from outside: journeys of the counter, every rule seen through `handle`, and what
//! holds for every walk.

// Helpers of tests are not recognised as tests by the lint.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;
mod journeys;
mod rules;
mod texts;
mod walk;
