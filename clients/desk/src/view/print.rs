//! Printing the pass.

use crate::session::Session;
use crate::ui::{Print, PrintView, Work};
use balie_client::sentence;
use balie_client::v1::{DeviceRole, DeviceState, JobState, pass_print};

/// How the print goes.
pub fn print(session: &Session) -> PrintView {
    let Some(open) = &session.open else { return PrintView::default() };
    let state = match open.print_state() {
        pass_print::State::Unspecified => Print::None,
        pass_print::State::Ready => Print::Ready,
        pass_print::State::Printing => Print::Printing,
        pass_print::State::Unknown => Print::Unknown,
        pass_print::State::Spoiled => Print::Spoiled,
        pass_print::State::Printed => Print::Printed,
        pass_print::State::Unprinted => Print::Unprinted,
    };
    let failed = open.registration.pass_print.as_ref().is_some_and(|print| !print.last_failure.is_empty());
    // A job of an earlier print says nothing of this one, but it has the words of why it failed.
    let job = open.job.clone().unwrap_or_default();
    let work = match job.state() {
        JobState::Unspecified => Work::None,
        JobState::Queued => Work::Queued,
        JobState::Preparing => Work::Preparing,
        JobState::Started => Work::Started,
        JobState::Done => Work::Done,
        JobState::Failed => Work::Failed,
        JobState::Cancelled => Work::Cancelled,
        JobState::Unknown => Work::Unknown,
    };
    let underway = matches!(job.state(), JobState::Queued | JobState::Preparing);
    PrintView {
        state,
        work,
        ahead: if job.state() == JobState::Queued { job.queue_position } else { 0 },
        progress: job.progress.as_str().into(),
        reason: if failed || state == Print::Unknown { sentence(&job.reason).into() } else { "".into() },
        remedy: job.remedy.as_str().into(),
        can_stop: state == Print::Printing && underway,
        can_print: state == Print::Ready && session.has(DeviceRole::PassPrinter),
        notice: if state == Print::Ready { open.artwork_notice.as_str().into() } else { "".into() },
        insert: state == Print::Printing && underway && job.queue_position == 0 && waits_for_card(session),
    }
}

fn waits_for_card(session: &Session) -> bool {
    session.devices.iter().any(|device| {
        device.role() == DeviceRole::PassPrinter && device.state() == DeviceState::WaitingForCard
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Open;
    use balie_client::v1::{Device, Job, PassPrint, Registration};
    use balie_client::{Language, v1};

    fn session(print: pass_print::State, job: JobState, printer: DeviceState) -> Session {
        let today = chrono::NaiveDate::from_ymd_opt(2026, 5, 1).unwrap();
        let mut session = Session::new(Language::Dutch, "balie-1".into(), today);
        let pass_print = Some(PassPrint { state: print.into(), ..Default::default() });
        let step = v1::Step::IssuingPass.into();
        let mut open = Open::new(Registration { pass_print, step, ..Default::default() });
        open.job = Some(Job { state: job.into(), ..Default::default() });
        session.open = Some(open);
        let role = DeviceRole::PassPrinter.into();
        session.devices = vec![Device { role, state: printer.into(), ..Default::default() }];
        session
    }

    #[test]
    fn the_card_is_asked_for_when_the_printer_waits_for_it() {
        let waiting = session(pass_print::State::Printing, JobState::Preparing, DeviceState::WaitingForCard);
        assert!(print(&waiting).insert && print(&waiting).can_stop);
        let started = session(pass_print::State::Printing, JobState::Started, DeviceState::Busy);
        assert!(!print(&started).insert && !print(&started).can_stop);
    }

    #[test]
    fn what_the_clerk_should_know_is_told_as_long_as_the_pass_may_be_printed() {
        for (state, told) in [(pass_print::State::Ready, "lege vakjes"), (pass_print::State::Printed, "")] {
            let mut session = session(state, JobState::Unspecified, DeviceState::Ready);
            session.open.as_mut().unwrap().artwork_notice = "lege vakjes".into();
            assert_eq!(print(&session).notice, told);
        }
    }

    #[test]
    fn printing_is_offered_once_only() {
        let ready = session(pass_print::State::Ready, JobState::Unspecified, DeviceState::Ready);
        assert!(print(&ready).can_print);
        for state in [pass_print::State::Printing, pass_print::State::Unknown, pass_print::State::Printed] {
            assert!(!print(&session(state, JobState::Unknown, DeviceState::Ready)).can_print);
        }
        let mut none = ready;
        none.devices.clear();
        assert!(!print(&none).can_print);
    }
}
