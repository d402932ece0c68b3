//! `balie options`: the subscriptions for the person of a registration.

use crate::args::OptionsArgs;
use crate::context::{Context, Outcome};
use crate::offer;
use crate::view;
use balie_client::services::Circumstances;

pub(super) async fn run(context: &mut Context<'_>, args: OptionsArgs) -> Outcome {
    let name = context.registration_name(&args.name).await?;
    let circumstances = Circumstances {
        instalments_requested: args.instalments_requested,
        dbos_school: args.dbos_school,
        staff: args.staff,
        home_library: args.home_library,
        reason: args.reason,
    };
    let options = context.client.catalogue.options(&name, &circumstances).await?;
    context.result(|| view::list("options", &options, view::option), |lang| offer::lines(lang, &options));
    Ok(())
}
