//! Numbers that are given out once.

use balie_store::{Options, StoreError};

use crate::support::*;

async fn next(fixture: &Fixture, name: &'static str, first: u64, last: u64) -> Result<u64, StoreError> {
    write(&fixture.store, move |tx| Box::pin(async move { tx.next_counter(name, first, last).await })).await
}

#[tokio::test]
async fn numbers_run_from_first_to_last() {
    let mut fixture = fixture().await;
    assert_eq!(next(&fixture, "patron", 10, 12).await, Ok(10));
    assert_eq!(next(&fixture, "mandate", 1, 12).await, Ok(1), "counters do not meet");
    fixture.reopen(Options::default()).await;
    assert_eq!(next(&fixture, "patron", 10, 12).await, Ok(11));
    assert_eq!(next(&fixture, "patron", 10, 12).await, Ok(12));
    let used_up = Err(StoreError::CounterExhausted { name: "patron".into() });
    assert_eq!(next(&fixture, "patron", 10, 12).await, used_up);
    assert_eq!(next(&fixture, "patron", 100, 200).await, Ok(100), "a further range");
    assert_eq!(next(&fixture, "patron", 10, 200).await, Ok(101), "never back");
    assert_eq!(next(&fixture, "_change", 1, 9).await.unwrap_err().code(), "INVALID");
}

#[tokio::test]
async fn a_unit_that_is_undone_neither_uses_nor_frees_a_number() {
    let fixture = fixture().await;
    assert_eq!(next(&fixture, "patron", 1, 99).await, Ok(1));
    let undone = write(&fixture.store, |tx| {
        Box::pin(async move {
            assert_eq!(tx.next_counter("patron", 1, 99).await?, 2);
            Err::<(), _>(StoreError::Invalid { what: "a rule".into() })
        })
    });
    assert_eq!(undone.await.unwrap_err().code(), "INVALID");
    assert_eq!(next(&fixture, "patron", 1, 99).await, Ok(2));
}
