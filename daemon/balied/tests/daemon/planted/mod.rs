//! The state directory belongs to the user of the service. Whoever took over that user plants links and pipes there, and
//! waits for root to use the tools of the daemon: nothing of root's may change, and no tool may wait for ever.
//!
//! The user is one that this machine does not know, and the files of root are real ones, so this needs root.

mod caller;
mod daemon;
mod hostile;
mod identity;
mod places;
mod room;
mod tools;
