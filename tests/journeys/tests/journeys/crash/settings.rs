//! How long and with which seed the test runs.

use std::time::{SystemTime, UNIX_EPOCH};

/// Kills in the suite.
const KILLS: u32 = 20;

/// Seed and length of a run.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    pub seed: u64,
    pub kills: u32,
}

impl Settings {
    /// From the environment, else a new seed and the length of the suite.
    pub fn from_env() -> Self {
        let clock =
            || SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |since| since.as_micros() as u64);
        let seed = number("BALIE_CRASH_SEED").unwrap_or_else(clock);
        let kills = number("BALIE_CRASH_KILLS").map_or(KILLS, |kills| kills as u32);
        Self { seed, kills }
    }
}

fn number(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{variable} is no number: {text}")))
}
