//! How many bytes of requests are in memory at once.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes of all requests that are under way.
const ALL: usize = 64 * 1024 * 1024;
/// Of which of one peer.
const OF_ONE_PEER: usize = 8 * 1024 * 1024;
/// What a call takes up by itself: its headers, and what the server keeps of it.
pub const CALL: usize = 16 * 1024;

/// What counts as one peer.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A station, by name.
    Station(String),
    /// A user of this machine, by number.
    User(u32),
    /// Who has not proved who he is, by network.
    Network(IpAddr),
}

/// There is no room for more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Full;

/// The bytes of requests. Cloning gives another handle to the same ones.
#[derive(Debug, Clone, Default)]
pub struct Budget(Arc<Mutex<Taken>>);

#[derive(Debug, Default)]
struct Taken {
    all: usize,
    of: HashMap<Origin, usize>,
}

/// What one request takes up, until it is dropped.
#[derive(Debug)]
pub struct Share {
    budget: Budget,
    origin: Origin,
    /// What it takes up without its body.
    base: usize,
    bytes: Mutex<usize>,
}

impl Budget {
    /// What a request of this peer takes up when nothing of it has come yet: itself, and so many bytes of answer.
    ///
    /// # Errors
    /// [`Full`].
    pub fn share(&self, origin: Origin, answer: usize) -> Result<Share, Full> {
        let base = CALL + answer;
        let share = Share { budget: self.clone(), origin, base, bytes: Mutex::default() };
        share.take(base)?;
        Ok(share)
    }
}

impl Share {
    /// Takes up so many bytes of the body, more or less than until now.
    ///
    /// # Errors
    /// [`Full`]: all that there is, or all of this peer, is taken. It takes up what it did.
    pub fn resize(&self, bytes: usize) -> Result<(), Full> {
        self.take(self.base + bytes)
    }

    fn take(&self, bytes: usize) -> Result<(), Full> {
        let mut now = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        let mut taken = self.budget.0.lock().unwrap_or_else(PoisonError::into_inner);
        let of_peer = taken.of.get(&self.origin).copied().unwrap_or(0) - *now + bytes;
        let all = taken.all - *now + bytes;
        if bytes > *now && (all > ALL || of_peer > OF_ONE_PEER) {
            return Err(Full);
        }
        taken.all = all;
        match of_peer {
            0 => drop(taken.of.remove(&self.origin)),
            of_peer => drop(taken.of.insert(self.origin.clone(), of_peer)),
        }
        *now = bytes;
        Ok(())
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        // Less is never refused.
        let _ = self.take(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_peer_has_a_share_and_all_together_have_an_end() {
        let budget = Budget::default();
        let mut held = Vec::new();
        for user in 0..8 {
            let share = || budget.share(Origin::User(user), 0).unwrap();
            let (one, two, half) = (share(), share(), OF_ONE_PEER / 2 - CALL);
            one.resize(half).unwrap();
            two.resize(half).unwrap();
            if user == 0 {
                assert_eq!(two.resize(half + 1), Err(Full));
                two.resize(1).unwrap();
                one.resize(2 * half - 1).unwrap();
            }
            held.extend([one, two]);
        }
        let other = || budget.share(Origin::Station("balie-1".to_owned()), 0);
        assert!(other().is_err(), "all is taken");
        held.pop();
        other().unwrap().resize(OF_ONE_PEER / 2 - CALL).unwrap();
        held.clear();
        // Calls that bring nothing have an end as well.
        let empty: Vec<_> = std::iter::from_fn(|| other().ok()).collect();
        assert_eq!(empty.len(), OF_ONE_PEER / CALL);
        drop(empty);
        // So have answers that are not taken.
        let lists: Vec<_> = std::iter::from_fn(|| budget.share(Origin::User(1), 1024 * 1024).ok()).collect();
        assert_eq!(lists.len(), OF_ONE_PEER / (1024 * 1024 + CALL));
        drop(lists);
        let taken = budget.0.lock().unwrap();
        assert_eq!((taken.all, taken.of.len()), (0, 0));
    }
}
