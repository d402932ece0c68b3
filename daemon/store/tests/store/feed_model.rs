//! Random histories against a simple model: registrations, the change feed, and a crash now and then.

use std::collections::{BTreeMap, HashMap};

use balie_store::{Changed, Options, Store, StoreError};
use futures_util::future::join_all;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::support::*;

#[derive(Debug, Clone)]
enum Operation {
    Insert {
        id: u8,
    },
    Update {
        id: u8,
        stale: bool,
    },
    Erase {
        id: u8,
    },
    /// Does all of an update, then refuses.
    Refuse {
        id: u8,
    },
}

#[derive(Debug, Clone)]
enum Step {
    /// Units handed over together, so that they share transactions.
    Together(Vec<Operation>),
    Reopen,
}

fn operation() -> impl Strategy<Value = Operation> {
    prop_oneof![
        3 => (0..8_u8).prop_map(|id| Operation::Insert { id }),
        4 => (0..8_u8, prop::bool::weighted(0.2)).prop_map(|(id, stale)| Operation::Update { id, stale }),
        1 => (0..8_u8).prop_map(|id| Operation::Erase { id }),
        1 => (0..8_u8).prop_map(|id| Operation::Refuse { id }),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![9 => vec(operation(), 1..7).prop_map(Step::Together), 1 => Just(Step::Reopen)]
}

/// What is known of one registration: its last change and, unless erased, its revision.
type Model = HashMap<u8, (u64, Option<u64>)>;

/// Does an operation in the model; returns the change number it should get.
fn expect(model: &mut Model, last: &mut u64, operation: &Operation) -> Option<u64> {
    let (id, revision) = match *operation {
        Operation::Insert { id } if !model.contains_key(&id) => (id, Some(1)),
        Operation::Update { id, stale: false } => (id, Some(model.get(&id)?.1? + 1)),
        Operation::Erase { id } => {
            model.get(&id)?.1?;
            (id, None)
        }
        _ => return None,
    };
    *last += 1;
    model.insert(id, (*last, revision));
    Some(*last)
}

async fn perform(store: &Store, operation: Operation) -> Option<u64> {
    let outcome: Result<u64, StoreError> = store
        .write(move |tx| {
            Box::pin(async move {
                match operation {
                    Operation::Insert { id } => {
                        let stamp = tx.insert_registration(&id.to_string(), &content("1"), at(0)).await?;
                        Ok(stamp.change_number)
                    }
                    Operation::Update { id, .. } | Operation::Refuse { id } => {
                        let id = id.to_string();
                        let revision = tx.read().registration(&id).await?.map_or(1, |found| found.revision);
                        let stale = matches!(operation, Operation::Update { stale: true, .. });
                        let expected = if stale { revision + 1 } else { revision };
                        let next = content(&(revision + 1).to_string());
                        let stamp = tx.update_registration(&id, expected, &next, at(1)).await?;
                        if matches!(operation, Operation::Refuse { .. }) {
                            return Err(StoreError::Invalid { what: "refused".into() });
                        }
                        Ok(stamp.change_number)
                    }
                    Operation::Erase { id } => tx.erase_registration(&id.to_string(), at(2)).await,
                }
            })
        })
        .await;
    outcome.ok()
}

/// Reads the feed in pieces and checks it against the model; resumes from anywhere.
async fn check_feed(store: &Store, model: &Model, last: u64, limit: u32) {
    let expected: BTreeMap<u64, (String, Option<u64>)> =
        model.iter().map(|(id, (change, revision))| (*change, (id.to_string(), *revision))).collect();
    let mut snapshot = store.read().await.unwrap();
    assert_eq!(snapshot.read().last_change_number().await.unwrap(), last);
    assert_eq!(*store.changes().borrow(), last);
    for since in 0..=last {
        let mut found = BTreeMap::new();
        let mut from = since;
        loop {
            let piece = snapshot.read().list_changes(from, limit).await.unwrap();
            assert!(piece.changes.is_sorted_by(|a, b| a.number < b.number));
            for change in piece.changes {
                assert!(change.number > from);
                let revision = match change.changed {
                    Changed::Stored { revision, step, state, .. } => {
                        assert_eq!(step, revision.to_string());
                        assert!(state.contains(&step));
                        Some(revision)
                    }
                    Changed::Erased { .. } => None,
                };
                assert!(found.insert(change.number, (change.registration_id, revision)).is_none());
            }
            from = piece.resume;
            if piece.complete {
                break;
            }
        }
        let tail: BTreeMap<_, _> = expected.range(since + 1..).map(|(k, v)| (*k, v.clone())).collect();
        assert_eq!(found, tail, "from {since}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_history_leaves_what_the_model_says(steps in vec(step(), 1..10), batch in 1..5_usize, limit in 1..4_u32) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let options = Options { batch, ..Options::default() };
            let mut fixture = fixture_with(options.clone()).await;
            let (mut model, mut last) = (Model::new(), 0);
            for step in steps {
                match step {
                    Step::Reopen => fixture.reopen(options.clone()).await,
                    Step::Together(operations) => {
                        let expected: Vec<_> =
                            operations.iter().map(|operation| expect(&mut model, &mut last, operation)).collect();
                        let store = &fixture.store;
                        let done = join_all(operations.into_iter().map(|operation| perform(store, operation)));
                        assert_eq!(done.await, expected);
                    }
                }
                check_feed(&fixture.store, &model, last, limit).await;
            }
            fixture.store.check().await.unwrap();
        });
    }
}
