//! From the session to what is shown: pure functions of what the daemon told and what was typed.

mod devices;
mod enrol;
mod fields;
mod listing;
mod mandate;
mod money;
mod print;
mod steps;
mod subscription;
mod summary;
mod twins;

pub use devices::devices;
pub use enrol::enrol;
pub use fields::field_state;
pub use listing::{row, waits, waits_for_clerk};
pub use mandate::{job, mandate, page_files};
pub use money::{hand_over, settled, till};
pub use print::print;
pub use steps::{marks, step};
pub use subscription::{offers, selection_options};
pub use summary::summary;
pub use twins::{Judgement, twin_options, twins};
