//! One move of a walk, as numbers: easy to generate, to repeat and to shrink.

use proptest::prelude::*;

/// Chooses a command and the facts it is decided with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// What kind of command: forwards mostly, else anything.
    pub lane: u8,
    /// Which of them.
    pub pick: u16,
    /// What the facts are like.
    pub facts: u16,
}

/// Walks of at most so many moves.
pub fn moves(most: usize) -> impl Strategy<Value = Vec<Move>> {
    let one = (any::<u8>(), any::<u16>(), any::<u16>());
    let one = one.prop_map(|(lane, pick, facts)| Move { lane, pick, facts });
    proptest::collection::vec(one, 1..=most)
}

/// The same moves for the same seed, for ever (SplitMix64, Steele, Lea and Flood 2014).
pub fn endless(seed: u64) -> impl Iterator<Item = Move> {
    let mut state = seed;
    std::iter::from_fn(move || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        let [lane, _, low, high, a, b, ..] = mixed.to_le_bytes();
        Some(Move { lane, pick: u16::from_le_bytes([low, high]), facts: u16::from_le_bytes([a, b]) })
    })
}
