//! JSON of a job.

use super::choice;
use crate::show::rfc3339;
use balie_client::v1::Job;
use serde_json::{Value, json};

/// A job.
pub(crate) fn job(job: &Job) -> Value {
    json!({
        "name": job.name,
        "registration": job.registration,
        "kind": choice(job.kind().as_str_name(), "JOB_KIND_"),
        "device": job.device,
        "state": choice(job.state().as_str_name(), "JOB_STATE_"),
        "queue_position": job.queue_position,
        "progress": job.progress,
        "reason_code": job.reason_code,
        "reason": job.reason,
        "remedy": job.remedy,
        "create_time": rfc3339(job.create_time.as_ref()),
        "update_time": rfc3339(job.update_time.as_ref()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use balie_client::v1::JobState;

    #[test]
    fn an_unknown_outcome_is_not_an_unset_one() {
        let shown =
            |state: JobState| job(&Job { state: state.into(), ..Default::default() })["state"].clone();
        assert_eq!(shown(JobState::Unknown), "unknown");
        assert_eq!(shown(JobState::Unspecified), Value::Null);
    }
}
