//! Choosing the subscription.

use super::texts;

texts! {
    allowed: "Mogelijk:", "Possible:";
    refused: "Niet mogelijk:", "Not possible:";
    none_allowed: "Geen enkel abonnement is mogelijk. Beantwoord zo nodig een van de vragen hieronder.",
        "No subscription is possible. Answer one of the questions below if it applies.";
    no_end: "geen einddatum", "no end";
    automatic: "wordt automatisch ingevuld", "filled in automatically";
    pick: "Nummer of code", "Number or code";
    pick_help: "Typ het nummer in de lijst of de tariefcode van vier cijfers.",
        "Type the number in the list or the tariff code of four digits.";
    circumstances: "t = klant vraagt termijnen · d = d-Bos-school · p = personeel · g = gast",
        "t = patron asks for instalments · d = d-Bos school · s = staff · g = guest";
    circumstances_now(list): "Aangegeven: {list}", "Indicated: {list}";
    instalments: "termijnen", "instalments";
    dbos: "d-Bos-school", "d-Bos school";
    staff: "personeel", "staff";
    guest(library): "gast van {library}", "guest of {library}";
    not_allowed(code): "{code} is hier niet mogelijk.", "{code} is not possible here.";
    through(validity): "t/m {validity}", "through {validity}";
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
    save_help: "Na opslaan is de inschrijving echt: pas en klantnummer zijn uitgegeven.",
        "After saving the registration is real: pass and patron number are issued.";
    saved(number): "Opgeslagen. Klantnummer {number}", "Saved. Patron number {number}";
}
