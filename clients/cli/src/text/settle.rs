//! Settling the fee.

use super::texts;

texts! {
    title: "AFREKENEN NIEUWE LENER", "SETTLE NEW PATRON";
    received_via: "Ontvangstwijze", "Received via";
    till(branch): "Kas {branch}", "Till {branch}";
    session: "Sessie", "Session";
    received: "Ontvangen", "Received";
    remitted: "Kwijtgescholden", "Remitted";
    to_receive: "Te ontvangen", "To receive";
    remaining: "Restant sessie", "Remaining";
    options: "bedrag = contant · p = pin · i = incasso · k = kwijtschelden · r = registreren",
        "amount = cash · c = card · d = direct debit · w = remit · r = register";
    amount: "Ontvangen bedrag", "Amount received";
    amount_help: "Typ wat de klant geeft, bijvoorbeeld 60 of 58,00; het wisselgeld wordt berekend. p of p 20 = pin. Registreren laat het bedrag open: de klant krijgt een contributiebrief of betaalt bij de zelfservice.",
        "Type what the patron gives, for example 60 or 58.00; the change is computed. c or c 20 = card. Register leaves it open: the patron gets a letter or pays at self-service.";
    enter_does_nothing: "Enter alleen rekent niets af. Typ een bedrag of een van de letters.",
        "Enter alone settles nothing. Type an amount or one of the letters.";
    change(amount): "Terug te geven: {amount}", "Change to give: {amount}";
    still(amount): "Nog te ontvangen: {amount}", "Still to receive: {amount}";
    not_here: "Dat kan bij dit abonnement niet.", "That is not possible with this subscription.";
    settled(how): "Afgerekend: {how}", "Settled: {how}";
}
