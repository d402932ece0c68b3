//! Printing the pass.

use super::{Lang, texts};

texts! {
    no_printer: "Er is geen pasprinter ingesteld. De pas kan zonder print worden uitgegeven.",
        "No pass printer is set up. The pass can be handed out unprinted.";
    choose_printer: "Welke pasprinter?", "Which pass printer?";
    choose_printer_help: "Typ het nummer van een printer; Enter kiest er geen.",
        "Type the number of a printer; Enter chooses none.";
    command: "Pas printen?", "Print the pass?";
    despite: "Toch printen?", "Print it all the same?";
    despite_help: "Op de plaats van die tekens komt een leeg vakje; u kunt ze er met de hand bij schrijven.",
        "There will be an empty box for each of these characters; you can write them in by hand.";
    print: "printen", "print";
    skip: "overslaan", "skip";
    key_skip: "o", "s";
    help: "Typ p om te printen, of o om de pas zonder print uit te geven. Enter doet hier niets, ook niet tijdens het printen. Doe de pas in de printer als die erom vraagt; het kan even duren.",
        "Type p to print, or s to hand the pass out unprinted. Enter does nothing here, nor while printing. Insert the pass when the printer asks for it; it may take a while.";
    enter_does_nothing: "Enter print nooit. Typ p om te printen.", "Enter never prints. Type p to print.";
    once_more: "De vorige print is niet gelukt; er is niets geprint.", "The previous print did not succeed; nothing was printed.";
    while_printing: "annuleer = de print annuleren zolang het kan, !q = weg (de print loopt dan door)",
        "cancel = cancel the print as long as that is possible, !q = leave (the print then goes on)";
    enter_does_nothing_now: "Enter doet nu niets.", "Enter does nothing now.";
    position(count): "In de wachtrij, nog {count} ervoor", "Queued, {count} ahead";
    cancelling: "De print wordt geannuleerd …", "The print is being cancelled …";
    cannot_cancel(reason): "Annuleren kan niet meer: {reason}", "It is too late to cancel: {reason}";
    done: "De pas is geprint.", "The pass is printed.";
    failed(reason): "De print is niet gelukt, er is niets geprint: {reason}",
        "The print failed, nothing was printed: {reason}";
    cancelled: "De print is geannuleerd; de pas is nog blanco.", "The print was cancelled; the pass is still blank.";
    unknown(reason): "Het is niet bekend of de pas is geprint: {reason}",
        "Whether the pass was printed is not known: {reason}";
    look: "Kijk bij de printer: is de pas eruit gekomen?", "Look at the printer: did the pass come out?";
    came_out_good: "een goede pas", "a good pass";
    came_out_blank: "niets, de pas is nog blanco", "nothing, the pass is still blank";
    came_out_spoiled: "een bedorven pas", "a spoiled pass";
    result: "Wat kwam eruit?", "What came out?";
    result_help: "Er wordt niets opnieuw geprint voordat u dit beantwoordt.",
        "Nothing is printed again before you answer this.";
    spoiled: "De pas is bedorven: neem een andere blanco pas.", "The pass is spoiled: take another blank pass.";
    skipped: "De pas is zonder print uitgegeven.", "The pass was handed out unprinted.";
    artwork(path): "Ontwerp van de pas: {path}", "Artwork of the pass: {path}";
}

/// Whether a word cancels a print.
pub(crate) fn cancels(lang: Lang, word: &str) -> bool {
    let words = match lang {
        Lang::Dutch => ["annuleer", "a"],
        Lang::English => ["cancel", "c"],
    };
    words.contains(&word.to_lowercase().as_str())
}
