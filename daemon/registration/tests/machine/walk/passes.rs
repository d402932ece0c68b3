//! A branch with several registrations and few passes: no pass is ever given out twice.

use super::moves::{Move, moves};
use super::walker::{command, visit};
use crate::common::*;
use balie_registration::Role;
use balie_registration::machine::{Command, PassUsage, Registration};
use balie_registration::scan::{Scanned, classify};
use balie_registration::values::PassNumber;
use proptest::prelude::*;
use std::collections::BTreeSet;
use uuid::Uuid;

/// What the hub keeps of passes, for three registrations at the same time.
struct Branch {
    world: World,
    registrations: [Registration; 3],
    spent: BTreeSet<PassNumber>,
}

impl Branch {
    fn new() -> Self {
        let world = World::by(Role::BranchAdmin);
        let registrations = [1, 2, 3].map(|id| Registration::start(Uuid::from_u128(id), world.now));
        Self { registrations, world, spent: BTreeSet::new() }
    }

    /// Who has the pass of this command, as the hub answers it.
    fn usage(&self, of: usize, command: &Command) -> PassUsage {
        let (Command::AssignPass(input) | Command::ReplacePass(input)) = command else {
            return PassUsage::Free;
        };
        let scanned = classify(&input.code, None, &self.world.policy.branch);
        let (Scanned::OwnPass(number) | Scanned::OtherBranchPass(number)) = scanned else {
            return PassUsage::Free;
        };
        if self.spent.contains(&number) {
            return PassUsage::Spent;
        }
        let mut others = self.registrations.iter().enumerate().filter(|(at, _)| *at != of);
        match others.any(|(_, other)| held(other) == Some(number)) {
            true => PassUsage::InUse { place: "9401 Annen".into() },
            false => PassUsage::Free,
        }
    }

    fn goes(&mut self, step: Move) {
        let of = usize::from(step.facts) % self.registrations.len();
        let command = command(&self.registrations[of].state, step);
        self.world.pass_usage = Some(self.usage(of, &command));
        if let Ok(decision) = visit(&self.registrations[of], command, &self.world).outcome {
            self.registrations[of] = decision.registration;
            self.spent.extend(decision.spent_pass);
        }
    }

    fn is_sound(&self) {
        let held: Vec<_> = self.registrations.iter().filter_map(held).collect();
        let distinct: BTreeSet<_> = held.iter().collect();
        assert_eq!(distinct.len(), held.len(), "one pass, two registrations");
        assert!(held.iter().all(|pass| !self.spent.contains(pass)), "a spoiled pass was given out again");
    }
}

fn held(registration: &Registration) -> Option<PassNumber> {
    let state = &registration.state;
    state.holds_pass().then(|| state.pass().map(|pass| pass.number)).flatten()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_pass_is_given_out_twice(moves in moves(150)) {
        let mut branch = Branch::new();
        for step in moves {
            branch.goes(step);
            branch.is_sound();
        }
    }
}
