//! The direct debit mandate.

use super::texts;

texts! {
    intro: "Vul de rekeninggegevens in voor de automatische incasso.", "Enter the account data for direct debit.";
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
    key_file: "b", "f";
    from_file: "selecteer bestand", "select file";
    key_no_upload: "g", "n";
    no_upload: "geen upload", "no upload";
    source_help: "Geen upload: alleen de barcode linksboven op het formulier wordt gelezen. < gaat terug naar de rekeninggegevens; het formulier vervalt dan.",
        "No upload: only the barcode at the top left of the form is read. < goes back to the account data; the form is void then.";
    file: "Bestand van de getekende pagina (PDF, JPEG, PNG of TIFF)", "File of the signed page (PDF, JPEG, PNG or TIFF)";
    file_help: "Het pad van de scan; Enter slaat het uploaden over.", "The path of the scan; Enter skips the upload.";
    stored: "De pagina is bewaard.", "The page is stored.";
    read_from_page(reference): "Barcode op de pagina: {reference}", "Barcode on the page: {reference}";
    no_barcode: "Op de pagina is geen barcode van een machtiging gevonden; scan of typ hem.",
        "No barcode of a mandate was found on the page; scan or type it.";
    other_reference(found): "Op de pagina staat het kenmerk van een andere machtiging: {found}",
        "The page bears the reference of another mandate: {found}";
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
