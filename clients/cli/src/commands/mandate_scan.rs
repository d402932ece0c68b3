//! `balie mandate scan`: the signed page through a document scanner of the branch.

use crate::args::{MandateScanArgs, ScannerArgs};
use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::papers;
use crate::scanning::{News, Scanning};
use crate::text::{Lang, dialogue, lists, mandate as words};
use crate::view;
use balie_client::v1::{MandateSigned, Registration, ScannedMandatePage, Step};
use balie_client::{Command, RequestId, Update, resource, v1};
use serde_json::json;
use std::path::Path;
use tokio::signal::unix::{SignalKind, signal};

pub(super) async fn run(context: &mut Context<'_>, args: MandateScanArgs) -> Outcome {
    args.scanner.check()?;
    let mut registration = context.registration(&args.name).await?;
    if registration.step() == Step::SigningMandate {
        let signed = Command::MandateSigned(MandateSigned { source: v1::MandateSource::Scan.into() });
        let (name, etag) = (&registration.name, &registration.etag);
        registration = context.client.registrations.apply(name, etag, signed).await?.registration;
    }
    let page = scan(context, &registration, &args.scanner).await?;
    let lang = context.lang;
    context.result(
        || {
            json!({
                "references": page.references,
                "notice_code": page.notice_code,
                "notice": page.notice,
                "more_sheets": page.more_sheets,
                "registration": page.registration.as_ref().map(view::registration),
            })
        },
        |lang| found(lang, &registration.name, &page),
    );
    if page.more_sheets {
        context.terminal.error_line(words::more_sheets(lang));
    }
    Ok(())
}

fn found(lang: Lang, name: &str, page: &ScannedMandatePage) -> Vec<String> {
    let name = name.strip_prefix("registrations/").unwrap_or(name);
    match page.references.first() {
        Some(reference) => vec![
            words::stored(lang).to_owned(),
            words::read_from_page(lang, reference),
            words::next_check(lang, name, reference),
        ],
        None => vec![page.notice.clone(), words::next_barcode(lang, name)],
    }
}

/// Scans a page and follows it to its end. An interrupt cancels the scan.
///
/// # Errors
/// [`Failure::Device`] when there is no page.
pub(super) async fn scan(
    context: &mut Context<'_>,
    registration: &Registration,
    scanner: &ScannerArgs,
) -> Result<ScannedMandatePage, Failure> {
    let lang = context.lang;
    let device = resource::device(&scanner.scanner);
    // From before there is a job: one that nobody can call off any more must not be left behind.
    let mut interrupt =
        signal(SignalKind::interrupt()).map_err(|error| Failure::io(Path::new("SIGINT"), error))?;
    let mut scanning =
        Scanning::start(&context.client, RequestId::new(), lang, registration, &device, scanner.paper.into())
            .await?;
    let mut events = scanning.events(&context.client);
    loop {
        let update = tokio::select! {
            update = events.next() => update,
            _ = interrupt.recv() => {
                context.terminal.error_line(words::cancelling_scan(lang));
                // It may have ended meanwhile; the stream tells how.
                let _ = context.client.jobs.cancel(scanning.job()).await;
                continue;
            }
        };
        match update.transpose()? {
            Some(Update::Changed(event)) => match scanning.take(event) {
                News::Nothing => {}
                News::Doing(text) => context.terminal.error_line(&text),
                News::Preview(picture) => {
                    if let Some(file) = &scanner.preview {
                        papers::save(file, &picture)?;
                        context.terminal.error_line(&lists::written(lang, file.display()));
                    }
                }
                News::Page(page) => return Ok(page),
            },
            Some(Update::Interrupted(_)) => context.terminal.error_line(dialogue::reconnecting(lang)),
            None => {
                let (why, remedy) = scanning.failure();
                return Err(Failure::Device { message: format!("{why} {remedy}").trim_end().to_owned() });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_step_is_told_with_and_without_a_barcode() {
        let read = ScannedMandatePage { references: vec!["M1".into()], ..Default::default() };
        let lines = found(Lang::Dutch, "registrations/7", &read);
        assert!(
            lines[1].contains("M1") && lines[2].contains("balie mandate process 7 --barcode M1"),
            "{lines:?}"
        );
        let blank = ScannedMandatePage { notice: "Geen barcode.".into(), ..Default::default() };
        let lines = found(Lang::Dutch, "registrations/7", &blank);
        assert!(lines[0] == "Geen barcode." && lines[1].contains("balie mandate process 7"), "{lines:?}");
    }
}
