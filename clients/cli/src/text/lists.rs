//! Words of lists and overviews.

use super::texts;

texts! {
    nothing: "Niets gevonden.", "Nothing found.";
    registration: "Inschrijving", "Registration";
    step: "Stap", "Step";
    pass: "Pas", "Pass";
    patron_number: "Klantnummer", "Patron number";
    enrolled_on: "Ingeschreven op", "Enrolled on";
    name: "Naam", "Name";
    born: "Geboren", "Born";
    age(years): "{years} jr.", "{years} yrs";
    address: "Adres", "Address";
    phone: "Telefoon", "Telephone";
    email: "E-mail", "E-mail address";
    iban: "IBAN", "IBAN account";
    subscription: "Abonnement", "Subscription";
    fee: "Bedrag", "Fee";
    valid_through: "Geldig t/m", "Valid through";
    settlement: "Afrekening", "Settlement";
    remaining: "Restant", "Remaining";
    to_give_back: "Terug te geven", "To give back";
    pass_print: "Pasprint", "Pass print";
    login: "Inlogaccount", "Login account";
    mandate: "Machtiging", "Mandate";
    changed(instant, station): "Gewijzigd {instant} op {station}", "Changed {instant} at {station}";
    possible_with(name): "Mogelijk met balie do {name} ...", "Possible with balie do {name} ...";
    reason: "Reden", "Reason";
    erased(name): "{name}: gewist", "{name}: erased";
    change(number): "Wijziging {number}", "Change {number}";
    through_number(number, epoch): "Bijgewerkt tot en met {number} (epoche {epoch})",
        "Up to date through {number} (epoch {epoch})";
    more: "Er zijn er meer.", "There are more.";
    reader_forgotten(reader): "Lezer {reader} is vergeten; wissen wacht er niet meer op.",
        "Reader {reader} is forgotten; erasing no longer waits for it.";
    acknowledged(number): "Bevestigd tot en met {number}", "Acknowledged through {number}";
    claimed_by(station): "in gebruik bij {station}", "claimed by {station}";
    no_such_device(name): "Er is geen apparaat {name}.", "There is no device {name}.";
    device_model: "Model", "Model";
    device_serial: "Serienummer", "Serial number";
    device_firmware: "Firmware", "Firmware";
    device_media: "Lint, kaart of papier", "Ribbon, card or paper";
    device_driver: "Aansturing", "Driver";
    device_address: "Plaats", "Location";
    device_station: "Balieplek", "Station";
    on_usb_not_used: "Op USB, maar niet in gebruik:", "On USB, but not used:";
    device: "Apparaat", "Device";
    device_role: "Soort", "Kind";
    state: "Toestand", "State";
    when: "Tijd", "Time";
    who: "Wie", "Who";
    station: "Balieplek", "Station";
    what: "Wat", "What";
    mandate_reference: "Kenmerk machtiging", "Mandate reference";
    patron(number): "klant {number}", "patron {number}";
    job_for(registration): "inschrijving {registration}", "registration {registration}";
    branch(number, name): "Vestiging {number} {name}", "Branch {number} {name}";
    branch_label: "Vestiging", "Branch";
    version_label: "Versie van Balie", "Version of Balie";
    version(version): "Balie {version}", "Version {version}";
    youth: "Jeugd", "Youth";
    youth_through(age): "tot en met {age} jaar", "through age {age}";
    selections: "Selecties", "Selections";
    required_for(kind): "Verplicht voor {kind}", "Required for {kind}";
    caller(user, role, station): "Gebruiker {user}, rol {role}, balieplek {station}",
        "User {user}, role {role}, station {station}";
    code: "Code", "Code";
    period: "Periode", "Period";
    term: "Soort", "Term";
    ages(range): "{range} jaar", "{range} yrs";
    not_in_use: "niet in gebruik", "not in use";
    code_to_confirm: "code nog te bevestigen", "code to be confirmed";
    period_to_confirm: "periode nog te bevestigen", "period to be confirmed";
    summary_heading_date: "Datum", "Date";
    summary_heading_count: "Aantal", "Count";
    summary_heading_fees: "Bedragen", "Fees";
    summary_heading_open: "Open", "Open balance";
    total: "Totaal", "Total";
    written(path): "Geschreven: {path}", "Written: {path}";
    would_succeed: "Zou worden aangenomen; er is niets veranderd.", "Would be accepted; nothing was changed.";
    applied(step): "Gedaan. De inschrijving staat bij: {step}", "Done. The registration is at: {step}";
    jobs_started(list): "Begonnen: {list}", "Started: {list}";
    job_ended(name, state): "{name}: {state}", "{name} has ended: {state}";
    scanning(name): "Scanner {name} is voor deze balieplek; scan maar.",
        "Scanner {name} is for this station; go ahead and scan.";
    references(list): "Gevonden barcodes: {list}", "Barcodes found: {list}";
}
