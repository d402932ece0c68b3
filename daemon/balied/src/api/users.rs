//! Names and groups of the users of this machine.
//!
//! They may come from a directory on the network, which may be slow: they are looked up beside the tasks that answer, a
//! few at once, and what was found is good for a moment.

use nix::unistd::{Gid, Group, Uid, User, getgrouplist};
use std::collections::HashMap;
use std::ffi::CString;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{Semaphore, watch};

/// What was found is used this long: for the calls of a screen, and not when the administrator has changed something.
const FRESH: Duration = Duration::from_secs(5);
/// Users that are looked up at once.
const AT_ONCE: usize = 4;

/// A user of this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SystemUser {
    /// Name; `uid:` and the number for a user without one.
    pub name: String,
    /// Names and numbers of the groups.
    pub groups: Vec<String>,
}

/// When it was found, and what; none while it is looked up.
type Found = Option<(Instant, Arc<SystemUser>)>;

/// The users of this machine.
#[derive(Debug)]
pub struct Users {
    known: Mutex<HashMap<(Uid, Gid), watch::Receiver<Found>>>,
    places: Arc<Semaphore>,
}

impl Default for Users {
    fn default() -> Self {
        Self { known: Mutex::default(), places: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

impl Users {
    /// The user of this number, whose process has this group.
    pub async fn look_up(&self, uid: Uid, gid: Gid) -> Arc<SystemUser> {
        let mut found = self.found(uid, gid);
        // Nobody finds anything only after a panic.
        let found = found.wait_for(Option::is_some).await.ok().and_then(|found| found.clone());
        found.map_or_else(|| Arc::new(nameless(uid, gid)), |(_, user)| user)
    }

    /// What was found, or is being found. A look-up that has begun goes on when nobody waits for it any more, and keeps
    /// its place: what waits for the directory cannot be called off.
    fn found(&self, uid: Uid, gid: Gid) -> watch::Receiver<Found> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, found| match &*found.borrow() {
            Some((when, _)) => when.elapsed() < FRESH,
            None => found.has_changed().is_ok(),
        });
        let entry = known.entry((uid, gid)).or_insert_with(|| {
            let (tell, found) = watch::channel(None);
            let places = Arc::clone(&self.places);
            tokio::spawn(async move {
                // It is never closed.
                let place = places.acquire_owned().await;
                let looked = tokio::task::spawn_blocking(move || (find(uid, gid), place)).await;
                if let Ok((user, _place)) = looked {
                    tell.send_replace(Some((Instant::now(), Arc::new(user))));
                }
            });
            found
        });
        entry.clone()
    }
}

fn nameless(uid: Uid, gid: Gid) -> SystemUser {
    SystemUser { name: format!("uid:{uid}"), groups: vec![gid.to_string()] }
}

fn find(uid: Uid, gid: Gid) -> SystemUser {
    let user = User::from_uid(uid).ok().flatten();
    let name = user.map_or_else(|| nameless(uid, gid).name, |user| user.name);
    let all = CString::new(name.as_str()).ok().and_then(|name| getgrouplist(&name, gid).ok());
    let groups = all
        .unwrap_or_else(|| vec![gid])
        .into_iter()
        .flat_map(|gid| {
            let name = Group::from_gid(gid).ok().flatten().map(|group| group.name);
            [Some(gid.to_string()), name]
        })
        .flatten()
        .collect();
    SystemUser { name, groups }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn root_has_a_name_and_who_has_none_has_a_number_and_the_group_of_his_process() {
        let users = Users::default();
        let root = users.look_up(Uid::from_raw(0), Gid::from_raw(0)).await;
        assert_eq!(root.name, "root");
        assert!(root.groups.contains(&"0".to_owned()) && root.groups.contains(&"root".to_owned()));
        let nobody = users.look_up(Uid::from_raw(3_954_321), Gid::from_raw(3_954_322)).await;
        assert_eq!(
            (nobody.name.as_str(), nobody.groups.as_slice()),
            ("uid:3954321", &["3954322".to_owned()][..])
        );
        let many = (0..20).map(|_| users.look_up(Uid::from_raw(1), Gid::from_raw(1)));
        let many = futures_util::future::join_all(many).await;
        assert!(
            many.iter().all(|one| Arc::ptr_eq(one, &many[0])),
            "who is asked for at once is looked up once"
        );
        let again = users.look_up(Uid::from_raw(0), Gid::from_raw(0)).await;
        assert!(Arc::ptr_eq(&root, &again), "what is fresh is not looked up again");
        let before = Some((Instant::now() - FRESH, Arc::clone(&root)));
        let (_tell, stale) = watch::channel(before);
        users.known.lock().unwrap().values_mut().for_each(|found| *found = stale.clone());
        let later = users.look_up(Uid::from_raw(0), Gid::from_raw(0)).await;
        assert!(!Arc::ptr_eq(&root, &later), "what is not, is");
        assert_eq!(users.known.lock().unwrap().len(), 1, "and the rest is forgotten");
    }

    #[tokio::test]
    async fn a_look_up_that_nobody_waits_for_keeps_its_place() {
        let users = Users::default();
        let all = Arc::clone(&users.places).acquire_many_owned(AT_ONCE as u32).await.unwrap();
        for _ in 0..50 {
            let asked = users.look_up(Uid::from_raw(1), Gid::from_raw(1));
            assert!(tokio::time::timeout(Duration::from_millis(1), asked).await.is_err(), "no place is free");
        }
        assert_eq!(users.known.lock().unwrap().len(), 1, "asked for once");
        drop(all);
        users.look_up(Uid::from_raw(1), Gid::from_raw(1)).await;
    }
}
