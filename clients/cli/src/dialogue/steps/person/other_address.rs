//! An address beside the main one: postal, invoice or alternative.

use super::address::{alternative_address, invoice_address, postal_address};
use crate::dialogue::Dialogue;
use crate::dialogue::form::Field;
use crate::dialogue::turn::{Answer, Turn};
use crate::text::{Lang, fields, person as words};
use balie_client::v1::{Address, Person};

/// An address beside the main one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    Postal,
    Invoice,
    Alternative,
}

impl Which {
    /// All of them, with the key and the name of each.
    pub(super) fn all(lang: Lang) -> [(Self, &'static str, &'static str); 3] {
        [
            (Self::Postal, "p", fields::postal_address(lang)),
            (Self::Invoice, words::key_invoice(lang), fields::invoice_address(lang)),
            (Self::Alternative, "a", fields::alternative_address(lang)),
        ]
    }

    fn fields(self) -> Vec<Field<Person>> {
        match self {
            Self::Postal => postal_address(),
            Self::Invoice => invoice_address(),
            Self::Alternative => alternative_address(),
        }
        .into()
    }

    /// Where it is kept.
    pub(super) fn of(self, person: &mut Person) -> &mut Option<Address> {
        match self {
            Self::Postal => &mut person.postal_address,
            Self::Invoice => &mut person.invoice_address,
            Self::Alternative => &mut person.alternative_address,
        }
    }
}

impl Dialogue<'_, '_> {
    /// One more address; `-` for its postcode takes it away.
    pub(super) async fn other_address(&mut self, draft: &mut Person, which: Which) -> Answer<()> {
        let form = self.naw_form(which.fields());
        let before = which.of(draft).clone();
        self.say(words::other_address_help(self.context.lang));
        if let Err(turn) = self.field(&form, draft, 0).await {
            *which.of(draft) = before;
            return Err(turn);
        }
        let taken_away = |address: &Address| address.postcode.is_empty() && address.country.is_empty();
        if which.of(draft).as_ref().is_none_or(taken_away) {
            *which.of(draft) = None;
            return Ok(());
        }
        match self.fill(&form, draft, 1).await {
            Err(turn @ Turn::Back) => {
                *which.of(draft) = before;
                Err(turn)
            }
            other => other,
        }
    }
}
