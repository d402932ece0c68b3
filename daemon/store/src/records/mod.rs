//! What is kept beside registrations and jobs.

mod attachments;
mod audit;
mod counters;
mod idempotency;
mod restored;
mod spent;

pub use attachments::{Attachment, AttachmentInfo};
pub use audit::{AuditEntry, AuditRecord};
pub use idempotency::{IDEMPOTENCY_HOURS, NewResponse, Replay};
