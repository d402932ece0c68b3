//! Printing mandate forms, one at a time for each form printer.
//!
//! As with passes, a job stays queued in the store until the printer is told to print, and is unknown when its answer
//! is lost. Unlike a pass, a form may be printed again: whoever is not sure what came out asks for another.

use super::printing::{carry_out, ended};
use super::{AFTER_FAULT, next_job};
use crate::hub::jobs::NOT_AWAITED;
use crate::hub::names::FormWork;
use crate::hub::query::Name;
use crate::hub::{Hub, HubError, language};
use balie_devices::printer::{DrawForm, FormRequest};
use balie_devices::{DeviceId, Monochrome};
use balie_documents::MandateForm;
use balie_registration::Lang;
use balie_store::{Job, JobState};
use std::sync::Arc;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// Prints what is queued for a form printer until told to stop.
pub async fn run(hub: Hub, device: String, stop: CancellationToken) {
    while let Some(job) = next_job(&hub, &device, &stop).await {
        let (state, reason) = match print(&hub, &device, &job, &stop).await {
            Ok(Some(ended)) => ended,
            // It was called off, or waits for the next start of the daemon.
            Ok(None) => continue,
            // The clerk went back, or the registration was erased.
            Err(HubError::NoDocument | HubError::NotFound { .. }) => (JobState::Cancelled, NOT_AWAITED),
            Err(error) => {
                tracing::error!(job = job.id, device, %error, "form could not be printed");
                (JobState::Failed, error.code())
            }
        };
        // It must not be left: nothing else would be printed any more.
        while let Err(error) = hub.end_print(job.id.clone(), state, reason).await {
            tracing::error!(job = job.id, device, %error, "print could not be ended");
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(AFTER_FAULT) => {}
            }
        }
    }
}

/// How the job ended; none when that is not for this worker to say.
async fn print(
    hub: &Hub,
    device: &str,
    job: &Job,
    stop: &CancellationToken,
) -> Result<Option<(JobState, &'static str)>, HubError> {
    let bad = || HubError::BadState(format!("job {}", job.id));
    let parse = |id: &str| Uuid::parse_str(id).map_err(|_| bad());
    let (id, registration) = (parse(&job.id)?, parse(job.registration_id.as_deref().ok_or_else(bad)?)?);
    let printer: DeviceId = device.parse().map_err(|_| bad())?;
    let lang = if FormWork::of(job)?.english { Lang::En } else { Lang::Nl };
    let form = hub.mandate_form(&hub.look(&Name::Id(registration)).await?, lang)?;
    let drawn = form.clone();
    let pdf = hub.draw(move |documents| documents.mandate_pdf(&drawn, language(lang))).await?;
    let request = FormRequest { key: job.id.clone(), pdf, draw: picture(hub.clone(), form, lang) };
    let print = |control| hub.devices().print_form(&printer, request, control);
    Ok(ended(carry_out(hub, job, id, stop, print).await?, stop))
}

/// The form in black and white, for a printer that takes no PDF.
fn picture(hub: Hub, form: MandateForm, lang: Lang) -> DrawForm {
    Arc::new(move || {
        let page = hub.documents().mandate_bitmap(&form, language(lang)).ok()?;
        let (width, height) = (page.width() as usize, page.height() as usize);
        Monochrome::from_packed(width, height, page.bits().to_vec()).ok()
    })
}
