//! `balie whoami`: who the caller is to the daemon.

use crate::context::{Context, Outcome};
use crate::text::{lists as text, names};
use crate::view;

pub(super) async fn run(context: &mut Context<'_>) -> Outcome {
    let caller = context.client.branch.caller().await?;
    context.result(
        || view::caller(&caller),
        |lang| vec![text::caller(lang, &caller.user, names::role(lang, &caller.role), &caller.station)],
    );
    Ok(())
}
