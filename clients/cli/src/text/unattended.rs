//! Registering from a file.

use super::texts;

texts! {
    at(step): "Bezig met: {step}", "At: {step}";
    go_on(name, file): "Daarna verder met: balie register --resume {name} --file {file}",
        "Then go on with: balie register --resume {name} --file {file}";
    account_not_found(user_name): "Inlogaccount {user_name} is niet gevonden", "Login account {user_name} was not found";
    account_search_unavailable: "Inlogaccounts kunnen nu niet worden gezocht", "Login accounts cannot be searched now";
    no_progress(step): "De inschrijving kwam niet verder dan '{step}'", "The registration did not get past '{step}'";
    print_failed(reason): "De pas is niet geprint: {reason}", "The pass was not printed: {reason}";
    print_unknown(reason): "Onbekend of de pas is geprint: {reason}. Kijk, en zeg het met: balie do NAAM resolve-print",
        "Whether the pass was printed is not known: {reason}. Look, and tell with: balie do NAME resolve-print";
    print_spoiled: "De vorige pas is bedorven; geef een nieuwe met: balie do NAAM replace-pass",
        "The previous pass is spoiled; give a new one with: balie do NAME replace-pass";
    print_too_slow: "De print was niet op tijd klaar; hij loopt door", "The print was not ready in time; it goes on";
    no_email: "Er staat geen e-mailadres in het bestand ([login] of [person]), dus er komt geen inlogaccount.",
        "There is no e-mail address in the file ([login] or [person]), so there will be no login account.";
    part_received(received, open): "Er is {received} ontvangen; {open} staat nog open. Een bedrag uit het bestand \
        wordt maar één keer geboekt. Haal onder [settle] tendered weg om de rest te ontvangen, of zet daar \
        by = \"register\" om de rest open te laten.",
        "{received} was received; {open} is still open. An amount in the file is booked only once. Take tendered \
        out of [settle] to receive the rest, or put by = \"register\" there to leave the rest open.";
    form_waits(path): "De machtiging wacht op ondertekening: {path}", "The mandate waits to be signed: {path}";
    form_waits_nowhere: "De machtiging wacht op ondertekening; haal het formulier met: balie mandate form",
        "The mandate waits to be signed; get the form with: balie mandate form";
}
