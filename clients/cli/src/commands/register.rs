//! `balie register`: with a dialogue, or from a file.

use crate::args::RegisterArgs;
use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::register;
use crate::text::failures;
use crate::unattended;

pub(super) async fn run(context: &mut Context<'_>, args: RegisterArgs) -> Outcome {
    if args.file.is_some() {
        return unattended::run(context, &args).await;
    }
    if context.json {
        return Err(Failure::usage(failures::json_with_dialogue(context.lang)));
    }
    register::run(context, &args).await
}
