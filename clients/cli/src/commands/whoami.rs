//! `balie whoami`: who the caller is to the daemon.

use crate::context::{Context, Outcome};
use crate::text::lists as text;
use crate::view;
use balie_client::station::role_name;

pub(super) async fn run(context: &mut Context<'_>) -> Outcome {
    let caller = context.client.branch.caller().await?;
    context.result(
        || view::caller(&caller),
        |lang| vec![text::caller(lang, &caller.user, role_name(&caller.role, lang), &caller.station)],
    );
    Ok(())
}
