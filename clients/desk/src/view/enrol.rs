//! The page that enrols this PC.

use crate::session::{Session, first_problem};
use crate::ui::{EnrolView, Enrolling};
use balie_client::station::EnrolStep;

/// How the enrolment goes.
pub fn enrol(session: &Session) -> EnrolView {
    let enrolment = &session.enrolment;
    let fault = enrolment.fault().map(|fault| fault.message(session.language)).unwrap_or_default();
    EnrolView {
        at: match enrolment.step {
            None => Enrolling::No,
            Some(EnrolStep::Connecting) => Enrolling::Connecting,
            Some(EnrolStep::Asking) => Enrolling::Asking,
            Some(EnrolStep::Storing) => Enrolling::Storing,
        },
        can_go: enrolment.step.is_none() && first_problem(session).is_none(),
        can_stop: matches!(enrolment.step, None | Some(EnrolStep::Connecting)),
        fault: fault.into(),
    }
}
