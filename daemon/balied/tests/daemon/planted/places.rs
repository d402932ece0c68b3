//! Every name that the daemon and its tools use in the state directory.

/// Tools that root runs. Each is run by [`arguments`](Tool::arguments).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tool {
    Init,
    Code,
    List,
    Revoke,
    Activate,
    Backup,
    Restore,
}

use Tool::{Activate, Backup, Code, Init, List, Restore, Revoke};

/// In an order in which each finds what it needs.
pub const TOOLS: [Tool; 7] = [Init, Code, List, Revoke, Activate, Backup, Restore];

/// A name in the state directory.
pub struct Place {
    pub name: &'static str,
    /// The tools that cannot work without what belongs there.
    pub needed_by: &'static [Tool],
    /// Whether the daemon cannot start without.
    pub by_daemon: bool,
    /// Whether a directory belongs there.
    pub directory: bool,
}

const fn file(name: &'static str, needed_by: &'static [Tool], by_daemon: bool) -> Place {
    Place { name, needed_by, by_daemon, directory: false }
}

const fn directory(name: &'static str, needed_by: &'static [Tool], by_daemon: bool) -> Place {
    Place { name, needed_by, by_daemon, directory: true }
}

const DATABASE: &[Tool] = &[Backup, Restore];
const ACCOUNTS: &[Tool] = &[Activate, Backup, Restore];

pub const PLACES: &[Place] = &[
    directory("pki", &[Init, Code, List, Revoke], true),
    file("pki/ca.key", &[Init, Code], true),
    file("pki/ca.pem", &[Init, Code], true),
    file("pki/ca.lock", &[Init], false),
    file("pki/ca.tmp", &[], false),
    file("pki/register.json", &[Code, List, Revoke], false),
    file("pki/register.lock", &[Code, Revoke], false),
    file("pki/register.tmp", &[], false),
    file("pki/server.pem", &[], true),
    file("pki/server.lock", &[], true),
    file("pki/server.tmp", &[], false),
    file("page-key", &[], true),
    directory("outbox", &[Activate], true),
    file("outbox/900001.eml", &[], false),
    file("outbox/.900001.eml.tmp", &[], false),
    file("outbox/.900001.eml.0123456789ab.tmp", &[], false),
    file(".balie-backup-012345", &[], false),
    file("balie.db", DATABASE, true),
    file("balie.db-wal", DATABASE, true),
    file("balie.db-shm", DATABASE, true),
    file("balie.db-journal", DATABASE, true),
    file("balie.db.lock", &[Restore], true),
    file("balie.db.new", &[], false),
    file("balie.db.new-journal", &[], false),
    file("balie.db.restoring", &[], false),
    file("balie.db.restoring-journal", &[], false),
    file("balie.db.restoring-wal", &[], false),
    file("balie.db.restoring-shm", &[], false),
    file("balie.db.before-restore", &[], false),
    file("balie.db.before-restore-wal", &[], false),
    file("balie.db.before-restore-shm", &[], false),
    file("balie.db.before-restore-journal", &[], false),
    file("accounts.db", ACCOUNTS, true),
    file("accounts.db-wal", ACCOUNTS, true),
    file("accounts.db-shm", ACCOUNTS, true),
    file("accounts.db-journal", ACCOUNTS, true),
    file("accounts.db.before-restore", &[], false),
    file("accounts.db.before-restore-wal", &[], false),
    file("accounts.db.before-restore-shm", &[], false),
    file("accounts.db.before-restore-journal", &[], false),
];
