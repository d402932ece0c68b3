//! JSON of branch queries.

use super::registration;
use crate::show::rfc3339;
use balie_client::v1::{AuditEntry, Change, GetBranchResponse, GetCallerResponse, SummaryRow};
use serde_json::{Value, json};

/// The branch.
pub(crate) fn branch(branch: &GetBranchResponse) -> Value {
    let required: Vec<_> = branch
        .required_fields
        .iter()
        .map(|required| json!({"patron_kind": required.patron_kind, "fields": required.fields}))
        .collect();
    json!({
        "number": branch.number,
        "display_name": branch.display_name,
        "required_fields": required,
        "selections": branch.selections,
        "version": branch.version,
        "youth_through_age": branch.youth_through_age,
    })
}

/// Who the caller is.
pub(crate) fn caller(caller: &GetCallerResponse) -> Value {
    json!({"user": caller.user, "role": caller.role, "station": caller.station})
}

/// One change of the feed.
pub(crate) fn change(change: &Change) -> Value {
    json!({
        "number": change.number,
        "name": change.name,
        "erased": change.erased,
        "registration": change.registration.as_ref().map(registration),
    })
}

/// Counts and sums of one day and subscription.
pub(crate) fn summary_row(row: &SummaryRow) -> Value {
    json!({
        "date": row.date,
        "subscription": row.subscription,
        "count": row.count,
        "fees": row.fees,
        "open_balance": row.open_balance,
    })
}

/// One entry of the audit trail.
pub(crate) fn audit_entry(entry: &AuditEntry) -> Value {
    json!({
        "time": rfc3339(entry.time.as_ref()),
        "actor": entry.actor,
        "station": entry.station,
        "role": entry.role,
        "action": entry.action,
        "fields": entry.fields,
        "revision": entry.revision,
    })
}
