//! The direct debit mandate.

use super::money::settled;
use crate::session::{Open, PageFile, remaining};
use crate::typed::date_shown;
use crate::ui::{JobView, MandateState, MandateView, Option as Choice, Settled};
use balie_client::address::NETHERLANDS;
use balie_client::sentence;
use balie_client::services::Jobs;
use balie_client::v1::{Address, Job, JobState, mandate::State};
use slint::SharedString;

/// How a job goes; its fault when it failed or nobody knows how it ended.
pub fn job(job: Option<&Job>) -> JobView {
    let job = job.cloned().unwrap_or_default();
    let failed = matches!(job.state(), JobState::Failed | JobState::Unknown);
    JobView {
        working: job.state() != JobState::Unspecified && !Jobs::has_ended(job.state()),
        done: job.state() == JobState::Done,
        progress: job.progress.into(),
        fault: if failed { sentence(&job.reason).into() } else { Default::default() },
        remedy: job.remedy.into(),
    }
}

/// The files that may be the signed page, by their path.
pub fn page_files(open: &Open) -> Vec<Choice> {
    let choice = |file: &PageFile| Choice {
        value: file.path.as_str().into(),
        text: file.name.as_str().into(),
        detail: format!("{} · {}", file.when, file.folder).into(),
    };
    open.files.iter().flatten().map(choice).collect()
}

/// Where the account holder lives, in one line, with a country that is another one; empty when it is not on the form.
fn address(address: Option<&Address>) -> SharedString {
    let Some(address) = address else { return SharedString::default() };
    let street = format!("{} {}", address.street, address.house_number);
    let place = format!("{} {}", address.postcode, address.place);
    let country = if address.country == NETHERLANDS { "" } else { address.country.as_str() };
    let parts = [street.trim(), place.trim(), country];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ").into()
}

/// The mandate of the registration in view. The IBAN is shown in full: the clerk must compare it.
pub fn mandate(open: &Open) -> MandateView {
    let now = &open.registration;
    let mandate = now.mandate.clone().unwrap_or_default();
    MandateView {
        state: match mandate.state() {
            State::Unspecified => MandateState::None,
            State::Entering => MandateState::Entering,
            State::Signing => MandateState::Signing,
            State::Processing => MandateState::Processing,
            State::Verifying => MandateState::Verifying,
            State::Active => MandateState::Active,
            State::Revoked => MandateState::Revoked,
        },
        reference: mandate.reference.into(),
        iban: crate::typed::shape_iban(&mandate.iban).into(),
        bic: mandate.bic.into(),
        holder: mandate.holder.into(),
        place: mandate.place.into(),
        signed: date_shown(&mandate.signed_date).into(),
        revoked: date_shown(&mandate.revoked_date).into(),
        reason: mandate.revoked_reason.into(),
        stored: mandate.document_stored,
        switch_service: mandate.switch_service,
        collects: settled(now) == Settled::DirectDebit && remaining(now) > 0,
        file: open.saved_form.as_str().into(),
        notice: open.page_notice.as_str().into(),
        address: address(mandate.address.as_ref()),
    }
}
