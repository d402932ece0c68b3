//! Made-up data with which templates are checked.

use chrono::NaiveDate;

use crate::{
    input::{Creditor, Holder, MandateForm, PassArtwork, PatronReference},
    wording::Language,
};

/// Number and reference in the samples; valid in form and in nobody's use.
pub(super) const NUMBER: &str = "29401000075801";
pub(super) const REFERENCE: &str = "NL9401-2026-000001";

fn long(word: &str) -> String {
    [word; 12].join(" ")
}

/// An ordinary pass, and one in which every text is far too long.
pub(super) fn passes() -> [PassArtwork; 2] {
    let ordinary = PassArtwork {
        library_name: "Bibliotheek Voorbeeld".to_owned(),
        branch_name: "Vestiging Voorbeeld".to_owned(),
        patron_name: "V. van den Voorbeeld".to_owned(),
        pass_number: NUMBER.to_owned(),
        language: Language::Dutch,
    };
    let long = PassArtwork {
        library_name: long("Bibliotheekorganisatie"),
        branch_name: long("Vestiging"),
        patron_name: long("Voorbeeld-Wijngaarden"),
        ..ordinary.clone()
    };
    [ordinary, long]
}

/// A form with everything, one with as little as possible, and one in which every text is far too long.
pub(super) fn mandates() -> [MandateForm; 3] {
    let full = MandateForm {
        creditor: Creditor {
            name: "Stichting Bibliotheek Voorbeeld".to_owned(),
            street: "Voorbeeldstraat 1".to_owned(),
            place: "1234 AB Voorbeeld".to_owned(),
            country: "Nederland".to_owned(),
            identifier: "NL79ZZZ999999990000".to_owned(),
        },
        reference: REFERENCE.to_owned(),
        holder: Holder {
            name: "V. van den Voorbeeld".to_owned(),
            street: Some("Voorbeeldlaan 2".to_owned()),
            place: "Voorbeeld".to_owned(),
            country: Some("België".to_owned()),
            iban: "BE68539007547034".to_owned(),
            bic: Some("GKCCBEBB".to_owned()),
        },
        patron: Some(PatronReference { name: "J. Voorbeeld".to_owned(), number: "123456".to_owned() }),
        purpose: "Contributie bibliotheek".to_owned(),
        switch_service: true,
        branch_name: "Vestiging Voorbeeld".to_owned(),
        signing_place: Some("Voorbeeld".to_owned()),
        signing_date: NaiveDate::from_ymd_opt(2026, 5, 1),
    };
    let mut least = full.clone();
    least.holder.street = None;
    least.holder.country = None;
    least.holder.bic = None;
    least.patron = None;
    least.switch_service = false;
    least.signing_place = None;
    least.signing_date = None;
    let mut longest = full.clone();
    longest.creditor.name = long("Bibliotheekorganisatie");
    longest.creditor.street = long("Voorbeeldstraat");
    longest.creditor.place = long("Voorbeeld");
    longest.reference = "LANG-".repeat(7);
    longest.holder.name = long("Voorbeeld-Wijngaarden");
    longest.holder.street = Some(long("Voorbeeldlaan"));
    longest.holder.place = long("Voorbeeld");
    longest.holder.iban = "MT84MALT011000012345MTLCAST001S".to_owned();
    longest.patron = Some(PatronReference { name: long("Voorbeeld"), number: long("123456") });
    longest.purpose = long("Contributie");
    longest.branch_name = long("Vestiging");
    longest.signing_place = Some(long("Voorbeeld"));
    [full, least, longest]
}
