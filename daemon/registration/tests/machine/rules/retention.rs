//! How long registrations are kept: what is due, to the microsecond, and what never is.

use crate::common::*;
use balie_registration::machine::{
    AccountObservation, Command, GenerateOutcome, Ground, Registration, Retention, State,
};
use chrono::{DateTime, TimeDelta, Utc};

const DAY: TimeDelta = TimeDelta::days(1);
const MOMENT: TimeDelta = TimeDelta::microseconds(1);

fn due(desk: &Desk, confirmed: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Option<Ground> {
    Retention::default().due(&desk.registration, confirmed, now)
}

#[test]
fn finished_ones_go_thirty_days_after_confirmed_receipt() {
    let mut desk = Desk::new();
    desk.enrolled();
    let confirmed = desk.world.now + DAY;
    assert_eq!(due(&desk, None, confirmed + DAY * 4000), None, "what nobody confirmed exists only here");
    assert_eq!(due(&desk, Some(confirmed), confirmed + DAY * 30 - MOMENT), None);
    assert_eq!(due(&desk, Some(confirmed), confirmed + DAY * 30), Some(Ground::Confirmed));
    let strict = Retention { confirmed_days: 0, ..Retention::default() };
    assert_eq!(strict.due(&desk.registration, Some(confirmed), confirmed), Some(Ground::Confirmed));
}

#[test]
fn drafts_go_seven_days_after_their_last_change_wherever_they_stand() {
    let mut desk = Desk::new();
    let far = |desk: &Desk| desk.registration.updated_at + DAY * 7;
    let path = [scan(PASS), enter(adult()), choose(), details(""), login(EMAIL), NEW, subscription("0045")];
    for command in path {
        assert_eq!(due(&desk, None, far(&desk) - MOMENT), None);
        assert_eq!(due(&desk, None, far(&desk)), Some(Ground::Abandoned), "{}", desk.step().name());
        desk.world.now += DAY;
        desk.does(command);
    }
    assert_eq!(due(&desk, None, far(&desk) - MOMENT), None, "every change begins the period anew");
    // Cancelled before it was saved: nobody became a patron.
    desk.does(cancel("klant ziet ervan af"));
    assert_eq!(due(&desk, None, far(&desk)), Some(Ground::Abandoned));
    assert_eq!(desk.state().pass_given_out(), None, "the blank pass goes back");
}

#[test]
fn what_was_saved_and_waits_for_a_person_is_kept() {
    let mut desk = Desk::new();
    desk.saved("0045");
    let (now, confirmed) = (desk.world.now + DAY * 4000, Some(desk.world.now));
    assert_eq!(due(&desk, confirmed, now), None);
    desk.does(Command::Register);
    assert_eq!(due(&desk, confirmed, now), None);
    desk.does(Command::SkipPrint);
    assert_eq!(due(&desk, confirmed, now), Some(Ground::Confirmed));
    assert_eq!(desk.state().pass_given_out().map(|pass| pass.to_string()).as_deref(), Some(PASS));
    desk.does(Command::StartMandate);
    assert_eq!(due(&desk, confirmed, now), None, "a mandate has been started");
}

#[test]
fn a_login_account_is_followed_until_it_is_active_or_has_lapsed() {
    let mut desk = Desk::new();
    desk.up_to_details().does(details("")).does(login(EMAIL)).does(NEW).does(subscription("0045"));
    let job = desk.starts(Command::Save).job();
    desk.does(Command::Register).does(Command::SkipPrint);
    let (now, confirmed) = (desk.world.now + DAY * 40, Some(desk.world.now));
    assert!(desk.state().account_is_busy());
    assert_eq!(due(&desk, confirmed, now), None);
    let deadline = desk.world.now + DAY;
    let outcome = GenerateOutcome::Generated { user_name: "2512".into(), subject: "s".into(), deadline };
    desk.does(Command::AccountGenerated { job, outcome });
    assert_eq!(due(&desk, confirmed, now), None, "the link has not been followed");
    desk.world.now = deadline + MOMENT;
    desk.does(Command::AccountObserved(AccountObservation::Lapsed));
    assert_eq!(due(&desk, confirmed, now), Some(Ground::Confirmed));
}

#[test]
fn a_saved_registration_that_was_cancelled_is_finished() {
    let mut desk = Desk::new();
    desk.saved("0045");
    desk.world.role = balie_registration::Role::BranchAdmin;
    desk.does(cancel("dubbel ingeschreven"));
    let State::Cancelled { .. } = desk.state() else { panic!() };
    let confirmed = desk.world.now;
    assert_eq!(due(&desk, None, confirmed + DAY * 30), None);
    assert_eq!(due(&desk, Some(confirmed), confirmed + DAY * 30), Some(Ground::Confirmed));
}

#[test]
fn clocks_far_away_are_no_trouble() {
    let registration = Registration::start(uuid::Uuid::nil(), World::new().now);
    let retention = Retention { confirmed_days: Retention::MAX_DAYS, abandoned_days: Retention::MAX_DAYS };
    assert_eq!(retention.due(&registration, None, World::new().now), None);
}
