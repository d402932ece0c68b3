//! What is stored and cannot be read keeps nothing else from happening.

use crate::retention::branch::*;
use balie_registration::Role;
use balie_store::{Content, JobState, NewJob};
use balied::hub::{HubError, Name, workers};
use uuid::Uuid;

/// A draft of which nothing was entered.
async fn blank(branch: &Branch) -> Uuid {
    branch.hub.create(&by(Role::Counter), None, request()).await.unwrap().stored.registration.id
}

/// What a fault of the disk can leave: a registration that is found and cannot be read.
async fn damage(branch: &Branch, id: Uuid) {
    let mut snapshot = branch.hub.store().read().await.unwrap();
    let record = snapshot.read().registration(&id.to_string()).await.unwrap().unwrap();
    drop(snapshot);
    let content = Content { state: "{\"step\":\"Zwaardemaker\"}".to_owned(), ..record.content };
    let damaged = branch.hub.store().write(move |tx| {
        Box::pin(async move {
            tx.update_registration(&record.id, record.revision, &content, record.updated_at).await?;
            Ok::<_, HubError>(())
        })
    });
    damaged.await.unwrap();
    let Err(error) = branch.hub.look(&Name::Id(id)).await else { panic!("it can be read") };
    assert!(matches!(error, HubError::BadState(_)), "{error}");
    // It is logged, and what stands there is somebody's.
    assert!(!error.to_string().contains("Zwaardemaker"), "{error}");
}

/// A job as a release of another time may have left it.
async fn job(branch: &Branch, of: Uuid, kind: &str, device: &str, payload: &str, begun: bool) -> Uuid {
    let (id, now) = (Uuid::now_v7(), branch.hub.clock().now());
    let job = NewJob {
        id: id.to_string(),
        registration_id: Some(of.to_string()),
        kind: kind.to_owned(),
        device: device.to_owned(),
        repeatable: false,
        payload: payload.to_owned(),
        key: format!("{kind}/{id}"),
        not_before: None,
    };
    let queued = branch.hub.store().write(move |tx| {
        Box::pin(async move {
            tx.enqueue_job(&job, now).await?;
            if begun {
                tx.start_job(&job.id, now).await?;
            }
            Ok::<_, HubError>(())
        })
    });
    queued.await.unwrap();
    id
}

/// Waits until a job has ended. Returns how, and the code of why.
async fn ended(branch: &Branch, id: Uuid) -> (JobState, Option<String>) {
    let mut news = branch.hub.store().jobs();
    loop {
        let found = branch.hub.job(id).await.unwrap();
        if found.has_ended() {
            return (found.job.state, found.reason);
        }
        news.changed().await.unwrap();
    }
}

fn failed() -> (JobState, Option<String>) {
    (JobState::Failed, Some("INTERNAL".to_owned()))
}

#[tokio::test]
async fn the_others_are_erased_on_schedule() {
    let branch = Branch::open().await;
    let mut drafts = Vec::new();
    for _ in 0..3 {
        drafts.push(blank(&branch).await);
        branch.wait(SECOND);
    }
    // Whichever way they are gone through, one that cannot be read comes before the other.
    let [first, whole, last]: [Uuid; 3] = drafts.try_into().unwrap();
    damage(&branch, first).await;
    damage(&branch, last).await;
    branch.after(days(8)).await;
    assert!(!branch.is_there(whole).await);
    for damaged in [first, last] {
        assert!(matches!(branch.hub.look(&Name::Id(damaged)).await, Err(HubError::BadState(_))));
    }
}

#[tokio::test]
async fn the_login_accounts_of_others_are_made() {
    let branch = Branch::open().await;
    let damaged = branch.saved(PASS, EMAIL).await;
    let whole = branch.saved_as(OTHER_PASS, "Visscher", "visscher@voorbeeld.nl", None).await;
    damage(&branch, damaged).await;
    let workers = workers::start(&branch.hub).await.unwrap();
    branch.pending(whole).await;
    let jobs = branch.hub.jobs(&[], Some(damaged), None, 10).await.unwrap();
    let [job] = &jobs[..] else { panic!("{} jobs", jobs.len()) };
    assert_eq!((job.job.state, job.reason.clone()), failed());
    workers.stop().await;
}

#[tokio::test]
async fn a_daemon_starts_though_a_print_cannot_be_told_to_its_registration() {
    let branch = Branch::open().await;
    let damaged = branch.draft(PASS).await.stored.registration.id;
    let print = job(&branch, damaged, "print_pass", "printer", "{}", true).await;
    damage(&branch, damaged).await;
    let workers = workers::start(&branch.hub).await.unwrap();
    assert_eq!(branch.hub.job(print).await.unwrap().job.state, JobState::Unknown);
    workers.stop().await;
}

/// Nobody listens at these addresses, which is not what is tried.
#[tokio::test]
async fn a_device_goes_on_with_its_next_job() {
    let devices = "[[pass_printer]]\ndriver = \"evolis\"\nid = \"printer\"\naddress = \"127.0.0.1:9\"\n\
         [[document_scanner]]\ndriver = \"escl\"\nid = \"scanner\"\nurl = \"http://127.0.0.1:9/eSCL\"\n";
    let branch = Branch::open_with(devices).await;
    let (damaged, whole) = (blank(&branch).await, blank(&branch).await);
    damage(&branch, damaged).await;
    let workers = workers::start(&branch.hub).await.unwrap();
    let unreadable = job(&branch, whole, "scan_page", "scanner", "7", false).await;
    assert_eq!(ended(&branch, unreadable).await, failed());
    let print = job(&branch, damaged, "print_pass", "printer", "{}", false).await;
    assert_eq!(ended(&branch, print).await, failed());
    // Its registration waits for no print.
    let next = job(&branch, whole, "print_pass", "printer", "{}", false).await;
    assert_eq!(ended(&branch, next).await, (JobState::Cancelled, Some("NOT_AWAITED".to_owned())));
    workers.stop().await;
}
