//! Pass artwork and mandate forms.

use super::{call, wrapper};
use crate::call::RequestId;
use crate::error::{ClientError, Part as _};
use balie_proto::v1::document_service_client::DocumentServiceClient;
use balie_proto::v1::{
    Document, DocumentFormat, DownloadMandatePageRequest, Job, PrintMandateFormRequest,
    RenderMandateFormRequest, RenderPassRequest, UploadMandatePageRequest, UploadMandatePageResponse,
};
use std::sync::Arc;

/// Largest page of a signed mandate, in bytes (20 MiB).
pub const MAX_PAGE_BYTES: usize = 20 * 1024 * 1024;

/// Bytes of one message of an upload: well under the 4 MiB that gRPC takes by default.
const PIECE: usize = 64 * 1024;

wrapper! {
    /// Pass artwork and mandate forms (`DocumentService`).
    Documents over DocumentServiceClient
}

impl Documents {
    /// The pass as it will be printed. Its notice says when no font has some characters of the name.
    ///
    /// # Errors
    /// FAILED_PRECONDITION before the person is known.
    pub async fn pass(&self, registration: &str, format: DocumentFormat) -> Result<Document, ClientError> {
        let request = RenderPassRequest { name: registration.to_owned(), format: format.into() };
        call!(self.render_pass(request))?.document.part("document")
    }

    /// The mandate form, ready to be printed and signed. Language "nl" or "en"; Dutch when empty.
    ///
    /// # Errors
    /// FAILED_PRECONDITION before the account data are known.
    pub async fn mandate_form(
        &self,
        registration: &str,
        format: DocumentFormat,
        language: &str,
    ) -> Result<Document, ClientError> {
        let request = RenderMandateFormRequest {
            name: registration.to_owned(),
            format: format.into(),
            language_code: language.to_owned(),
        };
        call!(self.render_mandate_form(request))?.document.part("document")
    }

    /// Prints the mandate form on a form printer. `printer` is "devices/{id}", or empty when the branch has one;
    /// language "nl" or "en", Dutch when empty. Follow the job with [`Jobs::watch`](super::Jobs::watch).
    ///
    /// # Errors
    /// FAILED_PRECONDITION `NO_FORM_PRINTER` or `CHOOSE_FORM_PRINTER` (the ids are in the metadata); NOT_FOUND
    /// `NO_DOCUMENT` where no mandate form is out; a violation `NO_GLYPHS` of `despite_missing_characters` when no font
    /// has some characters on it.
    pub async fn print_mandate_form(
        &self,
        registration: &str,
        printer: &str,
        language: &str,
    ) -> Result<Job, ClientError> {
        self.print_mandate_form_as(RequestId::new(), registration, printer, language, false).await
    }

    /// As [`Documents::print_mandate_form`], with a request id of the caller, and also where some characters come out
    /// as empty boxes when `despite_missing_characters`: the clerk knows.
    ///
    /// # Errors
    /// Also `REQUEST_ID_REUSED`; no `NO_GLYPHS` when the clerk knows.
    pub async fn print_mandate_form_as(
        &self,
        request_id: RequestId,
        registration: &str,
        printer: &str,
        language: &str,
        despite_missing_characters: bool,
    ) -> Result<Job, ClientError> {
        let request = PrintMandateFormRequest {
            name: registration.to_owned(),
            device: printer.to_owned(),
            language_code: language.to_owned(),
            request_id: request_id.to_string(),
            despite_missing_characters,
        };
        call!(self.print_mandate_form(request))?.job.part("job")
    }

    /// Stores the page of a signed mandate (PDF, JPEG, PNG or TIFF) and reads its barcode.
    ///
    /// # Errors
    /// [`ClientError::TooLarge`] above [`MAX_PAGE_BYTES`]; a violation of `content` for another format.
    pub async fn upload_mandate_page(
        &self,
        registration: &str,
        page: Vec<u8>,
    ) -> Result<UploadMandatePageResponse, ClientError> {
        self.upload_mandate_page_as(RequestId::new(), registration, page).await
    }

    /// As [`Documents::upload_mandate_page`], with a request id of the caller.
    ///
    /// # Errors
    /// Also `REQUEST_ID_REUSED`.
    pub async fn upload_mandate_page_as(
        &self,
        request_id: RequestId,
        registration: &str,
        page: Vec<u8>,
    ) -> Result<UploadMandatePageResponse, ClientError> {
        if page.len() > MAX_PAGE_BYTES {
            return Err(ClientError::TooLarge { size: page.len(), limit: MAX_PAGE_BYTES });
        }
        let head = UploadMandatePageRequest {
            name: registration.to_owned(),
            request_id: request_id.to_string(),
            content: Vec::new(),
        };
        crate::call::unary(&self.policy.to_send(page.len()), (head, Arc::new(page)), |request| {
            let mut stub = stub(self.transport.clone());
            let request = request.map(|(head, page)| tokio_stream::iter(pieces(head, page)));
            async move { stub.upload_mandate_page(request).await }
        })
        .await
    }

    /// The stored page of a signed mandate; its suggested file name is empty.
    ///
    /// # Errors
    /// NOT_FOUND when no page is stored.
    pub async fn download_mandate_page(&self, registration: &str) -> Result<Document, ClientError> {
        let request = DownloadMandatePageRequest { name: registration.to_owned() };
        let mut stream = call!(self.download_mandate_page(request))?;
        let mut page = Document::default();
        while let Some(piece) = stream.message().await? {
            if page.content.len() + piece.content.len() > MAX_PAGE_BYTES {
                let size = page.content.len() + piece.content.len();
                return Err(ClientError::TooLarge { size, limit: MAX_PAGE_BYTES });
            }
            if page.media_type.is_empty() {
                page.media_type = piece.media_type;
            }
            page.content.extend(piece.content);
        }
        Ok(page)
    }
}

/// The messages of an upload, made as they are sent.
fn pieces(
    head: UploadMandatePageRequest,
    page: Arc<Vec<u8>>,
) -> impl Iterator<Item = UploadMandatePageRequest> + Send + 'static {
    let count = page.len().div_ceil(PIECE);
    let bodies = (0..count).map(move |index| {
        let end = page.len().min((index + 1) * PIECE);
        UploadMandatePageRequest { content: page[index * PIECE..end].to_vec(), ..Default::default() }
    });
    std::iter::once(head).chain(bodies)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_hold_the_page() {
        for size in [0, 1, PIECE, PIECE + 1, 3 * PIECE] {
            let page: Vec<u8> = (0..size).map(|index| (index % 251) as u8).collect();
            let head = UploadMandatePageRequest { name: "registrations/1".into(), ..Default::default() };
            let sent: Vec<_> = pieces(head, Arc::new(page.clone())).collect();
            assert_eq!(sent[0].name, "registrations/1");
            assert!(sent[1..].iter().all(|piece| piece.name.is_empty() && !piece.content.is_empty()));
            assert_eq!(sent.into_iter().flat_map(|piece| piece.content).collect::<Vec<_>>(), page);
        }
    }
}
