//! Settling the fee.

use super::texts;

texts! {
    title: "AFREKENEN NIEUWE LENER", "SETTLE NEW PATRON";
    patron: "Klant", "Patron";
    received_via: "Ontvangstwijze", "Received via";
    till(branch): "Kas {branch}", "Till {branch}";
    session: "Sessie", "Session";
    received: "Ontvangen", "Received";
    remitted: "Kwijtgescholden", "Remitted";
    to_receive: "Te ontvangen", "To receive";
    amount: "Ontvangen bedrag", "Amount received";
    how: "Hoe afrekenen?", "How to settle?";
    amount_cash: "een bedrag = contant", "an amount = cash";
    key_card: "p", "c";
    card: "pin", "card";
    key_debit: "i", "d";
    debit: "incasso", "direct debit";
    key_remit: "k", "w";
    remit: "kwijtschelden", "remit";
    register: "registreren", "register";
    amount_help: "Typ wat de klant geeft, bijvoorbeeld 60 of 58,00; het wisselgeld wordt berekend. Met p is alles met de pin betaald, met p 20 een deel. Incasso: de machtiging volgt na de pas. Registreren laat het bedrag open: de klant krijgt een contributiebrief of betaalt bij de zelfservice.",
        "Type what the patron gives, for example 60 or 58.00; the change is computed. With c all is paid by card, with c 20 a part. Direct debit: the mandate follows after the pass. Register leaves it open: the patron gets a letter or pays at self-service.";
    enter_does_nothing: "Enter rekent niets af. Typ een bedrag of een van de letters.",
        "Enter settles nothing. Type an amount or one of the letters.";
    change(amount): "Terug te geven: {amount}", "Change to give: {amount}";
    still(amount): "Nog te ontvangen: {amount}", "Still to receive: {amount}";
    remit_why: "Waarom kwijtschelden?", "Why remit?";
    registered: "Het bedrag blijft open: de klant krijgt een contributiebrief, of betaalt nu met de pin bij de zelfservice.",
        "The amount stays open: the patron gets a letter, or pays by card at self-service now.";
    mandate_follows: "De machtiging volgt na de pas.", "The mandate follows after the pass.";
    settled(how): "Afgerekend: {how}", "Settled: {how}";
}
