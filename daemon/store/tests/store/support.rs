//! What the tests share.

use std::path::PathBuf;
use std::time::Duration;

use balie_store::{
    BoxFuture, Content, Facets, NewJob, Options, Registration, Stamp, Store, StoreError, WriteTx,
};
use chrono::{DateTime, TimeDelta, Utc};
use tempfile::TempDir;

/// A store in a directory of its own.
pub struct Fixture {
    pub store: Store,
    pub path: PathBuf,
    pub directory: TempDir,
}

pub async fn fixture() -> Fixture {
    fixture_with(Options::default()).await
}

pub async fn fixture_with(options: Options) -> Fixture {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("balie.db");
    let store = Store::open(&path, options).await.unwrap();
    Fixture { store, path, directory }
}

impl Fixture {
    /// Closes the store and opens it again.
    pub async fn reopen(&mut self, options: Options) {
        self.store.close().await;
        self.store = Store::open(&self.path, options).await.unwrap();
    }
}

/// Opens a store whose last user may still be letting go of it.
pub async fn open_when_free(path: &std::path::Path) -> Store {
    for _ in 0..600 {
        match Store::open(path, Options::default()).await {
            Err(StoreError::Locked { .. }) => tokio::time::sleep(Duration::from_millis(50)).await,
            other => return other.unwrap(),
        }
    }
    panic!("the store stayed locked");
}

/// An instant, `seconds` after an arbitrary first one.
pub fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_780_000_000, 0).unwrap() + TimeDelta::seconds(seconds)
}

pub fn text(value: &str) -> Option<String> {
    Some(value.to_owned())
}

pub fn content(step: &str) -> Content {
    Content {
        step: step.to_owned(),
        terminal: false,
        state: format!(r#"{{"step":"{step}"}}"#),
        facets: Facets::default(),
    }
}

pub fn with(facets: Facets) -> Content {
    Content { facets, ..content("draft") }
}

pub fn job(id: &str, device: &str) -> NewJob {
    NewJob {
        id: id.to_owned(),
        registration_id: None,
        kind: "print-pass".to_owned(),
        device: device.to_owned(),
        repeatable: false,
        payload: "{}".to_owned(),
        key: format!("key/{id}"),
        not_before: None,
    }
}

/// A write whose error is the store's own.
pub async fn write<T: Send + 'static>(
    store: &Store,
    work: impl for<'t> FnOnce(&'t mut WriteTx) -> BoxFuture<'t, Result<T, StoreError>> + Send + 'static,
) -> Result<T, StoreError> {
    store.write(work).await
}

pub async fn insert(store: &Store, id: &str, content: Content) -> Result<Stamp, StoreError> {
    insert_at(store, id, content, at(0)).await
}

pub async fn insert_at(
    store: &Store,
    id: &str,
    content: Content,
    at: DateTime<Utc>,
) -> Result<Stamp, StoreError> {
    let id = id.to_owned();
    write(store, move |tx| Box::pin(async move { tx.insert_registration(&id, &content, at).await })).await
}

pub async fn update(store: &Store, id: &str, revision: u64, content: Content) -> Result<Stamp, StoreError> {
    let id = id.to_owned();
    write(store, move |tx| {
        Box::pin(async move { tx.update_registration(&id, revision, &content, at(1)).await })
    })
    .await
}

pub async fn erase(store: &Store, id: &str) -> Result<u64, StoreError> {
    let id = id.to_owned();
    write(store, move |tx| Box::pin(async move { tx.erase_registration(&id, at(2)).await })).await
}

pub async fn get(store: &Store, id: &str) -> Option<Registration> {
    store.read().await.unwrap().read().registration(id).await.unwrap()
}
