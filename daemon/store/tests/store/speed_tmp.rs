//! tmp
use crate::support::*;
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore]
async fn speed() {
    let f = fixture().await;
    let n = 300;
    let t = std::time::Instant::now();
    for i in 0..n {
        insert(&f.store, &format!("s{i}"), content("draft")).await.unwrap();
    }
    println!("single {:?}", t.elapsed() / n);
    let t = std::time::Instant::now();
    let tasks: Vec<_> = (0..32)
        .map(|s| {
            let store = f.store.clone();
            tokio::spawn(async move {
                for i in 0..200 {
                    insert(&store, &format!("{s}-{i}"), content("draft")).await.unwrap();
                }
            })
        })
        .collect();
    for t in tasks {
        t.await.unwrap();
    }
    println!("32x {:?} per write", t.elapsed() / 6400);
    write(&f.store, |tx| {
        Box::pin(async move {
            for i in 0..40000 {
                tx.insert_registration(&format!("b{i}"), &content("draft"), at(i)).await?;
            }
            Ok(())
        })
    })
    .await
    .ok();
    let n = *f.store.changes().borrow();
    let t = std::time::Instant::now();
    let mut since = 0;
    loop {
        let c = f.store.read().await.unwrap().read().list_changes(since, 1000).await.unwrap();
        since = c.resume;
        if c.complete {
            break;
        }
    }
    println!("feed {n} in {:?}", t.elapsed());
}
