//! Choosing the subscription.

use super::texts;

texts! {
    allowed: "Mogelijk:", "Possible:";
    asked: "Alleen als dit geldt (wordt gevraagd):", "Only when this holds (will be asked):";
    refused: "Niet mogelijk:", "Not possible:";
    no_end: "geen einddatum", "no end";
    automatic: "automatisch", "automatic";
    pick: "Abonnement", "Subscription";
    pick_help: "Typ het nummer voor de regel, of de tariefcode van vier cijfers.",
        "Type the number in front of the line, or the tariff code of four digits.";
    pick_how: "Typ een nummer of een tariefcode uit de lijst.", "Type a number or a tariff code of the list.";
    choose_again: "Kies opnieuw een abonnement uit de lijst hierboven.", "Choose a subscription of the list above again.";
    instalments: "Vraagt de klant zelf om betaling in termijnen?", "Does the patron ask to pay in instalments?";
    dbos: "Is het een d-Bos-school?", "Is it a d-Bos school?";
    staff: "Werkt de klant bij de bibliotheek?", "Does the patron work at the library?";
    then_not(code): "Dan kan {code} niet.", "Then {code} is not possible.";
    through(date, month): "t/m {date} (vervalmaand {month:02})", "to {date} (expiry month {month:02})";
    no_discount: "geen", "none";
    overview: "Opbouw abonnementskosten", "Subscription costs";
    row_name: "Naam", "Name";
    row_age: "Leeftijd", "Age";
    row_code: "Tariefcode", "Tariff code";
    row_expiry: "Vervalmaand", "Expiry month";
    row_rights: "Rechten t/m", "Rights through";
    row_price: "Abonnement", "Subscription";
    row_discount: "Korting", "Discount";
    row_fee: "Saldo", "Balance";
    row_login: "Inlogaccount", "Login account";
    save: "Opslaan?", "Save?";
    save_help: "Na opslaan is de inschrijving echt: pas en klantnummer zijn uitgegeven. n = terug naar het abonnement.",
        "After saving the registration is real: pass and patron number are issued. n = back to the subscription.";
    saved(number): "Opgeslagen. Klantnummer {number}.", "Saved. Patron number {number}.";
}
