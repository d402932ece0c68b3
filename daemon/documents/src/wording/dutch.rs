//! Dutch wording. The legal sentences are our own, with the meaning the scheme rulebook asks for:
//! authorisation of creditor and bank, refund within eight weeks, and where to ask about rights.

use super::{MandateLabels, PassLabels};

pub(super) const PASS: PassLabels = PassLabels { title: "Bibliotheekpas", number: "Pasnummer" };

pub(super) const MANDATE: MandateLabels = MandateLabels {
    title: "Doorlopende machtiging SEPA",
    scheme: "Europese incasso (SEPA Core)",
    creditor: "Incassant",
    holder: "Rekeninghouder",
    patron: "Betaald wordt voor",
    name: "Naam",
    address: "Adres",
    place: "Woonplaats",
    country: "Land",
    creditor_identifier: "Incassant-ID",
    reference: "Kenmerk machtiging",
    purpose: "Reden van betaling",
    payment_type: "Soort betaling",
    recurrent: "Terugkerend",
    iban: "IBAN",
    bic: "BIC",
    patron_name: "Naam klant",
    patron_number: "Klantnummer",
    switch_service: "De rekeninghouder gebruikt de overstapservice van de banken",
    authorisation: "Machtiging",
    refund: "Bent u het niet eens met een afschrijving, dan betaalt uw bank u terug volgens de \
             voorwaarden die u met uw bank hebt afgesproken. Vraag dit uw bank binnen acht weken na de \
             dag van afschrijving. Uitleg over uw rechten krijgt u bij uw bank.",
    signing: "Ondertekening door de rekeninghouder",
    signing_place: "Plaats",
    signing_date: "Datum",
    signature: "Handtekening",
    hand_in: "Lever dit formulier ondertekend in aan de balie. Daar kunt u de machtiging ook weer intrekken.",
    usual_purpose: "Contributie bibliotheek",
};

pub(super) fn authorisation(creditor: &str) -> String {
    format!(
        "Met uw handtekening geeft u {creditor} toestemming om, tot u deze machtiging intrekt, \
         incasso-opdrachten naar uw bank te sturen voor de genoemde reden van betaling. U geeft ook uw bank \
         toestemming om de bedragen van uw rekening af te schrijven zoals {creditor} dat in die \
         opdrachten vraagt."
    )
}
