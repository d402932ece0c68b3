//! Enrolling this PC, and telling how it goes.

use super::hands::Wire;
use crate::session::{EnrolFault, Event};
use balie_client::station::{Credentials, EnrolError, enrol};
use balie_client::{Caller, Language};

/// Enrols this PC where `balie enrol` does.
pub(super) async fn run(address: String, code: String, station: String, language: Language, wire: Wire) {
    let enrolled = async {
        let caller = Caller::new(language, Some(station)).map_err(EnrolError::Other)?;
        enrol(&address, &code, &caller, &Credentials::place(), |step| wire.tell(Event::Enrolling(step))).await
    };
    let enrolled = enrolled.await.inspect_err(|error| tracing::warn!(%error, "this PC was not enrolled"));
    wire.tell(Event::Enrolled(enrolled.map_err(EnrolFault::from)));
}
