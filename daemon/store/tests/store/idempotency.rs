//! The same request twice.

use balie_store::{NewResponse, Replay, StoreError};
use chrono::TimeDelta;

use crate::support::*;

async fn replay(fixture: &Fixture, actor: &str, hash: &[u8], seconds: i64) -> Replay {
    let mut snapshot = fixture.store.read().await.unwrap();
    snapshot.read().replay(actor, "r1", hash, at(seconds)).await.unwrap()
}

async fn remember(fixture: &Fixture, hash: &'static [u8], response: &'static [u8], seconds: i64) {
    write(&fixture.store, move |tx| {
        Box::pin(async move {
            let new = NewResponse {
                actor: "desk-1",
                request_id: "r1",
                request_hash: hash,
                response,
                registration_id: None,
            };
            tx.remember(&new, at(seconds)).await
        })
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn a_repeat_gets_the_answer_and_a_mistake_is_told_apart() {
    let fixture = fixture().await;
    assert_eq!(replay(&fixture, "desk-1", b"h", 0).await, Replay::Fresh);
    remember(&fixture, b"h", b"answer", 0).await;
    assert!(replay(&fixture, "desk-1", b"h", 1).await == Replay::Response(b"answer".to_vec()));
    assert_eq!(replay(&fixture, "desk-1", b"other", 1).await, Replay::Conflict);
    assert_eq!(replay(&fixture, "desk-2", b"other", 1).await, Replay::Fresh, "ids belong to their actor");
}

#[tokio::test]
async fn an_answer_lives_for_a_day() {
    let fixture = fixture().await;
    remember(&fixture, b"h", b"answer", 0).await;
    let day = TimeDelta::hours(24).num_seconds();
    assert!(replay(&fixture, "desk-1", b"h", day - 1).await != Replay::Fresh);
    assert_eq!(replay(&fixture, "desk-1", b"h", day).await, Replay::Fresh);
    // The id can be used again although the old answer was not purged yet.
    remember(&fixture, b"new", b"new answer", day).await;
    assert!(replay(&fixture, "desk-1", b"new", day).await == Replay::Response(b"new answer".to_vec()));

    let purge = |seconds| {
        write(&fixture.store, move |tx| Box::pin(async move { tx.purge_responses(at(seconds)).await }))
    };
    assert_eq!(purge(2 * day - 1).await, Ok(0));
    assert_eq!(purge(2 * day).await, Ok(1));
    assert_eq!(purge(2 * day).await, Ok(0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_copies_of_a_request_one_is_done() {
    let fixture = fixture().await;
    let copies: Vec<_> = (0..16)
        .map(|copy: u8| {
            let store = fixture.store.clone();
            tokio::spawn(async move {
                store
                    .write::<_, StoreError, _>(move |tx| {
                        Box::pin(async move {
                            if let Replay::Response(answer) =
                                tx.read().replay("desk-1", "r", b"h", at(0)).await?
                            {
                                return Ok((false, answer));
                            }
                            tx.insert_registration(&format!("made-{copy}"), &content("draft"), at(0)).await?;
                            let response = [copy];
                            let new = NewResponse {
                                actor: "desk-1",
                                request_id: "r",
                                request_hash: b"h",
                                response: &response,
                                registration_id: None,
                            };
                            tx.remember(&new, at(0)).await?;
                            Ok((true, response.to_vec()))
                        })
                    })
                    .await
                    .unwrap()
            })
        })
        .collect();
    let mut outcomes = Vec::new();
    for copy in copies {
        outcomes.push(copy.await.unwrap());
    }
    assert_eq!(outcomes.iter().filter(|(done, _)| *done).count(), 1);
    assert!(outcomes.iter().all(|(_, answer)| *answer == outcomes[0].1), "all got the same answer");
    assert_eq!(*fixture.store.changes().borrow(), 1);
}
