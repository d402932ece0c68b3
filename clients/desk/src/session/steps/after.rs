//! What a step asks of the daemon: when it comes into view, and while the clerk types.

use super::{circumstances, command, is_foreign};
use crate::session::{Effect, Session};
use crate::typed::postcode_holds;
use balie_client::v1::{Step, pass_print};

/// What is to be fetched for the registration in view as it is now.
pub(in crate::session) fn arrive(session: &mut Session) -> Vec<Effect> {
    let Some(open) = &session.open else { return Vec::new() };
    let now = &open.registration;
    let name = now.name.clone();
    let job = now.pass_print.as_ref().map(|print| print.job.clone()).unwrap_or_default();
    let mut effects = Vec::new();
    match now.step() {
        Step::ChoosingSubscription if open.offers.is_empty() => {
            effects.push(Effect::Offers { name, circumstances: circumstances(&session.form) });
        }
        Step::IssuingPass => {
            if open.artwork.is_empty() {
                effects.push(Effect::Artwork { name, pass: now.pass_number.clone() });
            }
            let followed = open.job.as_ref().is_some_and(|followed| followed.name == job);
            let lives =
                matches!(open.print_state(), pass_print::State::Printing | pass_print::State::Unknown);
            if lives && !job.is_empty() && (!followed || open.print_state() == pass_print::State::Unknown) {
                effects.push(Effect::FollowJob(job));
            }
        }
        Step::SigningMandate if open.page.is_empty() => effects.push(Effect::Page(name)),
        Step::ProcessingMandate if open.files.is_none() && session.form.text("source") == "file" => {
            effects.push(Effect::Files);
        }
        Step::EnteringMandate => {
            // Entered anew, the form is another one.
            if let Some(open) = &mut session.open {
                open.page.clear();
                open.page_notice.clear();
                open.form_print = None;
                open.saved_form.clear();
            }
        }
        _ => {}
    }
    effects
}

/// What is to be asked after the clerk typed or chose.
pub(in crate::session) fn after_edit(session: &mut Session, path: &str) -> Vec<Effect> {
    let Some(now) = session.registration() else { return Vec::new() };
    let (name, step) = (now.name.clone(), now.step());
    match step {
        Step::ChoosingSubscription
            if matches!(
                path,
                "subscription.instalments_requested"
                    | "subscription.staff"
                    | "subscription.dbos_school"
                    | "subscription.guest"
                    | "subscription.home_library"
                    | "subscription.reason"
            ) =>
        {
            vec![Effect::Offers { name, circumstances: circumstances(&session.form) }]
        }
        Step::EnteringPerson | Step::EnteringDetails | Step::EnteringMandate => {
            let version = session.form.version;
            let check = command(step, session).map(|command| Effect::Check { name, command, version });
            address(session, path).into_iter().chain(check).collect()
        }
        _ => Vec::new(),
    }
}

/// Street and place are looked up as soon as a Dutch postcode holds.
fn address(session: &Session, path: &str) -> Option<Effect> {
    let address = path.strip_suffix(".postcode")?;
    let postcode = session.form.text(path);
    let known = postcode_holds(postcode) && !is_foreign(session, address);
    known.then(|| Effect::Address { path: address.to_owned(), postcode: postcode.to_owned() })
}
