//! Name, address, birth date, salutation, duplicates.

use super::texts;

texts! {
    kind_options: "m = man · v = vrouw · n = n.v.t. (neutraal) · i = instelling",
        "m = male · f = female · n = neutral · i = institution";
    kind_help: "Kies instelling voor een school, instelling of tehuis; die heeft geen geboortedatum.",
        "Choose institution for a school, institution or home; it has no date of birth.";
    other_address: "Ander adres (p = post, f = factuur, a = alternatief)",
        "Other address (p = postal, i = invoice, a = alternative)";
    other_address_help: "Enter als er geen ander adres is dan het hoofdadres.",
        "Enter when there is no other address than the main one.";
    again: "Alleen deze velden nog:", "Only these fields once more:";
    salutation: "Aanhef", "Salutation";
    salutation_help: "Enter volgt uit man, vrouw, n.v.t. of instelling. Neutraal kan ook.",
        "Enter follows from male, female, neutral or institution. Neutral will do as well.";
    duplicates: "Deze klant is misschien al bekend:", "This patron may be known already:";
    entered_now: "Nu ingevoerd", "Entered now";
    candidate(number): "Kandidaat {number}", "Candidate {number}";
    row_name: "Naam", "Name";
    row_birth: "Geboren", "Born";
    row_pass: "Pas", "Pass";
    row_patron: "Klantnummer", "Patron no.";
    row_stands: "Stand", "Stands at";
    row_reasons: "Komt overeen", "Same";
    same_birth_and_name: "datum, naam", "date, name";
    same_email: "e-mail", "e-mail address";
    same_iban: "IBAN", "IBAN account";
    judge: "Nummer = herinschrijven als die klant · n = nieuwe klant",
        "Number = re-enrol as that patron · n = new patron";
    judge_help: "Vergelijk naam en geboortedatum met een legitimatie. Herinschrijven behoudt het klantnummer.",
        "Compare name and date of birth with an identity document. Re-enrolling keeps the patron number.";
    no_iban_yet: "Incasso kan later ook nog.", "Direct debit can be added later as well.";
    somebody_else: "Is dit toch een andere persoon?", "Is this somebody else after all?";
    newsletter: "Wil de klant de nieuwsbrief?", "Does the patron want the newsletter?";
    newsletter_help: "Alleen als de klant erom vraagt.", "Only when the patron asks for it.";
    no_selection: "geen", "none";
}
