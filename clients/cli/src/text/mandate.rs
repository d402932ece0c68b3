//! The direct debit mandate.

use super::texts;

texts! {
    intro: "Vul de rekeninggegevens in voor de automatische incasso.", "Enter the account data for direct debit.";
    needs_address: "Bij een rekening buiten de EER staat op het formulier waar de rekeninghouder woont.",
        "For an account outside the EEA the form says where the account holder lives.";
    switch_service: "Gebruikt de klant de overstapservice?", "Does the patron use the banks' switch service?";
    switch_help: "Alleen als de klant van bank verandert met de overstapservice.",
        "Only when the patron changes banks with the switch service.";
    give_up: "Toch geen incasso, en het bedrag open laten?", "No direct debit after all, and leave the amount open?";
    give_up_help: "De pas is uitgegeven, dus terug naar het afrekenen kan niet. Bij ja krijgt de klant een contributiebrief.",
        "The pass was issued, so there is no way back to settling. With yes the patron gets a letter.";
    reference(reference): "Kenmerk machtiging: {reference}", "Mandate reference: {reference}";
    row_reference: "Kenmerk", "Reference";
    form_written(path): "Formulier: {path}", "Mandate form: {path}";
    other_directory: "Andere map voor het formulier", "Other directory for the form";
    other_directory_help: "De map waarin het formulier als PDF wordt gezet, bijvoorbeeld /tmp.",
        "The directory the form is put in as PDF, for example /tmp.";
    let_sign: "Druk het formulier af en laat de klant het controleren en ondertekenen.",
        "Print the form and let the patron check and sign it.";
    signed: "Getekend? Bron van het formulier", "Signed? Source of the form";
    print_form: "formulier printen", "print the form";
    print_form_help: "p print het formulier, zo vaak als nodig is; Enter print nooit.",
        "p prints the form, as often as needed; Enter never prints.";
    choose_form_printer: "Welke formulierprinter?", "Which form printer?";
    choose_form_printer_help: "Typ het nummer van een formulierprinter; Enter kiest er geen.",
        "Type the number of a form printer; Enter chooses none.";
    while_printing: "annuleer = de print annuleren zolang het kan, !q = weg (de print loopt dan door)",
        "cancel = cancel the print as long as that is possible, !q = leave (the print then goes on)";
    form_printed: "Het formulier is geprint.", "The form is printed.";
    form_not_printed(reason): "Het formulier is niet geprint: {reason} De PDF staat klaar.",
        "The form was not printed: {reason} The PDF is there.";
    scan_source: "scan pagina", "scan the page";
    key_file: "b", "f";
    from_file: "selecteer bestand", "select file";
    key_no_upload: "g", "n";
    no_upload: "geen upload", "no upload";
    source_help: "Geen upload: alleen de barcode linksboven op het formulier wordt gelezen. < gaat terug naar de rekeninggegevens; het formulier vervalt dan.",
        "No upload: only the barcode at the top left of the form is read. < goes back to the account data; the form is void then.";
    file: "Bestand van de getekende pagina (PDF, JPEG, PNG of TIFF)", "File of the signed page (PDF, JPEG, PNG or TIFF)";
    file_help: "Het pad van de scan, of sleep het bestand hierheen; Enter slaat het uploaden over.",
        "The path of the scan, or drag the file here; Enter skips the upload.";
    no_document_scanner: "Er is geen documentscanner meer. De barcode kan van het papier worden gelezen.",
        "There is no document scanner any more. The barcode can be read from the paper.";
    lay_on_scanner: "Leg het getekende formulier in de documentscanner.",
        "Put the signed form in the document scanner.";
    scan_page: "Pagina scannen", "Scan the page";
    scan: "scannen", "scan";
    scan_again: "opnieuw scannen", "scan again";
    barcode_only: "alleen de barcode", "barcode only";
    scan_page_help: "Scannen mag zo vaak als nodig is; de laatste pagina wordt bewaard. De barcode op het papier mag hier ook met de handscanner worden gelezen. < gaat terug naar de bron van het formulier.",
        "Scan as often as needed; the last page is kept. The barcode on the paper may be read here with the hand scanner too. < goes back to the source of the form.";
    choose_scanner: "Welke documentscanner?", "Which document scanner?";
    choose_scanner_help: "Typ het nummer van een documentscanner; Enter kiest er geen.",
        "Type the number of a document scanner; Enter chooses none.";
    while_scanning: "annuleer = de scan annuleren, !q = weg (de scan wordt dan geannuleerd)",
        "cancel = cancel the scan, !q = leave (the scan is cancelled then)";
    stored: "De pagina is bewaard.", "The page is stored.";
    read_from_page(reference): "Barcode op de pagina: {reference}", "Barcode on the page: {reference}";
    barcode: "Scan de barcode linksboven op het formulier", "Scan the barcode at the top left of the form";
    barcode_help: "De barcode is het kenmerk van de machtiging; typen mag ook.",
        "The barcode is the mandate reference; typing it will do.";
    actor_id: "Actor-id", "Actor id";
    document_type: "Documenttype", "Document type";
    document_type_mandate: "incassomachtiging", "direct debit mandate";
    verify_title: "Controleer gegevens incassomachtiging:", "Check the data of the mandate:";
    verify: "Kloppen deze gegevens met het formulier? Typ ja", "Do these data match the form? Type yes";
    verify_help: "Alleen ja bevestigt. Kloppen ze niet: < om terug te gaan.",
        "Only yes confirms. If they do not match: < to go back.";
    only_yes: "Niet bevestigd. Typ ja als de gegevens kloppen, of < om terug te gaan.",
        "Not confirmed. Type yes when the data match, or < to go back.";
    completed: "Vastleggen klantdocument voltooid", "The patron's document was recorded";
    active(reference): "Incasso is aangevinkt. Kenmerk machtiging: {reference}",
        "Direct debit is ticked. Mandate reference: {reference}";
    next_check(name, reference): "Hierna: balie mandate process {name} --barcode {reference}",
        "Next: balie mandate process {name} --barcode {reference}";
    next_barcode(name): "Hierna: balie mandate process {name} (vraagt om de barcode)",
        "Next: balie mandate process {name} (asks for the barcode)";
    more_sheets: "Er lagen meer pagina's in de invoer; alleen de eerste is bewaard.",
        "There were more sheets in the feeder; only the first one is stored.";
    cancelling_scan: "De scan wordt geannuleerd.", "The scan is being cancelled.";
    scan_ended(outcome): "Er is geen pagina gescand: {outcome}", "No page was scanned: {outcome}";
    in_force(reference): "van kracht, kenmerk {reference}", "in force, reference {reference}";
}
