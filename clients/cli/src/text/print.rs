//! Printing the pass.

use super::texts;

texts! {
    printer: "Pasprinter", "Pass printer";
    choose_printer: "Kies de pasprinter", "Choose the pass printer";
    no_printer: "Er is geen pasprinter ingesteld. De pas kan zonder print worden uitgegeven.",
        "No pass printer is set up. The pass can be handed out unprinted.";
    using(name, state): "Printer {name}: {state}", "Printer {name}: {state}";
    options: "print = printen · overslaan = zonder print uitgeven", "print = print · skip = hand out unprinted";
    command: "Opdracht", "Command";
    help: "Typ print om te printen. Enter doet hier niets, ook niet tijdens het printen. De pas gaat in de printer als die erom vraagt.",
        "Type print to print. Enter does nothing here, nor while printing. Insert the pass when the printer asks for it.";
    enter_does_nothing: "Enter start nooit een print. Typ print of overslaan.",
        "Enter never starts a print. Type print or skip.";
    while_printing: "Er loopt een print; Enter doet niets. stop = annuleren, !q = weggaan (print loopt door).",
        "A print is running; Enter does nothing. stop = cancel, !q = leave (the print goes on).";
    position(count): "In de wachtrij, nog {count} ervoor", "Queued, {count} ahead";
    progress(text): "Print: {text}", "Printing: {text}";
    cancelling: "De print wordt geannuleerd …", "The print is being cancelled …";
    cannot_cancel(reason): "Annuleren kan niet meer: {reason}", "It is too late to cancel: {reason}";
    done: "De pas is geprint.", "The pass is printed.";
    failed(reason): "De print is niet gelukt, er is niets geprint: {reason}",
        "The print failed, nothing was printed: {reason}";
    cancelled: "De print is geannuleerd; de pas is nog blanco.", "The print was cancelled; the pass is still blank.";
    unknown(reason): "Niemand weet of de pas goed is geprint: {reason}",
        "Nobody knows whether the pass was printed well: {reason}";
    look: "Kijk wat er uit de printer kwam.", "Look at what came out of the printer.";
    result_options: "1 = een goede pas · 2 = niets, de pas is nog blanco · 3 = een bedorven pas",
        "1 = a good pass · 2 = nothing, the pass is still blank · 3 = a spoiled pass";
    result: "Wat kwam eruit?", "What came out?";
    result_help: "Er wordt niets opnieuw geprint voordat u dit beantwoordt.",
        "Nothing is printed again before you answer this.";
    spoiled: "De pas is bedorven: neem een andere blanco pas.", "The pass is spoiled: take another blank pass.";
    last_failure(code): "Vorige poging: {code}", "Previous attempt: {code}";
    skipped: "De pas is zonder print uitgegeven.", "The pass was handed out unprinted.";
    artwork(path): "Ontwerp van de pas: {path}", "Artwork of the pass: {path}";
    still_busy: "De printer is nog bezig; de uitkomst volgt.", "The printer is still at work; the outcome follows.";
}
