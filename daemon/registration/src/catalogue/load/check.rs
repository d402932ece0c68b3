//! Rules across subscriptions.

use super::CatalogueRule as Rule;
use super::entry::Draft;
use super::problem::Found;
use crate::catalogue::{Audience, Subscription, SubscriptionCode};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Checks codes, references and the automatic subscriptions of a whole file.
pub(super) fn across(drafts: &[Draft], problems: &mut Vec<Found>) {
    let by_code = duplicates(drafts, problems);
    for draft in drafts {
        let age = draft.subscription.age.map(|age| age.through() + 1);
        for (key, reference) in [("becomes", draft.becomes), ("further", draft.further)] {
            let Some(reference) = reference else { continue };
            let code = reference.value;
            let rule = match by_code.get(&code) {
                None => Some(Rule::CodeNowhere { key, code }),
                Some(target) if !target.in_use => Some(Rule::CodeNotInUse { key, code }),
                Some(target) if key == "becomes" => {
                    age.filter(|&age| !takes(target, age)).map(|age| Rule::BecomesAge { code, age })
                }
                Some(_) => None,
            };
            problems.extend(rule.map(|rule| Found { at: reference.at, rule }));
        }
    }
    automatic(drafts, problems);
}

fn takes(target: &Subscription, age: u32) -> bool {
    target.is_for(Audience::Person) && target.age.is_none_or(|range| range.contains(age))
}

fn duplicates<'d>(
    drafts: &'d [Draft],
    problems: &mut Vec<Found>,
) -> BTreeMap<SubscriptionCode, &'d Subscription> {
    let mut by_code = BTreeMap::new();
    for (draft, code) in drafts.iter().filter_map(|draft| Some((draft, draft.code?))) {
        match by_code.entry(code.value) {
            Entry::Vacant(free) => {
                free.insert(&draft.subscription);
            }
            Entry::Occupied(_) => {
                problems.push(Found { at: code.at, rule: Rule::DuplicateCode { code: code.value } });
            }
        }
    }
    by_code
}

fn automatic(drafts: &[Draft], problems: &mut Vec<Found>) {
    let in_use = |draft: &&Draft| draft.subscription.automatic && draft.subscription.in_use;
    let automatic: Vec<&Draft> = drafts.iter().filter(in_use).collect();
    if automatic.is_empty() {
        problems.push(Found { at: 0, rule: Rule::NoAutomatic });
    }
    for (index, second) in automatic.iter().enumerate() {
        for first in &automatic[..index] {
            let (Some(one), Some(two)) = (first.subscription.age, second.subscription.age) else { continue };
            if one.overlaps(two) {
                let rule = Rule::AutomaticOverlap {
                    first: first.subscription.code,
                    age: one.from().max(two.from()),
                };
                problems.push(Found { at: second.at, rule });
            }
        }
    }
}
