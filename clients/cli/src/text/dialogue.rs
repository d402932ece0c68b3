//! The prompt engine and the scanner behind it.

use super::texts;

texts! {
    hint: "Overal: < of terug = stap terug · !q of stop = weg (blijft open) · ? = hulp",
        "Anywhere: < or back = one step back · !q or stop = leave (stays open) · ? = help";
    hint_values: "Enter = wat tussen [haken] staat · - = leeg · \\tekst = letterlijk tekst",
        "Enter = what is in [brackets] · - = empty · \\text = literally text";
    required: "verplicht", "required";
    is_required: "Dit veld is verplicht.", "This field is required.";
    choose_one: "Kies een van de mogelijkheden hierboven.", "Choose one of the options above.";
    yes_or_no: "Typ j of n.", "Type y or n.";
    yes_no_default_yes: "J/n", "Y/n";
    yes_no_default_no: "j/N", "y/N";
    yes_no: "j/n", "y/n";
    yes: "ja", "yes";
    no: "nee", "no";
    no_help: "Hier is geen verdere hulp.", "There is no more help here.";
    scan_not_expected: "Er is gescand, maar hier wordt geen barcode gevraagd; de scan is genegeerd.",
        "Something was scanned, but no barcode is asked here; the scan is ignored.";
    scanned(text): "Gescand: {text}", "Scanned: {text}";
    scanner_ready(name): "Scanner {name} is voor deze balieplek.", "Scanner {name} is for this station.";
    scanner_unavailable(reason): "Geen scanner: {reason} Typen kan gewoon.",
        "No scanner: {reason} Typing works as usual.";
    scanner_lost(reason): "De scanner is niet meer voor deze balieplek: {reason}",
        "The scanner is no longer for this station: {reason}";
    scanner_how: "!scanner = scanner (weer) vragen of afstaan", "!scanner = ask for the scanner (again), or let it go";
    scanner_wanted(station): "Balieplek {station} vraagt om de scanner; u houdt hem. Afstaan: !scanner",
        "Station {station} asks for the scanner; you keep it. Let it go: !scanner";
    scanner_released: "De scanner is afgestaan.", "The scanner was let go.";
    scanner_asked: "De scanner is gevraagd.", "The scanner was asked for.";
    scanner_state(name, state): "Scanner {name}: {state}", "Scanner {name}: {state}";
    bad_read(reason): "Niet goed gelezen: {reason}", "Not read well: {reason}";
    reconnecting: "De verbinding met Balie is weg; er wordt opnieuw verbonden.",
        "The connection to Balie is gone; connecting again.";
    not_sent: "Het is niet zeker of dit is aangekomen. Opnieuw sturen kan geen kwaad: het gebeurt hooguit een keer.",
        "It is not certain that this arrived. Sending again does no harm: it happens at most once.";
    send_again: "Typ o om opnieuw te sturen", "Type a to send again";
    changed_elsewhere: "De inschrijving is intussen elders gewijzigd; dit is de stand van nu.",
        "The registration was changed elsewhere meanwhile; this is how it stands now.";
    no_way_back: "Terug kan hier niet.", "There is no way back here.";
    choice: "Keuze", "Choice";
    continue_with: "Doorgaan", "Go on";
}
