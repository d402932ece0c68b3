//! The direct debit mandate.

use super::texts;

texts! {
    intro: "Vul de rekeninggegevens in voor de automatische incasso.", "Enter the account data for direct debit.";
    switch_service: "Gebruikt de klant de overstapservice?", "Does the patron use the banks' switch service?";
    switch_help: "Alleen als de klant van bank verandert met de overstapservice.",
        "Only when the patron changes banks with the switch service.";
    reference(reference): "Kenmerk machtiging: {reference}", "Mandate reference: {reference}";
    form_written(path): "Formulier: {path}", "Mandate form: {path}";
    let_sign: "Druk het formulier af en laat de klant het controleren en ondertekenen.",
        "Print the form and let the patron check and sign it.";
    signed: "Bronkeuze (na ondertekening)", "Source (after signing)";
    source_options: "s = scan pagina · b = selecteer bestand · g = geen upload",
        "s = scan page · f = select file · n = no upload";
    source_help: "Geen upload: alleen de barcode linksboven op het formulier wordt gelezen.",
        "No upload: only the barcode at the top left of the form is read.";
    no_document_scanner: "Er is geen documentscanner ingesteld; kies een bestand of geen upload.",
        "No document scanner is set up; choose a file or no upload.";
    file: "Bestand van de getekende pagina (PNG of JPEG)", "File of the signed page (PNG or JPEG)";
    file_help: "Het pad van de scan; Enter slaat het uploaden over.", "The path of the scan; Enter skips the upload.";
    stored: "De pagina is bewaard.", "The page is stored.";
    read_from_page(reference): "Barcode op de pagina: {reference}", "Barcode on the page: {reference}";
    no_barcode: "Op de pagina is geen barcode van een machtiging gevonden; scan of typ hem.",
        "No barcode of a mandate was found on the page; scan or type it.";
    barcode: "Scan de barcode linksboven op het formulier", "Scan the barcode at the top left of the form";
    barcode_help: "De barcode is het kenmerk van de machtiging; typen mag ook.",
        "The barcode is the mandate reference; typing it will do.";
    verify_title: "Controleer gegevens incassomachtiging", "Check the data of the mandate";
    verify: "Kloppen deze gegevens met het formulier? Typ ja", "Do these data match the form? Type yes";
    verify_help: "Alleen ja bevestigt. Kloppen ze niet: < om terug te gaan.",
        "Only yes confirms. If they do not match: < to go back.";
    only_yes: "Niet bevestigd. Typ ja als de gegevens kloppen, of < om terug te gaan.",
        "Not confirmed. Type yes when the data match, or < to go back.";
    completed: "Vastleggen klantdocument voltooid", "The patron's document was recorded";
    active(reference): "Incasso is aangevinkt, kenmerk machtiging {reference}",
        "Direct debit is ticked, mandate reference {reference}";
    scan_at_device: "Leg de pagina in de documentscanner.", "Put the page into the document scanner.";
    other_reference(found): "Op de pagina staat het kenmerk van een andere machtiging: {found}",
        "The page bears the reference of another mandate: {found}";
}
