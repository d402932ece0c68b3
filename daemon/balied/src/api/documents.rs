//! `DocumentService`.

use super::Api;
use super::auth::unproven;
use super::body::Origin;
use super::convert::command::registration_id;
use super::convert::device::{device_id, paper_source};
use super::convert::job::{job_id, job_view};
use super::limits::busy;
use super::registrations::request_id;
use super::scans::{ScanWatch, notice};
use super::status::{Refusal, bad_field, hub_error};
use super::stream::{Streamed, follow};
use crate::hub::{FormWish, Hub, HubError, Name, NewPage, PageFile, ScanWish, language};
use crate::listen::{Slot, Slots};
use balie_documents::{DocumentError, PassPreview};
use balie_proto::v1 as pb;
use balie_proto::v1::document_service_server::DocumentService;
use balie_registration::{Explain as _, Lang};
use tonic::{Request, Response, Status, Streaming};

/// Bytes of a piece of a stored page.
pub(super) const PIECE: usize = 256 * 1024;
/// Dots per inch of the preview of a form.
const PREVIEW_DPI: u16 = 150;

fn format(format: i32, lang: Lang) -> Result<pb::DocumentFormat, Status> {
    match pb::DocumentFormat::try_from(format) {
        Ok(pb::DocumentFormat::Unspecified) => Ok(pb::DocumentFormat::Pdf),
        Ok(format) => Ok(format),
        Err(_) => Err(bad_field("format", Refusal::UnknownValue, lang)),
    }
}

fn form_lang(code: &str, lang: Lang) -> Result<Lang, Status> {
    match code {
        "" | "nl" => Ok(Lang::Nl),
        "en" => Ok(Lang::En),
        _ => Err(bad_field("language_code", Refusal::Language, lang)),
    }
}

fn device(name: &str, lang: Lang) -> Result<Option<String>, Status> {
    match name {
        "" => Ok(None),
        name => Ok(Some(device_id(name, "device", lang)?.to_string())),
    }
}

/// One of the places for files that come in, or go out.
fn place<T>(places: &Slots<Origin>, request: &Request<T>, lang: Lang) -> Result<Slot<Origin>, Status> {
    let origin = request.extensions().get::<Origin>().cloned().ok_or_else(|| unproven(lang))?;
    places.enter(origin).ok_or_else(|| busy(lang))
}

fn document(stem: &str, format: pb::DocumentFormat, content: Vec<u8>) -> pb::Document {
    let (media_type, extension) = match format {
        pb::DocumentFormat::Png => ("image/png", "png"),
        _ => ("application/pdf", "pdf"),
    };
    let file_name = format!("{stem}.{extension}");
    pb::Document { media_type: media_type.to_owned(), file_name, content, ..Default::default() }
}

/// The document with what a clerk should know of characters that come out as empty boxes.
fn with_notice(document: pb::Document, missing: Vec<char>, lang: Lang) -> pb::Document {
    match Hub::no_glyphs(missing) {
        Some(rule) => {
            pb::Document { notice_code: rule.code().to_owned(), notice: rule.message(lang), ..document }
        }
        None => document,
    }
}

#[tonic::async_trait]
impl DocumentService for Api {
    async fn render_pass(
        &self,
        request: Request<pb::RenderPassRequest>,
    ) -> Result<Response<pb::RenderPassResponse>, Status> {
        let caller = self.access.caller(&request)?;
        let lang = caller.lang;
        let message = request.into_inner();
        let format = format(message.format, lang)?;
        let id = registration_id(&message.name, "name", lang)?;
        let drawn = async {
            let stored = self.hub.get(&caller, &Name::Id(id)).await?;
            let artwork = self.hub.pass_artwork(&stored)?;
            let stem = format!("pas-{}", artwork.pass_number);
            let (content, missing) = self
                .hub
                .draw(move |documents| {
                    let content = match format {
                        pb::DocumentFormat::Png => documents.pass_png(&artwork, PassPreview::Card),
                        _ => documents.pass_pdf(&artwork),
                    };
                    Ok::<_, DocumentError>((content?, documents.missing_on_pass(&artwork)?))
                })
                .await?;
            Ok::<_, HubError>(with_notice(document(&stem, format, content), missing, lang))
        };
        let document = drawn.await.map_err(|error| hub_error(&error, lang))?;
        Ok(Response::new(pb::RenderPassResponse { document: Some(document) }))
    }

    async fn render_mandate_form(
        &self,
        request: Request<pb::RenderMandateFormRequest>,
    ) -> Result<Response<pb::RenderMandateFormResponse>, Status> {
        let caller = self.access.caller(&request)?;
        let lang = caller.lang;
        let message = request.into_inner();
        let format = format(message.format, lang)?;
        let form_lang = form_lang(&message.language_code, lang)?;
        let id = registration_id(&message.name, "name", lang)?;
        let drawn = async {
            let stored = self.hub.get(&caller, &Name::Id(id)).await?;
            let form = self.hub.mandate_form(&stored, form_lang)?;
            let stem = format!("machtiging-{}", form.reference);
            let (content, missing) = self
                .hub
                .draw(move |documents| {
                    let language = language(form_lang);
                    let content = match format {
                        pb::DocumentFormat::Png => documents.mandate_png(&form, language, PREVIEW_DPI),
                        _ => documents.mandate_pdf(&form, language),
                    };
                    Ok::<_, DocumentError>((content?, documents.missing_on_mandate(&form, language)?))
                })
                .await?;
            Ok::<_, HubError>(with_notice(document(&stem, format, content), missing, lang))
        };
        let document = drawn.await.map_err(|error| hub_error(&error, lang))?;
        Ok(Response::new(pb::RenderMandateFormResponse { document: Some(document) }))
    }

    async fn print_mandate_form(
        &self,
        request: Request<pb::PrintMandateFormRequest>,
    ) -> Result<Response<pb::PrintMandateFormResponse>, Status> {
        let caller = self.access.caller(&request)?;
        let lang = caller.lang;
        let message = request.into_inner();
        let wish = FormWish {
            registration: registration_id(&message.name, "name", lang)?,
            device: device(&message.device, lang)?,
            lang: form_lang(&message.language_code, lang)?,
            despite_missing_characters: message.despite_missing_characters,
            request_id: request_id(&message.request_id, lang)?,
        };
        let job = self.hub.print_form(&caller, wish).await.map_err(|error| hub_error(&error, lang))?;
        Ok(Response::new(pb::PrintMandateFormResponse { job: Some(job_view(&job, lang)) }))
    }

    async fn upload_mandate_page(
        &self,
        request: Request<Streaming<pb::UploadMandatePageRequest>>,
    ) -> Result<Response<pb::UploadMandatePageResponse>, Status> {
        let caller = self.access.caller(&request)?;
        let lang = caller.lang;
        let _place = place(&self.uploads.places, &request, lang)?;
        let refused = |error| hub_error(&error, lang);
        let mut file = PageFile::create(&self.uploads.directory).await.map_err(refused)?;
        let mut pieces = request.into_inner();
        let mut head = None;
        while let Some(piece) = pieces.message().await? {
            head.get_or_insert((piece.name, piece.request_id));
            file.write(piece.content).await.map_err(refused)?;
        }
        let (name, id) = head.unwrap_or_default();
        let page = NewPage {
            request_id: request_id(&id, lang)?,
            registration: registration_id(&name, "name", lang)?,
            file,
        };
        let page = self.hub.upload_page(&caller, page).await;
        let page = page.map_err(|error| hub_error(&error, lang))?;
        let (notice_code, notice) = notice(&page.references, lang);
        Ok(Response::new(pb::UploadMandatePageResponse {
            registration: Some(self.registration(&page.stored)),
            references: page.references,
            notice_code,
            notice,
        }))
    }

    async fn scan_mandate_page(
        &self,
        request: Request<pb::ScanMandatePageRequest>,
    ) -> Result<Response<pb::ScanMandatePageResponse>, Status> {
        let caller = self.access.caller(&request)?;
        let lang = caller.lang;
        let message = request.into_inner();
        let wish = ScanWish {
            registration: registration_id(&message.name, "name", lang)?,
            device: device(&message.device, lang)?,
            source: paper_source(message.source, lang)?,
            request_id: request_id(&message.request_id, lang)?,
        };
        let job = self.hub.scan_page(&caller, wish).await.map_err(|error| hub_error(&error, lang))?;
        Ok(Response::new(pb::ScanMandatePageResponse { job: Some(job_view(&job, lang)) }))
    }

    type WatchMandateScanStream = Streamed<pb::WatchMandateScanResponse>;

    async fn watch_mandate_scan(
        &self,
        request: Request<pb::WatchMandateScanRequest>,
    ) -> Result<Response<Self::WatchMandateScanStream>, Status> {
        let caller = self.access.caller(&request)?;
        let lang = caller.lang;
        let id = job_id(&request.into_inner().job, "job", lang)?;
        let first = self.hub.job(id).await.map_err(|error| hub_error(&error, lang))?;
        if !first.is_scan() {
            return Err(hub_error(&HubError::NotFound { what: "job" }, lang));
        }
        let watch = ScanWatch { api: self.clone(), id, lang };
        Ok(Response::new(follow(|sender| watch.run(first, sender))))
    }

    type DownloadMandatePageStream = Streamed<pb::DownloadMandatePageResponse>;

    async fn download_mandate_page(
        &self,
        request: Request<pb::DownloadMandatePageRequest>,
    ) -> Result<Response<Self::DownloadMandatePageStream>, Status> {
        let caller = self.access.caller(&request)?;
        let lang = caller.lang;
        let place = place(&self.downloads, &request, lang)?;
        let id = registration_id(&request.into_inner().name, "name", lang)?;
        let page = async {
            self.hub.get(&caller, &Name::Id(id)).await?;
            self.hub.page(id).await
        };
        let page = page.await.map_err(|error| hub_error(&error, lang))?;
        Ok(Response::new(follow(|sender| async move {
            // The page is in memory until the last of it is sent.
            let _place = place;
            let mut media_type = page.info.media_type;
            for piece in page.bytes.chunks(PIECE) {
                let media_type = std::mem::take(&mut media_type);
                let message = pb::DownloadMandatePageResponse { media_type, content: piece.to_vec() };
                if !sender.send(message).await {
                    break;
                }
            }
            Ok(())
        })))
    }
}
