//! `balie pass`: the artwork of the pass.

use crate::args::PassArgs;
use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::text::{failures, lists as text};
use crate::{papers, places};
use balie_client::v1::{Document, DocumentFormat};
use serde_json::json;
use std::path::Path;

pub(super) async fn run(context: &mut Context<'_>, args: &PassArgs) -> Outcome {
    let format = format_of(context, &args.out)?;
    places::file(&args.out)?;
    let name = context.registration_name(&args.name).await?;
    let document = context.client.documents.pass(&name, format).await?;
    write(context, &args.out, &document)
}

/// The format that the name of a file asks for.
pub(super) fn format_of(context: &Context<'_>, path: &Path) -> Result<DocumentFormat, Failure> {
    if path == Path::new("-") {
        return Ok(DocumentFormat::Pdf);
    }
    let extension = path.extension().map(|extension| extension.to_ascii_lowercase());
    match extension.as_ref().and_then(|extension| extension.to_str()) {
        Some("pdf") => Ok(DocumentFormat::Pdf),
        Some("png") => Ok(DocumentFormat::Png),
        _ => Err(Failure::usage(failures::bad_format(context.lang, path.display()))),
    }
}

/// Writes a document to a file and says so, or to standard output and says nothing. What the clerk should know before
/// it is printed is told either way.
pub(super) fn write(context: &mut Context<'_>, path: &Path, document: &Document) -> Outcome {
    if !document.notice.is_empty() && !context.json {
        context.terminal.error_line(&document.notice);
    }
    if path == Path::new("-") {
        context.terminal.bytes(&document.content);
        return Ok(());
    }
    papers::save(path, &document.content)?;
    context.result(
        || {
            json!({
                "file": path,
                "media_type": document.media_type,
                "bytes": document.content.len(),
                "notice_code": document.notice_code,
                "notice": document.notice,
            })
        },
        |lang| vec![text::written(lang, path.display())],
    );
    Ok(())
}
