//! The page of a signed mandate: read, judged, sealed and stored with its registration until that is erased.

use super::page_file::PageFile;
use super::records::{MANDATE_PAGE, Stored};
use super::requests::{Answer, hash, remember, replayed};
use super::{Caller, Hub, HubError, query::Name};
use crate::page_reader::{Input, Wanted};
use crate::vault::{Owner, SEALED};
use balie_documents::{FileKind, FirstPage, Found, ReadError};
use balie_registration::Lang;
use balie_registration::values::MandateReference;
use balie_store::{Attachment, AttachmentInfo, AuditEntry, WriteTx};
use chrono::{DateTime, Utc};
use tokio::sync::Semaphore;
use uuid::Uuid;

/// Stable code of a page on which no barcode was found.
pub const WITHOUT_BARCODE: &str = "PAGE_WITHOUT_BARCODE";
/// Uploaded pages that are in memory at once, to be sealed and stored. They are stored one by one in any case. It takes
/// the page and the sealed page, 40 MiB at most.
static IN_MEMORY: Semaphore = Semaphore::const_new(1);
/// Pages that are sealed in one transaction.
const SEAL_BATCH: u32 = 16;

/// A page of a signed mandate, as uploaded.
#[derive(Debug)]
pub struct NewPage {
    /// Request id; the same one within 24 hours is carried out once.
    pub request_id: Option<Uuid>,
    /// The registration.
    pub registration: Uuid,
    /// PDF, JPEG, PNG or TIFF.
    pub file: PageFile,
}

/// A page that was stored, with the mandate references found on it.
#[derive(Debug, Clone)]
pub struct Page {
    /// References found; empty when no barcode could be read.
    pub references: Vec<String>,
    /// The registration.
    pub stored: Stored,
}

/// A page that was read and belongs to the form that is out.
pub(super) struct ReadPage {
    pub kind: FileKind,
    pub references: Vec<String>,
}

impl Hub {
    /// Stores the page of a signed mandate and reads its barcode. An earlier page is replaced. A page without a barcode
    /// is stored as well: the barcode can be scanned from the paper.
    ///
    /// # Errors
    /// `NoDocument` where no mandate form is out; `DocumentTooLarge`, `Page` or `PageTooDemanding` when it cannot be
    /// read, or nobody signed it; `OtherMandate` when it is the form of another mandate; `RequestIdReused`.
    pub async fn upload_page(&self, caller: &Caller, page: NewPage) -> Result<Page, HubError> {
        if !caller.role.may_register() {
            return Err(HubError::RoleMayNot);
        }
        let NewPage { request_id, registration: id, file } = page;
        let stored = self.look(&Name::Id(id)).await?;
        let hash = hash(&("upload", id, file.digest()))?;
        let page = self.read_page(&stored, file.for_reading()?, |_| {}).await?;
        let now = self.clock().now();
        let info = attachment(&Uuid::now_v7().to_string(), id, page.kind, now);
        // It is never closed. From here on the page is in memory, until it is stored.
        let _place = IN_MEMORY.acquire().await;
        let sealed = self.seal(&info, &file.read().await?)?;
        let revision = stored.registration.revision;
        let entry = page_entry(caller, id, "upload_mandate_page", Some(revision), now);
        let (caller, answer) = (caller.clone(), Answer { references: page.references, ..Answer::of(id) });
        let answer = self
            .store()
            .write(move |tx| {
                Box::pin(async move {
                    if let Some(answer) = replayed(tx, &caller, request_id, &hash, now).await? {
                        return Ok(answer);
                    }
                    replace_page(tx, &info, sealed).await?;
                    tx.audit(&entry).await?;
                    remember(tx, &caller, request_id, &hash, &answer, now).await?;
                    Ok::<_, HubError>(answer)
                })
            })
            .await?;
        Ok(Page { references: answer.references, stored: self.look(&Name::Id(id)).await? })
    }

    /// Reads a page for a registration, telling what its first page looks like as soon as that is known.
    pub(super) async fn read_page(
        &self,
        stored: &Stored,
        page: impl Into<Input<'_>>,
        first_page: impl FnOnce(FirstPage) + Send,
    ) -> Result<ReadPage, HubError> {
        let form = stored.registration.state.mandate_form().ok_or(HubError::NoDocument)?;
        let drawn = self.mandate_form(stored, Lang::Nl)?;
        let place = self.draw(move |documents| documents.signature_place(&drawn)).await?;
        let mut kind = None;
        let seen = |first: FirstPage| {
            kind = Some(first.kind);
            first_page(first);
        };
        let found = self.parts.pages.read(page, Wanted::Form(place), seen).await?;
        let read = references(found);
        let ours = read.iter().filter(|(reference, _)| *reference == form.reference);
        let ours: Vec<_> = ours.map(|(_, signed)| *signed).collect();
        match read.first() {
            // Whether another form is signed nobody knows: it has its place for the signature elsewhere.
            Some((other, _)) if ours.is_empty() => {
                let (found, expected) = (other.to_string(), form.reference.to_string());
                Err(HubError::OtherMandate { found, expected })
            }
            Some(_) if ours.iter().all(|signed| *signed == Some(false)) => Err(ReadError::NotSigned.into()),
            _ => {
                let references = read.iter().map(|(reference, _)| reference.to_string()).collect();
                Ok(ReadPage { kind: kind.ok_or(HubError::NoDocument)?, references })
            }
        }
    }

    pub(super) fn seal(&self, info: &AttachmentInfo, page: &[u8]) -> Result<Vec<u8>, HubError> {
        Ok(self.parts.vault.seal(owner(info), page)?)
    }

    /// The stored page of a signed mandate.
    ///
    /// # Errors
    /// `NoDocument` when none is stored; `Vault` when it does not open.
    pub async fn page(&self, id: Uuid) -> Result<Attachment, HubError> {
        let mut snapshot = self.store().read().await?;
        let pages = snapshot.read().attachments_of(&id.to_string()).await?;
        let page = pages.into_iter().find(|page| page.kind == MANDATE_PAGE).ok_or(HubError::NoDocument)?;
        let sealed = snapshot.read().attachment(&page.id).await?.ok_or(HubError::NoDocument)?;
        self.unseal(sealed)
    }

    pub(super) fn unseal(&self, sealed: Attachment) -> Result<Attachment, HubError> {
        let bytes = self.parts.vault.open(owner(&sealed.info), sealed.bytes)?;
        Ok(Attachment { info: sealed.info, bytes })
    }

    /// Seals pages that were stored before pages were sealed. Returns how many there were.
    ///
    /// # Errors
    /// What the store could not do; what was sealed until then stays so.
    pub async fn seal_plain_pages(&self) -> Result<u64, HubError> {
        let mut count = 0;
        loop {
            let hub = self.clone();
            let sealed = self
                .store()
                .write(move |tx| {
                    Box::pin(async move {
                        let ids = tx.read().attachments_not_beginning_with(SEALED, SEAL_BATCH).await?;
                        for id in &ids {
                            let Some(plain) = tx.read().attachment(id).await? else { continue };
                            let sealed = hub.seal(&plain.info, &plain.bytes)?;
                            tx.rewrite_attachment(id, sealed).await?;
                        }
                        Ok::<_, HubError>(ids.len() as u64)
                    })
                })
                .await?;
            count += sealed;
            if sealed < u64::from(SEAL_BATCH) {
                return Ok(count);
            }
        }
    }
}

fn owner(info: &AttachmentInfo) -> Owner<'_> {
    Owner { registration: &info.registration_id, attachment: &info.id }
}

/// The mandate references among the barcodes of a page, and whether it is signed by the place of each.
fn references(found: Vec<Found>) -> Vec<(MandateReference, Option<bool>)> {
    let read = |found: Found| Some((MandateReference::parse(&found.text).ok()?, found.signed));
    found.into_iter().filter_map(read).collect()
}

/// The page of a signed mandate as an attachment.
pub(super) fn attachment(id: &str, registration: Uuid, kind: FileKind, now: DateTime<Utc>) -> AttachmentInfo {
    AttachmentInfo {
        id: id.to_owned(),
        registration_id: registration.to_string(),
        kind: MANDATE_PAGE.to_owned(),
        media_type: kind.media_type().to_owned(),
        created_at: now,
        length: 0,
    }
}

/// An entry of the audit trail about a page.
pub(super) fn page_entry(
    caller: &Caller,
    registration: Uuid,
    action: &str,
    revision: Option<u64>,
    now: DateTime<Utc>,
) -> AuditEntry {
    let entry = caller.audit_entry(action, Some(registration), revision, now);
    AuditEntry { fields: vec!["mandate.document".to_owned()], ..entry }
}

/// Stores a page in place of an earlier one; whoever has the registration on screen sees that there is one.
pub(super) async fn replace_page(
    tx: &mut WriteTx,
    info: &AttachmentInfo,
    sealed: Vec<u8>,
) -> Result<(), HubError> {
    for old in tx.read().attachments_of(&info.registration_id).await? {
        if old.kind == MANDATE_PAGE {
            tx.detach(&old.id).await?;
        }
    }
    tx.attach(info, sealed).await?;
    tx.announce_registration(&info.registration_id).await?;
    Ok(())
}
