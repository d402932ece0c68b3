//! Documents of a registration that are printed: pass artwork and mandate form.

use super::query::Name;
use super::records::Stored;
use super::{Hub, HubError};
use balie_documents::{Documents, Holder, Language, MandateForm, PassArtwork, PatronReference};
use balie_registration::Lang;
use balie_registration::machine::{Address, Command, Rejection, Rule};
use balie_registration::values::{Country, CountryCode};
use std::sync::Arc;
use uuid::Uuid;

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

    /// What the mandate form of a registration says; the language is that of the name of a country.
    ///
    /// # Errors
    /// `NoDocument` before the form was made.
    pub fn mandate_form(&self, stored: &Stored, lang: Lang) -> Result<MandateForm, HubError> {
        let state = &stored.registration.state;
        let (Some(form), Some(saved)) = (state.mandate_form(), state.enrolment()) else {
            return Err(HubError::NoDocument);
        };
        let creditor = self.creditor();
        let name = &saved.patron.person.name;
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
                name: form.holder.to_string(),
                street: form.address.as_ref().map(Address::street_line),
                place: form.address.as_ref().map_or_else(|| form.place.to_string(), Address::place_line),
                country: form.address.as_ref().map(|address| country(address.country, lang)),
                iban: form.iban.printed(),
                bic: form.bic.as_ref().map(ToString::to_string),
            },
            patron: (!name.is_holder(&form.holder)).then(|| PatronReference { name: name.full(), number }),
            purpose: String::new(),
            switch_service: form.switch_service,
            branch_name: self.policy().branch_name.clone(),
            signing_place: None,
            signing_date: None,
        })
    }

    /// The characters of the pass that no font has, for the command that prints it without having said that it knows.
    ///
    /// # Errors
    /// What the store could not do. Whatever else is in the way of the pass is told where it is printed.
    pub(super) async fn missing_for(&self, id: Uuid, command: &Command) -> Result<Vec<char>, HubError> {
        let Command::PrintPass { despite_missing_characters: false, .. } = command else {
            return Ok(Vec::new());
        };
        let stored = match self.look(&Name::Id(id)).await {
            Err(HubError::NotFound { .. }) => return Ok(Vec::new()),
            stored => stored?,
        };
        let Ok(artwork) = self.pass_artwork(&stored) else { return Ok(Vec::new()) };
        Ok(self.draw(move |documents| documents.missing_on_pass(&artwork)).await.unwrap_or_default())
    }

    /// What a clerk should know before a document is printed on which characters are missing; none when none are.
    pub fn no_glyphs(characters: Vec<char>) -> Option<Rule> {
        (!characters.is_empty()).then_some(Rule::NoGlyphs { characters })
    }

    /// Refuses a form on which characters come out as empty boxes.
    ///
    /// # Errors
    /// `Rejected`; what the store could not do. Whatever else is in the way of the form is told where it is printed.
    pub(super) async fn refuse_missing_on_form(&self, id: Uuid, lang: Lang) -> Result<(), HubError> {
        let Ok(form) = self.mandate_form(&self.look(&Name::Id(id)).await?, lang) else { return Ok(()) };
        let missing = self.draw(move |documents| documents.missing_on_mandate(&form, language(lang))).await;
        match Self::no_glyphs(missing.unwrap_or_default()) {
            Some(rule) => Err(Rejection::field("despite_missing_characters", rule).into()),
            None => Ok(()),
        }
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

/// A country in words; its code where the list has no name for it.
fn country(code: CountryCode, lang: Lang) -> String {
    Country::of(code).map_or_else(|| code.to_string(), |country| country.name(lang).to_owned())
}

/// The language of a document.
pub fn language(lang: Lang) -> Language {
    match lang {
        Lang::Nl => Language::Dutch,
        Lang::En => Language::English,
    }
}
