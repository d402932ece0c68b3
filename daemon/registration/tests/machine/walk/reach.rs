//! The table and the code are the same: every arrow is walked, and no other.

use super::moves::endless;
use super::walker::walk;
use balie_registration::machine::{CommandKind, Step, table};
use std::collections::BTreeSet;

type Arrow = (Step, CommandKind, Step);

/// Walks that are tried at most; each begins anew with its own seed.
const WALKS: u64 = 4_000;
/// Walks that are made at least, so that an arrow too many has a chance to show.
const AT_LEAST: u64 = 200;
/// Commands of one walk.
const LENGTH: usize = 120;

/// Every arrow of the table, that of the commands about the login account included.
fn arrows() -> BTreeSet<Arrow> {
    let mut arrows = BTreeSet::new();
    for from in Step::ALL.iter().copied() {
        for command in CommandKind::ALL.iter().copied() {
            arrows.extend(table::targets(from, command).into_iter().map(|to| (from, command, to)));
        }
    }
    arrows
}

#[test]
fn every_arrow_of_the_table_is_walked_and_no_other() {
    let expected = arrows();
    let rows = table::TRANSITIONS.iter().flat_map(|row| row.to.iter().map(|to| (row.from, row.command, *to)));
    assert!(rows.clone().count() > 50 && rows.clone().all(|arrow| expected.contains(&arrow)));
    let mut seen = BTreeSet::new();
    for seed in 0..WALKS {
        walk(endless(seed).take(LENGTH), |visit| {
            if let Some((before, after)) = visit.accepted() {
                seen.insert((before.step(), visit.command.kind(), after.step()));
            }
        });
        if seed >= AT_LEAST && seen.is_superset(&expected) {
            break;
        }
    }
    let unreachable: Vec<_> = expected.difference(&seen).collect();
    assert!(unreachable.is_empty(), "never walked: {unreachable:?}");
    assert_eq!(seen, expected);
}

#[test]
fn every_step_has_a_way_in_and_all_but_the_last_a_way_out() {
    let moving: Vec<_> = arrows().into_iter().filter(|(from, _, to)| from != to).collect();
    for step in Step::ALL.iter().copied() {
        assert!(moving.iter().any(|(_, _, to)| *to == step), "no way in to {}", step.name());
        let out = moving.iter().any(|(from, _, _)| *from == step);
        assert_eq!(out, step != Step::Cancelled, "{}", step.name());
    }
}
