//! Places for what is limited in number: all together, and of one peer.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

/// Places. Cloning gives another handle to the same ones.
#[derive(Debug)]
pub struct Slots<K: Eq + Hash> {
    all: usize,
    of_one: usize,
    taken: Arc<Mutex<HashMap<K, usize>>>,
}

impl<K: Eq + Hash> Clone for Slots<K> {
    fn clone(&self) -> Self {
        Self { all: self.all, of_one: self.of_one, taken: Arc::clone(&self.taken) }
    }
}

/// A place that is taken, until it is dropped.
#[derive(Debug)]
pub struct Slot<K: Eq + Hash> {
    slots: Slots<K>,
    peer: K,
}

impl<K: Eq + Hash + Clone> Slots<K> {
    /// So many places, of which one peer takes no more than `of_one`.
    pub fn new(all: usize, of_one: usize) -> Self {
        Self { all, of_one, taken: Arc::default() }
    }

    /// Takes a place; none when all, or all of this peer, are taken.
    pub fn enter(&self, peer: K) -> Option<Slot<K>> {
        self.enter_with(peer, 0)
    }

    /// Takes a place, of which there are `more` in all for this peer than for others.
    pub fn enter_with(&self, peer: K, more: usize) -> Option<Slot<K>> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let of_peer = taken.get(&peer).copied().unwrap_or(0);
        if of_peer >= self.of_one || taken.values().sum::<usize>() >= self.all + more {
            return None;
        }
        taken.insert(peer.clone(), of_peer + 1);
        Some(Slot { slots: self.clone(), peer })
    }
}

impl<K: Eq + Hash> Drop for Slot<K> {
    fn drop(&mut self) {
        let mut taken = self.slots.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = taken.get_mut(&self.peer) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&self.peer);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_peer_does_not_take_everything_and_places_come_free() {
        let slots = Slots::new(64, 16);
        let mut held: Vec<_> = (0..16).map(|_| slots.enter(1)).collect();
        assert!(held.iter().all(Option::is_some));
        assert!(slots.enter(1).is_none());
        for peer in 2..=4 {
            held.extend((0..16).map(|_| slots.enter(peer)));
        }
        assert!(held.iter().all(Option::is_some));
        assert!(slots.enter(5).is_none(), "all are taken");
        assert!(slots.enter_with(1, 8).is_none(), "room in all is no room for one that has its share");
        held.extend((0..8).map(|_| slots.enter_with(6, 8)));
        assert!(held.iter().all(Option::is_some), "and these are kept for such a peer");
        assert!(slots.enter_with(6, 8).is_none());
        held.clear();
        assert!(slots.enter(5).is_some());
        assert!(slots.taken.lock().is_ok_and(|taken| taken.is_empty()));
    }
}
