//! The session alone: what a clerk's keys and the daemon's answers lead to.

use super::*;
use crate::ui::{Action, Link, Page};
use balie_client::v1::{
    Device, DeviceRole, PassPrint, Person, Registration, Scan, ScanKind, Step, pass_print,
};
use balie_client::{Code, FieldViolation, Refusal, RequestId};

mod address;
mod enrolment;
mod keys;
mod money;
mod others;
mod people;
mod pictures;
mod reason;
mod revoke;
mod scans;
mod typed;

const PASS: &str = "29401000075801";

fn session() -> Session {
    let today = NaiveDate::from_ymd_opt(2026, 5, 1).unwrap();
    let mut session = Session::new(Language::Dutch, "balie-1".into(), today);
    let required = |kind: &str, fields: &[&str]| v1::RequiredFields {
        patron_kind: kind.into(),
        fields: fields.iter().map(|field| (*field).into()).collect(),
    };
    session.update(Event::Up(v1::GetBranchResponse {
        number: "9401".into(),
        display_name: "Annen".into(),
        youth_through_age: 18,
        required_fields: vec![
            required("adult", &["initials", "main_address.postcode"]),
            required("youth", &["initials", "call_name", "main_address.postcode"]),
            required("institution", &["contact_person"]),
        ],
        ..Default::default()
    }));
    session
}

fn at(step: Step, revision: u64) -> Registration {
    Registration {
        name: "registrations/1".into(),
        etag: format!("etag-{revision}"),
        revision,
        step: step.into(),
        station: "balie-1".into(),
        possible_commands: ["step_back", "cancel", "keep_person", "remit", "revoke_mandate"]
            .map(str::to_owned)
            .to_vec(),
        ..Default::default()
    }
}

fn opened(registration: Registration) -> Session {
    let mut session = session();
    session.update(Event::Opened(Ok(registration)));
    session
}

fn type_in(session: &mut Session, fields: &[(&str, &str)]) {
    for (path, text) in fields {
        session.update(Event::Edited((*path).into(), (*text).into()));
    }
}

fn fill_adult(session: &mut Session) {
    type_in(
        session,
        &[
            ("person.kind", "woman"),
            ("person.initials", "A."),
            ("person.surname", "Test"),
            ("person.birth_date", "01011991"),
            ("person.main_address.postcode", "9468bg"),
        ],
    );
}

fn act(session: &mut Session, action: Action) -> Vec<Effect> {
    session.update(Event::Act(action, String::new()))
}

fn applied(effects: &[Effect]) -> Option<(&RequestId, &str, &Command)> {
    effects.iter().find_map(|effect| match effect {
        Effect::Apply { id, etag, command, .. } => Some((id, etag.as_str(), command)),
        _ => None,
    })
}

fn refusal(reason: &str, violations: Vec<FieldViolation>) -> Failure {
    Failure::Refused(Box::new(Refusal {
        code: Code::Aborted,
        message: "geweigerd".into(),
        reason: Some(reason.into()),
        metadata: Default::default(),
        violations,
        preconditions: vec![],
        retry_after: None,
    }))
}

fn scan(session: &mut Session, kind: ScanKind, text: &str) -> Vec<Effect> {
    let scan = Scan { text: text.into(), kind: kind.into(), ..Default::default() };
    session.update(Event::Scanner(ScannerEvent::Scan(scan)))
}
