//! `balie register`: a whole registration, from a file or question by question.

use crate::args::RegisterArgs;
use crate::context::{Context, Outcome};
use crate::{dialogue, unattended};

pub(super) async fn run(context: &mut Context<'_>, args: &RegisterArgs) -> Outcome {
    match &args.file {
        Some(file) => unattended::run(context, args, file).await,
        None => dialogue::run(context, args).await,
    }
}
