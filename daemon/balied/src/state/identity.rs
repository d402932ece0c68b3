//! Becoming another user, with no way back.

use nix::errno::Errno;
use nix::sys::prctl;
use nix::unistd::{
    Gid, Uid, User, getgrouplist, getresgid, getresuid, setegid, seteuid, setgid, setgroups, setresgid,
    setresuid, setuid,
};
use std::ffi::CString;

/// The group of a user that has none and whose directory is of the group of root (`nogroup`).
const NO_GROUP: Gid = Gid::from_raw(65_534);
const ROOT_GROUP: Gid = Gid::from_raw(0);
const ROOT: Uid = Uid::from_raw(0);

/// Why the process did not become another user.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// The users of the machine cannot be looked up.
    #[error("gebruikers kunnen niet worden opgezocht: {0}\nusers cannot be looked up: {0}")]
    Unknown(Errno),
    /// The system refused.
    #[error(
        "root kan niet verder werken als gebruiker {user}, van wie de statusmap is: {why}\nroot cannot go on as user {user}, the owner of the state directory: {why}"
    )]
    Refused {
        /// Number of the user.
        user: Uid,
        /// What the system said.
        why: Errno,
    },
    /// It could become root again.
    #[error(
        "root kan niet voorgoed verder werken als gebruiker {user}, van wie de statusmap is: de weg terug blijft open\nroot cannot go on for good as user {user}, the owner of the state directory: the way back stays open"
    )]
    NotForGood {
        /// Number of the user.
        user: Uid,
    },
}

/// A user with its groups. The group of root is none of them, whatever the machine says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    user: Uid,
    group: Gid,
    groups: Vec<Gid>,
}

impl Identity {
    /// The user with this number, who need not be known to the machine, and owns something of this group.
    ///
    /// # Errors
    /// [`IdentityError::Unknown`].
    pub fn of_owner(user: u32, group: u32) -> Result<Self, IdentityError> {
        let user = Uid::from_raw(user);
        let known = User::from_uid(user).map_err(IdentityError::Unknown)?;
        let (group, groups) = match known.map(|known| (CString::new(known.name), known.gid)) {
            Some((Ok(name), group)) => (group, getgrouplist(&name, group).map_err(IdentityError::Unknown)?),
            _ => (Gid::from_raw(group), Vec::new()),
        };
        let group = if group == ROOT_GROUP { NO_GROUP } else { group };
        let groups = groups.into_iter().filter(|group| *group != ROOT_GROUP).collect();
        Ok(Self { user, group, groups })
    }

    /// Makes this process that user, in every respect and with no way back: all capabilities go with the last of the
    /// three user numbers that was root's, and no program that it starts gets any.
    ///
    /// # Errors
    /// [`IdentityError`]; the process must end then, without doing anything else.
    pub fn become_for_good(&self) -> Result<(), IdentityError> {
        let refused = |why| IdentityError::Refused { user: self.user, why };
        // So that the kernel takes the capabilities.
        prctl::set_keepcaps(false).map_err(refused)?;
        prctl::set_no_new_privs().map_err(refused)?;
        setgroups(&self.groups).map_err(refused)?;
        setresgid(self.group, self.group, self.group).map_err(refused)?;
        setresuid(self.user, self.user, self.user).map_err(refused)?;
        if self.is_for_good().map_err(refused)? {
            Ok(())
        } else {
            Err(IdentityError::NotForGood { user: self.user })
        }
    }

    fn is_for_good(&self) -> Result<bool, Errno> {
        let (users, groups) = (getresuid()?, getresgid()?);
        let is_other = [users.real, users.effective, users.saved].iter().all(|user| *user == self.user)
            && [groups.real, groups.effective, groups.saved].iter().all(|group| *group == self.group);
        // Whoever still may change numbers holds a capability.
        let stays = setuid(ROOT).is_err()
            && seteuid(ROOT).is_err()
            && setgid(ROOT_GROUP).is_err()
            && setegid(ROOT_GROUP).is_err();
        Ok(is_other && stays)
    }
}
