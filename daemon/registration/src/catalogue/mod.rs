//! The subscription catalogue: what may be chosen, by whom, for how much and how long.
