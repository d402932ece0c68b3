//! English wording; the same meaning as the Dutch one.

use super::{MandateLabels, PassLabels};

pub(super) const PASS: PassLabels = PassLabels { title: "Library card", number: "Card number" };

pub(super) const MANDATE: MandateLabels = MandateLabels {
    title: "SEPA Direct Debit Mandate",
    scheme: "Recurrent mandate (SEPA Core)",
    creditor: "Creditor",
    holder: "Account holder",
    patron: "Paid on behalf of",
    name: "Name",
    address: "Address",
    place: "Place of residence",
    country: "Country",
    creditor_identifier: "Creditor identifier",
    reference: "Mandate reference",
    purpose: "Reason for payment",
    payment_type: "Type of payment",
    recurrent: "Recurrent",
    iban: "IBAN",
    bic: "BIC",
    patron_name: "Patron's name",
    patron_number: "Patron number",
    switch_service: "The account holder uses the banks' account switch service",
    authorisation: "Authorisation",
    refund: "If you do not agree with a debit, your bank refunds you under the terms of your agreement \
             with your bank. Ask your bank for the refund within eight weeks of the day on which your \
             account was debited. Your bank can give you a statement of your rights.",
    signing: "Signature of the account holder",
    signing_place: "Place",
    signing_date: "Date",
    signature: "Signature",
    hand_in: "Please hand in the signed form at the counter. You can also withdraw the mandate there.",
    usual_purpose: "Library membership fee",
};

pub(super) fn authorisation(creditor: &str) -> String {
    format!(
        "By signing, you authorise {creditor}, until you withdraw this mandate, to send instructions to \
         your bank to debit your account for the reason stated. You also authorise your bank to debit \
         your account in accordance with the instructions from {creditor}."
    )
}
