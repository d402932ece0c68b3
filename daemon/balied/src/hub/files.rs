//! Documents of a registration: pass artwork, mandate form, the page that came back signed.

use super::records::MANDATE_PAGE;
use super::requests::{Answer, hash, remember, replayed};
use super::{Caller, Hub, HubError, query::Name};
use crate::hub::records::Stored;
use balie_documents::{Documents, Found, Holder, Language, MandateForm, PassArtwork, PatronReference};
use balie_registration::Lang;
use balie_registration::values::{MandateReference, search_key};
use balie_store::{Attachment, AttachmentInfo, AuditEntry};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use uuid::Uuid;

/// Largest page of a signed mandate, in bytes.
pub const PAGE_MAX: usize = 20 * 1024 * 1024;

/// A page of a signed mandate, as uploaded.
#[derive(Debug)]
pub struct NewPage {
    /// Request id; the same one within 24 hours is carried out once.
    pub request_id: Option<Uuid>,
    /// The registration.
    pub registration: Uuid,
    /// Media type.
    pub media_type: &'static str,
    /// PNG or JPEG.
    pub bytes: Vec<u8>,
}

/// A page that was stored, with the mandate references found on it.
#[derive(Debug, Clone)]
pub struct Page {
    /// References found.
    pub references: Vec<String>,
    /// The registration.
    pub stored: Stored,
}

impl Hub {
    /// What the pass of a registration shows.
    ///
    /// # Errors
    /// `NoDocument` before the person and the pass are known.
    pub fn pass_artwork(&self, stored: &Stored) -> Result<PassArtwork, HubError> {
        let state = &stored.registration.state;
        let (Some(pass), Some(person)) = (state.pass(), state.person()) else {
            return Err(HubError::NoDocument);
        };
        Ok(PassArtwork {
            library_name: self.creditor().name.clone(),
            branch_name: self.policy().branch_name.clone(),
            patron_name: person.name.full(),
            pass_number: pass.number.to_string(),
            language: Language::Dutch,
        })
    }

    /// What the mandate form of a registration says.
    ///
    /// # Errors
    /// `NoDocument` before the form was made.
    pub fn mandate_form(&self, stored: &Stored) -> Result<MandateForm, HubError> {
        let state = &stored.registration.state;
        let (Some(form), Some(saved)) = (state.mandate_form(), state.enrolment()) else {
            return Err(HubError::NoDocument);
        };
        let creditor = self.creditor();
        let patron_name = saved.patron.person.name.full();
        let holder = form.holder.to_string();
        // The patron is named on the form when somebody else pays, however the holder's title is written.
        let same = search_key(&holder).ends_with(&search_key(&patron_name));
        let number = saved.patron_number.to_string();
        Ok(MandateForm {
            creditor: balie_documents::Creditor {
                name: creditor.name.clone(),
                street: creditor.street.clone(),
                place: creditor.place.clone(),
                country: creditor.country.clone(),
                identifier: creditor.id.to_string(),
            },
            reference: form.reference.to_string(),
            holder: Holder {
                name: holder,
                street: None,
                place: form.place.to_string(),
                country: None,
                iban: form.iban.printed(),
                bic: form.bic.as_ref().map(ToString::to_string),
            },
            patron: (!same).then_some(PatronReference { name: patron_name, number }),
            purpose: String::new(),
            switch_service: form.switch_service,
            branch_name: self.policy().branch_name.clone(),
            signing_place: None,
            signing_date: None,
        })
    }

    /// Draws on a thread of its own: drawing takes tens of milliseconds of processor time.
    ///
    /// # Errors
    /// What the documents could not do.
    pub async fn draw<T, E, F>(&self, draw: F) -> Result<T, HubError>
    where
        T: Send + 'static,
        E: Send + 'static,
        HubError: From<E>,
        F: FnOnce(&Documents) -> Result<T, E> + Send + 'static,
    {
        let parts = Arc::clone(&self.parts);
        tokio::task::spawn_blocking(move || draw(&parts.documents))
            .await
            .map_err(|error| HubError::Internal(error.to_string()))?
            .map_err(HubError::from)
    }

    /// Stores the page of a signed mandate and reads its barcode. An earlier page is replaced.
    ///
    /// # Errors
    /// `NoDocument` where no mandate form is out; a `Document` error when it is no readable image or has no
    /// barcode of a mandate; `RequestIdReused`.
    pub async fn upload_page(&self, caller: &Caller, page: NewPage) -> Result<Page, HubError> {
        if !caller.role.may_register() {
            return Err(HubError::RoleMayNot);
        }
        let NewPage { request_id, registration: id, media_type, bytes } = page;
        let stored = self.look(&Name::Id(id)).await?;
        if stored.registration.state.mandate_form().is_none() {
            return Err(HubError::NoDocument);
        }
        let hash = hash(&("upload", id, Sha256::digest(&bytes).to_vec()))?;
        let (found, bytes) = self
            .draw(move |documents| documents.read_barcodes(&bytes).map(|found: Vec<Found>| (found, bytes)))
            .await?;
        let references = found
            .into_iter()
            .filter_map(|found| MandateReference::parse(&found.text).ok())
            .map(|reference| reference.to_string())
            .collect();
        let now = self.clock().now();
        let info = AttachmentInfo {
            id: Uuid::now_v7().to_string(),
            registration_id: id.to_string(),
            kind: MANDATE_PAGE.to_owned(),
            media_type: media_type.to_owned(),
            created_at: now,
            length: 0,
        };
        let entry = AuditEntry {
            registration_id: Some(id.to_string()),
            at: now,
            actor: caller.user.clone(),
            station: Some(caller.station.clone()),
            role: caller.role_name().to_owned(),
            action: "upload_mandate_page".to_owned(),
            fields: vec!["mandate.document".to_owned()],
            revision: Some(stored.registration.revision),
        };
        let (caller, answer) = (caller.clone(), Answer { references, ..Answer::of(id) });
        let answer = self
            .store()
            .write(move |tx| {
                Box::pin(async move {
                    if let Some(answer) = replayed(tx, &caller, request_id, &hash, now).await? {
                        return Ok(answer);
                    }
                    for old in tx.read().attachments_of(&info.registration_id).await? {
                        if old.kind == MANDATE_PAGE {
                            tx.detach(&old.id).await?;
                        }
                    }
                    tx.attach(&info, bytes).await?;
                    tx.audit(&entry).await?;
                    remember(tx, &caller, request_id, &hash, &answer, now).await?;
                    Ok::<_, HubError>(answer)
                })
            })
            .await?;
        Ok(Page { references: answer.references, stored: self.look(&Name::Id(id)).await? })
    }

    /// The stored page of a signed mandate.
    ///
    /// # Errors
    /// `NoDocument` when none is stored.
    pub async fn page(&self, id: Uuid) -> Result<Attachment, HubError> {
        let mut snapshot = self.store().read().await?;
        let pages = snapshot.read().attachments_of(&id.to_string()).await?;
        let page = pages.into_iter().find(|page| page.kind == MANDATE_PAGE).ok_or(HubError::NoDocument)?;
        snapshot.read().attachment(&page.id).await?.ok_or(HubError::NoDocument)
    }
}

/// The language of a document.
pub fn language(lang: Lang) -> Language {
    match lang {
        Lang::Nl => Language::Dutch,
        Lang::En => Language::English,
    }
}
