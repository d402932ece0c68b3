//! Room for those who have not proved yet who they are: little, and no more than a share of it for one address.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

/// Handshakes and strangers at once.
const ALL: usize = 64;
/// Of which from one address. A branch behind one address has fewer PCs that connect in the same seconds.
const OF_ONE_ADDRESS: usize = 16;

/// Room for strangers.
#[derive(Debug, Clone, Default)]
pub struct Slots(Arc<Mutex<HashMap<IpAddr, usize>>>);

/// A place that is taken, until it is dropped.
#[derive(Debug)]
pub struct Slot {
    slots: Slots,
    address: IpAddr,
}

impl Slots {
    /// Takes a place; none when all, or all of this address, are taken.
    pub fn enter(&self, address: IpAddr) -> Option<Slot> {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let of_address = taken.get(&address).copied().unwrap_or(0);
        if of_address >= OF_ONE_ADDRESS || taken.values().sum::<usize>() >= ALL {
            return None;
        }
        taken.insert(address, of_address + 1);
        Some(Slot { slots: self.clone(), address })
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut taken = self.slots.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = taken.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_does_not_take_everything_and_places_come_free() {
        let slots = Slots::default();
        let address = |last| IpAddr::from([10, 0, 0, last]);
        let mut held: Vec<_> = (0..OF_ONE_ADDRESS).map(|_| slots.enter(address(1))).collect();
        assert!(held.iter().all(Option::is_some));
        assert!(slots.enter(address(1)).is_none());
        for last in 2..=4 {
            held.extend((0..OF_ONE_ADDRESS).map(|_| slots.enter(address(last))));
        }
        assert!(held.iter().all(Option::is_some));
        assert!(slots.enter(address(5)).is_none(), "all are taken");
        held.clear();
        assert!(slots.enter(address(5)).is_some());
        assert!(slots.0.lock().is_ok_and(|taken| taken.is_empty()));
    }
}
