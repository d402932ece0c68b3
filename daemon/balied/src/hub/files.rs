//! Documents of a registration that are printed: pass artwork and mandate form.

use super::records::Stored;
use super::{Hub, HubError};
use balie_documents::{Documents, Holder, Language, MandateForm, PassArtwork, PatronReference};
use balie_registration::Lang;
use balie_registration::values::search_key;
use std::sync::Arc;

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
}

/// The language of a document.
pub fn language(lang: Lang) -> Language {
    match lang {
        Lang::Nl => Language::Dutch,
        Lang::En => Language::English,
    }
}
