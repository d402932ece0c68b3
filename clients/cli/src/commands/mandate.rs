//! `balie mandate`: forms and signed pages.

use super::pass::{format_of, write};
use crate::args::{
    MandateCommand, MandateFormArgs, MandatePageArgs, MandatePrintArgs, MandateProcessArgs, MandateUploadArgs,
};
use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::input::{Source, yes_no};
use crate::offer::verification;
use crate::places;
use crate::text::{failures, lists as text, mandate as words, steps};
use crate::view;
use balie_client::v1::{CheckMandate, ConfirmMandate, MandateSigned, Registration, Step};
use balie_client::{Command, RequestId, resource, v1};
use serde_json::json;

pub(super) async fn run(context: &mut Context<'_>, command: MandateCommand) -> Outcome {
    match command {
        MandateCommand::Form(args) => form(context, &args).await,
        MandateCommand::Print(args) => print(context, &args).await,
        MandateCommand::Upload(args) => upload(context, &args).await,
        MandateCommand::Scan(args) => super::mandate_scan::run(context, args).await,
        MandateCommand::Process(args) => process(context, args).await,
        MandateCommand::Page(args) => page(context, &args).await,
    }
}

async fn form(context: &mut Context<'_>, args: &MandateFormArgs) -> Outcome {
    let format = format_of(context, &args.out)?;
    places::file(&args.out)?;
    let name = context.registration_name(&args.name).await?;
    let document = context.client.documents.mandate_form(&name, format, &args.form_lang).await?;
    write(context, &args.out, &document)
}

/// Prints the form and follows the print to its end.
async fn print(context: &mut Context<'_>, args: &MandatePrintArgs) -> Outcome {
    let name = context.registration_name(&args.name).await?;
    let printer = resource::device(&args.printer);
    let (documents, id, lang) = (&context.client.documents, RequestId::new(), &args.form_lang);
    let with_boxes = args.despite_missing_characters;
    let job = documents.print_mandate_form_as(id, &name, &printer, lang, with_boxes).await?;
    super::jobs::follow(context, &job.name).await
}

async fn page(context: &mut Context<'_>, args: &MandatePageArgs) -> Outcome {
    places::file(&args.out)?;
    let name = context.registration_name(&args.name).await?;
    let document = context.client.documents.download_mandate_page(&name).await?;
    write(context, &args.out, &document)
}

async fn upload(context: &mut Context<'_>, args: &MandateUploadArgs) -> Outcome {
    let bytes = std::fs::read(&args.file).map_err(|error| Failure::io(&args.file, error))?;
    let name = context.registration_name(&args.name).await?;
    let answer = context.client.documents.upload_mandate_page(&name, bytes).await?;
    context.result(
        || {
            json!({
                "references": answer.references,
                "notice_code": answer.notice_code,
                "notice": answer.notice,
                "registration": answer.registration.as_ref().map(view::registration),
            })
        },
        |lang| {
            vec![if answer.references.is_empty() {
                answer.notice.clone()
            } else {
                text::references(lang, answer.references.join(", "))
            }]
        },
    );
    Ok(())
}

/// From the signed form to a mandate in force: what is already done is skipped.
async fn process(context: &mut Context<'_>, args: MandateProcessArgs) -> Outcome {
    // The page is read, and the place of the picture tried, before the form counts as signed.
    let page = args.page.map(|page| std::fs::read(&page).map_err(|error| Failure::io(&page, error)));
    let page = page.transpose()?;
    args.scanner.check()?;
    let mut registration = context.registration(&args.name).await?;
    let source = args.source.unwrap_or(if page.is_some() { Source::File } else { Source::NoUpload });
    if registration.step() == Step::SigningMandate {
        let signed = Command::MandateSigned(MandateSigned { source: source.into() });
        registration = apply(context, &registration, signed).await?;
    }
    let mut barcode = args.barcode;
    if let Some(page) = page {
        let answer = context.client.documents.upload_mandate_page(&registration.name, page).await?;
        barcode = barcode.or_else(|| answer.references.into_iter().next());
        registration = answer.registration.unwrap_or(registration);
    }
    if source == Source::Scan && barcode.is_none() && registration.step() == Step::ProcessingMandate {
        let page = super::mandate_scan::scan(context, &registration, &args.scanner).await?;
        if page.references.is_empty() {
            context.terminal.error_line(&page.notice);
        }
        barcode = page.references.into_iter().next();
        registration = page.registration.unwrap_or(registration);
    }
    if registration.step() == Step::ProcessingMandate {
        let code = match barcode {
            Some(code) => code,
            None => ask(context, words::barcode(context.lang)).await?,
        };
        registration = apply(context, &registration, Command::CheckMandate(CheckMandate { code })).await?;
    }
    if registration.step() == Step::VerifyingMandate {
        if !args.yes {
            confirm(context, &registration).await?;
        }
        let confirm = Command::ConfirmMandate(ConfirmMandate { signed_date: args.signed_date });
        registration = apply(context, &registration, confirm).await?;
    }
    context.result(
        || view::registration(&registration),
        |lang| vec![text::applied(lang, steps::label(lang, registration.step()))],
    );
    Ok(())
}

/// Shows the data of the form in full: this is where a person checks them.
async fn confirm(context: &mut Context<'_>, registration: &Registration) -> Outcome {
    let mandate: v1::Mandate = registration.mandate.clone().unwrap_or_default();
    for line in verification(context.lang, &mandate) {
        context.terminal.error_line(&line);
    }
    let answer = ask(context, words::verify(context.lang)).await?;
    match yes_no(&answer) {
        Ok(true) => Ok(()),
        _ => Err(Failure::Declined { message: failures::not_confirmed(context.lang).to_owned() }),
    }
}

async fn ask(context: &mut Context<'_>, question: &str) -> Result<String, Failure> {
    context.terminal.error_line(question);
    let declined = || Failure::Declined { message: failures::not_confirmed(context.lang).to_owned() };
    context.terminal.lines.next().await.ok_or_else(declined)
}

async fn apply(
    context: &Context<'_>,
    registration: &Registration,
    command: Command,
) -> Result<Registration, Failure> {
    let applied = context.client.registrations.apply(&registration.name, &registration.etag, command).await?;
    Ok(applied.registration)
}
