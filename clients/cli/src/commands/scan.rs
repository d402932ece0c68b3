//! `balie scan`: claims a scanner and prints what it reads.

use crate::args::ScanArgs;
use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::text::{dialogue, lists as text, states};
use crate::view;
use balie_client::v1::Scan;
use balie_client::v1::claim_scanner_response::Event;
use balie_client::{Update, resource};

pub(super) async fn run(context: &mut Context<'_>, args: &ScanArgs) -> Outcome {
    let mut watch = context.client.devices.claim(&resource::device(&args.device), args.ask);
    let lang = context.lang;
    let mut scans = 0;
    while let Some(update) = watch.next().await {
        match update? {
            Update::Interrupted(_) => context.terminal.error_line(dialogue::reconnecting(lang)),
            Update::Changed(Event::Claimed(name)) => {
                let id = name.strip_prefix("devices/").unwrap_or(&name);
                context.terminal.error_line(&text::scanning(lang, id));
            }
            Update::Changed(Event::Scan(scan)) => {
                tell(context, &scan);
                scans += 1;
            }
            Update::Changed(Event::BadRead(reason)) => {
                context.terminal.error_line(&dialogue::bad_read(lang, reason));
            }
            // A clerk elsewhere needs it; somebody who only looks at scans lets go by not retaining it.
            Update::Changed(Event::ReleaseRequestedBy(_)) => {}
            Update::Changed(Event::Lost(reason)) => {
                return Err(Failure::Device { message: dialogue::scanner_lost(lang, reason) });
            }
            Update::Changed(Event::Device(device)) => {
                let state = states::device(lang, device.state());
                let name = &device.display_name;
                context.terminal.error_line(&dialogue::scanner_state(lang, name, state));
            }
        }
        if context.is_over() || args.count.is_some_and(|count| scans >= count) {
            break;
        }
    }
    Ok(())
}

fn tell(context: &mut Context<'_>, scan: &Scan) {
    context.event(
        || view::scan(scan),
        |lang| {
            let mut line = format!("{}  {}", scan.text, states::scan(lang, scan.kind()));
            if !scan.explanation.is_empty() {
                line.push_str(&format!("  {}", scan.explanation));
            }
            vec![line]
        },
    );
}
