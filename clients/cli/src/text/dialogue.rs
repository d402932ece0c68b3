//! The prompt engine, the scanner behind it, and the connection under it.

use super::texts;

texts! {
    title(branch): "Nieuwe klant · {branch}", "New patron · {branch}";
    branch(number, name): "vestiging {number} {name}", "branch {number} {name}";
    hint: "? = hulp, < = vraag terug, !q of stop = weg (de inschrijving blijft open)",
        "? = help, < = question back, !q or stop = leave (the registration stays open)";
    hint_values: "* = verplicht, Enter = wat tussen [haken] staat, - = leeg",
        "* = required, Enter = what is in [brackets], - = empty";
    hint_more: "<< = hele stap terug, !stand = wat er nu staat, !scanner = scanner vragen of afstaan, !annuleer = inschrijving annuleren, \\tekst = letterlijk tekst",
        "<< = a whole step back, !status = how it stands, !scanner = ask for the scanner or let it go, !cancel = cancel the registration, \\text = literally text";
    is_required: "Dit veld is verplicht.", "This field is required.";
    choose_one: "Dat is geen van de mogelijkheden.", "That is none of the possible answers.";
    yes_or_no: "Typ j of n.", "Type y or n.";
    yes_no_default_yes: "J/n", "Y/n";
    yes_no_default_no: "j/N", "y/N";
    yes_no: "j/n", "y/n";
    key_yes: "j", "y";
    yes: "ja", "yes";
    no: "nee", "no";
    no_help: "Bij deze vraag is geen verdere uitleg.", "There is no more to explain about this question.";
    scan_not_expected: "Er is gescand, maar hier wordt geen barcode gevraagd; de scan telt niet.",
        "Something was scanned, but no barcode is asked here; the scan does not count.";
    scanner_ready(name): "Scanner {name} is gereed: scannen mag waar een pas of barcode wordt gevraagd.",
        "Scanner {name} is ready: scan wherever a pass or barcode is asked.";
    scanner_not_ready(name, state, reason): "Scanner {name}: {state}. {reason} Typen kan gewoon.",
        "Scanner {name}: {state}. {reason} Typing works as usual.";
    scanner_unavailable(reason): "Geen scanner: {reason} Typen kan gewoon; !scanner vraagt erom.",
        "No scanner: {reason} Typing works as usual; !scanner asks for it.";
    scanner_lost(reason): "De scanner is niet meer voor deze balieplek: {reason} Terugvragen: !scanner",
        "The scanner is no longer for this station: {reason} Ask for it: !scanner";
    scanner_wanted(station): "Balieplek {station} vraagt om de scanner; u houdt hem. Afstaan: !scanner",
        "Station {station} asks for the scanner; you keep it. Let it go: !scanner";
    scanner_released: "De scanner is afgestaan.", "The scanner was let go.";
    scanner_asked: "De scanner is gevraagd.", "The scanner was asked for.";
    scanner_state(name, state): "Scanner {name}: {state}", "Scanner {name} is: {state}";
    bad_read(reason): "Niet goed gelezen: {reason} Scan opnieuw.", "Not read well: {reason} Scan again.";
    reconnecting: "Balie antwoordt niet. Er wordt opnieuw verbonden; wat u typte blijft staan.",
        "Balie does not answer. Connecting again; nothing you typed is lost.";
    reconnected: "De verbinding met Balie is er weer.", "The connection to Balie is back.";
    changed_elsewhere: "De inschrijving is intussen elders gewijzigd. Zo staat het nu:",
        "The registration was changed elsewhere meanwhile. This is how it stands now:";
    no_way_back: "Dit is de eerste vraag; terug kan hier niet.", "This is the first question; there is no way back.";
    cancel_why: "Waarom annuleren?", "Why cancel?";
    input_ended: "De invoer is afgelopen voordat de inschrijving klaar was",
        "The input ended before the registration was finished";
    unknown_step: "Deze stap kent dit programma niet; is het ouder dan de dienst?",
        "This program does not know this step; is it older than the service?";
}
