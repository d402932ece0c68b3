//! When to look at the bus.

use std::time::{Duration, Instant};

/// After a change is told the kernel may still be busy with the interfaces of the device, so it is looked at
/// again these long after.
const SETTLING: [Duration; 4] =
    [Duration::ZERO, Duration::from_millis(300), Duration::from_secs(1), Duration::from_secs(3)];

/// The times at which the bus is looked at.
#[derive(Debug)]
pub(super) struct Plan {
    /// When a change was told, and how many looks it has had.
    change: Option<(Instant, usize)>,
    /// When it is time without being told, and how often that is.
    regular: Instant,
    every: Duration,
}

impl Plan {
    /// A plan that begins with a change: everything is new.
    pub(super) fn new(now: Instant, every: Duration) -> Self {
        Self { change: Some((now, 0)), regular: now + every, every }
    }

    /// A change was told.
    pub(super) fn changed(&mut self, now: Instant) {
        self.change = Some((now, 0));
    }

    /// True when it is time to look; asking counts as looking.
    pub(super) fn is_due(&mut self, now: Instant) -> bool {
        let due = self.next() <= now;
        if due {
            self.regular = now + self.every;
            if let Some((told, looks)) = &mut self.change {
                *looks += SETTLING[*looks..].iter().take_while(|after| *told + **after <= now).count();
                if *looks == SETTLING.len() {
                    self.change = None;
                }
            }
        }
        due
    }

    /// How long until the next look.
    pub(super) fn wait(&self, now: Instant) -> Duration {
        self.next().saturating_duration_since(now)
    }

    fn next(&self) -> Instant {
        let settling = self.change.and_then(|(told, looks)| Some(told + *SETTLING.get(looks)?));
        settling.map_or(self.regular, |settling| settling.min(self.regular))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The times, in milliseconds, at which a plan looks until `end`.
    fn looks(plan: &mut Plan, start: Instant, mut at: u64, end: u64) -> Vec<u64> {
        let mut looks = Vec::new();
        while at < end {
            let now = start + Duration::from_millis(at);
            if plan.is_due(now) {
                looks.push(at);
            }
            at += u64::try_from(plan.wait(now).as_millis()).unwrap().max(1);
        }
        looks
    }

    #[test]
    fn a_change_is_looked_at_until_it_has_settled_and_then_regularly() {
        let start = Instant::now();
        let mut plan = Plan::new(start, Duration::from_secs(10));
        assert_eq!(looks(&mut plan, start, 0, 30_000), [0, 300, 1_000, 3_000, 13_000, 23_000]);
        plan.changed(start + Duration::from_secs(30));
        assert_eq!(looks(&mut plan, start, 30_000, 34_000), [30_000, 30_300, 31_000, 33_000]);
    }

    #[test]
    fn looks_that_were_missed_are_one_look() {
        let start = Instant::now();
        let mut plan = Plan::new(start, Duration::from_secs(10));
        assert_eq!(looks(&mut plan, start, 2_000, 4_000), [2_000, 3_000]);
    }
}
