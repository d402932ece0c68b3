//! `balie register`: a whole registration from a file.

use crate::args::RegisterArgs;
use crate::context::{Context, Outcome};
use crate::unattended;

pub(super) async fn run(context: &mut Context<'_>, args: &RegisterArgs) -> Outcome {
    unattended::run(context, args).await
}
