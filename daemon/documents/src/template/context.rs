//! The placeholders of each document. The fields of these structs are the names which a template may use.

use std::collections::BTreeSet;

use minijinja::value::{Serde, Value, ValueKind};
use serde::Serialize;

use super::clean::{clean, clean_to};
use crate::{
    input::{MandateForm, PassArtwork, group_iban, group_pass_number},
    wording::{Language, MandateLabels, PassLabels},
};

/// Placeholders of `pass.svg`.
#[derive(Serialize)]
struct PassContext {
    lang: &'static str,
    label: PassLabels,
    library_name: String,
    branch_name: String,
    patron_name: String,
    pass_number: String,
    pass_number_grouped: String,
    /// Width of a dot of the printer, in the unit of the template: 1 at 300 dots per inch.
    dot: f64,
}

/// Placeholders of `mandate.svg`. What is not known is an empty text.
#[derive(Serialize)]
struct MandateContext {
    lang: &'static str,
    label: MandateLabels,
    creditor_name: String,
    creditor_street: String,
    creditor_place: String,
    creditor_country: String,
    creditor_identifier: String,
    reference: String,
    purpose: String,
    holder_name: String,
    holder_street: String,
    holder_place: String,
    holder_country: String,
    iban: String,
    bic: String,
    patron_name: String,
    patron_number: String,
    switch_service: bool,
    branch_name: String,
    signing_place: String,
    signing_date: String,
    authorisation: String,
    refund: &'static str,
}

pub(super) fn pass(artwork: &PassArtwork, dot: f64) -> Value {
    Value::from(Serde(PassContext {
        lang: artwork.language.code(),
        label: artwork.language.pass_labels(),
        library_name: clean(&artwork.library_name),
        branch_name: clean(&artwork.branch_name),
        patron_name: clean(&artwork.patron_name),
        // Not cleaned: the barcode must hold exactly what was asked for, or be refused.
        pass_number: artwork.pass_number.clone(),
        pass_number_grouped: clean(&group_pass_number(&artwork.pass_number)),
        dot,
    }))
}

pub(super) fn mandate(form: &MandateForm, language: Language) -> Value {
    let label = language.mandate_labels();
    let optional = |text: &Option<String>| text.as_deref().map(clean).unwrap_or_default();
    // The scheme's own limit for names; it also keeps the legal text within its room on the page.
    let creditor_name = clean_to(&form.creditor.name, 70);
    let patron = form.patron.as_ref();
    Value::from(Serde(MandateContext {
        lang: language.code(),
        authorisation: language.authorisation(&creditor_name),
        refund: label.refund,
        creditor_name,
        creditor_street: clean(&form.creditor.street),
        creditor_place: clean(&form.creditor.place),
        creditor_country: clean(&form.creditor.country),
        creditor_identifier: clean(&form.creditor.identifier),
        // Not cleaned, for the same reason as the pass number.
        reference: form.reference.clone(),
        purpose: match clean(&form.purpose) {
            purpose if purpose.is_empty() => label.usual_purpose.to_owned(),
            purpose => purpose,
        },
        holder_name: clean(&form.holder.name),
        holder_street: optional(&form.holder.street),
        holder_place: clean(&form.holder.place),
        holder_country: optional(&form.holder.country),
        iban: clean(&group_iban(&form.holder.iban)),
        bic: optional(&form.holder.bic),
        patron_name: patron.map(|patron| clean(&patron.name)).unwrap_or_default(),
        patron_number: patron.map(|patron| clean(&patron.number)).unwrap_or_default(),
        switch_service: form.switch_service,
        branch_name: clean(&form.branch_name),
        signing_place: optional(&form.signing_place),
        signing_date: form.signing_date.map(|date| date.format("%d-%m-%Y").to_string()).unwrap_or_default(),
        label,
    }))
}

/// Every name in a context, those of nested values with their path (`label.title`).
pub(super) fn names(context: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    collect(context, "", &mut found);
    found
}

fn collect(value: &Value, path: &str, found: &mut BTreeSet<String>) {
    if value.kind() != ValueKind::Map {
        return;
    }
    for key in value.try_iter().into_iter().flatten() {
        let name = if path.is_empty() { key.to_string() } else { format!("{path}.{key}") };
        if let Ok(inner) = value.get_item(&key) {
            collect(&inner, &name, found);
        }
        found.insert(name);
    }
}
